/* test-layout-gather.c — cards that stand too far apart are pulled together
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-gather.h"
#include "gp-layout-measure.h"
#include "gp-test.h"

#define GAP 48.0

/* Cards of random sizes on a grid, with random rows and columns left out. */
static GpRect *
random_cards (guint *out_n)
{
  guint n_wide = (guint) g_test_rand_int_range (1, 12);
  guint n = (guint) g_test_rand_int_range (0, 150);
  GpRect *cards = g_new (GpRect, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    cards[i] = (GpRect) {
      i % n_wide * 400. + g_test_rand_int_range (0, 100),
      i / n_wide * 700. + g_test_rand_int_range (0, 100),
      g_test_rand_int_range (50, 300), g_test_rand_int_range (50, 500),
    };
  *out_n = n;
  return cards;
}

static void
test_rows_and_columns_stay (void)
{
  GpRect cards[] = { { 10, 20, 170, 80 }, { 300, 20, 170, 100 }, { 10, 420, 170, 80 },
                     { 300, 420, 170, 80 }, { 900, 420, 170, 80 } };

  gp_layout_gather (cards, G_N_ELEMENTS (cards), GAP);
  g_assert_cmpfloat (cards[0].x, ==, 10);
  g_assert_cmpfloat (cards[0].y, ==, 20);
  g_assert_cmpfloat (cards[1].x, ==, 10 + 170 + GAP);
  g_assert_cmpfloat (cards[1].y, ==, 20);
  g_assert_cmpfloat (cards[2].y, ==, 20 + 100 + GAP);
  g_assert_cmpfloat (cards[3].x, ==, cards[1].x);
  g_assert_cmpfloat (cards[3].y, ==, cards[2].y);
  g_assert_cmpfloat (cards[4].x, ==, cards[3].x + 170 + GAP);
}

static void
test_nothing_overlaps_and_nothing_passes (void)
{
  for (guint round = 0; round < 200; round++)
    {
      guint n;
      g_autofree GpRect *before = random_cards (&n);
      g_autofree GpRect *after = g_memdup2 (before, MAX (n, 1) * sizeof *before);

      gp_layout_gather (after, n, GAP);
      g_assert_cmpuint (gp_layout_measure_overlaps (after, n, 0), ==, 0);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          {
            g_assert_false (before[i].y < before[j].y && after[i].y > after[j].y);
            g_assert_false (before[i].x < before[j].x && after[i].x > after[j].x);
          }
    }
}

static void
test_far_apart_is_no_matter (void)
{
  GpRect cards[] = { { -1e9, -1e9, 100, 100 }, { 1e9, 1e9, 100, 100 } };

  gp_layout_gather (cards, G_N_ELEMENTS (cards), GAP);
  g_assert_cmpfloat (cards[1].x, <=, -1e9 + 100 + GAP);
  g_assert_cmpuint (gp_layout_measure_overlaps (cards, G_N_ELEMENTS (cards), 0), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/layout-gather/rows-and-columns-stay", test_rows_and_columns_stay);
  g_test_add_func ("/render/layout-gather/nothing-overlaps-and-nothing-passes",
                   test_nothing_overlaps_and_nothing_passes);
  g_test_add_func ("/render/layout-gather/far-apart-is-no-matter", test_far_apart_is_no_matter);

  return g_test_run ();
}

/* test-layout-separate.c — pulling overlapping cards apart
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-layout-separate.h"
#include "gp-test.h"

#include <string.h>

static GpRect *
random_rects (guint n,
              int   spread)
{
  GpRect *rects = g_new (GpRect, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    rects[i] = (GpRect) {
      g_test_rand_int_range (0, spread), g_test_rand_int_range (0, spread),
      g_test_rand_int_range (50, 400), g_test_rand_int_range (50, 700),
    };

  return rects;
}

static void
test_nothing_overlaps_afterwards (void)
{
  for (guint round = 0; round < 40; round++)
    {
      guint n = g_test_rand_int_range (0, 150);
      g_autofree GpRect *rects = random_rects (n, g_test_rand_int_range (1, 4000));

      gp_layout_separate (rects, n, 48);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
      gp_layout_squeeze (rects, n, 48);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
    }
}

/* All on one spot is the worst there is. */
static void
test_parts_what_lies_on_one_spot (void)
{
  enum { N = 40 };
  GpRect rects[N];

  for (guint i = 0; i < N; i++)
    rects[i] = (GpRect) { 10, 10, 100, 60 };
  gp_layout_separate (rects, N, 20);
  g_assert_cmpuint (gp_layout_measure_overlaps (rects, N, 20), ==, 0);
}

static void
test_what_is_apart_stays (void)
{
  GpRect rects[] = { { 0, 0, 50, 50 }, { 200, 0, 50, 50 }, { 0, 200, 50, 50 } };
  GpRect before[G_N_ELEMENTS (rects)];

  memcpy (before, rects, sizeof rects);
  gp_layout_separate (rects, G_N_ELEMENTS (rects), 48);
  for (guint i = 0; i < G_N_ELEMENTS (rects); i++)
    {
      g_assert_cmpfloat_with_epsilon (rects[i].x, before[i].x, 0.01);
      g_assert_cmpfloat_with_epsilon (rects[i].y, before[i].y, 0.01);
    }
}

static void
test_squeezing_takes_no_more_paper (void)
{
  for (guint round = 0; round < 40; round++)
    {
      guint n = g_test_rand_int_range (1, 80);
      g_autofree GpRect *rects = random_rects (n, 3000);
      GpRect before;
      GpRect after;

      gp_layout_separate (rects, n, 48);
      before = gp_layout_measure_bounds (rects, n);
      gp_layout_squeeze (rects, n, 48);
      after = gp_layout_measure_bounds (rects, n);
      g_assert_cmpfloat (after.width, <=, before.width + 1e-6);
      g_assert_cmpfloat (after.height, <=, before.height + 1e-6);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-separate/nothing-overlaps-afterwards",
                   test_nothing_overlaps_afterwards);
  g_test_add_func ("/render/layout-separate/parts-what-lies-on-one-spot",
                   test_parts_what_lies_on_one_spot);
  g_test_add_func ("/render/layout-separate/what-is-apart-stays", test_what_is_apart_stays);
  g_test_add_func ("/render/layout-separate/squeezing-takes-no-more-paper",
                   test_squeezing_takes_no_more_paper);
  return g_test_run ();
}

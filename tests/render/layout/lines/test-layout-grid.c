/* test-layout-grid.c — what lies in this area
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-grid.h"
#include "gp-test.h"

static GpRect
random_rect (void)
{
  return (GpRect) {
    g_test_rand_int_range (-5000, 5000), g_test_rand_int_range (-5000, 5000),
    g_test_rand_int_range (1, 900), g_test_rand_int_range (1, 900),
  };
}

static void
test_finds_what_a_scan_finds (void)
{
  for (guint round = 0; round < 50; round++)
    {
      guint n = g_test_rand_int_range (0, 200);
      g_autofree GpRect *rects = g_new (GpRect, MAX (n, 1));
      g_autoptr(GpLayoutGrid) grid = NULL;

      for (guint i = 0; i < n; i++)
        rects[i] = random_rect ();
      grid = gp_layout_grid_new (rects, n);

      for (guint question = 0; question < 20; question++)
        {
          GpRect area = random_rect ();
          g_autofree guint *seen = g_new0 (guint, MAX (n, 1));
          guint n_found;
          const guint32 *found = gp_layout_grid_query (grid, &area, &n_found);

          for (guint i = 0; i < n_found; i++)
            seen[found[i]]++;
          for (guint i = 0; i < n; i++)
            g_assert_cmpuint (seen[i], ==, gp_rect_overlaps (&rects[i], &area));
        }
    }
}

/* Rectangles come and move, until the grid has had enough of it. */
static void
test_follows_what_comes_and_moves (void)
{
  for (guint round = 0; round < 50; round++)
    {
      guint n = g_test_rand_int_range (0, 100);
      g_autofree GpRect *rects = g_new (GpRect, n + 200);
      g_autoptr(GpLayoutGrid) grid = NULL;
      guint n_followed = 0;

      for (guint i = 0; i < n; i++)
        rects[i] = random_rect ();
      grid = gp_layout_grid_new (rects, n);

      while (TRUE)
        {
          guint32 index = g_test_rand_bit () || n == 0
                            ? n : (guint32) g_test_rand_int_range (0, (int) n);
          GpRect area = random_rect ();
          g_autofree guint *seen = NULL;
          const guint32 *found;
          guint n_found;

          n = MAX (n, index + 1);
          rects[index] = random_rect ();
          if (!gp_layout_grid_follow (grid, rects, n, index))
            break;
          n_followed++;
          g_assert_cmpuint (n_followed, <, 1000);
          found = gp_layout_grid_query (grid, &area, &n_found);
          seen = g_new0 (guint, n);
          for (guint i = 0; i < n_found; i++)
            seen[found[i]]++;
          for (guint i = 0; i < n; i++)
            g_assert_cmpuint (seen[i], ==, gp_rect_overlaps (&rects[i], &area));
        }
      g_assert_cmpuint (n_followed, >=, 32);
    }
}

/* A stray card must not cost millions of cells. */
static void
test_bears_a_card_far_away (void)
{
  const GpRect rects[] = { { 0, 0, 100, 100 }, { 1e9, 0, 100, 100 }, { 0, 200, 100, 100 } };
  const GpRect area = { 50, 50, 10, 10 };
  g_autoptr(GpLayoutGrid) grid = gp_layout_grid_new (rects, G_N_ELEMENTS (rects));
  guint n_found;
  const guint32 *found = gp_layout_grid_query (grid, &area, &n_found);

  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (found[0], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-grid/finds-what-a-scan-finds", test_finds_what_a_scan_finds);
  g_test_add_func ("/render/layout-grid/follows-what-comes-and-moves",
                   test_follows_what_comes_and_moves);
  g_test_add_func ("/render/layout-grid/bears-a-card-far-away", test_bears_a_card_far_away);
  return g_test_run ();
}

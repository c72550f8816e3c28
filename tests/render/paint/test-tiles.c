/* test-tiles.c — what is painted again is few rectangles
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-painter.h"
#include "gp-test.h"
#include "gp-tiles.h"

#define WIDTH  1600
#define HEIGHT 1000

static cairo_region_t *
compare (const GpTiles *before,
         const GpTiles *after)
{
  g_autoptr(GskRenderNode) one = gp_tiles_make_node (before);
  g_autoptr(GskRenderNode) two = gp_tiles_make_node (after);

  return gp_test_painter_compare (one, two);
}

static GpRect
draw_rect (void)
{
  return (GpRect) { g_test_rand_double_range (-300, WIDTH + 100),
                    g_test_rand_double_range (-300, HEIGHT + 100),
                    g_test_rand_double_range (0, 400), g_test_rand_double_range (0, 400) };
}

static void
test_never_more_than_half (void)
{
  for (guint round = 0; round < 200; round++)
    {
      GpTiles before, after;
      cairo_region_t *region;

      gp_tiles_init (&before, WIDTH, HEIGHT);
      gp_tiles_init (&after, WIDTH, HEIGHT);
      for (guint i = 0; i < round; i++)
        {
          GpRect rect = draw_rect ();

          gp_tiles_mark (&after, &rect, g_test_rand_int ());
        }
      region = compare (&before, &after);
      g_assert_cmpint (cairo_region_num_rectangles (region), <=,
                       GP_TILES_ACROSS * GP_TILES_DOWN / 2);
      cairo_region_destroy (region);
    }
}

static void
test_what_is_marked_is_painted_again (void)
{
  for (guint round = 0; round < 200; round++)
    {
      GpRect rect = draw_rect ();
      cairo_rectangle_int_t inside = { (int) MAX (rect.x, 0), (int) MAX (rect.y, 0), 0, 0 };
      GpTiles before, after;
      cairo_region_t *region;

      inside.width = (int) MIN (rect.x + rect.width, WIDTH) - inside.x;
      inside.height = (int) MIN (rect.y + rect.height, HEIGHT) - inside.y;
      gp_tiles_init (&before, WIDTH, HEIGHT);
      gp_tiles_init (&after, WIDTH, HEIGHT);
      gp_tiles_mark (&after, &rect, 1);
      region = compare (&before, &after);
      if (inside.width > 0 && inside.height > 0)
        g_assert_cmpint (cairo_region_contains_rectangle (region, &inside), ==,
                         CAIRO_REGION_OVERLAP_IN);
      cairo_region_destroy (region);
    }
}

static void
test_order_makes_no_difference (void)
{
  GpTiles before, after;
  cairo_region_t *region;
  GpRect rects[50];

  gp_tiles_init (&before, WIDTH, HEIGHT);
  gp_tiles_init (&after, WIDTH, HEIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (rects); i++)
    {
      rects[i] = draw_rect ();
      gp_tiles_mark (&before, &rects[i], i);
    }
  for (guint i = G_N_ELEMENTS (rects); i > 0; i--)
    gp_tiles_mark (&after, &rects[i - 1], i - 1);
  region = compare (&before, &after);
  g_assert_true (cairo_region_is_empty (region));
  cairo_region_destroy (region);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_type_ensure (GSK_TYPE_CONTAINER_NODE);

  g_test_add_func ("/render/tiles/never-more-than-half", test_never_more_than_half);
  g_test_add_func ("/render/tiles/what-is-marked-is-painted-again",
                   test_what_is_marked_is_painted_again);
  g_test_add_func ("/render/tiles/order-makes-no-difference", test_order_makes_no_difference);

  return g_test_run ();
}

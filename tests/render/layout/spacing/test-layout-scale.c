/* test-layout-scale.c — the same drawing on larger paper, and on whole units
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-layout-scale.h"
#include "gp-test-layout.h"
#include "gp-test.h"

#include <math.h>

static GpRect *
random_rects (guint n)
{
  GpRect *rects = g_new (GpRect, n);

  for (guint i = 0; i < n; i++)
    rects[i] = (GpRect) {
      g_test_rand_double_range (-900, 900), g_test_rand_double_range (-900, 900),
      g_test_rand_int_range (50, 400), g_test_rand_int_range (50, 700),
    };

  return rects;
}

static void
test_with_room_nothing_is_too_near (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = g_test_rand_int_range (2, 60);
      g_autofree GpRect *rects = random_rects (n);
      double factor = gp_layout_scale_for_room (rects, n, 48);
      g_autofree GpRect *smaller = g_new (GpRect, n);

      gp_layout_scale (rects, factor * 0.99, smaller, n);
      gp_layout_scale (rects, factor, rects, n);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
      g_assert_cmpuint (gp_layout_measure_overlaps (smaller, n, 48), >, 0);
    }
}

static void
test_paper_is_as_large_as_the_cards (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = g_test_rand_int_range (2, 60);
      g_autofree GpRect *rects = random_rects (n);
      g_autofree GpRect *points = g_new (GpRect, n);
      double area = 0;
      GpRect bounds;

      gp_layout_scale (rects, gp_layout_scale_for_paper (rects, n, 48), rects, n);
      for (guint i = 0; i < n; i++)
        {
          points[i] = (GpRect) { gp_rect_center_x (&rects[i]), gp_rect_center_y (&rects[i]), 0, 0 };
          area += (rects[i].width + 48) * (rects[i].height + 48);
        }
      bounds = gp_layout_measure_bounds (points, n);
      g_assert_cmpfloat_with_epsilon (bounds.width * bounds.height / area, 1, 1e-6);
    }
}

static void
test_scaling_keeps_crossings (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = g_test_rand_int_range (2, 60);
      g_autoptr(GpLayoutRequest) request = gp_test_layout_random (n, 0);
      g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
      g_autofree GpRect *rects = random_rects (n);
      guint before = gp_layout_measure_crossings (graph, rects, TRUE);

      gp_layout_scale (rects, g_test_rand_double_range (0.1, 10), rects, n);
      g_assert_cmpuint (gp_layout_measure_crossings (graph, rects, TRUE), ==, before);
    }
}

static void
test_rounding_moves_half_a_unit_and_then_nothing (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = g_test_rand_int_range (1, 60);
      g_autofree GpRect *rects = random_rects (n);
      g_autofree GpRect *rounded = g_memdup2 (rects, n * sizeof (GpRect));
      g_autofree GpRect *again = NULL;
      GpRect bounds = gp_layout_measure_bounds (rects, n);

      gp_layout_scale_round (rounded, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat (rounded[i].x, ==, floor (rounded[i].x));
          g_assert_cmpfloat (rounded[i].y, ==, floor (rounded[i].y));
          g_assert_cmpfloat (fabs (rounded[i].x - (rects[i].x - bounds.x)), <=, 0.5);
          g_assert_cmpfloat (fabs (rounded[i].y - (rects[i].y - bounds.y)), <=, 0.5);
        }
      again = g_memdup2 (rounded, n * sizeof (GpRect));
      gp_layout_scale_round (again, n);
      g_assert_cmpmem (again, n * sizeof (GpRect), rounded, n * sizeof (GpRect));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-scale/with-room-nothing-is-too-near",
                   test_with_room_nothing_is_too_near);
  g_test_add_func ("/render/layout-scale/paper-is-as-large-as-the-cards",
                   test_paper_is_as_large_as_the_cards);
  g_test_add_func ("/render/layout-scale/scaling-keeps-crossings", test_scaling_keeps_crossings);
  g_test_add_func ("/render/layout-scale/rounding-moves-half-a-unit-and-then-nothing",
                   test_rounding_moves_half_a_unit_and_then_nothing);
  return g_test_run ();
}

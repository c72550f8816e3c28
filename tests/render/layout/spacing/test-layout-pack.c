/* test-layout-pack.c — boxes on paper
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-test.h"

static void
test_boxes_keep_their_distance (void)
{
  for (guint round = 0; round < 100; round++)
    {
      guint n = g_test_rand_int_range (0, 80);
      double gap = g_test_rand_int_range (0, 60);
      g_autofree GpRect *boxes = g_new (GpRect, MAX (n, 1));
      GpRect bounds;
      GpRect measured;

      for (guint i = 0; i < n; i++)
        boxes[i] = (GpRect) {
          .width = g_test_rand_double_range (1, 400), .height = g_test_rand_double_range (1, 900),
        };
      gp_layout_pack (boxes, n, gap, 1.4, &bounds);

      g_assert_cmpuint (gp_layout_measure_overlaps (boxes, n, gap), ==, 0);
      measured = gp_layout_measure_bounds (boxes, n);
      g_assert_cmpfloat_with_epsilon (measured.width, bounds.width, 1e-6);
      g_assert_cmpfloat_with_epsilon (measured.height, bounds.height, 1e-6);
    }
}

static void
test_paper_is_used (void)
{
  enum { N = 60 };
  GpRect boxes[N];
  GpRect bounds;
  double area = 0;

  for (guint i = 0; i < N; i++)
    {
      boxes[i] = (GpRect) {
        .width = g_test_rand_double_range (80, 300), .height = g_test_rand_double_range (80, 500),
      };
      area += boxes[i].width * boxes[i].height;
    }
  gp_layout_pack (boxes, N, 0, 1.4, &bounds);

  g_assert_cmpfloat (area / (bounds.width * bounds.height), >, 0.7);
  g_assert_cmpfloat (bounds.width / bounds.height, >, 0.9);
  g_assert_cmpfloat (bounds.width / bounds.height, <, 2.1);
}

static void
test_the_asked_aspect_costs_least (void)
{
  g_assert_cmpfloat (gp_layout_pack_cost (140, 100, 1.4), <, gp_layout_pack_cost (100, 140, 1.4));
  g_assert_cmpfloat (gp_layout_pack_cost (140, 100, 1.4), <, gp_layout_pack_cost (280, 50, 1.4));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-pack/boxes-keep-their-distance", test_boxes_keep_their_distance);
  g_test_add_func ("/render/layout-pack/paper-is-used", test_paper_is_used);
  g_test_add_func ("/render/layout-pack/the-asked-aspect-costs-least",
                   test_the_asked_aspect_costs_least);
  return g_test_run ();
}

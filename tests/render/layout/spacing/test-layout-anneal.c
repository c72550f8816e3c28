/* test-layout-anneal.c — boxes that lie close to what they are tied to
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-anneal.h"
#include "gp-layout-measure.h"
#include "gp-test.h"

#include <string.h>

enum { N = 24 };

static void
fill (GpRect       *boxes,
      GpAnnealWire *wires)
{
  for (guint i = 0; i < N; i++)
    {
      boxes[i] = (GpRect) {
        g_test_rand_int_range (0, 3000), g_test_rand_int_range (0, 3000),
        g_test_rand_int_range (100, 900), g_test_rand_int_range (100, 900),
      };
      wires[i] = (GpAnnealWire) {
        .a = i, .b = (i + 7) % N, .weight = 1, .ax = 10, .ay = 10, .bx = 10, .by = 10,
      };
    }
}

static void
test_boxes_keep_their_distance (void)
{
  for (guint round = 0; round < 10; round++)
    {
      GpRect boxes[N];
      GpAnnealWire wires[N];

      fill (boxes, wires);
      gp_layout_anneal (boxes, N, wires, N, 48, 1.4, g_test_rand_int_range (0, 3000), round, NULL);
      g_assert_cmpuint (gp_layout_measure_overlaps (boxes, N, 48), ==, 0);
    }
}

static void
test_more_moves_cost_less (void)
{
  GpRect start[N];
  GpRect boxes[N];
  GpAnnealWire wires[N];
  double none;
  double many;

  fill (start, wires);
  memcpy (boxes, start, sizeof start);
  none = gp_layout_anneal (boxes, N, wires, N, 48, 1.4, 0, 1, NULL);
  memcpy (boxes, start, sizeof start);
  many = gp_layout_anneal (boxes, N, wires, N, 48, 1.4, 8000, 1, NULL);
  g_assert_cmpfloat (many, <, none);
}

static void
test_the_same_seed_gives_the_same_bytes (void)
{
  GpRect first[N];
  GpRect second[N];
  GpAnnealWire wires[N];

  fill (first, wires);
  memcpy (second, first, sizeof first);
  gp_layout_anneal (first, N, wires, N, 48, 1.4, 3000, 7, NULL);
  gp_layout_anneal (second, N, wires, N, 48, 1.4, 3000, 7, NULL);
  g_assert_cmpmem (first, sizeof first, second, sizeof second);
}

static void
test_the_aspect_is_kept (void)
{
  GpRect boxes[N];
  GpAnnealWire wires[N];
  GpRect bounds;

  fill (boxes, wires);
  gp_layout_anneal (boxes, N, wires, N, 48, 1.4, 10000, 1, NULL);
  bounds = gp_layout_measure_bounds (boxes, N);
  g_assert_cmpfloat (bounds.width / bounds.height, >, 1.2);
  g_assert_cmpfloat (bounds.width / bounds.height, <, 1.8);
}

static void
test_few_boxes_need_no_wires (void)
{
  GpRect box = { 5, 5, 10, 10 };

  gp_layout_anneal (NULL, 0, NULL, 0, 48, 1.4, 100, 1, NULL);
  gp_layout_anneal (&box, 1, NULL, 0, 48, 1.4, 100, 1, NULL);
  g_assert_cmpfloat (box.x, ==, 0);
  g_assert_cmpfloat (box.y, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-anneal/boxes-keep-their-distance",
                   test_boxes_keep_their_distance);
  g_test_add_func ("/render/layout-anneal/more-moves-cost-less", test_more_moves_cost_less);
  g_test_add_func ("/render/layout-anneal/the-same-seed-gives-the-same-bytes",
                   test_the_same_seed_gives_the_same_bytes);
  g_test_add_func ("/render/layout-anneal/the-aspect-is-kept", test_the_aspect_is_kept);
  g_test_add_func ("/render/layout-anneal/few-boxes-need-no-wires", test_few_boxes_need_no_wires);
  return g_test_run ();
}

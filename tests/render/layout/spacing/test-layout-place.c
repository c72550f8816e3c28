/* test-layout-place.c — room for what is new
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-engine.h"
#include "gp-layout-measure.h"
#include "gp-layout-place.h"
#include "gp-test-layout.h"
#include "gp-test.h"

/* A laid-out drawing with some of its cards taken out again. */
static GpLayoutRequest *
request_with_new_cards (guint n_nodes,
                        guint n_groups,
                        guint n_new)
{
  GpLayoutRequest *request = gp_test_layout_random (n_nodes, n_groups);
  g_autoptr(GpLayout) layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);

  for (guint i = 0; i + n_new < n_nodes; i++)
    {
      double x;
      double y;

      gp_layout_get_position (layout, i, &x, &y);
      gp_layout_request_set_position (request, i, x, y, GP_LAYOUT_HOLD_PLACED);
    }

  return request;
}

static void
test_nothing_else_moves_and_nothing_overlaps (void)
{
  for (guint round = 0; round < 30; round++)
    {
      guint n = g_test_rand_int_range (1, 120);
      guint n_new = g_test_rand_int_range (0, n + 1);
      g_autoptr(GpLayoutRequest) request
        = request_with_new_cards (n, g_test_rand_int_range (0, 5), n_new);
      g_autoptr(GpLayout) layout = gp_layout_place_new (request);
      guint n_nodes;
      const GpLayoutNode *nodes = gp_layout_request_get_nodes (request, &n_nodes);
      const GpRect *rects = gp_layout_get_rects (layout);

      for (guint i = 0; i + n_new < n; i++)
        {
          g_assert_cmpfloat (rects[i].x, ==, nodes[i].x);
          g_assert_cmpfloat (rects[i].y, ==, nodes[i].y);
        }
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
    }
}

static void
test_a_new_card_is_put_beside_its_neighbour (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpRect *rects;

  for (guint i = 0; i < 100; i++)
    {
      gp_layout_request_add_node (request, "card", 200, 100);
      gp_layout_request_set_position (request, i, i % 10 * 400.0, i / 10 * 300.0,
                                      GP_LAYOUT_HOLD_PINNED);
    }
  gp_layout_request_add_node (request, "new", 100, 80);
  gp_layout_request_add_edge (request, 100, 55);

  layout = gp_layout_place_new (request);
  rects = gp_layout_get_rects (layout);
  g_assert_cmpfloat (gp_rect_gap (&rects[100], &rects[55]), <=, 60);
}

static void
test_a_new_card_goes_to_its_group (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpLayoutGroup *groups;
  const GpRect *rects;
  guint n_groups;

  gp_layout_request_add_group (request, "left");
  gp_layout_request_add_group (request, "right");
  for (guint i = 0; i < 2; i++)
    {
      gp_layout_request_add_node (request, "card", 200, 100);
      gp_layout_request_set_group (request, i, i);
      gp_layout_request_set_position (request, i, i * 5000.0, 0, GP_LAYOUT_HOLD_PLACED);
    }
  gp_layout_request_add_node (request, "new", 200, 100);
  gp_layout_request_set_group (request, 2, 1);

  layout = gp_layout_place_new (request);
  rects = gp_layout_get_rects (layout);
  g_assert_cmpfloat (gp_rect_gap (&rects[2], &rects[1]), ==, 48);
  groups = gp_layout_get_groups (layout, &n_groups);
  g_assert_cmpuint (n_groups, ==, 2);
  g_assert_cmpstr (groups[1].name, ==, "right");
  g_assert_true (gp_rect_overlaps (&groups[1].rect, &rects[2]));
}

static void
test_cards_without_ties_stand_in_rows_below (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpRect *rects;

  gp_layout_request_add_node (request, "old", 3000, 500);
  gp_layout_request_set_position (request, 0, 100, 100, GP_LAYOUT_HOLD_PLACED);
  gp_layout_request_add_node (request, "new", 200, 100);
  gp_layout_request_add_node (request, "newer", 200, 100);

  layout = gp_layout_place_new (request);
  rects = gp_layout_get_rects (layout);
  g_assert_cmpfloat (rects[1].y, ==, 648);
  g_assert_cmpfloat (rects[2].y, ==, 648);
  g_assert_cmpfloat (rects[2].x, ==, rects[1].x + 248);
}

static void
test_an_empty_drawing_begins_at_zero (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) none = gp_layout_place_new (request);
  g_autoptr(GpLayout) one = NULL;
  double x;
  double y;

  g_assert_cmpuint (gp_layout_get_n_nodes (none), ==, 0);
  gp_layout_request_add_node (request, "first", 200, 100);
  one = gp_layout_place_new (request);
  gp_layout_get_position (one, 0, &x, &y);
  g_assert_cmpfloat (x, ==, 0);
  g_assert_cmpfloat (y, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-place/nothing-else-moves-and-nothing-overlaps",
                   test_nothing_else_moves_and_nothing_overlaps);
  g_test_add_func ("/render/layout-place/a-new-card-is-put-beside-its-neighbour",
                   test_a_new_card_is_put_beside_its_neighbour);
  g_test_add_func ("/render/layout-place/a-new-card-goes-to-its-group",
                   test_a_new_card_goes_to_its_group);
  g_test_add_func ("/render/layout-place/cards-without-ties-stand-in-rows-below",
                   test_cards_without_ties_stand_in_rows_below);
  g_test_add_func ("/render/layout-place/an-empty-drawing-begins-at-zero",
                   test_an_empty_drawing_begins_at_zero);
  return g_test_run ();
}

/* test-layout-request.c — what is to be laid out
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-request.h"
#include "gp-test.h"

#include <math.h>

static void
test_keeps_what_it_is_given (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  const GpLayoutNode *nodes;
  const GpLayoutEdge *edges;
  guint n;

  g_assert_cmpuint (gp_layout_request_add_group (request, "billing"), ==, 0);
  g_assert_cmpuint (gp_layout_request_add_node (request, "invoice", 100, 50), ==, 0);
  g_assert_cmpuint (gp_layout_request_add_node (request, NULL, 120, 60), ==, 1);
  gp_layout_request_add_edge (request, 1, 0);
  gp_layout_request_set_group (request, 1, 0);
  gp_layout_request_set_position (request, 0, -5, 7, GP_LAYOUT_HOLD_PINNED);

  nodes = gp_layout_request_get_nodes (request, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (nodes[0].name, ==, "invoice");
  g_assert_cmpstr (nodes[1].name, ==, "");
  g_assert_cmpfloat (nodes[1].width, ==, 120);
  g_assert_cmpuint (nodes[0].group, ==, GP_LAYOUT_NO_GROUP);
  g_assert_cmpuint (nodes[1].group, ==, 0);
  g_assert_cmpint (nodes[0].hold, ==, GP_LAYOUT_HOLD_PINNED);
  g_assert_cmpfloat (nodes[0].x, ==, -5);
  g_assert_cmpint (nodes[1].hold, ==, GP_LAYOUT_HOLD_NONE);

  edges = gp_layout_request_get_edges (request, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (edges[0].from, ==, 1);
  g_assert_cmpstr (gp_layout_request_get_group_name (request, 0), ==, "billing");
}

/* Sizes are measured text; whatever a font says must not reach Graphviz. */
static void
test_brings_sizes_into_range (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  const GpLayoutNode *nodes;
  guint n;

  gp_layout_request_add_node (request, "none", 0, -3);
  gp_layout_request_add_node (request, "wild", NAN, INFINITY);
  gp_layout_request_set_position (request, 1, NAN, -INFINITY, GP_LAYOUT_HOLD_PLACED);
  gp_layout_request_set_gap (request, NAN);
  gp_layout_request_set_aspect (request, 0);

  nodes = gp_layout_request_get_nodes (request, &n);
  g_assert_cmpfloat (nodes[0].width, ==, 1);
  g_assert_cmpfloat (nodes[0].height, ==, 1);
  g_assert_cmpfloat (nodes[1].width, ==, 1);
  g_assert_cmpfloat (nodes[1].height, ==, 100000);
  g_assert_cmpfloat (nodes[1].x, ==, 0);
  g_assert_true (isfinite (nodes[1].y));
  g_assert_cmpfloat (gp_layout_request_get_gap (request), ==, 0);
  g_assert_cmpfloat (gp_layout_request_get_aspect (request), >, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-request/keeps-what-it-is-given", test_keeps_what_it_is_given);
  g_test_add_func ("/render/layout-request/brings-sizes-into-range", test_brings_sizes_into_range);
  return g_test_run ();
}

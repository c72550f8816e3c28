/* test-layout-graph.c — the connections of a request
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-graph.h"
#include "gp-test-layout.h"
#include "gp-test.h"

#include <string.h>

static void
test_pairs_are_distinct_and_without_loops (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;

  for (guint i = 0; i < 4; i++)
    gp_layout_request_add_node (request, "card", 10, 10);
  gp_layout_request_add_edge (request, 2, 1);
  gp_layout_request_add_edge (request, 1, 2);
  gp_layout_request_add_edge (request, 3, 3);
  gp_layout_request_add_edge (request, 0, 2);

  graph = gp_layout_graph_new (request);
  g_assert_cmpuint (graph->n_pairs, ==, 2);
  g_assert_cmpuint (graph->pairs[0].from, ==, 2);
  g_assert_cmpuint (graph->pairs[0].to, ==, 1);
  g_assert_cmpuint (gp_layout_graph_degree (graph, 2), ==, 2);
  g_assert_cmpuint (gp_layout_graph_degree (graph, 3), ==, 0);
  g_assert_cmpuint (graph->links[graph->first[2]], ==, 1);
  g_assert_cmpuint (graph->links[graph->first[2] + 1], ==, 0);
}

static void
test_neighbours_are_mutual (void)
{
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (200, 0);
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);

  for (guint32 i = 0; i < graph->n_nodes; i++)
    for (guint l = graph->first[i]; l < graph->first[i + 1]; l++)
      {
        guint32 other = graph->links[l];
        guint back = 0;

        for (guint m = graph->first[other]; m < graph->first[other + 1]; m++)
          back += graph->links[m] == i;
        g_assert_cmpuint (back, ==, 1);
      }
}

/* More than 2·√100 neighbours: 21 make a hub, 20 do not. */
static void
test_hubs_have_many_neighbours (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;

  for (guint i = 0; i < 100; i++)
    gp_layout_request_add_node (request, "card", 10, 10);
  for (guint i = 2; i < 23; i++)
    gp_layout_request_add_edge (request, i, 0);
  for (guint i = 2; i < 22; i++)
    gp_layout_request_add_edge (request, i, 1);

  graph = gp_layout_graph_new (request);
  g_assert_true (graph->hub[0]);
  g_assert_false (graph->hub[1]);
  for (guint i = 0; i < graph->n_pairs; i++)
    g_assert_cmpint (graph->pairs[i].to_hub, ==, graph->pairs[i].to == 0);
}

static void
test_a_part_has_its_own_numbers (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;
  g_autoptr(GpLayoutGraph) part = NULL;
  const guint32 nodes[] = { 4, 1, 3 };
  guint32 local[5];

  for (guint i = 0; i < 5; i++)
    gp_layout_request_add_node (request, "card", 10, 10);
  gp_layout_request_add_edge (request, 1, 4);
  gp_layout_request_add_edge (request, 0, 1);
  gp_layout_request_add_edge (request, 3, 1);
  graph = gp_layout_graph_new (request);

  memset (local, 0xff, sizeof local);
  part = gp_layout_graph_new_part (graph, nodes, G_N_ELEMENTS (nodes), local, FALSE);
  g_assert_cmpuint (part->n_nodes, ==, 3);
  g_assert_cmpuint (part->n_pairs, ==, 2);
  for (guint i = 0; i < part->n_pairs; i++)
    g_assert_cmpuint (part->pairs[i].to + part->pairs[i].from, ==, i == 0 ? 1 : 3);
  for (guint i = 0; i < G_N_ELEMENTS (local); i++)
    g_assert_cmpuint (local[i], ==, G_MAXUINT32);
}

static void
test_components_follow_the_links (void)
{
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (300, 0);
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
  g_autofree guint32 *component = g_new (guint32, graph->n_nodes);
  guint count = gp_layout_graph_components (graph, component);
  guint seen = 0;

  for (guint i = 0; i < graph->n_pairs; i++)
    g_assert_cmpuint (component[graph->pairs[i].from], ==, component[graph->pairs[i].to]);
  for (guint i = 0; i < graph->n_nodes; i++)
    {
      g_assert_cmpuint (component[i], <=, seen);
      seen = MAX (seen, component[i] + 1);
    }
  g_assert_cmpuint (seen, ==, count);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-graph/pairs-are-distinct-and-without-loops",
                   test_pairs_are_distinct_and_without_loops);
  g_test_add_func ("/render/layout-graph/neighbours-are-mutual", test_neighbours_are_mutual);
  g_test_add_func ("/render/layout-graph/hubs-have-many-neighbours",
                   test_hubs_have_many_neighbours);
  g_test_add_func ("/render/layout-graph/a-part-has-its-own-numbers",
                   test_a_part_has_its_own_numbers);
  g_test_add_func ("/render/layout-graph/components-follow-the-links",
                   test_components_follow_the_links);
  return g_test_run ();
}

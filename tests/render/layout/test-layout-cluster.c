/* test-layout-cluster.c — drawing one group
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-cluster.h"
#include "gp-layout-measure.h"
#include "gp-test-layout.h"
#include "gp-test.h"

#include <string.h>

/* Every second card of a drawing is in the group. */
static void
test_places_its_cards_and_no_others (void)
{
  enum { N = 60 };
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (N, 0);
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
  GpLayoutJob job = {
    .graphviz = graphviz, .budget = gp_layout_budget_for (1000, GP_LAYOUT_QUICK),
    .gap = 48, .aspect = 1.4, .seed = 1,
  };
  GpLayoutCluster cluster = { .cards = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  guint32 local[N];
  GpRect rects[N];
  GpRect own[N / 2];
  GpRect bounds;
  g_autoptr(GError) error = NULL;

  memset (local, 0xff, sizeof local);
  for (guint32 i = 0; i < N; i++)
    {
      rects[i] = (GpRect){ -7, -7, g_test_rand_int_range (50, 300),
                           g_test_rand_int_range (50, 300) };
      if (i % 2 == 0)
        g_array_append_val (cluster.cards, i);
    }

  g_assert_true (gp_layout_cluster_draw (&job, graph, &cluster, rects, local, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < N; i++)
    {
      if (i % 2 == 0)
        own[i / 2] = rects[i];
      else
        g_assert_cmpfloat (rects[i].x, ==, -7);
      g_assert_cmpuint (local[i], ==, G_MAXUINT32);
    }
  g_assert_cmpuint (gp_layout_measure_overlaps (own, N / 2, 48), ==, 0);
  bounds = gp_layout_measure_bounds (own, N / 2);
  g_assert_cmpfloat_with_epsilon (bounds.width, cluster.bounds.width, 1e-6);
  g_assert_cmpfloat_with_epsilon (bounds.height, cluster.bounds.height, 1e-6);
  gp_layout_cluster_clear (&cluster);
}

static void
test_moves_as_one (void)
{
  GpRect rects[] = { { 10, 10, 5, 5 }, { 30, 20, 5, 5 }, { 0, 0, 5, 5 } };
  const guint32 cards[] = { 0, 1 };
  GpLayoutCluster cluster = {
    .cards = g_array_new (FALSE, FALSE, sizeof (guint32)), .bounds = { 10, 10, 25, 15 },
  };

  g_array_append_vals (cluster.cards, cards, G_N_ELEMENTS (cards));
  gp_layout_cluster_move (&cluster, rects, 100, 0);
  g_assert_cmpfloat (rects[0].x, ==, 100);
  g_assert_cmpfloat (rects[0].y, ==, 0);
  g_assert_cmpfloat (rects[1].x, ==, 120);
  g_assert_cmpfloat (rects[1].y, ==, 10);
  g_assert_cmpfloat (rects[2].x, ==, 0);
  g_assert_cmpfloat (cluster.bounds.x, ==, 100);
  gp_layout_cluster_clear (&cluster);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-cluster/places-its-cards-and-no-others",
                   test_places_its_cards_and_no_others);
  g_test_add_func ("/render/layout-cluster/moves-as-one", test_moves_as_one);
  return g_test_run ();
}

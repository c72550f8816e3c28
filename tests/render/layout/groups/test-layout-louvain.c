/* test-layout-louvain.c — communities in a weighted graph
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-louvain.h"
#include "gp-test.h"

/* So many cliques of five in a ring, each joined to the next by one edge. */
static GArray *
ring_of_cliques (guint n_cliques)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (GpLouvainEdge));

  for (guint c = 0; c < n_cliques; c++)
    {
      GpLouvainEdge bridge = { c * 5, ((c + 1) % n_cliques) * 5, 1 };

      for (guint i = 0; i < 5; i++)
        for (guint j = i + 1; j < 5; j++)
          {
            GpLouvainEdge edge = { c * 5 + i, c * 5 + j, 1 };

            g_array_append_val (edges, edge);
          }
      g_array_append_val (edges, bridge);
    }

  return edges;
}

static void
test_finds_cliques (void)
{
  g_autoptr(GArray) edges = ring_of_cliques (6);
  guint32 community[30];

  g_assert_cmpuint (gp_louvain_find (30, (GpLouvainEdge *) edges->data, edges->len, 1, community),
                    ==, 6);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpuint (community[i], ==, i / 5);
}

static void
test_resolution_sets_the_size (void)
{
  g_autoptr(GArray) edges = ring_of_cliques (6);
  guint32 community[30];
  const GpLouvainEdge *list = (GpLouvainEdge *) edges->data;

  g_assert_cmpuint (gp_louvain_find (30, list, edges->len, 0, community), ==, 1);
  g_assert_cmpuint (gp_louvain_find (30, list, edges->len, 50, community), ==, 30);
}

/* Heavy edges decide, not many light ones. */
static void
test_weights_count (void)
{
  const GpLouvainEdge edges[] = {
    { 0, 1, 10 }, { 2, 3, 10 }, { 0, 2, 0.1 }, { 0, 3, 0.1 }, { 1, 2, 0.1 }, { 1, 3, 0.1 },
  };
  guint32 community[4];

  g_assert_cmpuint (gp_louvain_find (4, edges, G_N_ELEMENTS (edges), 1, community), ==, 2);
  g_assert_cmpuint (community[0], ==, community[1]);
  g_assert_cmpuint (community[2], ==, community[3]);
}

static void
test_without_edges_all_are_alone (void)
{
  guint32 community[3];

  g_assert_cmpuint (gp_louvain_find (3, NULL, 0, 1, community), ==, 3);
  g_assert_cmpuint (gp_louvain_find (0, NULL, 0, 1, community), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-louvain/finds-cliques", test_finds_cliques);
  g_test_add_func ("/render/layout-louvain/resolution-sets-the-size",
                   test_resolution_sets_the_size);
  g_test_add_func ("/render/layout-louvain/weights-count", test_weights_count);
  g_test_add_func ("/render/layout-louvain/without-edges-all-are-alone",
                   test_without_edges_all_are_alone);
  return g_test_run ();
}

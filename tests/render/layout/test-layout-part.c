/* test-layout-part.c — drawing what hangs together
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-measure.h"
#include "gp-layout-part.h"
#include "gp-test.h"

static GpLayoutJob
make_job (GpGraphviz *graphviz,
          gboolean    small)
{
  return (GpLayoutJob) {
    .graphviz = graphviz,
    .budget = gp_layout_budget_for (small ? 20 : 1000, GP_LAYOUT_REFINED),
    .gap = 48,
    .aspect = 1.4,
    .seed = 1,
    .with_hubs = small,
    .crossings_first = small,
  };
}

/* A random tree with some more edges: one connected part. */
static GpLayoutGraph *
random_part (guint    n,
             GpRect **rects)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();

  *rects = g_new0 (GpRect, n);
  for (guint i = 0; i < n; i++)
    {
      (*rects)[i].width = g_test_rand_int_range (80, 400);
      (*rects)[i].height = g_test_rand_int_range (60, 600);
      gp_layout_request_add_node (request, "card", (*rects)[i].width, (*rects)[i].height);
      if (i > 0)
        gp_layout_request_add_edge (request, i, g_test_rand_int_range (0, i));
    }
  for (guint i = 0; i < n / 4; i++)
    gp_layout_request_add_edge (request, g_test_rand_int_range (0, n),
                                g_test_rand_int_range (0, n));

  return gp_layout_graph_new (request);
}

static void
test_cards_keep_their_distance (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);

  for (guint round = 0; round < 30; round++)
    {
      GpLayoutJob job = make_job (graphviz, round % 2);
      guint n = g_test_rand_int_range (1, 40);
      g_autofree GpRect *rects = NULL;
      g_autoptr(GpLayoutGraph) graph = random_part (n, &rects);
      g_autoptr(GError) error = NULL;
      GpRect bounds;

      g_assert_true (gp_layout_part_draw (&job, graph, rects, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
      bounds = gp_layout_measure_bounds (rects, n);
      g_assert_cmpfloat_with_epsilon (bounds.x, 0, 1e-9);
      g_assert_cmpfloat_with_epsilon (bounds.y, 0, 1e-9);
    }
}

static void
test_two_cards_lie_the_shorter_way (void)
{
  GpLayoutJob job = make_job (NULL, TRUE);
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;
  GpRect high[] = { { .width = 100, .height = 400 }, { .width = 100, .height = 400 } };
  GpRect wide[] = { { .width = 400, .height = 50 }, { .width = 400, .height = 50 } };

  gp_layout_request_add_node (request, "a", 1, 1);
  gp_layout_request_add_node (request, "b", 1, 1);
  gp_layout_request_add_edge (request, 0, 1);
  graph = gp_layout_graph_new (request);

  g_assert_true (gp_layout_part_draw (&job, graph, high, NULL));
  g_assert_cmpfloat (high[1].x, ==, 148);
  g_assert_true (gp_layout_part_draw (&job, graph, wide, NULL));
  g_assert_cmpfloat (wide[1].y, ==, 98);
}

static void
test_a_tree_has_no_crossings (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  GpLayoutJob job = make_job (graphviz, TRUE);
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayoutGraph) graph = NULL;
  GpRect rects[15];

  for (guint i = 0; i < G_N_ELEMENTS (rects); i++)
    {
      rects[i] = (GpRect) { .width = 100, .height = 80 };
      gp_layout_request_add_node (request, "card", 100, 80);
      if (i > 0)
        gp_layout_request_add_edge (request, i, (i - 1) / 2);
    }
  graph = gp_layout_graph_new (request);
  g_assert_true (gp_layout_part_draw (&job, graph, rects, NULL));
  g_assert_cmpuint (gp_layout_measure_crossings (graph, rects, TRUE), ==, 0);
}

static void
test_looks_at_the_cancellable (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  GpLayoutJob job = make_job (graphviz, TRUE);
  g_autofree GpRect *rects = NULL;
  g_autoptr(GpLayoutGraph) graph = random_part (12, &rects);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  job.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  g_assert_false (gp_layout_part_draw (&job, graph, rects, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-part/cards-keep-their-distance",
                   test_cards_keep_their_distance);
  g_test_add_func ("/render/layout-part/two-cards-lie-the-shorter-way",
                   test_two_cards_lie_the_shorter_way);
  g_test_add_func ("/render/layout-part/a-tree-has-no-crossings", test_a_tree_has_no_crossings);
  g_test_add_func ("/render/layout-part/looks-at-the-cancellable", test_looks_at_the_cancellable);
  return g_test_run ();
}

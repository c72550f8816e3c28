/* test-layout-arrange.c — where each group goes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-arrange.h"
#include "gp-layout-measure.h"
#include "gp-test.h"

typedef struct
{
  GpLayoutGraph *graph;
  GArray        *clusters;    /* each of one card: what is inside does not matter here */
  GpRect        *rects;
} Fixture;

/* So many clusters in a ring: each is tied to the next. */
static void
fixture_init (Fixture *self,
              guint    n)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();

  self->clusters = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));
  self->rects = g_new0 (GpRect, n);
  g_array_set_clear_func (self->clusters, gp_layout_cluster_clear);
  for (guint32 i = 0; i < n; i++)
    {
      GpLayoutCluster cluster = { .cards = g_array_new (FALSE, FALSE, sizeof (guint32)) };

      self->rects[i].width = g_test_rand_int_range (200, 900);
      self->rects[i].height = g_test_rand_int_range (200, 900);
      cluster.bounds = self->rects[i];
      g_array_append_val (cluster.cards, i);
      g_array_append_val (self->clusters, cluster);
      gp_layout_request_add_node (request, "card", self->rects[i].width, self->rects[i].height);
    }
  for (guint i = 0; i < n; i++)
    gp_layout_request_add_edge (request, i, (i + 1) % n);
  self->graph = gp_layout_graph_new (request);
}

static void
fixture_clear (Fixture *self)
{
  gp_layout_graph_free (self->graph);
  g_array_unref (self->clusters);
  g_free (self->rects);
}

static GpLayoutJob
make_job (GpGraphviz *graphviz)
{
  return (GpLayoutJob) {
    .graphviz = graphviz, .budget = gp_layout_budget_for (1000, GP_LAYOUT_QUICK),
    .gap = 48, .aspect = 1.4, .seed = 1,
  };
}

/* Few are annealed at once; more than a hundred are gathered first. */
static void
test_clusters_keep_their_distance (void)
{
  static const guint sizes[] = { 0, 1, 2, 30, 100, 101, 350 };
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GpLayoutJob job = make_job (graphviz);
      g_autoptr(GError) error = NULL;
      Fixture fixture;
      GpRect bounds;
      GpRect measured;

      fixture_init (&fixture, sizes[i]);
      g_assert_true (gp_layout_arrange (&job, fixture.graph, fixture.clusters, fixture.rects, 90,
                                        &bounds, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (gp_layout_measure_overlaps (fixture.rects, sizes[i], 90), ==, 0);
      measured = gp_layout_measure_bounds (fixture.rects, sizes[i]);
      g_assert_cmpfloat_with_epsilon (measured.width, bounds.width, 1e-6);
      g_assert_cmpfloat_with_epsilon (measured.height, bounds.height, 1e-6);
      for (guint c = 0; c < sizes[i]; c++)
        g_assert_cmpfloat (g_array_index (fixture.clusters, GpLayoutCluster, c).bounds.x, ==,
                           fixture.rects[c].x);
      fixture_clear (&fixture);
    }
}

/* A ring of thirty: those that are tied end up far closer than any two. */
static void
test_what_is_tied_lies_close (void)
{
  enum { N = 30 };
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  GpLayoutJob job = make_job (graphviz);
  Fixture fixture;
  GpRect bounds;
  double tied = 0;
  double any = 0;

  fixture_init (&fixture, N);
  g_assert_true (gp_layout_arrange (&job, fixture.graph, fixture.clusters, fixture.rects, 48,
                                    &bounds, NULL));
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      {
        double gap = i == j ? 0 : gp_rect_gap (&fixture.rects[i], &fixture.rects[j]);

        any += gap / (N - 1);
        tied += j == (i + 1) % N ? gap : 0;
      }
  g_assert_cmpfloat (tied, <, any / 3);
  fixture_clear (&fixture);
}

static void
test_looks_at_the_cancellable (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GpLayoutJob job = make_job (graphviz);
  Fixture fixture;
  GpRect bounds;

  job.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  fixture_init (&fixture, 40);
  g_assert_false (gp_layout_arrange (&job, fixture.graph, fixture.clusters, fixture.rects, 48,
                                     &bounds, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-arrange/clusters-keep-their-distance",
                   test_clusters_keep_their_distance);
  g_test_add_func ("/render/layout-arrange/what-is-tied-lies-close", test_what_is_tied_lies_close);
  g_test_add_func ("/render/layout-arrange/looks-at-the-cancellable",
                   test_looks_at_the_cancellable);
  return g_test_run ();
}

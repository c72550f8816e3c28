/* test-layout-cards.c — whole drawings, of real schemas
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-engine.h"
#include "gp-layout-graphviz.h"
#include "gp-layout-measure.h"
#include "gp-test-layout.h"
#include "gp-test.h"

/* What must hold of every drawing, whatever is in it. */
static void
assert_sound (GpLayoutRequest *request,
              GpLayout        *layout)
{
  guint n;
  const GpLayoutNode *nodes = gp_layout_request_get_nodes (request, &n);
  const GpRect *rects = gp_layout_get_rects (layout);

  g_assert_cmpuint (gp_layout_get_n_nodes (layout), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (rects[i].width, ==, nodes[i].width);
      g_assert_cmpfloat (rects[i].height, ==, nodes[i].height);
      g_assert_cmpfloat (rects[i].x, ==, (double) (gint64) rects[i].x);
    }
  g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
}

/* No worse than it was when this was written: a little above the measured values. */
static void
test_real_schemas_stay_as_good_as_they_are (void)
{
  static const struct
  {
    const char    *file;
    GpLayoutEffort effort;
    guint          crossings;    /* without hubs, at most */
    double         density;      /* at least */
  } cases[] = {
    { "sql/chinook.pg.sql", GP_LAYOUT_QUICK, 0, 0.40 },
    { "sql/northwind.pg.sql", GP_LAYOUT_QUICK, 0, 0.20 },
    { "sql/pagila.pg.sql", GP_LAYOUT_QUICK, 0, 0.20 },
    { "sql/danbooru.pg.sql", GP_LAYOUT_QUICK, 5, 0.35 },
    { "sql/adventureworks.pg.sql", GP_LAYOUT_QUICK, 30, 0.30 },
    { "sql/dbml-bench.pg.sql", GP_LAYOUT_QUICK, 15, 0.30 },
    { "sql/gitlab.pg.sql", GP_LAYOUT_QUICK, 700, 0.25 },
    { "sql/gitlab.pg.sql", GP_LAYOUT_REFINED, 550, 0.30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpTestSchema) schema = gp_test_schema_load (cases[i].file);
      g_autoptr(GpLayoutRequest) request = NULL;
      g_autoptr(GpLayout) layout = NULL;
      g_autoptr(GError) error = NULL;
      const GpLayoutStats *stats;

      if (schema == NULL)
        {
          g_test_skip ("the corpus is not on this machine");
          return;
        }
      request = gp_test_layout_from_schema (schema, 1);
      layout = gp_layout_run (request, cases[i].effort, NULL, &error);
      g_assert_no_error (error);
      assert_sound (request, layout);

      stats = gp_layout_get_stats (layout);
      g_test_message ("%s: %u of %u crossings without hubs, density %.2f, aspect %.2f",
                      cases[i].file, stats->local_crossings, stats->crossings, stats->density,
                      stats->aspect);
      g_assert_cmpuint (stats->local_crossings, <=, cases[i].crossings);
      g_assert_cmpfloat (stats->density, >=, cases[i].density);
      if (gp_layout_get_n_nodes (layout) > 60)
        {
          g_assert_cmpfloat (stats->aspect, >=, 1.2);
          g_assert_cmpfloat (stats->aspect, <=, 1.8);
        }
    }
}

/* Everything hangs together, and there are some more edges. */
static GpLayoutRequest *
random_connected (guint n)
{
  GpLayoutRequest *request = gp_layout_request_new ();

  for (guint i = 0; i < n; i++)
    gp_layout_request_add_node (request, "card", g_test_rand_int_range (80, 420),
                                g_test_rand_int_range (40, 600));
  for (guint i = 1; i < n; i++)
    gp_layout_request_add_edge (request, i, g_test_rand_int_range (0, i));
  for (guint i = 0; i < n / 3; i++)
    gp_layout_request_add_edge (request, g_test_rand_int_range (0, n),
                                g_test_rand_int_range (0, n));

  return request;
}

/* Up to sixty cards, somebody who calls dot or sfdp must not get fewer crossings. */
static void
test_small_drawings_cross_no_more_than_graphviz (void)
{
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (NULL);

  for (guint round = 0; round < 25; round++)
    {
      guint n = g_test_rand_int_range (2, 61);
      g_autoptr(GpLayoutRequest) request = random_connected (n);
      g_autoptr(GpLayout) layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
      g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
      g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, MAX (graph->n_pairs, 1));

      for (guint i = 0; i < graph->n_pairs; i++)
        edges[i] = (GpGraphvizEdge) { graph->pairs[i].from, graph->pairs[i].to };
      for (GpGraphvizMethod method = GP_GRAPHVIZ_DOT_RIGHT; method <= GP_GRAPHVIZ_SFDP; method++)
        {
          g_autofree GpRect *rects = g_memdup2 (gp_layout_get_rects (layout), n * sizeof (GpRect));

          g_assert_true (gp_graphviz_place (graphviz, method, rects, n, edges, graph->n_pairs, 48,
                                            NULL));
          g_assert_cmpuint (gp_layout_get_stats (layout)->crossings, <=,
                            gp_layout_measure_crossings (graph, rects, TRUE));
        }
    }
}

static void
test_random_drawings_are_sound (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(GpLayoutRequest) request
        = gp_test_layout_random (g_test_rand_int_range (0, 200), g_test_rand_int_range (0, 9));
      g_autoptr(GpLayout) layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);

      assert_sound (request, layout);
    }
}

static void
test_domains_do_not_overlap (void)
{
  for (guint round = 0; round < 10; round++)
    {
      guint n_domains = g_test_rand_int_range (1, 9);
      g_autoptr(GpLayoutRequest) request
        = gp_test_layout_random (g_test_rand_int_range (1, 300), n_domains);
      g_autoptr(GpLayout) layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
      guint n_groups;
      const GpLayoutGroup *groups = gp_layout_get_groups (layout, &n_groups);

      g_assert_cmpuint (n_groups, ==, n_domains);
      for (guint i = 0; i < n_groups; i++)
        for (guint j = i + 1; j < n_groups; j++)
          if (groups[i].rect.width > 0 && groups[j].rect.width > 0)
            g_assert_cmpfloat (gp_rect_gap (&groups[i].rect, &groups[j].rect), >=, 48);
    }
}

static void
test_pinned_cards_do_not_move (void)
{
  for (guint round = 0; round < 20; round++)
    {
      guint n = g_test_rand_int_range (10, 120);
      g_autoptr(GpLayoutRequest) request = gp_test_layout_random (n, 0);
      g_autoptr(GpLayout) layout = NULL;

      for (guint i = 0; i < n; i += 9)
        gp_layout_request_set_position (request, i, i % 4 * 700 + 0.5, i / 4 * 700.0,
                                        GP_LAYOUT_HOLD_PINNED);
      layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);

      for (guint i = 0; i < n; i += 9)
        {
          double x;
          double y;

          gp_layout_get_position (layout, i, &x, &y);
          g_assert_cmpfloat (x, ==, i % 4 * 700 + 0.5);
          g_assert_cmpfloat (y, ==, i / 4 * 700.0);
        }
      g_assert_cmpuint (gp_layout_measure_overlaps (gp_layout_get_rects (layout), n, 48), ==, 0);
    }
}

/* The same request, built anew, after other runs. */
static void
test_the_same_request_gives_the_same_bytes (void)
{
  for (GpLayoutEffort effort = GP_LAYOUT_QUICK; effort <= GP_LAYOUT_REFINED; effort++)
    {
      g_autoptr(GpLayoutRequest) request = gp_test_layout_random (90, 0);
      g_autoptr(GpLayoutRequest) other = gp_test_layout_random (50, 3);
      g_autoptr(GpLayout) first = gp_layout_run (request, effort, NULL, NULL);
      g_autoptr(GpLayout) between = gp_layout_run (other, effort, NULL, NULL);
      g_autoptr(GpLayout) second = gp_layout_run (request, effort, NULL, NULL);
      gsize size = 90 * sizeof (GpRect);

      g_assert_cmpuint (gp_layout_get_n_nodes (between), ==, 50);
      g_assert_cmpmem (gp_layout_get_rects (first), size, gp_layout_get_rects (second), size);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-cards/real-schemas-stay-as-good-as-they-are",
                   test_real_schemas_stay_as_good_as_they_are);
  g_test_add_func ("/render/layout-cards/small-drawings-cross-no-more-than-graphviz",
                   test_small_drawings_cross_no_more_than_graphviz);
  g_test_add_func ("/render/layout-cards/random-drawings-are-sound",
                   test_random_drawings_are_sound);
  g_test_add_func ("/render/layout-cards/domains-do-not-overlap", test_domains_do_not_overlap);
  g_test_add_func ("/render/layout-cards/pinned-cards-do-not-move",
                   test_pinned_cards_do_not_move);
  g_test_add_func ("/render/layout-cards/the-same-request-gives-the-same-bytes",
                   test_the_same_request_gives_the_same_bytes);
  return g_test_run ();
}

/* bench-layout.c — how long a layout takes and what comes of it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "bench-elk.h"
#include "gp-bench.h"
#include "gp-layout-engine.h"
#include "gp-layout-graph.h"
#include "gp-layout-graphviz.h"
#include "gp-layout-groups.h"
#include "gp-layout-place.h"
#include "gp-layout-router.h"
#include "gp-test-layout.h"

typedef struct
{
  GpLayoutRequest *request;
  GpLayoutEffort   effort;
} Case;

static void
run_case (gpointer user_data)
{
  const Case *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpLayout) layout = gp_layout_run (self->request, self->effort, NULL, &error);

  if (layout == NULL)
    g_error ("%s", error->message);
}

/* What everybody gets who gives the whole graph to dot. */
static void
run_dot (gpointer user_data)
{
  const Case *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpGraphviz) graphviz = gp_graphviz_new (&error);
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (self->request);
  guint n;
  const GpLayoutNode *nodes = gp_layout_request_get_nodes (self->request, &n);
  g_autofree GpRect *rects = g_new0 (GpRect, n);
  g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, graph->n_pairs);

  for (guint i = 0; i < n; i++)
    rects[i] = (GpRect) { .width = nodes[i].width, .height = nodes[i].height };
  for (guint i = 0; i < graph->n_pairs; i++)
    edges[i] = (GpGraphvizEdge) { .from = graph->pairs[i].from, .to = graph->pairs[i].to };
  if (graphviz == NULL
      || !gp_graphviz_place (graphviz, GP_GRAPHVIZ_DOT_RIGHT, rects, n, edges, graph->n_pairs, 48,
                             &error))
    g_error ("%s", error->message);
}

static void
report_quality (const char *name,
                const Case *self)
{
  g_autoptr(GpLayout) layout = gp_layout_run (self->request, self->effort, NULL, NULL);
  const GpLayoutStats *stats = gp_layout_get_stats (layout);
  const struct { const char *what; double value; } lines[] = {
    { "crossings", stats->crossings },
    { "crossings without hubs", stats->local_crossings },
    { "overlaps", stats->overlaps },
    { "aspect", stats->aspect },
    { "density", stats->density },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *measure = g_strdup_printf ("layout %s, %s", name, lines[i].what);

      gp_bench_report (measure, lines[i].value, "", NULL, 0);
    }
}

static void
report_against_elk (const char *name,
                    const Case *self,
                    guint       runs)
{
  guint crossings;
  double elk = bench_elk (self->request, &crossings);
  g_autofree char *measure = g_strdup_printf ("layout %s, against elk", name);
  g_autofree char *crossed = g_strdup_printf ("layout %s, crossings of elk layered", name);

  if (elk <= 0)
    return;

  gp_bench_report (measure, gp_bench_median (runs, run_case, (gpointer) self), "s", "elk layered",
                   elk);
  gp_bench_report (crossed, crossings, "", NULL, 0);
}

static void
report_schema (const char *name,
               const char *file,
               guint       copies,
               guint       runs,
               gboolean    with_peers)
{
  static const char * const efforts[] = { "quick", "refined" };
  g_autoptr(GpTestSchema) schema = gp_test_schema_load (file);
  g_autoptr(GpLayoutRequest) request = NULL;
  double dot = 0;

  if (schema == NULL)
    {
      g_printerr ("%s is not on this machine\n", file);
      return;
    }

  request = gp_test_layout_from_schema (schema, copies);
  if (with_peers)
    dot = gp_bench_median (runs, run_dot, &(Case) { request, GP_LAYOUT_QUICK });
  for (guint i = 0; i < G_N_ELEMENTS (efforts); i++)
    {
      Case self = { request, i == 0 ? GP_LAYOUT_QUICK : GP_LAYOUT_REFINED };
      g_autofree char *label = g_strdup_printf ("%s %s", name, efforts[i]);
      g_autofree char *measure = g_strdup_printf ("layout %s", label);

      gp_bench_report (measure, gp_bench_median (runs, run_case, &self), "s",
                       with_peers ? "dot, whole graph" : NULL, dot);
      report_quality (label, &self);
      if (with_peers && self.effort == GP_LAYOUT_QUICK)
        report_against_elk (label, &self, runs);
    }
}

static void
run_groups (gpointer user_data)
{
  g_autoptr(GpLayoutGrouping) grouping = gp_layout_groups_find (user_data);
}

static void
run_place (gpointer user_data)
{
  g_autoptr(GpLayout) layout = gp_layout_place_new (user_data);
}

typedef struct
{
  const GpRect  *rects;
  guint          n_rects;
  GpLayoutLink  *links;
  guint          n_links;
  GpLayoutRoute *routes;
} Lines;

static void
run_router (gpointer user_data)
{
  Lines *self = user_data;
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (self->rects, self->n_rects);

  gp_layout_router_route (router, self->links, self->n_links, self->routes);
}

static void
report_routes (GpLayoutRequest *request,
               GpLayout        *layout)
{
  guint n_edges;
  const GpLayoutEdge *edges = gp_layout_request_get_edges (request, &n_edges);
  g_autofree GpLayoutLink *links = g_new (GpLayoutLink, n_edges);
  g_autofree GpLayoutRoute *routes = g_new (GpLayoutRoute, n_edges);
  Lines lines = {
    .rects = gp_layout_get_rects (layout),
    .n_rects = gp_layout_get_n_nodes (layout),
    .links = links,
    .n_links = n_edges,
    .routes = routes,
  };
  guint clear = 0;

  for (guint i = 0; i < n_edges; i++)
    links[i] = (GpLayoutLink) { edges[i].from, edges[i].to, 66, 46 };
  gp_bench_report ("layout GitLab, all lines routed",
                   1000 * gp_bench_median (9, run_router, &lines), "ms", NULL, 0);

  lines.n_links = 0;
  for (guint i = 0; i < n_edges; i++)
    if (!gp_layout_is_hub (layout, edges[i].from) && !gp_layout_is_hub (layout, edges[i].to))
      links[lines.n_links++] = (GpLayoutLink) { edges[i].from, edges[i].to, 66, 46 };
  gp_bench_report ("layout GitLab, lines without hubs routed",
                   1000 * gp_bench_median (9, run_router, &lines), "ms", NULL, 0);
  for (guint i = 0; i < lines.n_links; i++)
    clear += routes[i].clear;
  gp_bench_report ("layout GitLab, of these clear of all cards",
                   100.0 * clear / lines.n_links, "%", NULL, 0);
}

/* What happens all the time while somebody draws. */
static void
report_small_steps (void)
{
  g_autoptr(GpTestSchema) schema = gp_test_schema_load ("sql/gitlab.pg.sql");
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayout) layout = NULL;
  guint n;

  if (schema == NULL)
    return;

  request = gp_test_layout_from_schema (schema, 1);
  layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
  gp_bench_report ("layout GitLab, grouping", 1000 * gp_bench_median (9, run_groups, request), "ms",
                   NULL, 0);
  report_routes (request, layout);

  n = gp_layout_get_n_nodes (layout);
  for (guint i = 0; i < n; i++)
    {
      double x;
      double y;

      gp_layout_get_position (layout, i, &x, &y);
      gp_layout_request_set_position (request, i, x, y, GP_LAYOUT_HOLD_PLACED);
    }
  gp_layout_request_add_node (request, "one_more", 260, 216);
  gp_layout_request_add_edge (request, n, n / 2);
  gp_layout_request_add_edge (request, n, n / 3);
  gp_bench_report ("layout GitLab, one card added", 1000 * gp_bench_median (9, run_place, request),
                   "ms", NULL, 0);
}

int
main (void)
{
  report_schema ("GitLab", "sql/gitlab.pg.sql", 1, 3, TRUE);
  report_small_steps ();
  report_schema ("GitLab x10", "sql/gitlab.pg.sql", 10, 1, FALSE);
  report_schema ("Chinook", "sql/chinook.pg.sql", 1, 5, TRUE);
  report_schema ("Pagila", "sql/pagila.pg.sql", 1, 5, TRUE);
  report_schema ("AdventureWorks", "sql/adventureworks.pg.sql", 1, 5, TRUE);

  return 0;
}

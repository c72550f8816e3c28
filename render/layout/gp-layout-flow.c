/* gp-layout-flow.c — lays out a flow, left to right
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each connected part is drawn in layers by dot, in the direction of its edges, and the parts are
 * put one below the other in the order of their first steps: a flow is read like text. */
#define G_LOG_DOMAIN "gp-layout-flow"

#include "config.h"

#include "gp-layout-flow.h"

#include "gp-layout-measure.h"
#include "gp-layout-place.h"
#include "gp-layout-private.h"
#include "gp-layout-separate.h"

#include <math.h>
#include <string.h>

/* Layers lie farther apart than steps in a layer: their edges carry labels. */
#define PART_GAPS 2.0

static gboolean
draw_part (const GpLayoutJob    *job,
           const GpLayoutGraph  *graph,
           const GArray         *members,
           guint32              *local,
           double               *top,
           GpRect               *rects,
           GError              **error)
{
  const guint32 *nodes = (const guint32 *) members->data;
  g_autoptr(GpLayoutGraph) part
    = gp_layout_graph_new_part (graph, nodes, members->len, local, TRUE);
  g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, MAX (part->n_pairs, 1));
  g_autofree GpRect *own = g_new (GpRect, members->len);
  GpRect bounds;

  for (guint i = 0; i < members->len; i++)
    own[i] = rects[nodes[i]];
  for (guint i = 0; i < part->n_pairs; i++)
    edges[i] = (GpGraphvizEdge) { .from = part->pairs[i].from, .to = part->pairs[i].to };

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error)
      || !gp_graphviz_place (job->graphviz, GP_GRAPHVIZ_DOT_RIGHT, own, members->len, edges,
                             part->n_pairs, job->gap, error))
    return FALSE;

  if (gp_layout_measure_overlaps (own, members->len, job->gap) > 0)
    gp_layout_separate (own, members->len, job->gap);
  bounds = gp_layout_measure_bounds (own, members->len);
  for (guint i = 0; i < members->len; i++)
    {
      rects[nodes[i]].x = round (own[i].x - bounds.x);
      rects[nodes[i]].y = round (own[i].y - bounds.y + *top);
    }
  *top += bounds.height + PART_GAPS * job->gap;

  return TRUE;
}

GpLayout *
gp_layout_flow_run (GpLayoutJob            *job,
                    const GpLayoutRequest  *request,
                    GError                **error)
{
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
  g_autofree guint32 *component = g_new (guint32, MAX (graph->n_nodes, 1));
  g_autofree guint32 *local = g_new (guint32, MAX (graph->n_nodes, 1));
  g_autofree GpRect *rects = g_new0 (GpRect, MAX (graph->n_nodes, 1));
  guint n_parts = gp_layout_graph_components (graph, component);
  guint n;
  const GpLayoutNode *nodes = gp_layout_request_get_nodes (request, &n);
  double top = 0;

  job->gap = gp_layout_request_get_gap (request) + 1;
  memset (local, 0xff, n * sizeof (guint32));
  for (guint i = 0; i < n; i++)
    rects[i] = (GpRect) { .width = nodes[i].width, .height = nodes[i].height };

  for (guint part = 0; part < n_parts; part++)
    {
      g_autoptr(GArray) members = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint32 i = 0; i < n; i++)
        if (component[i] == part)
          g_array_append_val (members, i);
      if (!draw_part (job, graph, members, local, &top, rects, error))
        return NULL;
    }
  gp_layout_place_pins (request, rects, job->gap);

  return gp_layout_new (g_steal_pointer (&graph), g_steal_pointer (&rects), NULL, NULL);
}

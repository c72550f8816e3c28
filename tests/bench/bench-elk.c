/* bench-elk.c — elk layered, as a peer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "bench-elk.h"

#include "gp-layout-graph.h"
#include "gp-layout-measure.h"

#include <gio/gio.h>

/* ELK's JSON: cards by number. */
static char *
describe (const GpLayoutGraph *graph,
          const GpLayoutNode  *nodes)
{
  GString *json = g_string_new ("{\"id\":\"all\",\"layoutOptions\":{\"elk.algorithm\":\"layered\","
                                "\"elk.direction\":\"RIGHT\",\"elk.spacing.nodeNode\":\"48\","
                                "\"elk.layered.spacing.nodeNodeBetweenLayers\":\"48\"},"
                                "\"children\":[");

  for (guint i = 0; i < graph->n_nodes; i++)
    g_string_append_printf (json, "%s{\"id\":\"n%u\",\"width\":%d,\"height\":%d}",
                            i > 0 ? "," : "", i, (int) nodes[i].width, (int) nodes[i].height);
  g_string_append (json, "],\"edges\":[");
  for (guint i = 0; i < graph->n_pairs; i++)
    g_string_append_printf (json, "%s{\"id\":\"e%u\",\"sources\":[\"n%u\"],\"targets\":[\"n%u\"]}",
                            i > 0 ? "," : "", i, graph->pairs[i].from, graph->pairs[i].to);
  g_string_append (json, "]}");

  return g_string_free (json, FALSE);
}

double
bench_elk (const GpLayoutRequest *request,
           guint                 *out_crossings)
{
  const char *script = g_getenv ("GP_ELK_SCRIPT");
  g_autoptr(GpLayoutGraph) graph = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *answer = NULL;
  g_auto(GStrv) lines = NULL;
  g_autofree GpRect *rects = NULL;
  const GpLayoutNode *nodes;
  guint n;

  if (script == NULL)
    return 0;

  graph = gp_layout_graph_new (request);
  nodes = gp_layout_request_get_nodes (request, &n);
  json = describe (graph, nodes);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, "node", script, NULL);
  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, json, NULL, &answer, NULL, &error))
    g_error ("%s", error->message);

  lines = g_strsplit (answer, "\n", -1);
  if (g_strv_length (lines) != n + 2)
    g_error ("elkjs gave no layout");

  rects = g_new (GpRect, n);
  for (guint i = 0; i < n; i++)
    {
      char *rest;

      rects[i] = (GpRect) { .width = nodes[i].width, .height = nodes[i].height };
      rects[i].x = g_ascii_strtod (lines[i + 1], &rest);
      rects[i].y = g_ascii_strtod (rest, NULL);
    }
  *out_crossings = gp_layout_measure_crossings (graph, rects, TRUE);

  return g_ascii_strtod (lines[0], NULL);
}

/* bench-react-flow.c — React Flow in a headless Chromium, as a peer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "bench-react-flow.h"

#include "gp-expr-json.h"
#include "gp-type-label.h"

#include <gio/gio.h>
#include <string.h>

static void
add_text (GString    *json,
          const char *text)
{
  gp_expr_append_json_string (json, text, strlen (text));
}

static void
add_rows (GString           *json,
          GpDesign          *design,
          const GpSceneItem *item)
{
  for (guint i = 0; i < item->n_rows; i++)
    {
      const GpElement *field = gp_design_lookup (design, &item->row_ids[i]);
      g_autofree char *type = gp_type_label (design, field);

      g_string_append (json, i > 0 ? ",[" : "[");
      add_text (json, gp_element_get_text (field, GP_FIELD_NAME));
      g_string_append_c (json, ',');
      add_text (json, type);
      g_string_append_c (json, ']');
    }
}

static char *
describe (GpDesign         *design,
          GpScene          *scene,
          const GpViewport *view,
          double            step,
          guint             frames,
          double            least_zoom)
{
  GString *json = g_string_new (NULL);
  const char *separator = "";

  g_string_printf (json, "{\"x\":%f,\"y\":%f,\"zoom\":%f,\"step\":%f,\"frames\":%u,"
                   "\"leastZoom\":%f,\"cards\":[",
                   view->x, view->y, view->zoom, step, frames, least_zoom);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item == NULL || item->type != GP_ITEM_CARD)
        continue;
      g_string_append_printf (json, "%s{\"id\":\"%u\",\"x\":%d,\"y\":%d,\"width\":%d,"
                              "\"height\":%d,\"title\":",
                              separator, i, (int) item->rect.x, (int) item->rect.y,
                              (int) item->rect.width, (int) item->rect.height);
      add_text (json, item->title);
      g_string_append (json, ",\"rows\":[");
      add_rows (json, design, item);
      g_string_append (json, "]}");
      separator = ",";
    }
  g_string_append (json, "],\"lines\":[");
  separator = "";
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      if (line == NULL)
        continue;
      g_string_append_printf (json, "%s[\"%u\",\"%u\"]", separator, line->from, line->to);
      separator = ",";
    }
  g_string_append (json, "]}");

  return g_string_free (json, FALSE);
}

gboolean
bench_react_flow (GpDesign         *design,
                  GpScene          *scene,
                  const GpViewport *view,
                  double            step,
                  guint             frames,
                  double            least_zoom,
                  BenchReactFlow   *out)
{
  const char *script = g_getenv ("GP_REACT_FLOW_SCRIPT");
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *answer = NULL;
  g_auto(GStrv) numbers = NULL;
  double *const values[] = { &out->pan.own, &out->pan.whole, &out->zoom.own, &out->zoom.whole };

  if (script == NULL)
    return FALSE;

  json = describe (design, scene, view, step, frames, least_zoom);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, "/usr/bin/python3", script, NULL);
  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, json, NULL, &answer, NULL, &error))
    g_error ("%s", error->message);
  numbers = g_strsplit (g_strchomp (answer), " ", -1);
  if (g_strv_length (numbers) != G_N_ELEMENTS (values))
    g_error ("React Flow drew nothing");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    *values[i] = g_ascii_strtod (numbers[i], NULL);

  return TRUE;
}

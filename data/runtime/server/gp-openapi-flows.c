/* gp-openapi-flows.c — the paths of flows that a request starts
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-openapi"
#include "config.h"

#include "gp-openapi-private.h"

#include "gp-flow.h"
#include "gp-json-value.h"

static void
write_body (GpJsonWriter    *writer,
            const GpElement *flow)
{
  const char *schema = gp_element_get_text (flow, GP_FLOW_INPUT_SCHEMA);
  g_autofree char *compact = schema != NULL ? gp_json_value_compact (schema, NULL) : NULL;

  gp_json_writer_key (writer, "requestBody");
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "required");
  gp_json_writer_bool (writer, compact != NULL);
  gp_json_writer_key (writer, "content");
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "application/json");
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "schema");
  gp_json_writer_raw (writer, compact != NULL ? compact : "{}");
  gp_json_writer_end_object (writer);
  gp_json_writer_end_object (writer);
  gp_json_writer_end_object (writer);
}

/* Who may: people with a role, anybody, or whoever knows the secret that requests are signed
 * with. */
static void
write_callers (GpJsonWriter    *writer,
               const GpElement *flow)
{
  gp_json_writer_key (writer, "security");
  if (gp_element_is (flow, GP_FLOW_HTTP_AUTH, "anyone"))
    gp_json_writer_raw (writer, "[]");
  else if (gp_element_is (flow, GP_FLOW_HTTP_AUTH, "signature"))
    gp_json_writer_raw (writer, "[{\"signature\":[]}]");
  else
    gp_json_writer_raw (writer, "[{\"user\":[]}]");
}

static void
write_flow (GpJsonWriter    *writer,
            const GpElement *flow)
{
  static const char done[] = "{\"200\":{\"description\":\"What the flow gives back\",\"content\":"
                             "{\"application/json\":{\"schema\":{}}}}," ERRORS "}";
  static const char begun[] = "{\"202\":{\"description\":\"It has been started\",\"content\":"
                              "{\"application/json\":{\"schema\":{}}}}," ERRORS "}";
  const char *title = gp_element_get_text (flow, GP_FLOW_TITLE);
  const char *method = gp_element_get_text (flow, GP_FLOW_HTTP_METHOD);
  g_autofree char *lower = g_ascii_strdown (method, -1);
  char id[GP_ID_STRING_SIZE];
  g_autofree char *operation =
    g_strconcat ("flow.", gp_id_format (gp_element_get_id (flow), id), NULL);

  gp_json_writer_key (writer, lower);
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "operationId", operation);
  gp_json_writer_member (writer, "summary", title != NULL ? title : gp_element_get_name (flow));
  if (gp_element_has (flow, GP_FLOW_DESCRIPTION))
    gp_json_writer_member (writer, "description", gp_element_get_text (flow, GP_FLOW_DESCRIPTION));
  gp_json_writer_key (writer, "tags");
  gp_json_writer_raw (writer, "[\"flows\"]");
  write_callers (writer, flow);
  if (!g_str_equal (method, "GET") && !g_str_equal (method, "DELETE"))
    write_body (writer, flow);
  gp_json_writer_key (writer, "responses");
  gp_json_writer_raw (writer, gp_element_is (flow, GP_FLOW_MODE, "sync") ? done : begun);
  gp_json_writer_end_object (writer);
}

/* As it stands in an address: a brace begins no parameter, since flows have none in their paths. */
static char *
full_path (const GpElement *flow)
{
  g_autofree char *path = gp_flow_dup_http_path (flow);
  g_autofree char *escaped =
    g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);

  return g_strconcat ("/api/flows/", escaped, NULL);
}

static gboolean
is_served (const GpElement *flow)
{
  return gp_element_is (flow, GP_FLOW_TRIGGER, "http")
         && gp_element_get_bool (flow, GP_FLOW_ENABLED);
}

void
gp_openapi_write_flows (GpDesign     *design,
                        GpJsonWriter *writer)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* Flows may share a path with other methods, and a key stands once in an object. */
  for (guint i = 0; i < flows->len; i++)
    {
      g_autofree char *path = full_path (flows->pdata[i]);
      g_autoptr(GHashTable) methods = g_hash_table_new (g_str_hash, g_str_equal);

      if (!is_served (flows->pdata[i]) || !g_hash_table_add (done, g_strdup (path)))
        continue;
      gp_json_writer_key (writer, path);
      gp_json_writer_begin_object (writer);
      for (guint j = i; j < flows->len; j++)
        {
          g_autofree char *other = full_path (flows->pdata[j]);

          if (is_served (flows->pdata[j]) && g_str_equal (path, other)
              && g_hash_table_add (methods, (gpointer) gp_element_get_text (flows->pdata[j],
                                                                           GP_FLOW_HTTP_METHOD)))
            write_flow (writer, flows->pdata[j]);
        }
      gp_json_writer_end_object (writer);
    }
}

/* gp-directus-flow-requests.c — what makes the flows of a Directus those of a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * A flow is written as a whole in one request, which Directus takes as a whole or not at all, and
 * inactive: a flow that starts while what it needs is half there does harm. An operation can be
 * led to by one alone, so a flow some of whose operations are there already is emptied first. */
#define G_LOG_DOMAIN "gp-directus-flow-requests"
#include "config.h"
#include "gp-directus-flow-requests.h"

#include <glib/gi18n-lib.h>

#include "gp-directus-flow-set.h"
#include "gp-directus-request.h"

static const char *
id_of (JsonObject *object)
{
  return gp_directus_json_text (object, "id");
}

static const char *
name_of (JsonObject *flow)
{
  return gp_directus_json_text (flow, "name");
}

static char *
path_of (JsonObject *flow)
{
  g_autofree char *id = g_uri_escape_string (id_of (flow), NULL, FALSE);

  return g_strconcat ("/flows/", id, NULL);
}

static gboolean
is_active (JsonObject *flow)
{
  return g_strcmp0 (gp_directus_json_text (flow, "status"), "active") == 0;
}

static void
set_status (GPtrArray  *requests,
            JsonObject *flow,
            gboolean    active,
            char       *sentence)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "status", active ? "active" : "inactive");
  gp_directus_requests_add (requests, "PATCH", path_of (flow), body, sentence);
}

GPtrArray *
gp_directus_flows_rest (const GpDirectusState *state,
                        JsonArray             *before,
                        JsonArray             *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; i < json_array_get_length (state->flows); i++)
    {
      JsonObject *flow = json_array_get_object_element (state->flows, i);
      JsonObject *goal = gp_directus_find_by_id (wanted, id_of (flow));

      if (is_active (flow) && !gp_directus_flow_same (flow, goal)
          && (goal != NULL
              || (before != NULL && gp_directus_find_by_id (before, id_of (flow)) != NULL)))
        set_status (requests, flow, FALSE, g_strdup_printf (_("Stop the flow %s"),
                                                            name_of (flow)));
    }
  return requests;
}

/* A copy of @flow, inactive, with its operations in an order that can be written. */
static JsonObject *
copy_inactive (JsonObject *flow)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (flow);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);
  JsonObject *object = json_node_dup_object (copy);

  json_object_set_string_member (object, "status", "inactive");
  json_object_set_array_member (object, "operations", gp_directus_flow_sort (object));
  return object;
}

static gboolean
shares_operations (JsonObject *live,
                   JsonObject *flow)
{
  JsonArray *there = gp_directus_json_array (live, "operations");
  JsonArray *operations = gp_directus_json_array (flow, "operations");

  for (guint i = 0; i < json_array_get_length (operations); i++)
    if (gp_directus_find_by_id (there, id_of (json_array_get_object_element (operations, i)))
        != NULL)
      return TRUE;
  return FALSE;
}

/* Whether the two differ in nothing but whether they start. */
static gboolean
is_written (JsonObject *live,
            JsonObject *flow)
{
  g_autoptr(JsonObject) a = copy_inactive (live);
  g_autoptr(JsonObject) b = copy_inactive (flow);

  return gp_directus_flow_same (a, b);
}

static void
write_flow (GPtrArray  *requests,
            JsonObject *live,
            JsonObject *flow)
{
  JsonObject *body;

  if (live != NULL && is_written (live, flow))
    return;
  if (live != NULL && shares_operations (live, flow))
    {
      body = json_object_new ();
      json_object_set_string_member (body, "status", "inactive");
      json_object_set_null_member (body, "operation");
      json_object_set_array_member (body, "operations", json_array_new ());
      gp_directus_requests_add (requests, "PATCH", path_of (flow), body,
                                g_strdup_printf (_("Empty the flow %s"), name_of (flow)));
    }
  body = copy_inactive (flow);
  if (live != NULL)
    json_object_remove_member (body, "id");
  gp_directus_requests_add (requests, live != NULL ? "PATCH" : "POST",
                            live != NULL ? path_of (flow) : g_strdup ("/flows"), body,
                            g_strdup_printf (_("Write the flow %s"), name_of (flow)));
}

GPtrArray *
gp_directus_flows_write (const GpDirectusState *state,
                         JsonArray             *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonObject *flow = json_array_get_object_element (wanted, i);

      write_flow (requests, gp_directus_find_by_id (state->flows, id_of (flow)), flow);
    }
  return requests;
}

GPtrArray *
gp_directus_flows_start (const GpDirectusState *state,
                         JsonArray             *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonObject *flow = json_array_get_object_element (wanted, i);
      JsonObject *live = gp_directus_find_by_id (state->flows, id_of (flow));
      gboolean starts = live != NULL && is_written (live, flow) && is_active (live);
      gboolean active = is_active (flow);

      if (starts != active)
        set_status (requests, flow, active,
                    g_strdup_printf (active ? _("Start the flow %s") : _("Stop the flow %s"),
                                     name_of (flow)));
    }
  return requests;
}

GPtrArray *
gp_directus_flows_clear (const GpDirectusState *state,
                         JsonArray             *before,
                         JsonArray             *wanted)
{
  GPtrArray *requests = gp_directus_requests_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonObject *flow = json_array_get_object_element (before, i);

      if (gp_directus_find_by_id (wanted, id_of (flow)) == NULL
          && gp_directus_find_by_id (state->flows, id_of (flow)) != NULL)
        gp_directus_requests_add (requests, "DELETE", path_of (flow), NULL,
                                  g_strdup_printf (_("Remove the flow %s"), name_of (flow)));
    }
  return requests;
}

GPtrArray *
gp_directus_flows_list_changed (const GpDirectusState *state,
                                JsonArray             *expected)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *flow = json_array_get_object_element (expected, i);

      if (!gp_directus_flow_same (gp_directus_find_by_id (state->flows, id_of (flow)), flow))
        g_ptr_array_add (names, g_strdup (name_of (flow)));
    }
  return names;
}

JsonArray *
gp_directus_flows_list_past (const GpDirectusState *state,
                             JsonArray             *before,
                             JsonArray             *wanted)
{
  JsonArray *past = json_array_new ();

  for (guint i = 0; i < json_array_get_length (state->flows); i++)
    {
      JsonObject *flow = json_array_get_object_element (state->flows, i);

      if (gp_directus_find_by_id (wanted, id_of (flow)) != NULL
          || (before != NULL && gp_directus_find_by_id (before, id_of (flow)) != NULL))
        json_array_add_object_element (past, json_object_ref (flow));
    }
  return past;
}

/* gp-directus-flow-set.c — the flows that a design asks of a Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * The export of flows wants to be told a revision, from which the ids of operations follow. It is
 * the hash of what the flow is with no revision: it changes exactly when the flow does. */
#define G_LOG_DOMAIN "gp-directus-flow-set"
#include "config.h"
#include "gp-directus-flow-set.h"

#include <glib/gi18n-lib.h>

#include "gp-directus-flow.h"
#include "gp-directus-state.h"
#include "gp-finding.h"

/* What a design decides on; the rest, such as its colour, is other people's. */
static const char *const flow_members[] = { "id", "name", "description", "status", "trigger",
                                            "accountability", "options", "operation" };
static const char *const operation_members[] = { "id", "key", "name", "type", "position_x",
                                                 "position_y", "options", "resolve", "reject" };

/* --- comparing -------------------------------------------------------------------------------- */

static void
append_members (GString           *out,
                JsonObject        *object,
                const char *const *names,
                gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = gp_directus_json_canon (json_object_get_member (object, names[i]));

      g_string_append_printf (out, "%s %s\n", names[i], text);
    }
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (gp_directus_json_text (*(JsonObject *const *) a, "id"),
                    gp_directus_json_text (*(JsonObject *const *) b, "id"));
}

/* (transfer container): sorted by their ids: the server gives them in any order. */
static GPtrArray *
list_operations (JsonObject *flow)
{
  JsonArray *all = gp_directus_json_array (flow, "operations");
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (all, i)))
      g_ptr_array_add (sorted, json_array_get_object_element (all, i));
  g_ptr_array_sort (sorted, compare_ids);
  return sorted;
}

static char *
describe (JsonObject *flow)
{
  g_autoptr(GPtrArray) operations = list_operations (flow);
  GString *out = g_string_new (NULL);

  append_members (out, flow, flow_members, G_N_ELEMENTS (flow_members));
  for (guint i = 0; i < operations->len; i++)
    append_members (out, operations->pdata[i], operation_members,
                    G_N_ELEMENTS (operation_members));
  return g_string_free (out, FALSE);
}

gboolean
gp_directus_flow_same (JsonObject *a,
                       JsonObject *b)
{
  g_autofree char *text = a != NULL ? describe (a) : NULL;
  g_autofree char *other = b != NULL ? describe (b) : NULL;

  return g_strcmp0 (text, other) == 0;
}

/* Adds what @operation leads to, and then itself. */
static void
add_after_its_ends (JsonArray  *sorted,
                    GPtrArray  *all,
                    GHashTable *seen,
                    JsonObject *operation)
{
  static const char *const ends[] = { "resolve", "reject" };

  if (!g_hash_table_add (seen, operation))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *to = gp_directus_json_text (operation, ends[i]);

      for (guint j = 0; to != NULL && j < all->len; j++)
        if (g_strcmp0 (gp_directus_json_text (all->pdata[j], "id"), to) == 0)
          add_after_its_ends (sorted, all, seen, all->pdata[j]);
    }
  json_array_add_object_element (sorted, json_object_ref (operation));
}

JsonArray *
gp_directus_flow_sort (JsonObject *flow)
{
  g_autoptr(GPtrArray) all = list_operations (flow);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  JsonArray *sorted = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    add_after_its_ends (sorted, all, seen, all->pdata[i]);
  return sorted;
}

/* --- what a design asks for ------------------------------------------------------------------- */

/* The flows of Directus that @flow becomes; empty where it is refused. */
static char *
write_flow (GpDesign        *design,
            const GpElement *flow,
            const char      *revision,
            GPtrArray       *findings)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&writer);
  gp_directus_flow_write (design, gp_element_get_id (flow), revision, &writer, findings);
  gp_json_writer_end_array (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
note (GPtrArray  *findings,
      GpSeverity  severity,
      const GpId *element,
      const char *message)
{
  GpFinding *finding;

  if (findings == NULL)
    return;
  finding = gp_finding_new ("DEP001", severity, message);
  gp_finding_set_element (finding, element);
  g_ptr_array_add (findings, finding);
}

static void
note_refused (GPtrArray       *findings,
              const GpElement *flow)
{
  g_autofree char *message = g_strdup_printf (_("The flow %s is kept and does not run there."),
                                              gp_element_get_name (flow));

  note (findings, GP_SEVERITY_WARNING, gp_element_get_id (flow), message);
}

/* What the export says of losses, as a plan says it. */
static void
take_findings (GPtrArray *findings,
               GPtrArray *said)
{
  for (guint i = 0; i < said->len; i++)
    note (findings, gp_finding_get_severity (said->pdata[i]),
          gp_finding_get_element (said->pdata[i]), gp_finding_get_message (said->pdata[i]));
}

static void
add_flow (JsonArray       *out,
          GpDesign        *design,
          const GpElement *flow,
          GPtrArray       *findings)
{
  g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GPtrArray) again = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autofree char *plain = write_flow (design, flow, "", said);
  g_autofree char *revision = g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain, -1);
  g_autofree char *text = write_flow (design, flow, revision, again);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  JsonArray *written = json_node_get_array (node);

  take_findings (findings, said);
  if (json_array_get_length (written) == 0)
    note_refused (findings, flow);
  for (guint i = 0; i < json_array_get_length (written); i++)
    json_array_add_element (out, json_node_ref (json_array_get_element (written, i)));
}

/* Whether all that @flow starts is among @flows. */
static gboolean
finds_what_it_calls (JsonArray  *flows,
                     JsonObject *flow)
{
  JsonArray *operations = gp_directus_json_array (flow, "operations");

  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonObject *operation = json_array_get_object_element (operations, i);
      const char *called = gp_directus_json_text (gp_directus_json_object (operation, "options"),
                                                  "flow");

      if (g_strcmp0 (gp_directus_json_text (operation, "type"), "trigger") == 0 && called != NULL
          && gp_directus_find_by_id (flows, called) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* FALSE where all are called that are there. */
static gboolean
drop_one (JsonArray *flows,
          GpDesign  *design,
          GPtrArray *findings)
{
  for (guint i = 0; i < json_array_get_length (flows); i++)
    {
      JsonObject *flow = json_array_get_object_element (flows, i);
      const GpElement *element = NULL;
      GpId id;

      if (finds_what_it_calls (flows, flow))
        continue;
      if (gp_id_parse (gp_directus_json_text (flow, "id"), &id))
        element = gp_design_lookup_kind (design, &id, GP_KIND_FLOW);
      if (element != NULL)
        note_refused (findings, element);
      json_array_remove_element (flows, i);
      return TRUE;
    }
  return FALSE;
}

JsonArray *
gp_directus_flow_set_new (GpDesign  *design,
                          GPtrArray *findings)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  JsonArray *out = json_array_new ();

  for (guint i = 0; i < flows->len; i++)
    add_flow (out, design, flows->pdata[i], findings);
  while (drop_one (out, design, findings))
    ;
  return out;
}

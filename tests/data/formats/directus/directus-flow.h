/* directus-flow.h — the flow "main" of a script as Directus gets it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <json-glib/json-glib.h>

#include "gp-directus-flow.h"
#include "gp-test-flow.h"
#include "gp-test.h"

G_BEGIN_DECLS

/* The array of flows. @refused: (out): how many findings say that something is lost */
static inline JsonNode *
directus_flow_export (GpDesign *design,
                      guint    *refused)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpJsonWriter writer;
  gboolean whole;
  JsonNode *root;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&writer);
  whole = gp_directus_flow_write (design, &flow, "r1", &writer, findings);
  gp_json_writer_end_array (&writer);

  *refused = 0;
  for (guint i = 0; i < findings->len; i++)
    {
      g_test_message ("%s", gp_finding_get_message (findings->pdata[i]));
      if (g_str_equal (gp_finding_get_code (findings->pdata[i]), GP_EXPORT_CODE_LOST))
        *refused += 1;
    }
  g_assert_cmpint (whole, ==, *refused == 0);
  root = json_from_string (out->str, &error);
  g_assert_no_error (error);
  g_assert_cmpint (whole, ==, json_array_get_length (json_node_get_array (root)) > 0);
  return root;
}

/* How many findings of loss there are. */
static inline guint
directus_flow_refusals (const char *script)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  guint refused;
  g_autoptr(JsonNode) root = directus_flow_export (design, &refused);

  g_assert_nonnull (root);
  return refused;
}

/* All operations in order: "key:type[>key][!key]"; flows are parted by " | ", what is called
 * first. */
static inline char *
directus_flow_tree (const char *script)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  guint refused;
  g_autoptr(JsonNode) root = directus_flow_export (design, &refused);
  JsonArray *flows = json_node_get_array (root);
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_cmpuint (refused, ==, 0);
  for (guint i = 0; i < json_array_get_length (flows); i++)
    {
      JsonObject *flow = json_array_get_object_element (flows, i);
      JsonArray *operations = json_object_get_array_member (flow, "operations");
      g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      const char *entry = json_object_get_string_member_with_default (flow, "operation", NULL);

      g_string_append_printf (out, "%s%s", i > 0 ? " | " : "",
                              json_object_get_string_member (flow, "trigger"));
      for (guint j = 0; j < json_array_get_length (operations); j++)
        {
          static const char *const ends[] = { "resolve", "reject" };
          JsonObject *one = json_array_get_object_element (operations, j);
          const char *id = json_object_get_string_member (one, "id");

          g_string_append_printf (out, " %s:%s", json_object_get_string_member (one, "key"),
                                  json_object_get_string_member (one, "type"));
          for (gsize k = 0; k < G_N_ELEMENTS (ends); k++)
            {
              const char *to = json_object_get_string_member_with_default (one, ends[k], NULL);

              if (to == NULL)
                continue;
              /* Leaf first, and nobody is followed by what follows somebody else. */
              g_assert_true (g_hash_table_contains (keys, to));
              g_assert_true (g_hash_table_add (links, g_strconcat (ends[k], to, NULL)));
              g_string_append_printf (out, "%c%s", k == 0 ? '>' : '!',
                                      (char *) g_hash_table_lookup (keys, to));
            }
          g_assert_true (g_hash_table_insert (keys, (gpointer) id,
                                              (gpointer) json_object_get_string_member (one,
                                                                                        "key")));
        }
      g_assert_true (entry == NULL || g_hash_table_contains (keys, entry));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The options of the operation @key of the last flow, as JSON. */
static inline char *
directus_flow_options (const char *script,
                       const char *key)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  guint refused;
  g_autoptr(JsonNode) root = directus_flow_export (design, &refused);
  JsonArray *flows = json_node_get_array (root);
  JsonObject *flow = json_array_get_object_element (flows, json_array_get_length (flows) - 1);
  JsonArray *operations = json_object_get_array_member (flow, "operations");

  if (g_str_equal (key, "trigger"))
    return json_to_string (json_object_get_member (flow, "options"), FALSE);
  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonObject *one = json_array_get_object_element (operations, i);

      if (g_str_equal (json_object_get_string_member (one, "key"), key))
        return json_to_string (json_object_get_member (one, "options"), FALSE);
    }
  g_assert_not_reached ();
}

G_END_DECLS

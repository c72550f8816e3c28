/* gp-pocketbase-remove.c — what goes from a PocketBase, at the end of a deployment
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase deletes no collection that another one refers to, and lets none be without a field. So
 * collections that go are first left with one field that refers to nothing. */
#define G_LOG_DOMAIN "gp-pocketbase-remove"
#include "config.h"
#include "gp-pocketbase-remove.h"

#include <string.h>

#include "gp-pocketbase-dialect.h"
#include "gp-pocketbase-merge.h"
#include "gp-target.h"

static gboolean
patch (GpPocketbaseClient  *client,
       JsonObject          *collection,
       GError             **error)
{
  g_autofree char *path = g_strconcat ("/api/collections/",
                                       gp_directus_json_text (collection, "id"), NULL);
  g_autoptr(JsonObject) whole = gp_pocketbase_client_is_new (client)
    ? gp_pocketbase_dialect_write (collection) : json_object_ref (collection);
  g_autoptr(JsonNode) body = gp_directus_json_wrap (whole);
  g_autoptr(GError) cause = NULL;
  g_autoptr(JsonNode) answer = gp_pocketbase_client_send (client, "PATCH", path, body, &cause);

  /* See gp-pocketbase-keep.c. */
  if (answer == NULL && g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED))
    {
      g_clear_error (&cause);
      g_usleep (G_USEC_PER_SEC + G_USEC_PER_SEC / 20);
      answer = gp_pocketbase_client_send (client, "PATCH", path, body, &cause);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return answer != NULL;
}

static gboolean
has_removed_field (const GpPocketbaseChange *change,
                   JsonObject               *live)
{
  const char *id = gp_directus_json_text (live, "id");
  JsonArray *fields = gp_directus_json_array (live, "schema");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      g_autofree char *key = g_strconcat (
        id, "/", gp_directus_json_text (json_array_get_object_element (fields, i), "id"), NULL);

      if (g_hash_table_contains (change->removed, key))
        return TRUE;
    }
  return FALSE;
}

static JsonObject *
make_placeholder (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "{\"id\":\"groundplanholds\",\"name\":\"gp_placeholder\",\"type\":\"bool\",\"system\":false,"
    "\"required\":false,\"presentable\":false,\"options\":{}}", NULL);

  return json_node_dup_object (node);
}

/* Without what it refers to, and without rules. */
static JsonObject *
make_empty (JsonObject *live)
{
  JsonObject *empty = gp_pocketbase_merge_copy (live);
  JsonArray *fields = json_array_new ();

  for (gsize i = 0; gp_pocketbase_rules[i] != NULL; i++)
    json_object_set_null_member (empty, gp_pocketbase_rules[i]);
  json_array_add_object_element (fields, make_placeholder ());
  json_object_set_array_member (empty, "schema", fields);
  json_object_set_array_member (empty, "indexes", json_array_new ());
  return empty;
}

static gboolean
refers (JsonObject *collection)
{
  return gp_pocketbase_find (gp_directus_json_array (collection, "schema"), "type", "relation")
         != NULL;
}

static gboolean
delete_collection (GpPocketbaseClient  *client,
                   const char          *id,
                   GError             **error)
{
  g_autofree char *path = g_strconcat ("/api/collections/", id, NULL);
  g_autoptr(JsonNode) answer = gp_pocketbase_client_send (client, "DELETE", path, NULL, error);

  return answer != NULL;
}

gboolean
gp_pocketbase_remove (GpPocketbaseClient        *client,
                      const GpPocketbaseChange  *change,
                      GError                   **error)
{
  g_autoptr(GpPocketbaseState) now = NULL;

  if (g_hash_table_size (change->removed) == 0)
    return TRUE;
  now = gp_pocketbase_state_read (client, error);
  if (now == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (now->collections); i++)
    {
      JsonObject *live = json_array_get_object_element (now->collections, i);
      const char *id = gp_directus_json_text (live, "id");
      g_autoptr(JsonObject) empty = NULL;

      if (g_hash_table_contains (change->removed, id))
        empty = refers (live) ? make_empty (live) : NULL;
      else if (has_removed_field (change, live))
        empty = json_object_ref (gp_pocketbase_find (change->wish, "id", id));
      if (empty != NULL && !patch (client, empty, error))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (now->collections); i++)
    {
      const char *id = gp_directus_json_text (json_array_get_object_element (now->collections, i),
                                              "id");

      if (g_hash_table_contains (change->removed, id) && !delete_collection (client, id, error))
        return FALSE;
    }
  return TRUE;
}

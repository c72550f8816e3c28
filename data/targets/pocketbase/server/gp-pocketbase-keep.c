/* gp-pocketbase-keep.c — what we write into a PocketBase beside what a design asks for
 * SPDX-License-Identifier: Apache-2.0
 *
 * A server that writes its own migrations names them by the second, and fails where a collection is
 * saved twice in one. It then says nothing of the cause: the request is made once more, later. */
#define G_LOG_DOMAIN "gp-pocketbase-keep"
#include "config.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-pocketbase-dialect.h"
#include "gp-pocketbase-names.h"
#include "gp-pocketbase-state.h"
#include "gp-target.h"

#define NEXT_SECOND (G_USEC_PER_SEC + G_USEC_PER_SEC / 20)

static const char collection[] =
  "{\"id\":\"groundplankept0\",\"name\":\"" GP_POCKETBASE_OWN "\",\"type\":\"base\","
  "\"listRule\":null,\"viewRule\":null,\"createRule\":null,\"updateRule\":null,"
  "\"deleteRule\":null,\"indexes\":[],\"options\":{},\"schema\":[{\"id\":\"groundplanvalue\","
  "\"name\":\"value\",\"type\":\"json\",\"required\":false,\"presentable\":false,"
  "\"options\":{\"maxSize\":200000000}}]}";

static JsonNode *
make_body (GpPocketbaseClient *client,
           JsonArray          *collections)
{
  g_autoptr(JsonObject) body = json_object_new ();
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < json_array_get_length (collections); i++)
    {
      JsonObject *one = json_array_get_object_element (collections, i);

      json_array_add_object_element (all, gp_pocketbase_client_is_new (client)
                                            ? gp_pocketbase_dialect_write (one)
                                            : json_object_ref (one));
    }
  json_object_set_array_member (body, "collections", all);
  json_object_set_boolean_member (body, "deleteMissing", FALSE);
  return gp_directus_json_wrap (body);
}

gboolean
gp_pocketbase_import (GpPocketbaseClient  *client,
                      JsonArray           *collections,
                      GError             **error)
{
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(GError) cause = NULL;

  if (json_array_get_length (collections) == 0)
    return TRUE;
  body = make_body (client, collections);
  answer = gp_pocketbase_client_send (client, "PUT", "/api/collections/import", body, &cause);
  if (answer == NULL && g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED)
      && g_str_has_suffix (cause->message, "submitted collections."))
    {
      g_clear_error (&cause);
      g_usleep (NEXT_SECOND);
      answer = gp_pocketbase_client_send (client, "PUT", "/api/collections/import", body, &cause);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return answer != NULL;
}

gboolean
gp_pocketbase_keep_make (GpPocketbaseClient  *client,
                         GError             **error)
{
  g_autoptr(JsonNode) node = gp_directus_json_parse (collection, strlen (collection), error);
  g_autoptr(JsonArray) all = json_array_new ();

  if (node == NULL)
    return FALSE;
  json_array_add_element (all, gp_directus_json_copy (node));
  return gp_pocketbase_import (client, all, error);
}

static char *
dup_path (const char *row)
{
  return g_strconcat ("/api/collections/" GP_POCKETBASE_OWN "/records",
                      row != NULL ? "/" : NULL, row, NULL);
}

gboolean
gp_pocketbase_keep_write (GpPocketbaseClient  *client,
                          const char          *row,
                          gboolean             is_new,
                          JsonObject          *value,
                          GError             **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *path = dup_path (is_new ? NULL : row);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) answer = NULL;

  if (is_new)
    json_object_set_string_member (object, "id", row);
  json_object_set_object_member (object, "value", json_object_ref (value));
  body = gp_directus_json_wrap (object);
  answer = gp_pocketbase_client_send (client, is_new ? "POST" : "PATCH", path, body, error);
  return answer != NULL;
}

gboolean
gp_pocketbase_keep_remove (GpPocketbaseClient  *client,
                           const char          *row,
                           GError             **error)
{
  g_autofree char *path = dup_path (row);
  g_autoptr(JsonNode) answer = gp_pocketbase_client_send (client, "DELETE", path, NULL, error);

  return answer != NULL;
}

static gboolean
write_row (gpointer     client,
           const char  *row,
           gboolean     is_new,
           JsonObject  *value,
           GError     **error)
{
  return gp_pocketbase_keep_write (client, row, is_new, value, error);
}

static JsonObject *
read_row (gpointer     client,
          const char  *row,
          GError     **error)
{
  g_autofree char *path = dup_path (row);
  g_autoptr(JsonNode) answer = gp_pocketbase_client_send (client, "GET", path, NULL, error);
  JsonObject *value = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
    ? gp_directus_json_object (json_node_get_object (answer), "value") : NULL;

  if (answer == NULL)
    return NULL;
  return value != NULL ? json_object_ref (value) : json_object_new ();
}

static gboolean
remove_row (gpointer     client,
            const char  *row,
            GError     **error)
{
  return gp_pocketbase_keep_remove (client, row, error);
}

GpDeployShelf
gp_pocketbase_keep_shelf (GpPocketbaseClient *client)
{
  return (GpDeployShelf) { client, GP_POCKETBASE_KEEP_LOCK, write_row, read_row, remove_row };
}

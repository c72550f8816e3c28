/* gp-pocketbase-accounts.c — accounts keep their roles when those get other names
 * SPDX-License-Identifier: Apache-2.0
 *
 * An account has its roles by their names. Plans refuse a name that another role had: done again,
 * an account would be taken for one that has not got its new name yet. */
#define G_LOG_DOMAIN "gp-pocketbase-accounts"
#include "config.h"
#include "gp-pocketbase-accounts.h"

#include "gp-pocketbase-names.h"

/* Old name → new name; NULL where a role is gone. */
static GHashTable *
list_renamed (GpDesign *before,
              GpDesign *design)
{
  g_autoptr(GPtrArray) roles = gp_design_list (before, GP_KIND_ROLE);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < roles->len; i++)
    {
      const char *old = gp_element_get_name (roles->pdata[i]);
      const GpElement *now = gp_design_lookup_kind (design, gp_element_get_id (roles->pdata[i]),
                                                    GP_KIND_ROLE);

      if (now == NULL || !g_str_equal (gp_element_get_name (now), old))
        g_hash_table_insert (names, g_strdup (old),
                             now != NULL ? g_strdup (gp_element_get_name (now)) : NULL);
    }
  return names;
}

/* (transfer full): the roles of an account by their names now; NULL where they are so. */
static JsonArray *
rename_all (JsonArray  *roles,
            GHashTable *names)
{
  g_autoptr(JsonArray) out = json_array_new ();
  gboolean changed = FALSE;

  for (guint i = 0; i < json_array_get_length (roles); i++)
    {
      const char *role = json_array_get_string_element (roles, i);
      gpointer to = NULL;
      gboolean found = role != NULL && g_hash_table_lookup_extended (names, role, NULL, &to);

      changed = changed || found;
      if (!found && role != NULL)
        json_array_add_string_element (out, role);
      else if (to != NULL)
        json_array_add_string_element (out, to);
    }
  return changed ? g_steal_pointer (&out) : NULL;
}

static gboolean
rename_account (GpPocketbaseClient  *client,
                JsonObject          *account,
                GHashTable          *names,
                GError             **error)
{
  JsonArray *roles = gp_directus_json_array (account, GP_POCKETBASE_ROLES);
  JsonArray *renamed = roles != NULL ? rename_all (roles, names) : NULL;
  g_autofree char *path = g_strconcat ("/api/collections/" GP_POCKETBASE_ACCOUNTS "/records/",
                                       gp_directus_json_text (account, "id"), NULL);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) answer = NULL;

  if (renamed == NULL)
    return TRUE;
  object = json_object_new ();
  json_object_set_array_member (object, GP_POCKETBASE_ROLES, renamed);
  body = gp_directus_json_wrap (object);
  answer = gp_pocketbase_client_send (client, "PATCH", path, body, error);
  return answer != NULL;
}

gboolean
gp_pocketbase_accounts_rename (GpPocketbaseClient  *client,
                               GpDesign            *before,
                               GpDesign            *design,
                               GError             **error)
{
  g_autoptr(GHashTable) names = before != NULL ? list_renamed (before, design) : NULL;
  gint64 pages = 1;

  if (names == NULL || g_hash_table_size (names) == 0)
    return TRUE;
  for (gint64 page = 1; page <= pages; page++)
    {
      g_autofree char *path = g_strdup_printf ("/api/collections/" GP_POCKETBASE_ACCOUNTS
                                               "/records?perPage=200&sort=id&page=%"
                                               G_GINT64_FORMAT, page);
      g_autoptr(JsonNode) node = gp_pocketbase_client_send (client, "GET", path, NULL, error);
      JsonObject *answer;
      JsonArray *items;

      if (node == NULL)
        return FALSE;
      answer = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      items = gp_directus_json_array (answer, "items");
      pages = gp_directus_json_int (answer, "totalPages", 0);
      for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
        if (!rename_account (client, json_array_get_object_element (items, i), names, error))
          return FALSE;
    }
  return TRUE;
}

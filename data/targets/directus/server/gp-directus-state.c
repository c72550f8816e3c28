/* gp-directus-state.c — what a Directus holds now
 * SPDX-License-Identifier: Apache-2.0
 *
 * The fingerprint leaves out what changes by itself: numbers of permissions and who has a role. */
#define G_LOG_DOMAIN "gp-directus-state"
#include "config.h"
#include "gp-directus-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-keep.h"
#include "gp-name.h"
#include "gp-target.h"

void
gp_directus_state_free (GpDirectusState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->snapshot, json_object_unref);
  g_clear_pointer (&self->untracked, g_hash_table_unref);
  g_clear_pointer (&self->policies, json_array_unref);
  g_clear_pointer (&self->roles, json_array_unref);
  g_clear_pointer (&self->access, json_array_unref);
  g_clear_pointer (&self->flows, json_array_unref);
  g_clear_object (&self->deployed);
  g_clear_pointer (&self->pending, gp_deploy_pending_free);
  g_free (self->fingerprint);
  g_free (self);
}

gboolean
gp_directus_state_is_sqlite (const GpDirectusState *self)
{
  return g_strcmp0 (gp_directus_json_text (self->snapshot, "vendor"), "sqlite") == 0;
}

JsonObject *
gp_directus_find_by_id (JsonArray  *array,
                        const char *id)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (gp_directus_json_text (object, "id"), id) == 0)
        return object;
    }
  return NULL;
}

char *
gp_directus_key (JsonObject *object)
{
  const char *collection = gp_directus_json_text (object, "collection");
  const char *field = gp_directus_json_text (object, "field");

  return field != NULL ? g_strconcat (collection, ".", field, NULL) : g_strdup (collection);
}

GHashTable *
gp_directus_index (JsonArray *array)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      char *key = gp_directus_key (object);

      if (key != NULL)
        g_hash_table_insert (index, key, object);
    }
  return index;
}

static gpointer
refuse (GError **error,
        GpTargetError code,
        const char *message)
{
  g_set_error_literal (error, GP_TARGET_ERROR, code, message);
  return NULL;
}

/* @path answers with an array of objects. */
static JsonArray *
get_array (GpDirectusClient  *client,
           const char        *path,
           GError           **error)
{
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", path, NULL, error);
  JsonArray *array;

  if (node == NULL)
    return NULL;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      array = NULL;
  if (array == NULL)
    return refuse (error, GP_TARGET_ERROR_PROTOCOL,
                   _("Directus gives another answer than a list."));
  return json_array_ref (array);
}

static gboolean
is_own (JsonObject *object)
{
  return g_strcmp0 (gp_directus_json_text (object, "collection"), GP_DIRECTUS_OWN) == 0;
}

/* TRUE where our own collection was among them. */
static gboolean
leave_out_own (JsonObject *snapshot,
               const char *name)
{
  JsonArray *all = gp_directus_json_array (snapshot, name);
  JsonArray *kept = json_array_new ();
  gboolean found = FALSE;

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && is_own (json_node_get_object (node)))
        found = TRUE;
      else if (JSON_NODE_HOLDS_OBJECT (node))
        json_array_add_element (kept, gp_directus_json_copy (node));
    }
  json_object_set_array_member (snapshot, name, kept);
  return found;
}

static gboolean
read_snapshot (GpDirectusState   *self,
               GpDirectusClient  *client,
               GError           **error)
{
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", "/schema/snapshot", NULL,
                                                      error);
  const char *version, *vendor;

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    self->snapshot = json_node_dup_object (node);
  version = gp_directus_json_text (self->snapshot, "directus");
  vendor = gp_directus_json_text (self->snapshot, "vendor");
  if (version == NULL || vendor == NULL)
    return refuse (error, GP_TARGET_ERROR_PROTOCOL,
                   _("There is no Directus at this address: it has no schema.")) != NULL;
  if (g_ascii_strtoull (version, NULL, 10) < 11)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("This is Directus %s: version 11 is the oldest that can be deployed to."),
                   version);
      return FALSE;
    }
  if (!g_str_equal (vendor, "sqlite") && !g_str_equal (vendor, "postgres"))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("This Directus keeps its data in %s: only SQLite and PostgreSQL take a "
                     "deployment back when it fails."), vendor);
      return FALSE;
    }
  self->has_own = leave_out_own (self->snapshot, "collections");
  leave_out_own (self->snapshot, "fields");
  leave_out_own (self->snapshot, "relations");
  return TRUE;
}

/* Tables and columns that were made past Directus. */
static gboolean
read_untracked (GpDirectusState   *self,
                GpDirectusClient  *client,
                GError           **error)
{
  static const char *const paths[] = { "/collections", "/fields?limit=-1" };

  self->untracked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(JsonArray) array = get_array (client, paths[i], error);

      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        {
          JsonObject *object = json_array_get_object_element (array, j);

          if (gp_directus_json_object (object, "meta") == NULL
              && gp_directus_json_object (object, "schema") != NULL)
            g_hash_table_add (self->untracked, gp_directus_key (object));
        }
      if (array == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Those that Directus gives to everybody by itself belong to no policy. */
static gboolean
read_policies (GpDirectusState   *self,
               GpDirectusClient  *client,
               GError           **error)
{
  g_autoptr(JsonArray) permissions = NULL;

  self->policies = get_array (client, "/policies?limit=-1&sort=id&fields=id,name,admin_access,"
                              "app_access,ip_access,enforce_tfa", error);
  permissions = self->policies != NULL
    ? get_array (client, "/permissions?limit=-1&sort=policy,collection,action,id", error) : NULL;
  if (permissions == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (self->policies); i++)
    json_object_set_array_member (json_array_get_object_element (self->policies, i),
                                  "permissions", json_array_new ());
  for (guint i = 0; i < json_array_get_length (permissions); i++)
    {
      JsonObject *permission = json_array_get_object_element (permissions, i);
      JsonObject *policy = gp_directus_find_by_id (self->policies,
                                                   gp_directus_json_text (permission, "policy"));

      if (policy == NULL)
        continue;
      json_object_remove_member (permission, "id");
      json_object_remove_member (permission, "policy");
      json_object_remove_member (permission, "system");
      json_array_add_object_element (gp_directus_json_array (policy, "permissions"),
                                     json_object_ref (permission));
    }
  return TRUE;
}

static gboolean
read_access (GpDirectusState   *self,
             GpDirectusClient  *client,
             GError           **error)
{
  self->roles = get_array (client, "/roles?limit=-1&sort=id&fields=id,name,parent", error);
  if (self->roles == NULL)
    return FALSE;
  self->access = get_array (client, "/access?limit=-1&sort=id&fields=id,role,user,policy", error);
  if (self->access == NULL)
    return FALSE;
  self->flows = get_array (client, "/flows?limit=-1&sort=id&fields=id,name,description,status,"
                           "trigger,accountability,options,operation,operations.*", error);
  return self->flows != NULL;
}

static GpDeployPending *
read_pending (JsonArray *rows)
{
  JsonObject *row = gp_directus_find_by_id (rows, GP_DIRECTUS_KEEP_JOURNAL);
  g_autoptr(JsonObject) journal = gp_directus_keep_value (row);
  GpDeployPending *pending = row != NULL ? gp_deploy_pending_new (journal) : NULL;

  for (guint i = 0; pending != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *other = json_array_get_object_element (rows, i);
      g_autoptr(JsonObject) value = other != row ? gp_directus_keep_value (other) : NULL;
      const char *id = gp_directus_json_text (other, "id");

      if (id != NULL)
        gp_deploy_pending_take (pending, id, value);
    }
  return pending;
}

static gboolean
read_own (GpDirectusState   *self,
          GpDirectusClient  *client,
          GError           **error)
{
  g_autoptr(JsonArray) rows = NULL;
  g_autoptr(JsonNode) value = NULL;
  const char *text, *design;

  if (!self->has_own)
    return TRUE;
  rows = get_array (client, "/items/" GP_DIRECTUS_OWN "?limit=-1", error);
  if (rows == NULL)
    return FALSE;
  self->pending = read_pending (rows);
  text = gp_directus_json_text (gp_directus_find_by_id (rows, GP_DIRECTUS_KEEP_DESIGN), "value");
  if (text == NULL)
    return TRUE;
  value = gp_directus_json_parse (text, strlen (text), error);
  if (value == NULL)
    return FALSE;
  design = JSON_NODE_HOLDS_OBJECT (value)
    ? gp_directus_json_text (json_node_get_object (value), "design") : NULL;
  self->deployed = design != NULL ? gp_directus_keep_unpack (design, error) : NULL;
  return design == NULL || self->deployed != NULL;
}

static void
add_to_checksum (GChecksum *checksum,
                 JsonNode  *taken)
{
  g_autoptr(JsonNode) node = taken;
  g_autofree char *text = gp_directus_json_canon (node);

  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static JsonNode *
wrap_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_set_array (node, array);
  return node;
}

/* Whoever has a role comes and goes; which policy a role has does not. */
static JsonNode *
list_grants (GpDirectusState *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (self->access); i++)
    {
      JsonObject *grant = json_array_get_object_element (self->access, i);
      const char *role = gp_directus_json_text (grant, "role");

      if (gp_directus_json_text (grant, "user") == NULL)
        g_ptr_array_add (lines, g_strdup_printf ("%s %s", role != NULL ? role : "",
                                                 gp_directus_json_text (grant, "policy")));
    }
  g_ptr_array_sort (lines, gp_name_compare);
  for (guint i = 0; i < lines->len; i++)
    json_array_add_string_element (array, lines->pdata[i]);
  json_node_take_array (node, array);
  return node;
}

static void
sort_permissions (JsonObject *policy)
{
  JsonArray *permissions = gp_directus_json_array (policy, "permissions");
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *sorted = json_array_new ();

  for (guint i = 0; i < json_array_get_length (permissions); i++)
    g_ptr_array_add (texts, gp_directus_json_canon (json_array_get_element (permissions, i)));
  g_ptr_array_sort (texts, gp_name_compare);
  for (guint i = 0; i < texts->len; i++)
    json_array_add_element (sorted, json_from_string (texts->pdata[i], NULL));
  json_object_set_array_member (policy, "permissions", sorted);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (gp_directus_json_text (*(JsonObject *const *) a, "id"),
                    gp_directus_json_text (*(JsonObject *const *) b, "id"));
}

/* Operations come in no order of their own. */
static void
sort_operations (JsonObject *flow)
{
  JsonArray *all = gp_directus_json_array (flow, "operations");
  g_autoptr(GPtrArray) operations = g_ptr_array_new ();
  JsonArray *sorted = json_array_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (all, i)))
      g_ptr_array_add (operations, json_array_get_object_element (all, i));
  g_ptr_array_sort (operations, compare_ids);
  for (guint i = 0; i < operations->len; i++)
    json_array_add_object_element (sorted, json_object_ref (operations->pdata[i]));
  json_object_set_array_member (flow, "operations", sorted);
}

static void
take_fingerprint (GpDirectusState *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char **untracked = (char **) g_hash_table_get_keys_as_array (self->untracked, NULL);
  char state[2] = { '0' + (self->deployed != NULL), '0' + (self->pending != NULL) };

  for (guint i = 0; i < json_array_get_length (self->policies); i++)
    sort_permissions (json_array_get_object_element (self->policies, i));
  add_to_checksum (checksum, gp_directus_json_wrap (self->snapshot));
  add_to_checksum (checksum, wrap_array (self->policies));
  add_to_checksum (checksum, wrap_array (self->roles));
  add_to_checksum (checksum, list_grants (self));
  for (guint i = 0; i < json_array_get_length (self->flows); i++)
    sort_operations (json_array_get_object_element (self->flows, i));
  add_to_checksum (checksum, wrap_array (self->flows));
  qsort (untracked, g_hash_table_size (self->untracked), sizeof (char *), gp_name_compare);
  for (gsize i = 0; untracked[i] != NULL; i++)
    g_checksum_update (checksum, (const guchar *) untracked[i], -1);
  g_checksum_update (checksum, (const guchar *) state, sizeof state);
  self->fingerprint = g_strdup (g_checksum_get_string (checksum));
}

GpDirectusState *
gp_directus_state_read (GpDirectusClient  *client,
                        GError           **error)
{
  g_autoptr(GpDirectusState) self = g_new0 (GpDirectusState, 1);

  if (!read_snapshot (self, client, error) || !read_untracked (self, client, error)
      || !read_policies (self, client, error) || !read_access (self, client, error)
      || !read_own (self, client, error))
    return NULL;
  take_fingerprint (self);
  return g_steal_pointer (&self);
}

/* gp-directus-deploy.c — the single steps of a deployment to a Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus takes its snapshot for the complete wish and drops what is not in it. So its list of
 * differences is gone through before it is sent back, and every removal that was not asked for is
 * taken out. It compares no more than a hash. */
#define G_LOG_DOMAIN "gp-directus-deploy"
#include "config.h"
#include "gp-directus-apply-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "gp-directus-check.h"
#include "gp-directus-flow-requests.h"
#include "gp-directus-keep.h"
#include "gp-directus-merge.h"
#include "gp-directus-rows.h"
#include "gp-target.h"

/* The id of no flow. */
#define NO_FLOW "00000000-0000-0000-0000-000000000000"

gboolean
gp_directus_deploy_say (GpDirectusDeploy  *self,
                        const char        *sentence,
                        GError           **error)
{
  GpDeployShelf shelf = gp_directus_keep_shelf (self->client);

  if (!gp_deploy_lock_keep (&shelf, self->journal, sentence, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (sentence, self->progress_data);
  return TRUE;
}

gboolean
gp_directus_deploy_send (GpDirectusDeploy  *self,
                         GPtrArray         *requests,
                         GError           **error)
{
  for (guint i = 0; i < requests->len; i++)
    {
      const GpDirectusRequest *request = requests->pdata[i];
      g_autoptr(JsonNode) answer = NULL;

      if (!gp_directus_deploy_say (self, request->sentence, error))
        return FALSE;
      answer = gp_directus_client_send (self->client, request->method, request->path,
                                        request->body, error);
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether an entry of a difference says that the whole thing goes. */
static gboolean
is_removal (JsonObject *entry)
{
  JsonArray *diff = gp_directus_json_array (entry, "diff");
  JsonObject *first = diff != NULL && json_array_get_length (diff) > 0
    ? json_array_get_object_element (diff, 0) : NULL;

  return first != NULL && g_strcmp0 (gp_directus_json_text (first, "kind"), "D") == 0
         && !json_object_has_member (first, "path");
}

static gboolean
may_go (GHashTable *removed,
        const char *part,
        JsonObject *entry)
{
  g_autofree char *key = gp_directus_key (entry);
  g_autofree char *relation = g_strconcat (">", key, NULL);
  JsonArray *diff = gp_directus_json_array (entry, "diff");
  JsonObject *gone = gp_directus_json_object (json_array_get_object_element (diff, 0), "lhs");
  const char *related = gp_directus_json_text (gone, "related_collection");

  if (removed == NULL)
    return FALSE;
  if (g_hash_table_contains (removed, gp_directus_json_text (entry, "collection"))
      || g_hash_table_contains (removed, key))
    return TRUE;
  return g_str_equal (part, "relations")
         && (g_hash_table_contains (removed, relation)
             || (related != NULL && g_hash_table_contains (removed, related)));
}

/* FALSE where nothing is left to do. */
static gboolean
leave_out_removals (JsonObject *diff,
                    GHashTable *removed)
{
  static const char *const parts[] = { "collections", "fields", "systemFields", "relations" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (diff, parts[i]);
      JsonArray *kept = json_array_new ();

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        {
          JsonObject *entry = json_array_get_object_element (all, j);

          if (!is_removal (entry) || may_go (removed, parts[i], entry))
            json_array_add_object_element (kept, json_object_ref (entry));
        }
      n += json_array_get_length (kept);
      json_object_set_array_member (diff, parts[i], kept);
    }
  return n > 0;
}

static JsonObject *
read_snapshot (GpDirectusDeploy  *self,
               GError           **error)
{
  g_autoptr(JsonNode) node = gp_directus_client_send (self->client, "GET", "/schema/snapshot",
                                                      NULL, error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);
  if (node != NULL)
    g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                         _("Directus gives no schema."));
  return NULL;
}

/* What leads from the live schema to @wish, as Directus wants it back. A null where nothing does.
 * */
static JsonNode *
read_difference (GpDirectusDeploy  *self,
                 JsonObject        *wish,
                 GHashTable        *removed,
                 GError           **error)
{
  g_autoptr(JsonNode) body = gp_directus_json_wrap (wish);
  g_autoptr(JsonNode) node = gp_directus_client_upload (self->client, "/schema/diff", body, error);
  JsonObject *diff;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_steal_pointer (&node);
  diff = JSON_NODE_HOLDS_OBJECT (node)
    ? gp_directus_json_object (json_node_get_object (node), "diff") : NULL;
  if (diff == NULL)
    {
      g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                           _("Directus gives no differences."));
      return NULL;
    }
  return leave_out_removals (diff, removed) ? g_steal_pointer (&node)
                                            : json_node_new (JSON_NODE_NULL);
}

gboolean
gp_directus_deploy_schema (GpDirectusDeploy  *self,
                           const char        *sentence,
                           JsonObject        *managed,
                           GHashTable        *removed,
                           GError           **error)
{
  g_autoptr(JsonObject) snapshot = read_snapshot (self, error);
  g_autoptr(JsonObject) wish = NULL;
  g_autoptr(JsonNode) difference = NULL;
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(GError) cause = NULL;

  if (snapshot == NULL)
    return FALSE;
  wish = gp_directus_merge (snapshot, managed,
                            self->before != NULL ? self->before->managed : NULL);
  if (removed != NULL)
    gp_directus_remove_keys (wish, removed);
  difference = read_difference (self, wish, removed, error);
  if (difference == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (difference))
    return TRUE;
  if (!gp_directus_deploy_say (self, sentence, error))
    return FALSE;
  answer = gp_directus_client_upload (self->client, "/schema/apply", difference, &cause);
  if (answer != NULL)
    return TRUE;
  self->schema_failed = !g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
gp_directus_deploy_adopt (GpDirectusDeploy  *self,
                          GError           **error)
{
  g_autoptr(GPtrArray) requests = gp_directus_requests_new ();

  for (guint i = 0; i < self->change->adopted->len; i++)
    {
      const char *key = self->change->adopted->pdata[i];
      g_auto(GStrv) names = g_strsplit (key, ".", 2);
      g_autofree char *collection = g_uri_escape_string (names[0], NULL, FALSE);
      g_autofree char *field = names[1] != NULL ? g_uri_escape_string (names[1], NULL, FALSE)
                                                : NULL;
      JsonObject *body = json_object_new ();

      gp_directus_json_add_object (body, "meta");
      gp_directus_requests_add (requests, "PATCH",
                                field != NULL
                                  ? g_strconcat ("/fields/", collection, "/", field, NULL)
                                  : g_strconcat ("/collections/", collection, NULL),
                                body, g_strdup_printf (_("Take over %s"), key));
    }
  return gp_directus_deploy_send (self, requests, error);
}

static const char *
old_name (GpDirectusDeploy *self,
          const GpId       *id)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->before->elements);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (gp_id_equal (value, id))
      return key;
  return NULL;
}

/* Old name → new name of the fields of the collection that is @to now: of those that are the same,
 * or have the same name. */
static GHashTable *
map_fields (GpDirectusDeploy *self,
            const char       *from,
            const char       *to)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) live =
    gp_directus_index (gp_directus_json_array (self->state->snapshot, "fields"));
  JsonArray *fields = gp_directus_json_array (self->wanted->managed, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *name = gp_directus_json_text (field, "field");
      g_autofree char *key = gp_directus_key (field);
      const GpId *id = g_hash_table_lookup (self->wanted->elements, key);
      const char *known = id != NULL ? old_name (self, id) : NULL;
      g_autofree char *same = g_strconcat (from, ".", name, NULL);
      const char *old = known != NULL ? known : same;

      if (g_strcmp0 (gp_directus_json_text (field, "collection"), to) == 0
          && gp_directus_json_object (field, "schema") != NULL
          && g_hash_table_contains (live, old) && g_str_has_prefix (old, from))
        g_hash_table_insert (names, g_strdup (strchr (old, '.') + 1), g_strdup (name));
    }
  return names;
}

static gboolean
copy_collection (GpDirectusDeploy  *self,
                 const char        *from,
                 const char        *to,
                 GError           **error)
{
  const char *key = gp_directus_key_of (self->state, from);
  g_autofree char *sentence = g_strdup_printf (_("Copy the records of %s to %s"), from, to);
  g_autoptr(GHashTable) names = map_fields (self, from, to);
  gint64 n, copied;

  if (key == NULL || !g_hash_table_contains (names, key))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s cannot be renamed in Directus together with its key."), from);
      return FALSE;
    }
  if (!gp_directus_deploy_say (self, sentence, error)
      || !gp_directus_rows_copy (self->client, from, to, names, key, error))
    return FALSE;
  n = gp_directus_rows_count (self->client, from, NULL, error);
  copied = n >= 0 ? gp_directus_rows_count (self->client, to, NULL, error) : -1;
  if (copied < 0)
    return FALSE;
  if (copied < n)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                 _("Only %" PRId64 " of %" PRId64 " records of %s were copied."),
                 copied, n, from);
  return copied >= n;
}

gboolean
gp_directus_deploy_copy (GpDirectusDeploy  *self,
                         GError           **error)
{
  GHashTableIter iter;
  gpointer to, from;

  g_hash_table_iter_init (&iter, self->change->collections);
  while (g_hash_table_iter_next (&iter, &to, &from))
    if (!copy_collection (self, from, to, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->change->fields);
  while (g_hash_table_iter_next (&iter, &to, &from))
    {
      g_autofree char *collection = g_strndup (to, strcspn (to, "."));
      const char *key = gp_directus_key_of (self->state, collection);
      g_autofree char *sentence = g_strdup_printf (_("Copy the values of %s to %s"),
                                                   (char *) from, (char *) to);

      if (key == NULL || !gp_directus_deploy_say (self, sentence, error)
          || !gp_directus_rows_copy_field (self->client, collection, key,
                                           strchr (from, '.') + 1, strchr (to, '.') + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Directus takes up changed flows a moment after it was told. This waits until it has: there is no
 * such flow, which is the answer. */
static gboolean
wait_for_flows (GpDirectusDeploy  *self,
                GError           **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(JsonNode) answer =
    gp_directus_client_send (self->client, "GET", "/flows/trigger/" NO_FLOW, NULL, &cause);

  if (answer != NULL || (!g_error_matches (cause, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT)
                         && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
gp_directus_deploy_flows (GpDirectusDeploy       *self,
                          const GpDirectusState  *now,
                          JsonArray              *flows,
                          GError                **error)
{
  g_autoptr(GPtrArray) write = gp_directus_flows_write (now, flows);
  g_autoptr(GPtrArray) start = gp_directus_flows_start (now, flows);

  if (!gp_directus_deploy_send (self, write, error))
    return FALSE;
  if (write->len == 0 && start->len == 0)
    return TRUE;
  return wait_for_flows (self, error) && gp_directus_deploy_send (self, start, error)
         && wait_for_flows (self, error);
}

/* What this deployment has made: the keys of what is wanted and was not there. */
static GHashTable *
list_made (GpDirectusDeploy *self)
{
  static const char *const parts[] = { "collections", "fields", "relations" };
  GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (self->wanted->managed, parts[i]);
      g_autoptr(GHashTable) there =
        gp_directus_index (gp_directus_json_array (self->state->snapshot, parts[i]));

      for (guint j = 0; j < json_array_get_length (all); j++)
        {
          g_autofree char *key = gp_directus_key (json_array_get_object_element (all, j));

          if (!g_hash_table_contains (there, key))
            g_hash_table_add (made, g_strconcat (i == 2 ? ">" : "", key, NULL));
        }
    }
  return made;
}

/* Our roles that were there with their policies, as they were called: nothing is granted anew. */
static JsonArray *
list_past_roles (GpDirectusDeploy *self)
{
  JsonArray *before = self->before != NULL
    ? gp_directus_json_array (self->before->access, "roles") : NULL;
  JsonArray *past = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonObject *role = json_array_get_object_element (before, i);
      const char *id = gp_directus_json_text (role, "id");
      const char *policy = gp_directus_json_text (role, "policy");
      JsonObject *live = gp_directus_find_by_id (self->state->roles, id);
      JsonObject *copy;

      if (live == NULL || !gp_directus_access_is_granted (self->state, id, policy))
        continue;
      copy = gp_directus_json_append (past);
      json_object_set_string_member (copy, "id", id);
      json_object_set_string_member (copy, "name", gp_directus_json_text (live, "name"));
      json_object_set_string_member (copy, "policy", policy);
    }
  return past;
}

/* The policies and roles of the state before, as if they were what is wanted. */
static gboolean
put_back_access (GpDirectusDeploy  *self,
                 GError           **error)
{
  g_autoptr(GpDirectusState) now = gp_directus_state_read (self->client, error);
  GpDirectusSchema past = { .managed = self->wanted->managed, .elements = self->wanted->elements };
  g_autoptr(JsonObject) access = json_object_new ();
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GPtrArray) gone = NULL;
  JsonArray *policies = json_array_new ();
  JsonArray *wanted = gp_directus_json_array (self->wanted->access, "policies");

  json_object_set_array_member (access, "policies", policies);
  if (now == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (self->state->policies); i++)
    {
      JsonObject *policy = json_array_get_object_element (self->state->policies, i);
      const char *id = gp_directus_json_text (policy, "id");

      if (gp_directus_find_by_id (wanted, id) != NULL
          || (self->before != NULL
              && gp_directus_find_by_id (gp_directus_json_array (self->before->access, "policies"),
                                         id) != NULL))
        json_array_add_object_element (policies, json_object_ref (policy));
    }
  json_object_set_array_member (access, "roles", list_past_roles (self));
  past.access = access;
  requests = gp_directus_access_widen (now, self->before, &past);
  if (!gp_directus_deploy_send (self, requests, error))
    return FALSE;
  json_object_set_array_member (access, "roles", json_array_ref (self->state->roles));
  gone = gp_directus_access_clear (now, self->wanted, &past);
  return gp_directus_deploy_send (self, gone, error);
}

static gboolean
put_back_flows (GpDirectusDeploy  *self,
                GError           **error)
{
  JsonArray *before = self->before != NULL ? self->before->flows : NULL;
  JsonArray *wanted = self->wanted->flows;
  g_autoptr(JsonArray) past = gp_directus_flows_list_past (self->state, before, wanted);
  g_autoptr(GpDirectusState) now = gp_directus_state_read (self->client, error);
  g_autoptr(GPtrArray) gone = NULL;

  if (now == NULL)
    return FALSE;
  gone = gp_directus_flows_clear (now, wanted, past);
  return gp_directus_deploy_send (self, gone, error)
         && gp_directus_deploy_flows (self, now, past, error);
}

gboolean
gp_directus_deploy_undo (GpDirectusDeploy  *self,
                         GError           **error)
{
  g_autoptr(GHashTable) made = list_made (self);
  GpDeployShelf shelf = gp_directus_keep_shelf (self->client);

  return gp_directus_deploy_schema (self, _("Put the schema back as it was"),
                                    self->state->snapshot, made, error)
         && put_back_access (self, error) && put_back_flows (self, error)
         && (self->state->pending != NULL
             || gp_deploy_lock_end (&shelf, self->journal, NULL, error));
}

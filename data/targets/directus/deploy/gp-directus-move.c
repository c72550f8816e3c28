/* gp-directus-move.c — references to what is called otherwise now, on SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * On SQLite, Directus leaves the foreign key of a relation in the table whatever it is told: to
 * remove it, to change it, or what the schema is as a whole. Only with its column it goes. So the
 * values are copied to a field beside it, the column is dropped and made anew with its relation,
 * and filled from there. As long as the relation is that of before, its own values count; then the
 * others. */
#define G_LOG_DOMAIN "gp-directus-move"
#include "config.h"
#include "gp-directus-apply-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-check.h"
#include "gp-directus-rows.h"

/* Whether the reference is still that of before. */
static gboolean
is_unmoved (GpDirectusDeploy *self,
            const char       *key)
{
  g_autoptr(GHashTable) relations =
    gp_directus_index (gp_directus_json_array (self->state->snapshot, "relations"));
  g_autoptr(GHashTable) past =
    gp_directus_index (gp_directus_json_array (self->before->managed, "relations"));
  const char *now = gp_directus_json_text (g_hash_table_lookup (relations, key),
                                           "related_collection");

  return now != NULL
         && g_strcmp0 (now, gp_directus_json_text (g_hash_table_lookup (past, key),
                                                   "related_collection")) == 0;
}

static JsonObject *
find_field (JsonObject *managed,
            const char *key)
{
  g_autoptr(GHashTable) fields = gp_directus_index (gp_directus_json_array (managed, "fields"));

  return g_hash_table_lookup (fields, key);
}

/* Adds to @managed a field of the name of @keeper for the values of @field, and no more. */
static void
add_keeper (JsonObject *managed,
            JsonObject *field,
            const char *keeper)
{
  JsonObject *copy = gp_directus_json_append (gp_directus_json_array (managed, "fields"));

  json_object_set_string_member (copy, "collection", gp_directus_json_text (field, "collection"));
  json_object_set_string_member (copy, "field", strchr (keeper, '.') + 1);
  json_object_set_string_member (copy, "type", gp_directus_json_text (field, "type"));
  gp_directus_json_add_object (copy, "schema");
  json_object_set_boolean_member (gp_directus_json_add_object (copy, "meta"), "hidden", TRUE);
}

static gboolean
copy_values (GpDirectusDeploy  *self,
             const char        *from,
             const char        *to,
             GError           **error)
{
  g_autofree char *collection = g_strndup (to, strcspn (to, "."));
  const char *key = gp_directus_key_of (self->state, collection);
  g_autofree char *sentence = g_strdup_printf (_("Copy the values of %s to %s"), from, to);

  return gp_directus_deploy_say (self, sentence, error)
         && gp_directus_rows_copy_field (self->client, collection, key, strchr (from, '.') + 1,
                                         strchr (to, '.') + 1, error);
}

/* What is wanted as far as values may be missing. */
static JsonObject *
settle_loosely (GpDirectusDeploy *self)
{
  JsonObject *managed = gp_directus_change_settled (self->change, self->state, self->wanted);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->change->moved);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      JsonObject *schema = gp_directus_json_object (find_field (managed, key), "schema");

      json_object_set_boolean_member (schema, "is_nullable", TRUE);
      json_object_set_boolean_member (schema, "is_unique", FALSE);
    }
  return managed;
}

/* Keeps the values of those that are as before, and takes them away. */
static gboolean
keep_values (GpDirectusDeploy  *self,
             GError           **error)
{
  g_autoptr(JsonObject) managed = gp_directus_change_early (self->change, self->state,
                                                            self->wanted);
  g_autoptr(GHashTable) gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, keeper;

  g_hash_table_iter_init (&iter, self->change->moved);
  while (g_hash_table_iter_next (&iter, &key, &keeper))
    if (is_unmoved (self, key))
      {
        add_keeper (managed, find_field (self->wanted->managed, key), keeper);
        g_hash_table_add (gone, g_strdup (key));
      }
  if (g_hash_table_size (gone) == 0)
    return TRUE;
  if (!gp_directus_deploy_schema (self, _("Make fields that keep values for a while"), managed,
                                  NULL, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->change->moved);
  while (g_hash_table_iter_next (&iter, &key, &keeper))
    if (g_hash_table_contains (gone, key) && !copy_values (self, key, keeper, error))
      return FALSE;
  self->dropped = TRUE;
  return gp_directus_deploy_schema (self, _("Drop the references that are made anew"), managed,
                                    gone, error);
}

gboolean
gp_directus_deploy_move (GpDirectusDeploy  *self,
                         GError           **error)
{
  g_autoptr(JsonObject) managed = NULL;
  GHashTableIter iter;
  gpointer key, keeper;

  if (g_hash_table_size (self->change->moved) == 0)
    return TRUE;
  managed = settle_loosely (self);
  if (!keep_values (self, error)
      || !gp_directus_deploy_schema (self, _("Make the references anew"), managed, NULL, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->change->moved);
  while (g_hash_table_iter_next (&iter, &key, &keeper))
    if (!copy_values (self, keeper, key, error))
      return FALSE;
  return TRUE;
}

/* gp-pocketbase-change.c — what leads from a live PocketBase to what a design asks for
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase knows collections and fields by their ids, and an import keeps what it does not name.
 * It cannot let two of them change names at once, nor give one the name of what goes later: these
 * are called by their ids for a while. */
#define G_LOG_DOMAIN "gp-pocketbase-change"
#include "config.h"
#include "gp-pocketbase-change.h"

#include <string.h>

#include "gp-directus-json.h"
#include "gp-pocketbase-merge.h"
#include "gp-pocketbase-names.h"

void
gp_pocketbase_change_free (GpPocketbaseChange *self)
{
  if (self == NULL)
    return;
  json_array_unref (self->wish);
  json_array_unref (self->room);
  json_array_unref (self->import);
  g_hash_table_unref (self->removed);
  g_ptr_array_unref (self->differing);
  g_free (self);
}

/* What was ours and is not wanted, and is there. */
static void
find_removed (GpPocketbaseChange       *self,
              const GpPocketbaseState  *state,
              const GpPocketbaseSchema *past,
              const GpPocketbaseSchema *wanted)
{
  for (guint i = 0; i < json_array_get_length (past->collections); i++)
    {
      JsonObject *old = json_array_get_object_element (past->collections, i);
      const char *id = gp_directus_json_text (old, "id");
      JsonObject *live = gp_pocketbase_state_find (state, id);
      JsonObject *wish = gp_pocketbase_find (wanted->collections, "id", id);
      JsonArray *fields = gp_directus_json_array (old, "schema");

      if (live == NULL)
        continue;
      if (wish == NULL)
        g_hash_table_add (self->removed, g_strdup (id));
      for (guint j = 0; wish != NULL && j < json_array_get_length (fields); j++)
        {
          const char *field = gp_directus_json_text (json_array_get_object_element (fields, j),
                                                     "id");

          if (gp_pocketbase_find (gp_directus_json_array (live, "schema"), "id", field) != NULL
              && gp_pocketbase_find (gp_directus_json_array (wish, "schema"), "id", field) == NULL)
            g_hash_table_add (self->removed, g_strconcat (id, "/", field, NULL));
        }
    }
}

/* By its id for a while: no name of a design is like that. */
static void
call_by_id (JsonObject *object)
{
  g_autofree char *name = g_strconcat ("gp_", gp_directus_json_text (object, "id"), NULL);

  json_object_set_string_member (object, "name", name);
}

static gboolean
has_name (JsonObject *object,
          const char *name)
{
  return g_ascii_strcasecmp (gp_directus_json_text (object, "name"), name) == 0;
}

/* Whether one of @wanted, another one, gets the name that @live has now. */
static gboolean
is_in_the_way (JsonArray  *wanted,
               JsonObject *live)
{
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      JsonObject *other = json_array_get_object_element (wanted, i);

      if (has_name (other, gp_directus_json_text (live, "name"))
          && g_strcmp0 (gp_directus_json_text (other, "id"),
                        gp_directus_json_text (live, "id")) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Fields of @live, which is changed, that are in the way of those of @wish. */
static gboolean
make_room_within (JsonObject *live,
                  JsonObject *wish)
{
  JsonArray *fields = gp_directus_json_array (live, "schema");
  gboolean changed = FALSE;

  for (guint i = 0; wish != NULL && i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);

      if (!is_in_the_way (gp_directus_json_array (wish, "schema"), field))
        continue;
      call_by_id (field);
      changed = TRUE;
    }
  return changed;
}

static void
make_room (GpPocketbaseChange      *self,
           const GpPocketbaseState *state)
{
  for (guint i = 0; i < json_array_get_length (state->collections); i++)
    {
      JsonObject *live = json_array_get_object_element (state->collections, i);
      JsonObject *wish = gp_pocketbase_find (self->wish, "id", gp_directus_json_text (live, "id"));
      gboolean is_ours = wish != NULL
                         || g_hash_table_contains (self->removed,
                                                   gp_directus_json_text (live, "id"));
      JsonObject *copy = gp_pocketbase_merge_copy (live);
      gboolean changed = is_ours && is_in_the_way (self->wish, live);

      if (changed)
        call_by_id (copy);
      if (!make_room_within (copy, wish) && !changed)
        {
          json_object_unref (copy);
          continue;
        }
      for (gsize j = 0; gp_pocketbase_rules[j] != NULL; j++)
        json_object_set_null_member (copy, gp_pocketbase_rules[j]);
      json_object_set_array_member (copy, "indexes", json_array_new ());
      json_array_add_object_element (self->room, copy);
    }
}

/* What goes later stays in the import, with the name that it has by then. */
static void
keep_removed (GpPocketbaseChange *self,
              JsonObject         *collection,
              JsonObject         *live)
{
  const char *id = gp_directus_json_text (collection, "id");
  JsonObject *moved = gp_pocketbase_find (self->room, "id", id);
  JsonArray *fields = gp_directus_json_array (moved != NULL ? moved : live, "schema");

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      g_autofree char *key = g_strconcat (id, "/", gp_directus_json_text (field, "id"), NULL);
      JsonObject *copy;

      if (!g_hash_table_contains (self->removed, key))
        continue;
      copy = gp_pocketbase_merge_copy (field);
      json_object_set_boolean_member (copy, "required", FALSE);
      json_array_add_object_element (gp_directus_json_array (collection, "schema"), copy);
    }
}

static void
list_fields (GpPocketbaseChange *self,
             JsonObject         *wish,
             JsonObject         *live)
{
  const char *id = gp_directus_json_text (wish, "id");
  JsonArray *fields = gp_directus_json_array (wish, "schema");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *name = gp_directus_json_text (field, "id");
      JsonObject *old = gp_pocketbase_find (gp_directus_json_array (live, "schema"), "id", name);
      g_autoptr(JsonNode) a = gp_directus_json_wrap (field);
      g_autoptr(JsonNode) b = old != NULL ? gp_directus_json_wrap (old) : NULL;

      if (b == NULL || !gp_directus_json_same (a, b))
        g_ptr_array_add (self->differing, g_strconcat (id, "/", name, NULL));
    }
}

static void
compare (GpPocketbaseChange      *self,
         const GpPocketbaseState *state)
{
  for (guint i = 0; i < json_array_get_length (self->wish); i++)
    {
      JsonObject *wish = json_array_get_object_element (self->wish, i);
      const char *id = gp_directus_json_text (wish, "id");
      JsonObject *live = gp_pocketbase_state_find (state, id);
      JsonObject *whole = gp_pocketbase_merge_copy (wish);
      guint before = self->differing->len;

      keep_removed (self, whole, live);
      if (live == NULL)
        g_ptr_array_add (self->differing, g_strdup (id));
      else
        list_fields (self, wish, live);
      if (live != NULL && before == self->differing->len
          && !gp_pocketbase_merge_same (whole, live))
        g_ptr_array_add (self->differing, g_strdup (id));
      if (self->differing->len > before)
        json_array_add_object_element (self->import, json_object_ref (whole));
      json_object_unref (whole);
    }
}

GpPocketbaseChange *
gp_pocketbase_change_new (const GpPocketbaseState  *state,
                          const GPtrArray          *past,
                          const GpPocketbaseSchema *wanted)
{
  GpPocketbaseChange *self = g_new0 (GpPocketbaseChange, 1);

  self->wish = json_array_new ();
  self->room = json_array_new ();
  self->import = json_array_new ();
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->differing = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < past->len; i++)
    find_removed (self, state, past->pdata[i], wanted);
  for (guint i = 0; i < json_array_get_length (wanted->collections); i++)
    {
      JsonObject *wish = json_array_get_object_element (wanted->collections, i);

      json_array_add_object_element (
        self->wish, gp_pocketbase_merge_collection (
                      gp_pocketbase_state_find (state, gp_directus_json_text (wish, "id")), wish,
                      self->removed));
    }
  if (wanted->roles->len > 0 || wanted->has_tenant)
    json_array_add_object_element (
      self->wish, gp_pocketbase_merge_accounts (
                    gp_pocketbase_state_find (state, GP_POCKETBASE_ACCOUNTS), wanted));
  make_room (self, state);
  compare (self, state);
  return self;
}

GPtrArray *
gp_pocketbase_change_list_rules (const GpPocketbaseChange *self,
                                 const GpPocketbaseState  *state)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (self->wish); i++)
    {
      JsonObject *wish = json_array_get_object_element (self->wish, i);
      JsonObject *live = gp_pocketbase_state_find (state, gp_directus_json_text (wish, "id"));
      gboolean same = TRUE;

      for (gsize j = 0; live != NULL && gp_pocketbase_rules[j] != NULL; j++)
        same = same && g_strcmp0 (gp_directus_json_text (wish, gp_pocketbase_rules[j]),
                                  gp_directus_json_text (live, gp_pocketbase_rules[j])) == 0;
      if (!same)
        g_ptr_array_add (names, g_strdup (gp_directus_json_text (wish, "name")));
    }
  return names;
}

/* --- what is there already --- */

static gboolean
is_of_past (const GPtrArray *past,
            const char      *key)
{
  for (guint i = 0; i < past->len; i++)
    if (g_hash_table_contains (((GpPocketbaseSchema *) past->pdata[i])->elements, key))
      return TRUE;
  return FALSE;
}

static gboolean
can_stand_for (JsonObject *live,
               JsonObject *wanted)
{
  const char *type = gp_directus_json_text (live, "type");
  const char *wish = gp_directus_json_text (wanted, "type");
  JsonObject *a = gp_directus_json_object (live, "options");
  JsonObject *b = gp_directus_json_object (wanted, "options");

  if (g_strcmp0 (type, "relation") == 0 && g_strcmp0 (wish, "text") == 0)
    return g_strcmp0 (gp_directus_json_text (a, "collectionId"), GP_POCKETBASE_ACCOUNTS) == 0;
  return g_strcmp0 (type, wish) == 0
         && g_strcmp0 (gp_directus_json_text (a, "collectionId"),
                       gp_directus_json_text (b, "collectionId")) == 0;
}

static gboolean
adopt_collections (GpPocketbaseState  *state,
                   const GPtrArray    *past,
                   GpPocketbaseSchema *wanted)
{
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (wanted->collections); i++)
    {
      JsonObject *wish = json_array_get_object_element (wanted->collections, i);
      const char *id = gp_directus_json_text (wish, "id");
      JsonObject *live = gp_pocketbase_state_find_by_name (state,
                                                           gp_directus_json_text (wish, "name"));
      const char *other = live != NULL ? gp_directus_json_text (live, "id") : NULL;

      if (other == NULL || gp_pocketbase_state_find (state, id) != NULL
          || is_of_past (past, other) || g_hash_table_contains (wanted->elements, other)
          || g_strcmp0 (gp_directus_json_text (live, "type"), "base") != 0)
        continue;
      g_hash_table_insert (state->ids, g_strdup (id), g_strdup (other));
      found = TRUE;
    }
  return found;
}

static gboolean
adopt_fields (GpPocketbaseState  *state,
              const GPtrArray    *past,
              GpPocketbaseSchema *wanted,
              JsonObject         *wish)
{
  const char *collection = gp_directus_json_text (wish, "id");
  JsonArray *fields = gp_directus_json_array (wish, "schema");
  JsonObject *live = gp_pocketbase_state_find (state, collection);
  JsonArray *there = live != NULL ? gp_directus_json_array (live, "schema") : NULL;
  gboolean found = FALSE;

  for (guint i = 0; there != NULL && i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *id = gp_directus_json_text (field, "id");

      for (guint j = 0; j < json_array_get_length (there)
                        && gp_pocketbase_find (there, "id", id) == NULL; j++)
        {
          JsonObject *other = json_array_get_object_element (there, j);
          g_autofree char *key = g_strconcat (collection, "/",
                                              gp_directus_json_text (other, "id"), NULL);

          if (!has_name (other, gp_directus_json_text (field, "name")) || is_of_past (past, key)
              || g_hash_table_contains (wanted->elements, key) || !can_stand_for (other, field))
            continue;
          g_hash_table_insert (state->ids, g_strdup (id),
                               g_strdup (gp_directus_json_text (other, "id")));
          found = TRUE;
        }
    }
  return found;
}

void
gp_pocketbase_adopt (GpPocketbaseState *state,
                     const GPtrArray   *past,
                     GpDesign          *design)
{
  g_autoptr(GpPocketbaseSchema) wanted = gp_pocketbase_schema_new (design, state->ids, NULL);

  if (adopt_collections (state, past, wanted))
    {
      gp_pocketbase_schema_free (wanted);
      wanted = gp_pocketbase_schema_new (design, state->ids, NULL);
    }
  for (guint i = 0; i < json_array_get_length (wanted->collections); i++)
    adopt_fields (state, past, wanted, json_array_get_object_element (wanted->collections, i));
}

/* gp-directus-change.c — what a deployment does that Directus has no request for
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus cannot rename, and turns no text into a number. An element is known by its id in the
 * design that was deployed last: under another name it is made anew, filled from the old one, and
 * the old one goes at the end. */
#define G_LOG_DOMAIN "gp-directus-change"
#include "config.h"
#include "gp-directus-change.h"

#include <string.h>

#include "gp-directus-field.h"

/* What the name of a field ends with that keeps the values of another one for a while. */
#define KEEPER "__groundplan"

void
gp_directus_change_free (GpDirectusChange *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->collections);
  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->retyped);
  g_hash_table_unref (self->removed);
  g_hash_table_unref (self->retargeted);
  g_hash_table_unref (self->moved);
  g_hash_table_unref (self->late);
  g_ptr_array_unref (self->adopted);
  g_free (self);
}

/* Live objects and the two designs, by key. */
typedef struct
{
  GpDirectusChange       *out;
  const GpDirectusState  *state;
  const GpDirectusSchema *before;
  const GpDirectusSchema *wanted;
  GHashTable             *collections;
  GHashTable             *fields;
  GHashTable             *relations;
  GHashTable             *old_names;   /* GpId → key in @before */
} Builder;

static gboolean
is_field (const char *key)
{
  return strchr (key, '.') != NULL;
}

static char *
dup_collection (const char *key)
{
  return g_strndup (key, strcspn (key, "."));
}

static void
find_renamed_collections (Builder *self)
{
  GHashTableIter iter;
  gpointer key, id;

  g_hash_table_iter_init (&iter, self->wanted->elements);
  while (g_hash_table_iter_next (&iter, &key, &id))
    {
      const char *old = g_hash_table_lookup (self->old_names, id);

      if (!is_field (key) && old != NULL && !g_str_equal (old, key)
          && g_hash_table_contains (self->collections, old))
        g_hash_table_insert (self->out->collections, g_strdup (key), g_strdup (old));
    }
}

static void
find_renamed_fields (Builder *self)
{
  GHashTableIter iter;
  gpointer key, id;

  g_hash_table_iter_init (&iter, self->wanted->elements);
  while (g_hash_table_iter_next (&iter, &key, &id))
    {
      const char *old = g_hash_table_lookup (self->old_names, id);
      g_autofree char *collection = dup_collection (key);
      g_autofree char *old_collection = old != NULL ? dup_collection (old) : NULL;

      if (is_field (key) && old != NULL && !g_str_equal (old, key)
          && g_str_equal (collection, old_collection)
          && g_hash_table_contains (self->fields, old))
        g_hash_table_insert (self->out->fields, g_strdup (key), g_strdup (old));
    }
}

static void
find_retyped (Builder *self)
{
  JsonArray *fields = gp_directus_json_array (self->wanted->managed, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      g_autofree char *key = gp_directus_key (field);
      JsonObject *live = g_hash_table_lookup (self->fields, key);
      const char *type = gp_directus_json_text (field, "type");
      const char *there = gp_directus_json_text (live, "type");

      if (live == NULL || g_str_has_prefix (key, "directus_")
          || gp_directus_field_same_type (type, there, gp_directus_json_object (live, "schema"),
                                          gp_directus_state_is_sqlite (self->state))
          || gp_directus_field_converts (there, type))
        continue;
      g_hash_table_add (self->out->retyped, g_steal_pointer (&key));
    }
}

static void
find_removed (Builder    *self,
              const char *part,
              GHashTable *live)
{
  JsonArray *all = gp_directus_json_array (self->before->managed, part);
  g_autoptr(GHashTable) kept =
    gp_directus_index (gp_directus_json_array (self->wanted->managed, part));
  gboolean relations = g_str_equal (part, "relations");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *object = json_array_get_object_element (all, i);
      g_autofree char *key = gp_directus_key (object);

      /* What accounts hold is theirs. */
      if (g_hash_table_contains (kept, key) || !g_hash_table_contains (live, key)
          || (g_str_has_prefix (key, "directus_")
              && g_strcmp0 (gp_directus_json_text (object, "type"), "alias") != 0))
        continue;
      g_hash_table_add (self->out->removed, g_strconcat (relations ? ">" : "", key, NULL));
    }
}

/* The live field that a reference keeps its values in; or would, where it still refers to the old
 * name. NULL where it can be turned, or need not be. */
static char *
find_keeper (Builder    *self,
             JsonObject *relation,
             JsonObject *past)
{
  const char *old = gp_directus_json_text (past, "related_collection");
  g_autofree char *key = gp_directus_key (relation);
  g_autofree char *keeper = g_strconcat (key, KEEPER, NULL);
  const char *renamed = g_hash_table_lookup (self->out->collections,
                                             gp_directus_json_text (relation,
                                                                    "related_collection"));
  JsonObject *live = g_hash_table_lookup (self->relations, key);

  if (!gp_directus_state_is_sqlite (self->state) || old == NULL || g_strcmp0 (renamed, old) != 0
      || (g_strcmp0 (gp_directus_json_text (live, "related_collection"), old) != 0
          && !g_hash_table_contains (self->fields, keeper)))
    return NULL;
  return g_steal_pointer (&keeper);
}

static void
find_relations (Builder *self)
{
  g_autoptr(GHashTable) past = gp_directus_index (
    self->before != NULL ? gp_directus_json_array (self->before->managed, "relations") : NULL);
  JsonArray *relations = gp_directus_json_array (self->wanted->managed, "relations");

  for (guint i = 0; i < json_array_get_length (relations); i++)
    {
      JsonObject *relation = json_array_get_object_element (relations, i);
      g_autofree char *key = gp_directus_key (relation);
      const char *related = gp_directus_json_text (relation, "related_collection");
      JsonObject *live = g_hash_table_lookup (self->relations, key);

      char *keeper = find_keeper (self, relation, g_hash_table_lookup (past, key));

      if (keeper != NULL)
        g_hash_table_insert (self->out->moved, g_strdup (key), keeper);
      else if (live != NULL
               && g_strcmp0 (gp_directus_json_text (live, "related_collection"), related) != 0)
        g_hash_table_add (self->out->retargeted, g_strconcat (">", key, NULL));
      if (g_hash_table_contains (self->out->collections, related)
          || g_hash_table_contains (self->out->collections,
                                    gp_directus_json_text (relation, "collection"))
          || g_hash_table_contains (self->out->fields, key)
          || g_hash_table_contains (self->out->retyped, key)
          || (live != NULL && g_hash_table_contains (self->out->retyped, key))
          || (live != NULL
              && g_strcmp0 (gp_directus_json_text (live, "related_collection"), related) != 0))
        g_hash_table_add (self->out->late, g_steal_pointer (&key));
    }
}

static void
find_adopted (Builder *self)
{
  static const char *const parts[] = { "collections", "fields" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (self->wanted->managed, parts[i]);

      for (guint j = 0; j < json_array_get_length (all); j++)
        {
          g_autofree char *key = gp_directus_key (json_array_get_object_element (all, j));

          if (g_hash_table_contains (self->state->untracked, key))
            g_ptr_array_add (self->out->adopted, g_steal_pointer (&key));
        }
    }
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

GpDirectusChange *
gp_directus_change_new (const GpDirectusState  *state,
                        const GpDirectusSchema *before,
                        const GpDirectusSchema *wanted)
{
  g_autoptr(GHashTable) collections =
    gp_directus_index (gp_directus_json_array (state->snapshot, "collections"));
  g_autoptr(GHashTable) fields =
    gp_directus_index (gp_directus_json_array (state->snapshot, "fields"));
  g_autoptr(GHashTable) relations =
    gp_directus_index (gp_directus_json_array (state->snapshot, "relations"));
  g_autoptr(GHashTable) old_names = g_hash_table_new (gp_id_hash, gp_id_equal);
  GpDirectusChange *out = g_new0 (GpDirectusChange, 1);
  Builder self = { .out = out, .state = state, .before = before, .wanted = wanted,
                   .collections = collections, .fields = fields, .relations = relations,
                   .old_names = old_names };
  GHashTableIter iter;
  gpointer key, id;

  out->collections = new_map ();
  out->fields = new_map ();
  out->retyped = new_set ();
  out->removed = new_set ();
  out->retargeted = new_set ();
  out->moved = new_map ();
  out->late = new_set ();
  out->adopted = g_ptr_array_new_with_free_func (g_free);
  if (before != NULL)
    {
      g_hash_table_iter_init (&iter, before->elements);
      while (g_hash_table_iter_next (&iter, &key, &id))
        g_hash_table_insert (old_names, id, key);
      find_renamed_collections (&self);
      find_renamed_fields (&self);
      find_removed (&self, "collections", collections);
      find_removed (&self, "fields", fields);
      find_removed (&self, "relations", relations);
    }
  find_retyped (&self);
  find_relations (&self);
  find_adopted (&self);
  return out;
}

static JsonObject *
copy_managed (const GpDirectusSchema *wanted)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (wanted->managed);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);

  return json_node_dup_object (copy);
}

static void
leave_out (JsonObject *managed,
           const char *part,
           GHashTable *keys)
{
  JsonArray *all = gp_directus_json_array (managed, part);
  JsonArray *kept = json_array_new ();

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *object = json_array_get_object_element (all, i);
      g_autofree char *key = gp_directus_key (object);

      if (!g_hash_table_contains (keys, key))
        json_array_add_object_element (kept, json_object_ref (object));
    }
  json_object_set_array_member (managed, part, kept);
}

JsonObject *
gp_directus_change_early (const GpDirectusChange *self,
                          const GpDirectusState  *state,
                          const GpDirectusSchema *wanted)
{
  JsonObject *managed = gp_directus_change_settled (self, state, wanted);
  JsonArray *fields;

  leave_out (managed, "relations", self->late);
  leave_out (managed, "fields", self->moved);
  fields = gp_directus_json_array (managed, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      g_autofree char *key = gp_directus_key (field);
      JsonObject *schema = gp_directus_json_object (field, "schema");
      gboolean copied = g_hash_table_contains (self->fields, key);

      if (copied && schema != NULL)
        {
          json_object_set_boolean_member (schema, "is_nullable", TRUE);
          json_object_set_boolean_member (schema, "is_unique", FALSE);
        }
      if (copied || g_hash_table_contains (self->collections,
                                           gp_directus_json_text (field, "collection")))
        json_object_remove_member (gp_directus_json_object (field, "meta"), "validation");
    }
  return managed;
}

JsonObject *
gp_directus_change_settled (const GpDirectusChange *self,
                            const GpDirectusState  *state,
                            const GpDirectusSchema *wanted)
{
  JsonObject *managed = copy_managed (wanted);

  leave_out (managed, "fields", self->retyped);
  leave_out (managed, "relations", self->retyped);
  return managed;
}

/* gp-directus-merge.c — a live schema with what a design asks for
 * SPDX-License-Identifier: Apache-2.0
 *
 * A snapshot that is written from scratch never settles: Directus finds each default that is not
 * in it missing. So what is there is taken as it is, and only what follows from the design is laid
 * over it, where it says something else. */
#define G_LOG_DOMAIN "gp-directus-merge"
#include "config.h"
#include "gp-directus-merge.h"

#include <string.h>

#include "gp-directus-field.h"
#include "gp-directus-state.h"

/* What Directus itself gives to something new. */
static const char new_collection[] =
  "{\"accountability\":\"all\",\"archive_app_filter\":true,\"archive_field\":null,"
  "\"archive_value\":null,\"collapse\":\"open\",\"color\":null,\"display_template\":null,"
  "\"group\":null,\"hidden\":false,\"icon\":null,\"item_duplication_fields\":null,\"note\":null,"
  "\"preview_url\":null,\"singleton\":false,\"sort\":null,\"sort_field\":null,"
  "\"translations\":null,\"unarchive_value\":null,\"versioning\":false}";
static const char new_field[] =
  "{\"conditions\":null,\"display\":null,\"display_options\":null,\"group\":null,\"hidden\":false,"
  "\"interface\":null,\"note\":null,\"options\":null,\"readonly\":false,\"required\":false,"
  "\"searchable\":true,\"special\":null,\"translations\":null,\"validation\":null,"
  "\"validation_message\":null,\"width\":\"full\"}";
static const char new_relation[] =
  "{\"junction_field\":null,\"one_allowed_collections\":null,\"one_collection_field\":null,"
  "\"one_deselect_action\":\"nullify\",\"one_field\":null,\"sort_field\":null}";

/* Marks of a field that follow from the design; others are Directus' own or people's. */
static const char *const our_specials[] = { "uuid", "m2o", "file", "o2m", NULL };

static JsonObject *
copy_object (JsonObject *object)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (object);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);

  return json_node_dup_object (copy);
}

static JsonObject *
read_object (const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static void
copy_member (JsonObject *from,
             const char *name,
             JsonObject *to)
{
  json_object_set_member (to, name, gp_directus_json_copy (json_object_get_member (from, name)));
}

/* All members of @from. */
static void
lay_over (JsonObject *from,
          JsonObject *to)
{
  g_autoptr(GList) names = from != NULL ? json_object_get_members (from) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    copy_member (from, l->data, to);
}

static gboolean
read_number (JsonNode *node,
             double   *out)
{
  GType type = json_node_get_value_type (node);
  const char *text = type == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  char *end;

  *out = text != NULL ? g_ascii_strtod (text, &end)
         : type == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : json_node_get_double (node);
  return text == NULL || (*text != '\0' && *end == '\0');
}

/* A default as databases give it back: numbers and JSON may be texts, the time has two names. */
static gboolean
same_default (JsonNode *wanted,
              JsonNode *live)
{
  double a, b;

  if (live == NULL || gp_directus_json_same (wanted, live))
    return live != NULL;
  if (JSON_NODE_HOLDS_VALUE (wanted) && JSON_NODE_HOLDS_VALUE (live))
    {
      const char *text = json_node_get_value_type (live) == G_TYPE_STRING
        ? json_node_get_string (live) : NULL;

      if (text != NULL && g_str_equal (text, "now()")
          && g_strcmp0 (json_node_get_string (wanted), "CURRENT_TIMESTAMP") == 0)
        return TRUE;
      if (text != NULL && json_node_get_value_type (wanted) == G_TYPE_BOOLEAN
          && g_str_equal (text, json_node_get_boolean (wanted) ? "true" : "false"))
        return TRUE;
      return read_number (wanted, &a) && read_number (live, &b) && a == b;
    }
  if (JSON_NODE_HOLDS_VALUE (live) && json_node_get_value_type (live) == G_TYPE_STRING)
    {
      g_autoptr(JsonNode) parsed = json_from_string (json_node_get_string (live), NULL);

      return parsed != NULL && gp_directus_json_same (wanted, parsed);
    }
  return FALSE;
}

static void
merge_column (JsonObject *managed,
              JsonObject *live)
{
  g_autoptr(GList) names = json_object_get_members (managed);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonNode *wanted = json_object_get_member (managed, name);
      JsonNode *there = json_object_get_member (live, name);

      /* The key of what is there cannot be changed. */
      if (g_str_equal (name, "is_primary_key") || g_str_equal (name, "has_auto_increment"))
        continue;
      if (g_str_equal (name, "default_value") ? same_default (wanted, there)
                                              : gp_directus_json_same (wanted, there))
        continue;
      /* The database is given the size of a type together with the type. */
      copy_member (managed, name, live);
    }
}

static gboolean
has_text (JsonArray  *array,
          const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
      return TRUE;
  return FALSE;
}

/* The marks that are there, without those of ours that are wanted no more, and with those that are.
 * A mark of a type is not ours: Directus sets it. */
static void
merge_special (JsonArray  *wanted,
               JsonObject *meta)
{
  JsonArray *there = gp_directus_json_array (meta, "special");
  JsonArray *all = json_array_new ();

  for (guint i = 0; there != NULL && i < json_array_get_length (there); i++)
    {
      const char *mark = json_array_get_string_element (there, i);

      if (!g_strv_contains (our_specials, mark) || has_text (wanted, mark))
        json_array_add_string_element (all, mark);
    }
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      const char *mark = json_array_get_string_element (wanted, i);

      if (!has_text (all, mark) && g_strv_contains (our_specials, mark))
        json_array_add_string_element (all, mark);
    }
  if (json_array_get_length (all) > 0)
    json_object_set_array_member (meta, "special", all);
  else
    {
      json_array_unref (all);
      json_object_set_null_member (meta, "special");
    }
}

static void
merge_meta (JsonObject *managed,
            JsonObject *before,
            JsonObject *meta)
{
  static const char *const ours[] = { "note", "validation", "options" };

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      if (json_object_has_member (managed, ours[i]))
        {
          if (!gp_directus_json_same (json_object_get_member (managed, ours[i]),
                                      json_object_get_member (meta, ours[i])))
            copy_member (managed, ours[i], meta);
        }
      else if (before != NULL && json_object_has_member (before, ours[i]))
        json_object_set_null_member (meta, ours[i]);
    }
  merge_special (gp_directus_json_array (managed, "special"), meta);
}

static JsonObject *
make_field (JsonObject *managed)
{
  JsonObject *field = copy_object (managed);
  JsonObject *meta = read_object (new_field);
  JsonObject *schema = gp_directus_json_object (field, "schema");
  JsonArray *special;

  lay_over (gp_directus_json_object (managed, "meta"), meta);
  special = gp_directus_json_array (meta, "special");
  if (special != NULL && json_array_get_length (special) == 0)
    json_object_set_null_member (meta, "special");
  copy_member (managed, "collection", meta);
  copy_member (managed, "field", meta);
  json_object_set_object_member (field, "meta", meta);
  if (schema == NULL)
    return field;
  copy_member (managed, "field", schema);
  json_object_set_string_member (schema, "name", gp_directus_json_text (managed, "field"));
  json_object_set_string_member (schema, "table", gp_directus_json_text (managed, "collection"));
  json_object_remove_member (schema, "field");
  if (gp_directus_json_int (schema, "max_length", 1) == 0)
    json_object_set_null_member (schema, "max_length");
  return field;
}

JsonObject *
gp_directus_merge_field (JsonObject *live,
                         JsonObject *managed,
                         JsonObject *before,
                         gboolean    is_sqlite)
{
  JsonObject *field, *schema, *meta;
  const char *type = gp_directus_json_text (managed, "type");

  if (live == NULL)
    return make_field (managed);
  field = copy_object (live);
  schema = gp_directus_json_object (field, "schema");
  meta = gp_directus_json_object (field, "meta");
  if (schema != NULL
      && !gp_directus_field_same_type (type, gp_directus_json_text (live, "type"), schema,
                                       is_sqlite))
    {
      copy_member (managed, "type", field);
      json_object_set_null_member (schema, "data_type");
      json_object_set_null_member (schema, "max_length");
      json_object_set_null_member (schema, "numeric_precision");
      json_object_set_null_member (schema, "numeric_scale");
    }
  if (schema != NULL && gp_directus_json_object (managed, "schema") != NULL)
    merge_column (gp_directus_json_object (managed, "schema"), schema);
  if (meta == NULL)
    meta = gp_directus_json_add_object (field, "meta");
  merge_meta (gp_directus_json_object (managed, "meta"),
              before != NULL ? gp_directus_json_object (before, "meta") : NULL, meta);
  return field;
}

static JsonObject *
merge_collection (JsonObject *live,
                  JsonObject *managed)
{
  JsonObject *collection = copy_object (live != NULL ? live : managed);
  JsonObject *meta = gp_directus_json_object (collection, "meta");
  JsonObject *wanted = gp_directus_json_object (managed, "meta");

  if (live == NULL)
    {
      meta = read_object (new_collection);
      copy_member (managed, "collection", meta);
      json_object_set_object_member (collection, "meta", meta);
      json_object_set_string_member (gp_directus_json_add_object (collection, "schema"), "name",
                                     gp_directus_json_text (managed, "collection"));
    }
  if (meta == NULL)
    meta = gp_directus_json_add_object (collection, "meta");
  lay_over (wanted, meta);
  return collection;
}

static JsonObject *
merge_relation (JsonObject *live,
                JsonObject *managed)
{
  JsonObject *relation = copy_object (live != NULL ? live : managed);
  JsonObject *meta = gp_directus_json_object (relation, "meta");
  JsonObject *schema = gp_directus_json_object (relation, "schema");
  const char *collection = gp_directus_json_text (managed, "collection");
  const char *field = gp_directus_json_text (managed, "field");
  const char *related = gp_directus_json_text (managed, "related_collection");

  copy_member (managed, "related_collection", relation);
  if (live == NULL || meta == NULL)
    {
      meta = read_object (new_relation);
      json_object_set_string_member (meta, "many_collection", collection);
      json_object_set_string_member (meta, "many_field", field);
      json_object_set_string_member (meta, "one_collection", related);
      json_object_set_object_member (relation, "meta", meta);
    }
  if (schema == NULL)
    schema = gp_directus_json_add_object (relation, "schema");
  if (live == NULL)
    {
      json_object_set_string_member (schema, "table", collection);
      json_object_set_string_member (schema, "column", field);
      json_object_set_string_member (schema, "foreign_key_table", related);
      json_object_set_string_member (schema, "on_update", "NO ACTION");
    }
  lay_over (gp_directus_json_object (managed, "schema"), schema);
  lay_over (gp_directus_json_object (managed, "meta"), meta);
  return relation;
}

typedef struct
{
  gboolean    is_sqlite;
  GHashTable *before;
} Merge;

static JsonObject *
merge_one (const Merge *self,
           const char  *part,
           JsonObject  *live,
           JsonObject  *managed)
{
  g_autofree char *key = gp_directus_key (managed);

  if (g_str_equal (part, "collections"))
    return merge_collection (live, managed);
  if (g_str_equal (part, "relations"))
    return merge_relation (live, managed);
  return gp_directus_merge_field (live, managed, g_hash_table_lookup (self->before, key),
                                  self->is_sqlite);
}

static JsonArray *
merge_part (const Merge *self,
            const char  *part,
            JsonArray   *live,
            JsonArray   *managed)
{
  g_autoptr(GHashTable) wanted = gp_directus_index (managed);
  g_autoptr(GHashTable) there = gp_directus_index (live);
  JsonArray *all = json_array_new ();

  for (guint i = 0; live != NULL && i < json_array_get_length (live); i++)
    {
      JsonObject *object = json_array_get_object_element (live, i);
      g_autofree char *key = gp_directus_key (object);
      JsonObject *asked = g_hash_table_lookup (wanted, key);

      json_array_add_object_element (all, asked != NULL ? merge_one (self, part, object, asked)
                                                        : copy_object (object));
    }
  for (guint i = 0; managed != NULL && i < json_array_get_length (managed); i++)
    {
      JsonObject *object = json_array_get_object_element (managed, i);
      g_autofree char *key = gp_directus_key (object);

      if (!g_hash_table_contains (there, key))
        json_array_add_object_element (all, merge_one (self, part, NULL, object));
    }
  return all;
}

JsonObject *
gp_directus_merge (JsonObject *live,
                   JsonObject *managed,
                   JsonObject *before)
{
  static const char *const parts[] = { "collections", "fields", "relations" };
  g_autoptr(GHashTable) index =
    gp_directus_index (before != NULL ? gp_directus_json_array (before, "fields") : NULL);
  JsonObject *wish = copy_object (live);
  Merge self = { .before = index, .is_sqlite =
                   g_strcmp0 (gp_directus_json_text (live, "vendor"), "sqlite") == 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    json_object_set_array_member (wish, parts[i],
                                  merge_part (&self, parts[i],
                                              gp_directus_json_array (live, parts[i]),
                                              gp_directus_json_array (managed, parts[i])));
  return wish;
}

static gboolean
goes (GHashTable *keys,
      const char *part,
      JsonObject *object)
{
  g_autofree char *key = gp_directus_key (object);
  g_autofree char *relation = g_strconcat (">", key, NULL);
  const char *related = gp_directus_json_text (object, "related_collection");

  if (g_hash_table_contains (keys, gp_directus_json_text (object, "collection")))
    return TRUE;
  if (!g_str_equal (part, "relations"))
    return g_hash_table_contains (keys, key);
  return g_hash_table_contains (keys, relation) || g_hash_table_contains (keys, key)
         || (related != NULL && g_hash_table_contains (keys, related));
}

void
gp_directus_remove_keys (JsonObject *snapshot,
                         GHashTable *keys)
{
  static const char *const parts[] = { "collections", "fields", "relations" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (snapshot, parts[i]);
      JsonArray *kept = json_array_new ();

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        {
          JsonObject *object = json_array_get_object_element (all, j);

          if (!goes (keys, parts[i], object))
            json_array_add_object_element (kept, json_object_ref (object));
        }
      json_object_set_array_member (snapshot, parts[i], kept);
    }
}

GPtrArray *
gp_directus_list_differences (JsonObject *live,
                              JsonObject *wish)
{
  static const char *const parts[] = { "collections", "fields", "relations" };
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GHashTable) there = gp_directus_index (gp_directus_json_array (live, parts[i]));
      JsonArray *all = gp_directus_json_array (wish, parts[i]);

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        {
          JsonObject *object = json_array_get_object_element (all, j);
          g_autofree char *key = gp_directus_key (object);
          JsonObject *other = g_hash_table_lookup (there, key);
          g_autoptr(JsonNode) a = gp_directus_json_wrap (object);
          g_autoptr(JsonNode) b = other != NULL ? gp_directus_json_wrap (other) : NULL;

          if (!gp_directus_json_same (a, b))
            g_ptr_array_add (keys, g_strconcat (i == 2 ? ">" : "", key, NULL));
        }
    }
  return keys;
}

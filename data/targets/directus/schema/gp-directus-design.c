/* gp-directus-design.c — the schema of a Directus as a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lists of what refers to a record, groups and other fields without a column say nothing about
 * the data and are passed over: the references say it. */
#define G_LOG_DOMAIN "gp-directus-design"
#include "config.h"
#include "gp-directus-design.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-state.h"
#include "gp-finding.h"
#include "gp-name.h"

typedef struct
{
  JsonObject *snapshot;
  GpDesign   *known;
  GpId        root;
  GHashTable *collections;   /* name → object */
  GHashTable *fields;        /* "collection.field" → object */
  GHashTable *relations;     /* "collection.field" → object */
  GHashTable *ids;           /* "collection" or "collection.field" → GpId */
  GPtrArray  *elements;
  GPtrArray  *findings;
} Reader;

/* @type: of Directus; @field: of ours. */
static const struct
{
  const char *type;
  const char *field;
} types[] = {
  { "uuid", "uuid" }, { "string", "text" }, { "text", "text" }, { "integer", "integer" },
  { "bigInteger", "bigint" }, { "decimal", "decimal" }, { "float", "float" },
  { "boolean", "boolean" }, { "date", "date" }, { "time", "time" }, { "timestamp", "timestamp" },
  { "dateTime", "timestamp" }, { "json", "json" }, { "csv", "json" }, { "binary", "bytes" },
  { "hash", "text" }, { "geometry", "json" }, { "unknown", "bytes" },
};

G_GNUC_PRINTF (3, 4)
static void
note (Reader     *self,
      const GpId *element,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  GpFinding *finding;
  va_list arguments;

  if (self->findings == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new ("IMP103", GP_SEVERITY_WARNING, message);
  if (element != NULL)
    gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

static GpId
id_of_text (Reader     *self,
            const char *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  GpId id;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  return gp_id_derive (&self->root, &id);
}

/* The id of what has this name below @parent in the design that is known, or a new one. */
static GpId
id_for (Reader     *self,
        GpKind      kind,
        const GpId *parent,
        const char *name,
        const char *key)
{
  const GpElement *known = self->known != NULL
    ? gp_design_find_child (self->known, parent, kind, name) : NULL;

  return known != NULL ? *gp_element_get_id (known) : id_of_text (self, key);
}

static gboolean
is_column (JsonObject *field)
{
  return gp_directus_json_object (field, "schema") != NULL
         && g_strcmp0 (gp_directus_json_text (field, "type"), "alias") != 0;
}

static gboolean
is_table (JsonObject *collection)
{
  const char *name = gp_directus_json_text (collection, "collection");

  return name != NULL && gp_directus_json_object (collection, "schema") != NULL
         && !g_str_has_prefix (name, "directus_") && !g_str_equal (name, GP_DIRECTUS_OWN);
}

static void
find_ids (Reader *self)
{
  JsonArray *collections = gp_directus_json_array (self->snapshot, "collections");
  JsonArray *fields = gp_directus_json_array (self->snapshot, "fields");

  for (guint i = 0; collections != NULL && i < json_array_get_length (collections); i++)
    {
      JsonObject *object = json_array_get_object_element (collections, i);
      const char *name = gp_directus_json_text (object, "collection");
      g_autoptr(GError) error = NULL;
      GpId id;

      if (!is_table (object))
        continue;
      if (!gp_name_check (GP_KIND_ENTITY, name, &error))
        {
          note (self, NULL, _("The collection “%s” is left out: %s"), name, error->message);
          continue;
        }
      id = id_for (self, GP_KIND_ENTITY, &self->root, name, name);
      g_hash_table_insert (self->ids, g_strdup (name), g_memdup2 (&id, sizeof id));
    }
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      JsonObject *object = json_array_get_object_element (fields, i);
      const char *name = gp_directus_json_text (object, "field");
      const char *collection = gp_directus_json_text (object, "collection");
      const GpId *parent = collection != NULL ? g_hash_table_lookup (self->ids, collection) : NULL;
      g_autofree char *key = gp_directus_key (object);
      GpId id;

      if (parent == NULL || name == NULL || !is_column (object))
        continue;
      id = id_for (self, GP_KIND_FIELD, parent, name, key);
      g_hash_table_insert (self->ids, g_steal_pointer (&key), g_memdup2 (&id, sizeof id));
    }
}

/* In the place that is known; what is not known comes after it, in the order in which it is read
 * where nothing is known of what it is in: else what is missing would move all that follows. */
static double
find_rank (Reader     *self,
           const GpId *id,
           const GpId *parent,
           double      place)
{
  const GpElement *known = self->known != NULL ? gp_design_lookup (self->known, id) : NULL;

  if (known != NULL)
    return gp_element_get_rank (known);
  return self->known != NULL && gp_design_lookup (self->known, parent) != NULL
           ? 1000000 + gp_id_hash (id) % 1000000 : place;
}

static GpElement *
add_element (Reader     *self,
             GpKind      kind,
             const GpId *id,
             const GpId *parent,
             double      place)
{
  GpElement *element = gp_element_new (kind, id, parent, find_rank (self, id, parent, place));

  g_ptr_array_add (self->elements, element);
  return element;
}

static gboolean
has_special (JsonObject *field,
             const char *mark)
{
  JsonArray *all = gp_directus_json_array (gp_directus_json_object (field, "meta"), "special");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (g_strcmp0 (json_array_get_string_element (all, i), mark) == 0)
      return TRUE;
  return FALSE;
}

/* {"_and": [{"status": {"_in": ["a", "b"]}}]}: the values, or NULL. */
static JsonArray *
find_values (JsonObject *field)
{
  JsonObject *validation = gp_directus_json_object (gp_directus_json_object (field, "meta"),
                                                    "validation");
  JsonArray *and = gp_directus_json_array (validation, "_and");
  JsonObject *condition = validation;

  if (and != NULL)
    {
      if (json_array_get_length (and) != 1
          || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (and, 0)))
        return NULL;
      condition = json_array_get_object_element (and, 0);
    }
  condition = gp_directus_json_object (condition, gp_directus_json_text (field, "field"));
  return gp_directus_json_array (condition, "_in");
}

static void
set_values (GpElement *element,
            JsonArray *values)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      const char *text = json_array_get_string_element (values, i);

      if (text != NULL)
        g_ptr_array_add (texts, (gpointer) text);
    }
  if (texts->len == 0)
    return;
  gp_element_set_text (element, GP_FIELD_TYPE, "enum");
  gp_element_set (element, GP_FIELD_VALUES,
                  gp_value_texts ((const char *const *) texts->pdata, texts->len));
}

static char *
quote (const char *text)
{
  g_autoptr(GString) out = g_string_new ("'");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
set_default (GpElement  *element,
             JsonObject *field)
{
  JsonObject *schema = gp_directus_json_object (field, "schema");
  JsonNode *node = json_object_get_member (schema, "default_value");
  g_autofree char *text = NULL;

  if (has_special (field, "uuid"))
    text = g_strdup ("uuid()");
  else if (node == NULL || JSON_NODE_HOLDS_NULL (node)
           || gp_directus_json_bool (schema, "has_auto_increment"))
    return;
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *value = json_node_get_string (node);

      text = g_str_equal (value, "CURRENT_TIMESTAMP") || g_str_equal (value, "now()")
        ? g_strdup ("now()") : quote (value);
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    text = gp_directus_json_print (node);
  else
    {
      g_autofree char *json = gp_directus_json_print (node);

      text = quote (json);
    }
  gp_element_set_text (element, GP_FIELD_DEFAULT, text);
}

static const struct
{
  const char *rule;
  const char *choice;
} delete_rules[] = {
  { "NO ACTION", "no_action" }, { "RESTRICT", "restrict" }, { "CASCADE", "cascade" },
  { "SET NULL", "set_null" }, { "SET DEFAULT", "set_default" },
};

static void
set_reference (Reader     *self,
               GpElement  *element,
               JsonObject *relation)
{
  const char *related = gp_directus_json_text (relation, "related_collection");
  const char *rule = gp_directus_json_text (gp_directus_json_object (relation, "schema"),
                                            "on_delete");
  const GpId *target = related != NULL ? g_hash_table_lookup (self->ids, related) : NULL;

  if (g_strcmp0 (related, "directus_files") == 0)
    gp_element_set_text (element, GP_FIELD_TYPE, "file");
  if (target == NULL)
    return;
  gp_element_set_text (element, GP_FIELD_TYPE, "reference");
  gp_element_set_ref (element, GP_FIELD_REFERENCE, target);
  for (gsize i = 0; i < G_N_ELEMENTS (delete_rules); i++)
    if (g_strcmp0 (rule, delete_rules[i].rule) == 0)
      gp_element_set_text (element, GP_FIELD_ON_DELETE, delete_rules[i].choice);
}

static void
set_type (Reader     *self,
          GpElement  *element,
          JsonObject *field)
{
  JsonObject *schema = gp_directus_json_object (field, "schema");
  const char *type = gp_directus_json_text (field, "type");
  const char *data_type = gp_directus_json_text (schema, "data_type");
  gint64 length = gp_directus_json_int (schema, "max_length", 0);
  JsonArray *values = find_values (field);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i].type) == 0)
      gp_element_set_text (element, GP_FIELD_TYPE, types[i].field);
  if (g_strcmp0 (type, "string") == 0 && length == 36 && g_strcmp0 (data_type, "char") == 0)
    gp_element_set_text (element, GP_FIELD_TYPE, "uuid");
  else if (g_strcmp0 (type, "string") == 0 && length > 0 && values == NULL)
    gp_element_set_int (element, GP_FIELD_LENGTH, length);
  if (g_strcmp0 (type, "decimal") == 0)
    {
      gp_element_set_int (element, GP_FIELD_PRECISION,
                          gp_directus_json_int (schema, "numeric_precision", 0));
      gp_element_set_int (element, GP_FIELD_SCALE,
                          gp_directus_json_int (schema, "numeric_scale", 0));
    }
  if (values != NULL && g_strcmp0 (type, "string") == 0)
    set_values (element, values);
}

static void
add_index (Reader     *self,
           const GpId *entity,
           const GpId *field,
           const char *key,
           double      rank)
{
  g_autofree char *name = g_strconcat (key, " index", NULL);
  GpId id = id_of_text (self, name);
  g_autoptr(GPtrArray) known = self->known != NULL
    ? gp_design_list_children (self->known, entity, GP_KIND_INDEX) : g_ptr_array_new ();

  for (guint i = 0; i < known->len; i++)
    {
      gsize n;
      const GpId *fields = gp_element_get_refs (known->pdata[i], GP_INDEX_FIELDS, &n);

      if (n == 1 && gp_id_equal (&fields[0], field)
          && !gp_element_get_bool (known->pdata[i], GP_INDEX_UNIQUE))
        id = *gp_element_get_id (known->pdata[i]);
    }
  gp_element_set (add_element (self, GP_KIND_INDEX, &id, entity, rank), GP_INDEX_FIELDS,
                  gp_value_ids (field, 1));
}

static void
add_field (Reader     *self,
           JsonObject *field,
           double      rank)
{
  g_autofree char *key = gp_directus_key (field);
  const GpId *entity = g_hash_table_lookup (self->ids, gp_directus_json_text (field, "collection"));
  const GpId *id = g_hash_table_lookup (self->ids, key);
  JsonObject *schema = gp_directus_json_object (field, "schema");
  JsonObject *relation = g_hash_table_lookup (self->relations, key);
  gboolean in_key = gp_directus_json_bool (schema, "is_primary_key");
  GpElement *element = add_element (self, GP_KIND_FIELD, id, entity, rank);

  gp_element_set_text (element, GP_FIELD_NAME, gp_directus_json_text (field, "field"));
  gp_element_set_text (element, GP_FIELD_DESCRIPTION,
                       gp_directus_json_text (gp_directus_json_object (field, "meta"), "note"));
  set_type (self, element, field);
  set_default (element, field);
  if (!in_key)
    {
      gp_element_set_bool (element, GP_FIELD_NULLABLE,
                           gp_directus_json_bool (schema, "is_nullable"));
      gp_element_set_bool (element, GP_FIELD_UNIQUE, gp_directus_json_bool (schema, "is_unique"));
    }
  if (gp_directus_json_bool (schema, "has_auto_increment"))
    gp_element_set_text (element, GP_FIELD_IDENTITY, "by_default");
  if (relation != NULL)
    set_reference (self, element, relation);
  if (gp_directus_json_bool (schema, "is_indexed") && !in_key)
    add_index (self, entity, id, key, rank + 10000);
}

static void
add_entity (Reader     *self,
            JsonObject *collection,
            double      rank)
{
  const char *name = gp_directus_json_text (collection, "collection");
  GpElement *element = add_element (self, GP_KIND_ENTITY, g_hash_table_lookup (self->ids, name),
                                    &self->root, rank);
  JsonArray *fields = gp_directus_json_array (self->snapshot, "fields");

  gp_element_set_text (element, GP_ENTITY_NAME, name);
  gp_element_set_text (element, GP_ENTITY_DESCRIPTION,
                       gp_directus_json_text (gp_directus_json_object (collection, "meta"),
                                              "note"));
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      g_autofree char *key = gp_directus_key (field);
      const GpId *id = g_hash_table_lookup (self->ids, key);

      if (id == NULL || g_strcmp0 (gp_directus_json_text (field, "collection"), name) != 0)
        continue;
      if (gp_directus_json_bool (gp_directus_json_object (field, "schema"), "is_primary_key"))
        gp_element_set (element, GP_ENTITY_PRIMARY_KEY, gp_value_ids (id, 1));
      add_field (self, field, i + 1);
    }
}

GpDesign *
gp_directus_design_read (JsonObject  *snapshot,
                         GpDesign    *known,
                         const char  *name,
                         GPtrArray   *findings,
                         GError     **error)
{
  JsonArray *collections = gp_directus_json_array (snapshot, "collections");
  g_autoptr(GpDesign) design = gp_design_new (known != NULL ? gp_design_get_root_id (known) : NULL,
                                              name);
  g_autoptr(GHashTable) fields = gp_directus_index (gp_directus_json_array (snapshot, "fields"));
  g_autoptr(GHashTable) relations =
    gp_directus_index (gp_directus_json_array (snapshot, "relations"));
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) elements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  Reader self = { .snapshot = snapshot, .known = known, .root = *gp_design_get_root_id (design),
                  .fields = fields, .relations = relations, .ids = ids, .elements = elements,
                  .findings = findings };

  find_ids (&self);
  for (guint i = 0; collections != NULL && i < json_array_get_length (collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (collections, i);

      if (is_table (collection)
          && g_hash_table_contains (ids, gp_directus_json_text (collection, "collection")))
        add_entity (&self, collection, i + 1);
    }
  return gp_design_load (design, elements, error) ? g_steal_pointer (&design) : NULL;
}

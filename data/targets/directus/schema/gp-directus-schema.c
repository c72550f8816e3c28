/* gp-directus-schema.c — what a design asks of the schema of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * An entity with no key, or one of several fields, gets a key of Directus' own, since Directus
 * needs one field. The relations that filters of permissions walk are part of the schema. */
#define G_LOG_DOMAIN "gp-directus-schema"
#include "config.h"
#include "gp-directus-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-field.h"
#include "gp-directus-flow-set.h"
#include "gp-export-directus-access.h"
#include "gp-finding.h"

typedef struct
{
  GpDirectusSchema *out;
  GpDesign         *design;
  GpSchema         *tables;
  JsonArray        *collections;
  JsonArray        *fields;
  JsonArray        *relations;
  GHashTable       *index;       /* "collection.field" → object of @fields or @relations */
  GHashTable       *lists;       /* "collection.field" of a relation → its object */
  gboolean          is_sqlite;
  GPtrArray        *findings;
} Build;

void
gp_directus_schema_free (GpDirectusSchema *self)
{
  if (self == NULL)
    return;
  json_object_unref (self->managed);
  g_hash_table_unref (self->elements);
  json_object_unref (self->access);
  json_array_unref (self->flows);
  g_free (self);
}

G_GNUC_PRINTF (4, 5)
static void
note (Build      *self,
      GpSeverity  severity,
      const GpId *element,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  g_autoptr(GpFinding) finding = NULL;
  va_list arguments;

  if (self->findings == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new (severity == GP_SEVERITY_ERROR ? "DEP002" : "DEP001", severity, message);
  gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, g_steal_pointer (&finding));
}

static JsonObject *
add_field (Build      *self,
           const char *collection,
           const char *name,
           const GpId *element)
{
  JsonObject *field = gp_directus_json_append (self->fields);

  json_object_set_string_member (field, "collection", collection);
  json_object_set_string_member (field, "field", name);
  g_hash_table_insert (self->index, g_strconcat (collection, ".", name, NULL), field);
  if (element != NULL)
    g_hash_table_insert (self->out->elements, g_strconcat (collection, ".", name, NULL),
                         g_memdup2 (element, sizeof (GpId)));
  return field;
}

static void
set_special (JsonObject *field,
             const char *special)
{
  JsonArray *all = gp_directus_json_array (gp_directus_json_object (field, "meta"), "special");

  json_array_add_string_element (all, special);
}

/* A key that Directus gives itself. */
static void
add_own_key (Build         *self,
             const GpTable *table)
{
  const char *name = gp_table_find (table, "id") == NULL ? "id" : "directus_id";
  JsonObject *field = add_field (self, table->name, name, NULL);
  JsonObject *schema = gp_directus_json_add_object (field, "schema");
  JsonObject *meta = gp_directus_json_add_object (field, "meta");

  json_object_set_string_member (field, "type", "integer");
  json_object_set_boolean_member (schema, "is_primary_key", TRUE);
  json_object_set_boolean_member (schema, "has_auto_increment", TRUE);
  json_object_set_boolean_member (meta, "hidden", TRUE);
  note (self, GP_SEVERITY_WARNING, &table->id,
        table->key->len > 1
          ? _("The key of %s has several fields: Directus numbers its records by itself, and does "
              "not see to it that the fields are unique together.")
          : _("%s has no key: Directus numbers its records by itself."), table->name);
}

static void
add_column (Build          *self,
            const GpTable  *table,
            const GpColumn *column)
{
  JsonObject *field = add_field (self, table->name, column->name, &column->id);
  const char *loss = gp_directus_field_describe (column, self->is_sqlite, field);
  JsonObject *schema = gp_directus_json_object (field, "schema");

  if (loss != NULL)
    {
      const char *words = _(loss);
      const char *place = strstr (words, "%s");

      note (self, GP_SEVERITY_WARNING, &column->id, "%.*s%s.%s%s", (int) (place - words), words,
            table->name, column->name, place + 2);
    }
  if (table->key->len != 1 || table->key->pdata[0] != column)
    {
      if (column->numbered)
        note (self, GP_SEVERITY_WARNING, &column->id,
              _("%s.%s is not numbered there: Directus numbers keys alone."), table->name,
              column->name);
      return;
    }
  json_object_set_boolean_member (schema, "is_primary_key", TRUE);
  json_object_set_boolean_member (schema, "has_auto_increment", column->numbered);
  json_object_remove_member (schema, "is_unique");
  json_object_remove_member (schema, "is_indexed");
  json_object_set_boolean_member (schema, "is_nullable", FALSE);
}

/* Directus has indexes of one field alone. */
static void
add_index (Build              *self,
           const GpTable      *table,
           const GpTableIndex *index)
{
  const GpElement *element = gp_design_lookup_kind (self->design, &index->id, GP_KIND_INDEX);
  const GpColumn *column = index->columns->len == 1 ? index->columns->pdata[0] : NULL;
  gboolean plain = element == NULL || (!gp_element_has (element, GP_INDEX_WHERE)
                                       && !gp_element_has (element, GP_INDEX_COLUMNS));
  g_autofree char *key = NULL;
  JsonObject *schema;

  if (column == NULL || !plain)
    {
      note (self, GP_SEVERITY_WARNING, &index->id,
            index->unique
              ? _("Of %s, Directus does not see to it that several fields are unique together.")
              : _("An index of %s is not there: Directus has those of one whole field alone."),
            table->name);
      return;
    }
  key = g_strconcat (table->name, ".", column->name, NULL);
  schema = gp_directus_json_object (g_hash_table_lookup (self->index, key), "schema");
  if (json_object_has_member (schema, "is_primary_key"))
    return;
  if (index->unique)
    json_object_set_boolean_member (schema, "is_unique", TRUE);
  else
    json_object_set_boolean_member (schema, "is_indexed", TRUE);
}

static const struct
{
  const char *choice;
  const char *rule;
} delete_rules[] = {
  { "no_action", "NO ACTION" }, { "restrict", "RESTRICT" }, { "cascade", "CASCADE" },
  { "set_null", "SET NULL" }, { "set_default", "SET DEFAULT" },
};

static JsonObject *
add_relation (Build      *self,
              const char *collection,
              const char *field,
              const char *related,
              const char *on_delete)
{
  g_autofree char *key = g_strconcat (collection, ".", field, NULL);
  JsonObject *relation = gp_directus_json_append (self->relations);
  JsonObject *column = g_hash_table_lookup (self->index, key);

  json_object_set_string_member (relation, "collection", collection);
  json_object_set_string_member (relation, "field", field);
  json_object_set_string_member (relation, "related_collection", related);
  for (gsize i = 0; i < G_N_ELEMENTS (delete_rules); i++)
    if (g_strcmp0 (delete_rules[i].choice, on_delete) == 0)
      json_object_set_string_member (gp_directus_json_add_object (relation, "schema"), "on_delete",
                                     delete_rules[i].rule);
  gp_directus_json_add_object (relation, "meta");
  g_hash_table_insert (self->lists, g_steal_pointer (&key), relation);
  if (g_str_equal (related, "directus_files"))
    return relation;
  set_special (column, "m2o");
  json_object_set_string_member (gp_directus_json_object (column, "meta"), "interface",
                                 "select-dropdown-m2o");
  return relation;
}

static void
add_reference (Build                  *self,
               const GpTable          *table,
               const GpTableReference *reference)
{
  const GpColumn *column = reference->columns->len == 1 ? reference->columns->pdata[0] : NULL;
  const GpTable *target = reference->target;

  if (column == NULL || target->key->len != 1
      || target->key->pdata[0] != reference->target_columns->pdata[0])
    {
      note (self, GP_SEVERITY_WARNING, &reference->id,
            _("The reference from %s to %s is not kept there: Directus has those to a key of one "
              "field alone."), table->name, target->name);
      return;
    }
  if (table->key->len == 1 && table->key->pdata[0] == column)
    {
      note (self, GP_SEVERITY_WARNING, &reference->id,
            _("The reference from %s to %s is not kept there: in Directus a key cannot be one."),
            table->name, target->name);
      return;
    }
  add_relation (self, table->name, column->name, target->name, reference->on_delete);
}

static void
add_table (Build         *self,
           const GpTable *table)
{
  JsonObject *collection = gp_directus_json_append (self->collections);
  JsonObject *meta = gp_directus_json_add_object (collection, "meta");

  json_object_set_string_member (collection, "collection", table->name);
  if (table->description != NULL)
    json_object_set_string_member (meta, "note", table->description);
  else
    json_object_set_null_member (meta, "note");
  g_hash_table_insert (self->out->elements, g_strdup (table->name),
                       g_memdup2 (&table->id, sizeof (GpId)));
  if (g_str_has_prefix (table->name, "directus_") || g_str_equal (table->name, "groundplan")
      || strchr (table->name, '/') != NULL)
    note (self, GP_SEVERITY_ERROR, &table->id,
          _("Directus keeps the name “%s” for itself: rename the entity."), table->name);
  if (table->key->len != 1)
    add_own_key (self, table);
  for (guint i = 0; i < table->columns->len; i++)
    add_column (self, table, table->columns->pdata[i]);
  for (guint i = 0; i < table->indexes->len; i++)
    add_index (self, table, table->indexes->pdata[i]);
}

static void
add_links (Build         *self,
           const GpTable *table)
{
  for (guint i = 0; i < table->references->len; i++)
    add_reference (self, table, table->references->pdata[i]);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = table->columns->pdata[i];

      if (column->format.type == GP_CELL_TYPE_FILE && !column->format.array)
        add_relation (self, table->name, column->name, "directus_files", "set_null");
    }
}

/* The list of what points to a record, which filters walk. */
static void
add_list (Build      *self,
          const char *collection,
          const char *name)
{
  g_autofree char *key = g_strconcat (collection, ".", name, NULL);
  JsonObject *field;
  JsonObject *meta;
  JsonArray *special = json_array_new ();

  if (g_hash_table_contains (self->out->elements, key))
    note (self, GP_SEVERITY_ERROR, g_hash_table_lookup (self->out->elements, key),
          _("The permissions need %s as the list of what refers to it in Directus: rename the "
            "field."), key);
  field = add_field (self, collection, name, NULL);
  meta = gp_directus_json_add_object (field, "meta");
  json_object_set_string_member (field, "type", "alias");
  json_object_set_null_member (field, "schema");
  json_array_add_string_element (special, "o2m");
  json_object_set_array_member (meta, "special", special);
  json_object_set_string_member (meta, "interface", "list-o2m");
  json_object_set_boolean_member (meta, "hidden", TRUE);
}

static void
require_relation (Build      *self,
                  JsonObject *needed)
{
  const char *collection = gp_directus_json_text (needed, "collection");
  const char *field = gp_directus_json_text (needed, "field");
  const char *related = gp_directus_json_text (needed, "related_collection");
  const char *list = gp_directus_json_text (needed, "one_field");
  g_autofree char *key = g_strconcat (collection, ".", field, NULL);
  JsonObject *relation = g_hash_table_lookup (self->lists, key);
  JsonObject *column = g_hash_table_lookup (self->index, key);

  if (column == NULL
      || (relation == NULL
          && json_object_has_member (gp_directus_json_object (column, "schema"),
                                     "is_primary_key")))
    return;
  if (relation == NULL)
    relation = add_relation (self, collection, field, related,
                             gp_directus_json_bool (gp_directus_json_object (column, "schema"),
                                                    "is_nullable") ? "set_null" : "no_action");
  if (list == NULL)
    return;
  json_object_set_string_member (gp_directus_json_object (relation, "meta"), "one_field", list);
  add_list (self, related, list);
}

/* What every account has. */
static const char *const account_fields[] = { "id", "email", "first_name", "last_name", "role",
                                              "status", "title", "location", "language", NULL };

static void
add_requirements (Build *self)
{
  JsonObject *requires = gp_directus_json_object (self->out->access, "requires");
  JsonArray *names = gp_directus_json_array (requires, "user_fields");
  JsonArray *relations = gp_directus_json_array (requires, "relations");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);
      JsonObject *field;

      if (g_strv_contains (account_fields, name))
        continue;
      field = add_field (self, "directus_users", name, NULL);
      json_object_set_string_member (field, "type", "string");
      gp_directus_json_add_object (field, "schema");
      gp_directus_json_add_object (field, "meta");
    }
  for (guint i = 0; relations != NULL && i < json_array_get_length (relations); i++)
    require_relation (self, json_array_get_object_element (relations, i));
}

static JsonObject *
export_access (GpDesign  *design,
               GPtrArray *findings)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) said =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(JsonNode) node = NULL;

  gp_export_directus_access_write (design, text, said);
  for (guint i = 0; findings != NULL && i < said->len; i++)
    {
      GpFinding *finding = gp_finding_new ("PRM411", GP_SEVERITY_WARNING,
                                           gp_finding_get_message (said->pdata[i]));

      gp_finding_set_element (finding, gp_finding_get_element (said->pdata[i]));
      g_ptr_array_add (findings, finding);
    }
  node = json_from_string (text->str, NULL);
  return json_node_dup_object (node);
}

/* Errors alone: what the local backend does less is another matter here. */
static void
take_errors (Build     *self,
             GPtrArray *said)
{
  for (guint i = 0; self->findings != NULL && i < said->len; i++)
    if (gp_finding_get_severity (said->pdata[i]) == GP_SEVERITY_ERROR)
      g_ptr_array_add (self->findings, gp_finding_ref (said->pdata[i]));
}

GpDirectusSchema *
gp_directus_schema_new (GpDesign  *design,
                        gboolean   is_sqlite,
                        GPtrArray *findings)
{
  g_autoptr(GPtrArray) said =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) tables = gp_schema_new (design, said);
  g_autoptr(GHashTable) index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GpDirectusSchema *out = g_new0 (GpDirectusSchema, 1);
  Build self = { .out = out, .design = design, .tables = tables, .index = index, .lists = lists,
                 .is_sqlite = is_sqlite, .findings = findings,
                 .collections = json_array_new (), .fields = json_array_new (),
                 .relations = json_array_new () };

  out->managed = json_object_new ();
  json_object_set_array_member (out->managed, "collections", self.collections);
  json_object_set_array_member (out->managed, "fields", self.fields);
  json_object_set_array_member (out->managed, "relations", self.relations);
  out->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  out->access = export_access (design, findings);
  out->flows = gp_directus_flow_set_new (design, findings);
  take_errors (&self, said);
  for (gsize i = 0; i < gp_schema_get_size (tables); i++)
    add_table (&self, gp_schema_get_table (tables, i));
  for (gsize i = 0; i < gp_schema_get_size (tables); i++)
    add_links (&self, gp_schema_get_table (tables, i));
  add_requirements (&self);
  return out;
}

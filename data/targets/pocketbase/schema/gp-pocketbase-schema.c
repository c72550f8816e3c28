/* gp-pocketbase-schema.c — what a design asks of the collections of PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every record has an id of PocketBase's own. A key of numbers or uuids is that id; any other stays
 * what it is, unique beside it. What points to a record points to its id. */
#define G_LOG_DOMAIN "gp-pocketbase-schema"
#include "config.h"
#include "gp-pocketbase-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-json.h"
#include "gp-finding.h"
#include "gp-pocketbase-access.h"
#include "gp-pocketbase-field.h"
#include "gp-pocketbase-names.h"
#include "gp-table.h"

#define OUR_INDEX "gp_"

const char *const gp_pocketbase_rules[6] = { "listRule", "viewRule", "createRule", "updateRule",
                                             "deleteRule", NULL };

/* In their order. */
static const char *const actions[] = { "read", "read", "create", "update", "delete" };

typedef struct
{
  GpPocketbaseSchema *out;
  GpDesign           *design;
  GHashTable         *ids;
  GPtrArray          *findings;
  GpPocketbaseAccess  access;
  GHashTable         *names;       /* of collections, in lower case */
} Build;

void
gp_pocketbase_schema_free (GpPocketbaseSchema *self)
{
  if (self == NULL)
    return;
  json_array_unref (self->collections);
  g_hash_table_unref (self->elements);
  g_ptr_array_unref (self->roles);
  g_free (self);
}

JsonObject *
gp_pocketbase_find (JsonArray  *array,
                    const char *member,
                    const char *value)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (gp_directus_json_text (object, member), value) == 0)
        return object;
    }
  return NULL;
}

gboolean
gp_pocketbase_index_is_ours (const char *sql)
{
  return strstr (sql, " `" OUR_INDEX) != NULL;
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
  GpFinding *finding;
  va_list arguments;

  if (self->findings == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new (severity == GP_SEVERITY_ERROR ? "DEP002" : "DEP001", severity, message);
  gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

/* (transfer full): the id there of what has @id here. */
static char *
find_id (Build      *self,
         const GpId *id,
         const char *salt)
{
  g_autofree char *own = gp_pocketbase_id (id, salt);
  const char *known = self->ids != NULL ? g_hash_table_lookup (self->ids, own) : NULL;

  return known != NULL ? g_strdup (known) : g_steal_pointer (&own);
}

static void
check_name (Build      *self,
            const GpId *element,
            const char *name)
{
  if (!gp_pocketbase_name_is_fine (name))
    note (self, GP_SEVERITY_ERROR, element,
          _("PocketBase takes no name like “%s”: use letters, digits and underscores."), name);
}

static void
check_field_name (Build          *self,
                  const GpTable  *table,
                  const GpColumn *column)
{
  static const char *const reserved[] = { "id", "created", "updated", "expand", "collectionid",
                                          "collectionname", NULL };
  g_autofree char *lower = g_ascii_strdown (column->name, -1);

  check_name (self, &column->id, column->name);
  if (g_strv_contains (reserved, lower))
    note (self, GP_SEVERITY_ERROR, &column->id,
          _("PocketBase keeps the name “%s” for itself: rename the field of %s."), column->name,
          table->name);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *other = table->columns->pdata[i];

      if (other == column)
        break;
      if (g_ascii_strcasecmp (other->name, column->name) == 0)
        note (self, GP_SEVERITY_ERROR, &column->id,
              _("PocketBase cannot tell %s and %s apart: rename one of them."), other->name,
              column->name);
    }
}

static void
add_column (Build          *self,
            const GpTable  *table,
            const GpColumn *column,
            JsonArray      *fields,
            const char     *collection)
{
  const GpElement *element = gp_design_lookup_kind (self->design, &column->id, GP_KIND_FIELD);
  gboolean is_id = gp_pocketbase_is_id (self->design, element);
  g_autoptr(GPtrArray) losses = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *target = NULL, *salt = NULL, *id = NULL;
  JsonObject *field;

  if (is_id && !g_str_equal (column->name, "id"))
    note (self, GP_SEVERITY_WARNING, &column->id,
          _("The key %s.%s is called id there, of 15 letters and digits."), table->name,
          column->name);
  if (is_id || gp_pocketbase_is_own_time (element) || gp_element_has (element, GP_FIELD_COMPUTED))
    return;
  check_field_name (self, table, column);
  if (gp_element_get_ref (element, GP_FIELD_REFERENCE) != NULL && column->target != NULL)
    target = find_id (self, &column->target->id, NULL);
  field = gp_pocketbase_field_describe (self->design, table, column, target,
                                        g_hash_table_contains (self->access.owners, &column->id),
                                        losses);
  for (guint i = 0; i < losses->len; i++)
    note (self, GP_SEVERITY_WARNING, &column->id, "%s", (char *) losses->pdata[i]);
  salt = gp_pocketbase_field_salt (field);
  id = find_id (self, &column->id, salt);
  json_object_set_string_member (field, "id", id);
  json_array_add_object_element (fields, field);
  g_hash_table_insert (self->out->elements, g_strconcat (collection, "/", id, NULL),
                       g_memdup2 (&column->id, sizeof (GpId)));
}

/* Where one of the fields has no value, records may have the same of the others. */
static void
append_condition (Build        *self,
                  GString      *sql,
                  const GpId   *index,
                  GPtrArray    *columns)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const GpColumn *column = columns->pdata[i];
      const GpElement *field = gp_design_lookup_kind (self->design, &column->id, GP_KIND_FIELD);
      GpPbClass class = gp_pocketbase_class (self->design, field);

      if (!column->nullable || column->in_key)
        continue;
      if (class == GP_PB_NUMBER || class == GP_PB_BOOL)
        {
          note (self, GP_SEVERITY_WARNING, index,
                _("Records without a value of %s count as the same there."), column->name);
          continue;
        }
      g_string_append_printf (sql, "%s`%s` != ''", begun ? " AND " : " WHERE ", column->name);
      begun = TRUE;
    }
}

static void
add_index (Build         *self,
           const GpTable *table,
           const GpId    *id,
           gboolean       unique,
           GPtrArray     *columns,
           JsonArray     *indexes)
{
  g_autofree char *name = gp_pocketbase_id (id, "index");
  g_autoptr(GString) sql = g_string_new ("CREATE ");

  g_string_append_printf (sql, "%sINDEX `" OUR_INDEX "%s` ON `%s` (", unique ? "UNIQUE " : "",
                          name, table->name);
  for (guint i = 0; i < columns->len; i++)
    {
      const GpColumn *column = columns->pdata[i];
      const GpElement *field = gp_design_lookup_kind (self->design, &column->id, GP_KIND_FIELD);

      if (gp_element_has (field, GP_FIELD_COMPUTED))
        return;
      g_string_append_printf (sql, "%s`%s`", i > 0 ? ", " : "",
                              gp_pocketbase_name (self->design, field));
    }
  g_string_append_c (sql, ')');
  if (unique)
    append_condition (self, sql, id, columns);
  json_array_add_string_element (indexes, sql->str);
}

static gboolean
is_id_alone (Build     *self,
             GPtrArray *columns)
{
  const GpColumn *column = columns->len == 1 ? columns->pdata[0] : NULL;

  return column != NULL
         && gp_pocketbase_is_id (self->design, gp_design_lookup_kind (self->design, &column->id,
                                                                      GP_KIND_FIELD));
}

static void
add_indexes (Build         *self,
             const GpTable *table,
             JsonArray     *indexes)
{
  if (table->key->len > 0 && !is_id_alone (self, table->key))
    add_index (self, table, &table->id, TRUE, table->key, indexes);
  for (guint i = 0; i < table->indexes->len; i++)
    {
      const GpTableIndex *index = table->indexes->pdata[i];
      const GpElement *element = gp_design_lookup_kind (self->design, &index->id, GP_KIND_INDEX);

      if (element != NULL && (gp_element_has (element, GP_INDEX_WHERE)
                              || gp_element_has (element, GP_INDEX_COLUMNS)))
        continue;
      if (!is_id_alone (self, index->columns))
        add_index (self, table, &index->id, index->unique, index->columns, indexes);
    }
}

static void
add_rules (Build           *self,
           const GpElement *entity,
           JsonObject      *collection)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *rule = gp_element_get_bool (entity, GP_ENTITY_EXPOSED)
        ? gp_pocketbase_access_rule (&self->access, entity, actions[i]) : NULL;

      if (rule != NULL)
        json_object_set_string_member (collection, gp_pocketbase_rules[i], rule);
      else
        json_object_set_null_member (collection, gp_pocketbase_rules[i]);
    }
}

/* PocketBase makes no collection without a field. */
static void
add_placeholder (Build         *self,
                 const GpTable *table,
                 JsonArray     *fields)
{
  g_autofree char *id = gp_pocketbase_id (&table->id, "placeholder");
  JsonObject *field = gp_directus_json_append (fields);

  json_object_set_string_member (field, "id", id);
  json_object_set_string_member (field, "name", "placeholder");
  json_object_set_string_member (field, "type", "bool");
  json_object_set_boolean_member (field, "required", FALSE);
  gp_directus_json_add_object (field, "options");
  note (self, GP_SEVERITY_WARNING, &table->id,
        _("%s gets a field “placeholder” there: PocketBase makes no collection without one."),
        table->name);
}

static void
check_table (Build         *self,
             const GpTable *table)
{
  static const char *const reserved[] = { "users", GP_POCKETBASE_OWN, NULL };
  char *lower = g_ascii_strdown (table->name, -1);

  check_name (self, &table->id, table->name);
  if (g_strv_contains (reserved, lower) || *lower == '_')
    note (self, GP_SEVERITY_ERROR, &table->id,
          _("PocketBase keeps the name “%s” for itself: rename the entity."), table->name);
  if (!g_hash_table_add (self->names, lower))
    note (self, GP_SEVERITY_ERROR, &table->id,
          _("PocketBase has a collection of the name “%s” already: rename the entity."),
          table->name);
}

static void
add_table (Build         *self,
           const GpTable *table)
{
  const GpElement *entity = gp_design_lookup_kind (self->design, &table->id, GP_KIND_ENTITY);
  JsonObject *collection = gp_directus_json_append (self->out->collections);
  g_autofree char *id = find_id (self, &table->id, NULL);
  JsonArray *fields = json_array_new ();
  JsonArray *indexes = json_array_new ();

  check_table (self, table);
  json_object_set_string_member (collection, "id", id);
  json_object_set_string_member (collection, "name", table->name);
  json_object_set_string_member (collection, "type", "base");
  json_object_set_array_member (collection, "schema", fields);
  json_object_set_array_member (collection, "indexes", indexes);
  g_hash_table_insert (self->out->elements, g_strdup (id), g_memdup2 (&table->id, sizeof (GpId)));
  for (guint i = 0; i < table->columns->len; i++)
    add_column (self, table, table->columns->pdata[i], fields, id);
  if (json_array_get_length (fields) == 0)
    add_placeholder (self, table, fields);
  add_indexes (self, table, indexes);
  for (guint i = 0; i < table->references->len; i++)
    {
      const GpTableReference *reference = table->references->pdata[i];

      if (reference->columns->len > 1)
        note (self, GP_SEVERITY_WARNING, &reference->id,
              _("The reference from %s to %s is not kept there: PocketBase has those of one field "
                "alone."), table->name, reference->target->name);
    }
  add_rules (self, entity, collection);
}

static void
list_roles (Build *self)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < roles->len; i++)
    {
      const char *name = gp_element_get_name (roles->pdata[i]);

      if (!gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "assigned") || *name == '\0')
        continue;
      g_ptr_array_add (self->out->roles, g_strdup (name));
      if (!g_hash_table_add (seen, g_utf8_strdown (name, -1)))
        note (self, GP_SEVERITY_ERROR, gp_element_get_id (roles->pdata[i]),
              _("PocketBase cannot tell two roles “%s” apart: rename one of them."), name);
    }
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

GpPocketbaseSchema *
gp_pocketbase_schema_new (GpDesign   *design,
                          GHashTable *ids,
                          GPtrArray  *findings)
{
  g_autoptr(GPtrArray) said =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GpSchema) tables = gp_schema_new (design, said);
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GpPocketbaseSchema *out = g_new0 (GpPocketbaseSchema, 1);
  Build self = { .out = out, .design = design, .ids = ids, .findings = findings, .names = names };

  out->collections = json_array_new ();
  out->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  out->roles = g_ptr_array_new_with_free_func (g_free);
  gp_pocketbase_access_init (&self.access, access, findings);
  take_errors (&self, said);
  gp_pocketbase_access_find_owners (&self.access);
  for (gsize i = 0; i < gp_schema_get_size (tables); i++)
    add_table (&self, gp_schema_get_table (tables, i));
  list_roles (&self);
  out->has_tenant = self.access.has_tenant;
  gp_pocketbase_access_clear (&self.access);
  return out;
}

/* gp-postgresql-catalog.c — what a PostgreSQL database holds, as statements and as a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * The database is read as the script that would make it, and that goes through the importer that
 * reads such files: so there is one place that knows what PostgreSQL's words mean to a design. */
#define G_LOG_DOMAIN "gp-postgresql-catalog"
#include "config.h"
#include "gp-postgresql-catalog.h"

#include "gp-change-set.h"
#include "gp-import.h"
#include "gp-json-document.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 8

struct _GpPostgresqlCatalog
{
  GHashTable *statements;   /* "kind name" → statement, of all */
  GString    *script;       /* those that a design may hold */
  GPtrArray  *script_keys;  /* their keys */
  GArray     *script_ends;  /* of guint: the line after each */
  GPtrArray  *tables;       /* Table */
  gboolean    empty;
};

/* What a name is to the database: it stays when the name goes. */
typedef struct
{
  gint64      number;
  char       *schema;       /* of a table */
  char       *name;
  GPtrArray  *columns;      /* Object, of a table */
} Object;

static void
object_free (gpointer data)
{
  Object *object = data;

  g_free (object->schema);
  g_free (object->name);
  g_clear_pointer (&object->columns, g_ptr_array_unref);
  g_free (object);
}

static Object *
find_number (const GPtrArray *objects,
             gint64           number)
{
  for (guint i = 0; i < objects->len; i++)
    if (((const Object *) objects->pdata[i])->number == number)
      return objects->pdata[i];
  return NULL;
}

static gboolean
has_name (const GPtrArray *objects,
          const Object    *like)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const Object *object = objects->pdata[i];

      if (g_str_equal (object->name, like->name) && g_strcmp0 (object->schema, like->schema) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The number and the names from @node on; what does not follow that is no object. */
static Object *
read_object (GpJsonDocument *document,
             GpJsonNode      node,
             gboolean        is_table)
{
  GpJsonNode schema = node != 0 && is_table ? gp_json_next (document, node) : 0;
  GpJsonNode name = node != 0 ? gp_json_next (document, is_table ? schema : node) : 0;
  gint64 number;
  Object *object;

  if (name == 0 || gp_json_get_type (document, name) != GP_JSON_STRING
      || (is_table && gp_json_get_type (document, schema) != GP_JSON_STRING)
      || !gp_json_get_int (document, node, &number))
    return NULL;
  object = g_new0 (Object, 1);
  object->number = number;
  object->schema = is_table ? g_strdup (gp_json_get_text (document, schema)) : NULL;
  object->name = g_strdup (gp_json_get_text (document, name));
  return object;
}

/* @node: what GP_POSTGRESQL_CATALOG_TABLE gives */
static void
read_table (GpPostgresqlCatalog *self,
            GpJsonDocument      *document,
            GpJsonNode           node)
{
  GpJsonNode first = gp_json_first (document, node);
  Object *table = read_object (document, first, TRUE);
  GpJsonNode columns;

  if (table == NULL)
    return;
  table->columns = g_ptr_array_new_with_free_func (object_free);
  g_ptr_array_add (self->tables, table);
  columns = gp_json_next (document, gp_json_next (document, gp_json_next (document, first)));
  for (GpJsonNode column = columns != 0 ? gp_json_first (document, columns) : 0; column != 0;
       column = gp_json_next (document, column))
    {
      Object *object = read_object (document, gp_json_first (document, column), FALSE);

      if (object != NULL)
        g_ptr_array_add (table->columns, object);
    }
}

static gboolean
read_part (GpPostgresqlCatalog *self,
           GpJsonDocument      *document,
           GpJsonNode           part,
           GError             **error)
{
  GpJsonNode kind = gp_json_first (document, part);
  GpJsonNode name = kind != 0 ? gp_json_next (document, kind) : 0;
  GpJsonNode sql = name != 0 ? gp_json_next (document, name) : 0;
  GpJsonNode own = sql != 0 ? gp_json_next (document, sql) : 0;
  GpJsonNode table;
  g_autofree char *key = NULL;
  g_autofree char *statement = NULL;

  if (own == 0 || gp_json_get_type (document, kind) != GP_JSON_STRING
      || gp_json_get_type (document, name) != GP_JSON_STRING
      || gp_json_get_type (document, sql) != GP_JSON_STRING)
    return gp_json_set_error (document, part, error, GP_JSON_ERROR_FORMAT,
                              _("this is no part of a database"));

  key = g_strdup (gp_json_get_text (document, kind));
  {
    g_autofree char *first = g_steal_pointer (&key);

    key = g_strconcat (first, " ", gp_json_get_text (document, name), NULL);
  }
  statement = g_strdup (gp_json_get_text (document, sql));
  /* Records of earlier deployments say null of functions that are not ours. */
  if (gp_json_get_type (document, own) == GP_JSON_FALSE
      || gp_json_get_type (document, own) == GP_JSON_NULL)
    {
      guint line = self->script_ends->len > 0
                     ? g_array_index (self->script_ends, guint, self->script_ends->len - 1) : 1;

      for (const char *c = statement; *c != '\0'; c++)
        line += *c == '\n';
      line++;
      g_string_append_printf (self->script, "%s;\n", statement);
      g_ptr_array_add (self->script_keys, g_strdup (key));
      g_array_append_val (self->script_ends, line);
      self->empty = self->empty && g_str_has_prefix (key, "extension ");
    }
  g_hash_table_insert (self->statements, g_steal_pointer (&key), g_steal_pointer (&statement));
  table = gp_json_next (document, own);
  if (table != 0 && gp_json_get_type (document, table) == GP_JSON_ARRAY)
    read_table (self, document, table);

  return TRUE;
}

GpPostgresqlCatalog *
gp_postgresql_catalog_new (const char  *json,
                           GError     **error)
{
  g_autoptr(GpPostgresqlCatalog) self = g_new0 (GpPostgresqlCatalog, 1);
  g_autoptr(GpJsonDocument) document = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tables = g_ptr_array_new_with_free_func (object_free);
  self->script = g_string_new (NULL);
  self->script_keys = g_ptr_array_new_with_free_func (g_free);
  self->script_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->empty = TRUE;
  document = gp_json_document_parse (json, strlen (json), MAX_DEPTH, error);
  if (document == NULL)
    return NULL;
  for (GpJsonNode part = gp_json_first (document, GP_JSON_ROOT); part != 0;
       part = gp_json_next (document, part))
    if (!read_part (self, document, part, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
gp_postgresql_catalog_free (GpPostgresqlCatalog *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->tables);
  g_string_free (self->script, TRUE);
  g_ptr_array_unref (self->script_keys);
  g_array_unref (self->script_ends);
  g_free (self);
}

/* (transfer full): @note without its line, which is one of a script that nobody has. Where the line
 * alone tells what it is about, the name of that instead. */
static GpFinding *
name_place (const GpPostgresqlCatalog *self,
            GpFinding                 *note)
{
  const char *code = gp_finding_get_code (note);
  GpFinding *named;
  guint line;
  guint column;
  guint i = 0;

  gp_finding_get_place (note, &line, &column);
  while (i < self->script_ends->len && g_array_index (self->script_ends, guint, i) <= line)
    i++;
  if (!g_str_equal (code, GP_IMPORT_CODE_PART) || i == self->script_ends->len)
    {
      named = gp_finding_ref (note);
      gp_finding_set_place (named, NULL, 0, 0);
      return named;
    }
  named = gp_finding_new_printf (code, gp_finding_get_severity (note), "%s: %s",
                                 (char *) self->script_keys->pdata[i],
                                 gp_finding_get_message (note));
  gp_finding_set_element (named, gp_finding_get_element (note));
  return named;
}

GpDesign *
gp_postgresql_catalog_to_design (const GpPostgresqlCatalog  *self,
                                 const char                 *name,
                                 GPtrArray                  *findings,
                                 GCancellable               *cancellable,
                                 GError                    **error)
{
  GpImportOptions options = { .name = name };
  g_autoptr(GPtrArray) notes = NULL;
  GpDesign *design;

  /* A design that has no name is not one whose name is empty. */
  if (name != NULL && *name == '\0')
    options.name = name = NULL;
  if (self->empty)
    return gp_design_new (NULL, name);

  design = gp_import_text (self->script->str, self->script->len, "sql-postgresql", NULL, &options,
                           &notes, cancellable, error);
  for (guint i = 0; design != NULL && findings != NULL && i < notes->len; i++)
    g_ptr_array_add (findings, name_place (self, g_ptr_array_index (notes, i)));

  return design;
}

GPtrArray *
gp_postgresql_catalog_list_changes (const GpPostgresqlCatalog *self,
                                    const GpPostgresqlCatalog *before)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, &key, &statement))
    if (g_strcmp0 (g_hash_table_lookup (before->statements, key), statement) != 0)
      g_ptr_array_add (changes, g_strdup (key));
  g_hash_table_iter_init (&iter, before->statements);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->statements, key))
      g_ptr_array_add (changes, g_strdup (key));
  g_ptr_array_sort (changes, gp_name_compare);

  return changes;
}

/* --- renames --- */

/* What is called @then in @before and @now in @after, where that is a rename: a database that was
 * dumped and loaded again has other numbers, and names that are still there. */
static gboolean
is_rename (const GPtrArray *before,
           const Object    *then,
           const GPtrArray *after,
           const Object    *now)
{
  return now != NULL && !has_name (after, then) && !has_name (before, now);
}

static const GpElement *
find_entity (GPtrArray    *entities,
             const Object *table)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const char *schema = gp_element_get_text (entities->pdata[i], GP_ENTITY_SCHEMA);

      if (g_str_equal (gp_element_get_name (entities->pdata[i]), table->name)
          && g_str_equal (schema != NULL ? schema : "public", table->schema))
        return entities->pdata[i];
    }
  return NULL;
}

static void
follow_columns (GpDesign        *design,
                const GpElement *entity,
                const GPtrArray *before,
                const GPtrArray *after,
                GpChangeSet     *changes)
{
  for (guint i = 0; i < before->len; i++)
    {
      const Object *then = before->pdata[i];
      const Object *now = find_number (after, then->number);
      const GpElement *field = gp_design_find_child (design, gp_element_get_id (entity),
                                                     GP_KIND_FIELD, then->name);

      if (field != NULL && is_rename (before, then, after, now))
        gp_change_set_set (changes, field, GP_FIELD_NAME, gp_value_text (now->name));
    }
}

void
gp_postgresql_catalog_follow_renames (const GpPostgresqlCatalog *self,
                                      const GpPostgresqlCatalog *before,
                                      GpDesign                  *design)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  for (guint i = 0; i < before->tables->len; i++)
    {
      const Object *then = before->tables->pdata[i];
      const Object *now = find_number (self->tables, then->number);
      const GpElement *entity = find_entity (entities, then);

      if (entity == NULL || now == NULL)
        continue;
      if (g_str_equal (now->schema, then->schema)
          && is_rename (before->tables, then, self->tables, now))
        gp_change_set_set (changes, entity, GP_ENTITY_NAME, gp_value_text (now->name));
      else if (!g_str_equal (now->name, then->name) || !g_str_equal (now->schema, then->schema))
        continue;
      follow_columns (design, entity, then->columns, now->columns, changes);
    }
  gp_design_apply (design, changes, NULL);
}

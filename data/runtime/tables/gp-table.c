/* gp-table.c — the tables that a design asks for, ready for use
 * SPDX-License-Identifier: Apache-2.0
 *
 * Made in two rounds, since references point to tables that come later: first every table with its
 * columns, then what lies between them. */
#define G_LOG_DOMAIN "gp-table"
#include "config.h"
#include "gp-table.h"

#include "gp-table-private.h"

#include <glib/gi18n-lib.h>

static void
index_free (gpointer data)
{
  GpTableIndex *index = data;

  g_ptr_array_unref (index->columns);
  g_free (index);
}

static void
reference_free (gpointer data)
{
  GpTableReference *reference = data;

  g_ptr_array_unref (reference->columns);
  g_ptr_array_unref (reference->target_columns);
  g_free (reference);
}

static void
column_free (gpointer data)
{
  GpColumn *column = data;

  g_free (column->name);
  g_free (column->quoted);
  g_free (column->description);
  g_strfreev (column->format.values);
  gp_default_clear (&column->initial);
  g_free (column);
}

static void
table_free (gpointer data)
{
  GpTable *table = data;

  g_free (table->name);
  g_free (table->quoted);
  g_free (table->description);
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->key);
  g_ptr_array_unref (table->indexes);
  g_ptr_array_unref (table->references);
  g_ptr_array_unref (table->checks);
  g_free (table);
}

void
gp_schema_build_note (GpSchemaBuild   *self,
                      GpSeverity       severity,
                      const GpElement *element,
                      char            *message)
{
  g_autofree char *owned = message;
  GpFinding *finding;

  if (self->findings == NULL)
    return;

  finding = gp_finding_new (severity == GP_SEVERITY_ERROR ? "DEP002" : "DEP001", severity, owned);
  gp_finding_set_element (finding, gp_element_get_id (element));
  g_ptr_array_add (self->findings, finding);
}

/* SQLite does not tell names apart by case, and keeps some for itself. */
static gboolean
check_table_name (GpSchemaBuild   *self,
                  const GpElement *entity)
{
  const char *name = gp_element_get_name (entity);

  if (g_ascii_strncasecmp (name, "sqlite_", 7) == 0 || g_ascii_strncasecmp (name, "_gp_", 4) == 0)
    {
      gp_schema_build_note (self, GP_SEVERITY_ERROR, entity,
                            g_strdup_printf (_("The name “%s” is kept for the database itself: "
                                               "choose another."), name));
      return FALSE;
    }

  for (guint i = 0; i < self->schema->tables->len; i++)
    {
      const GpTable *other = g_ptr_array_index (self->schema->tables, i);

      if (g_ascii_strcasecmp (other->name, name) == 0)
        {
          gp_schema_build_note (self, GP_SEVERITY_ERROR, entity,
                                g_strdup_printf (_("“%s” and “%s” are the same name to the "
                                                   "database: rename one."), other->name, name));
          return FALSE;
        }
    }

  return TRUE;
}

static void
add_table (GpSchemaBuild   *self,
           const GpElement *entity)
{
  GpTable *table = g_new0 (GpTable, 1);

  table->id = *gp_element_get_id (entity);
  table->name = g_strdup (gp_element_get_name (entity));
  table->quoted = gp_sqlite_quote_name (table->name);
  table->description = g_strdup (gp_element_get_text (entity, GP_ENTITY_DESCRIPTION));
  table->exposed = gp_element_get_bool (entity, GP_ENTITY_EXPOSED);
  table->read_only = gp_element_get_bool (entity, GP_ENTITY_READ_ONLY);
  table->audited = gp_element_get_bool (entity, GP_ENTITY_AUDIT);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->key = g_ptr_array_new ();
  table->indexes = g_ptr_array_new_with_free_func (index_free);
  table->references = g_ptr_array_new_with_free_func (reference_free);
  table->checks = g_ptr_array_new_with_free_func (gp_table_check_free);
  table->schema = self->schema;
  gp_schema_build_columns (self, table, entity);

  g_ptr_array_add (self->schema->tables, table);
  g_hash_table_insert (self->schema->by_name, table->name, table);
  g_hash_table_insert (self->schema->by_id, &table->id, table);
}

GpSchema *
gp_schema_new (GpDesign  *design,
               GPtrArray *findings)
{
  GpSchema *schema;
  GpSchemaBuild self;
  g_autoptr(GPtrArray) entities = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  schema = g_new0 (GpSchema, 1);
  schema->tables = g_ptr_array_new_with_free_func (table_free);
  schema->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  schema->by_id = g_hash_table_new (gp_id_hash, gp_id_equal);
  self = (GpSchemaBuild) { schema, design, findings };

  entities = gp_design_list (design, GP_KIND_ENTITY);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);

      if (!gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
          && gp_element_get_text (entity, GP_ENTITY_QUERY) == NULL
          && gp_design_count_children (design, gp_element_get_id (entity)) > 0
          && check_table_name (&self, entity))
        add_table (&self, entity);
    }
  for (guint i = 0; i < schema->tables->len; i++)
    {
      GpTable *table = g_ptr_array_index (schema->tables, i);

      const GpElement *entity = gp_design_lookup (design, &table->id);

      gp_schema_build_references (&self, table, entity);
      gp_schema_build_checks (&self, table, entity);
    }
  gp_schema_build_trails (schema);

  return schema;
}

void
gp_schema_free (GpSchema *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

gsize
gp_schema_get_size (const GpSchema *self)
{
  return self->tables->len;
}

GpTable *
gp_schema_get_table (const GpSchema *self,
                     gsize           i)
{
  g_return_val_if_fail (i < self->tables->len, NULL);

  return g_ptr_array_index (self->tables, i);
}

GpTable *
gp_schema_find (const GpSchema *self,
                const char     *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

GpTable *
gp_schema_lookup (const GpSchema *self,
                  const GpId     *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

gboolean
gp_table_is_file (const GpElement *element)
{
  return gp_element_get_kind (element) == GP_KIND_FIELD
         && gp_element_is (element, GP_FIELD_TYPE, "file")
         && !gp_element_get_bool (element, GP_FIELD_ARRAY)
         && gp_element_get_text (element, GP_FIELD_COMPUTED) == NULL;
}

GpColumn *
gp_table_find (const GpTable *self,
               const char    *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (self->columns, i);

      if (g_str_equal (column->name, name))
        return column;
    }

  return NULL;
}

GpColumn *
gp_table_lookup (const GpTable *self,
                 const GpId    *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (self->columns, i);

      if (gp_id_equal (&column->id, id))
        return column;
    }

  return NULL;
}

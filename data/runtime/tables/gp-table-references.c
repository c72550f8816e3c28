/* gp-table-references.c — what lies between tables: foreign keys, and the indexes
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-table-references"
#include "config.h"
#include "gp-table-private.h"

#include <glib/gi18n-lib.h>

/* Adds the columns with these ids. FALSE where one of them is no column of @table. */
static gboolean
collect_columns (const GpTable *table,
                 const GpId    *ids,
                 gsize          n,
                 GPtrArray     *out)
{
  for (gsize i = 0; i < n; i++)
    {
      GpColumn *column = gp_table_lookup (table, &ids[i]);

      if (column == NULL)
        return FALSE;
      g_ptr_array_add (out, column);
    }

  return n > 0;
}

static gboolean
same_columns (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      if (!g_ptr_array_find (b, g_ptr_array_index (a, i), NULL))
        return FALSE;
    }

  return TRUE;
}

static void
add_index (GpTable    *table,
           const GpId *id,
           gboolean    unique,
           GPtrArray  *columns)
{
  GpTableIndex *index = g_new0 (GpTableIndex, 1);

  index->id = *id;
  index->unique = unique;
  index->columns = g_ptr_array_ref (columns);
  g_ptr_array_add (table->indexes, index);
}

static void
build_indexes (GpSchemaBuild   *self,
               GpTable         *table,
               const GpElement *entity)
{
  g_autoptr(GPtrArray) elements = gp_design_list_children (self->design, &table->id, GP_KIND_INDEX);

  for (guint i = 0; i < table->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (table->columns, i);
      g_autoptr(GPtrArray) columns = g_ptr_array_new ();

      g_ptr_array_add (columns, column);
      if (column->unique && !same_columns (columns, table->key))
        add_index (table, &column->id, TRUE, columns);
    }

  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = g_ptr_array_index (elements, i);
      g_autoptr(GPtrArray) columns = g_ptr_array_new ();
      gsize n;
      const GpId *ids = gp_element_get_refs (element, GP_INDEX_FIELDS, &n);

      /* Written in SQL: kept, and named by the plan. */
      if (gp_element_has (element, GP_INDEX_COLUMNS) || gp_element_has (element, GP_INDEX_WHERE))
        continue;
      if (collect_columns (table, ids, n, columns))
        add_index (table, gp_element_get_id (element),
                   gp_element_get_bool (element, GP_INDEX_UNIQUE), columns);
    }
}

/* Whether no two records of @table have the same values in @columns; needs its indexes. */
static gboolean
is_unique (GpDesign      *design,
           const GpTable *table,
           GPtrArray     *columns)
{
  g_autoptr(GPtrArray) elements = gp_design_list_children (design, &table->id, GP_KIND_INDEX);

  if (same_columns (columns, table->key)
      || (columns->len == 1 && ((GpColumn *) g_ptr_array_index (columns, 0))->unique))
    return TRUE;

  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = g_ptr_array_index (elements, i);
      g_autoptr(GPtrArray) indexed = g_ptr_array_new ();
      gsize n;
      const GpId *ids = gp_element_get_refs (element, GP_INDEX_FIELDS, &n);

      if (gp_element_get_bool (element, GP_INDEX_UNIQUE)
          && !gp_element_has (element, GP_INDEX_COLUMNS)
          && !gp_element_has (element, GP_INDEX_WHERE)
          && collect_columns (table, ids, n, indexed) && same_columns (columns, indexed))
        return TRUE;
    }

  return FALSE;
}

static GpTableReference *
add_reference (GpSchemaBuild   *self,
               GpTable         *table,
               const GpElement *element,
               GpTable         *target,
               GPtrArray       *columns,
               GPtrArray       *target_columns)
{
  GpTableReference *reference;

  if (!is_unique (self->design, target, target_columns))
    {
      gp_schema_build_note (self, GP_SEVERITY_ERROR, element,
                            g_strdup_printf (_("A reference of %s points to fields of %s that need "
                                               "not "
                                               "be unique: make them so."), table->name,
                                             target->name));
      return NULL;
    }

  reference = g_new0 (GpTableReference, 1);
  reference->id = *gp_element_get_id (element);
  reference->target = target;
  reference->columns = g_ptr_array_ref (columns);
  reference->target_columns = g_ptr_array_ref (target_columns);
  g_ptr_array_add (table->references, reference);

  return reference;
}

static void
build_field_reference (GpSchemaBuild   *self,
                       GpTable         *table,
                       GpColumn        *column,
                       const GpElement *field)
{
  GpTable *target = gp_schema_lookup (self->schema, gp_element_get_ref (field, GP_FIELD_REFERENCE));
  const GpId *named = gp_element_get_ref (field, GP_FIELD_REFERENCE_FIELD);
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GPtrArray) target_columns = g_ptr_array_new ();
  GpTableReference *reference;
  GpColumn *target_column = NULL;

  if (target == NULL || column->format.array || column->inert)
    return;

  if (named != NULL)
    target_column = gp_table_lookup (target, named);
  else if (target->key->len == 1)
    target_column = g_ptr_array_index (target->key, 0);
  if (target_column == NULL)
    return;

  g_ptr_array_add (columns, column);
  g_ptr_array_add (target_columns, target_column);
  reference = add_reference (self, table, field, target, columns, target_columns);
  if (reference == NULL)
    return;

  column->target = target;
  column->target_column = target_column;
  reference->on_delete = g_intern_string (gp_element_get_text (field, GP_FIELD_ON_DELETE));
  reference->on_update = g_intern_string (gp_element_get_text (field, GP_FIELD_ON_UPDATE));
  reference->deferred = gp_element_is (field, GP_FIELD_DEFERRABLE, "deferred");
}

static void
build_composite_reference (GpSchemaBuild   *self,
                           GpTable         *table,
                           const GpElement *element)
{
  GpTable *target = gp_schema_lookup (self->schema,
                                      gp_element_get_ref (element, GP_FOREIGN_KEY_TARGET));
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GPtrArray) target_columns = g_ptr_array_new ();
  GpTableReference *reference;
  const GpId *ids;
  const GpId *target_ids;
  gsize n;
  gsize n_target;

  ids = gp_element_get_refs (element, GP_FOREIGN_KEY_FIELDS, &n);
  target_ids = gp_element_get_refs (element, GP_FOREIGN_KEY_TARGET_FIELDS, &n_target);
  if (target == NULL || n != n_target || !collect_columns (table, ids, n, columns)
      || !collect_columns (target, target_ids, n_target, target_columns))
    return;

  reference = add_reference (self, table, element, target, columns, target_columns);
  if (reference == NULL)
    return;

  reference->on_delete = g_intern_string (gp_element_get_text (element, GP_FOREIGN_KEY_ON_DELETE));
  reference->on_update = g_intern_string (gp_element_get_text (element, GP_FOREIGN_KEY_ON_UPDATE));
  reference->deferred = gp_element_is (element, GP_FOREIGN_KEY_DEFERRABLE, "deferred");
}

void
gp_schema_build_references (GpSchemaBuild   *self,
                            GpTable         *table,
                            const GpElement *entity)
{
  g_autoptr(GPtrArray) composites = gp_design_list_children (self->design, &table->id,
                                                             GP_KIND_FOREIGN_KEY);

  build_indexes (self, table, entity);
  for (guint i = 0; i < table->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (table->columns, i);

      build_field_reference (self, table, column, gp_design_lookup (self->design, &column->id));
    }
  for (guint i = 0; i < composites->len; i++)
    build_composite_reference (self, table, g_ptr_array_index (composites, i));
}

/* --- who wants to know what comes of them ----------------------------------------------------- */

/* Those who listen are told of records in the interface, by their key. */
static GpTrails
get_trails (const GpTable *table)
{
  return (table->audited ? GP_TRAIL_AUDIT : 0)
         | (table->exposed && table->key->len > 0 ? GP_TRAIL_EVENTS : 0);
}

/* Who wants to know of a change of the columns of @reference in @table: of the record itself, or
 * of those that point to these columns and are changed, too, and so on. */
static GpTrails
find_told (const GpTable          *table,
           const GpTableReference *reference)
{
  GpTrails told = get_trails (table);

  for (guint i = 0; i < table->schema->tables->len; i++)
    {
      const GpTable *other = g_ptr_array_index (table->schema->tables, i);

      for (guint j = 0; j < other->references->len; j++)
        {
          const GpTableReference *next = g_ptr_array_index (other->references, j);

          for (guint k = 0; next->target == table && k < reference->columns->len; k++)
            if (g_ptr_array_find (next->target_columns, reference->columns->pdata[k], NULL))
              told |= next->update_trails;
        }
    }

  return told;
}

/* Returns TRUE where that was not known before. */
static gboolean
find_trails (const GpTable    *table,
             GpTableReference *reference)
{
  static const char *const acting[] = { "cascade", "set_null", "set_default", NULL };
  GpTrails told = find_told (table, reference);
  GpTrails on_update = 0;
  GpTrails on_delete = 0;
  gboolean is_new;

  if (reference->on_update != NULL && g_strv_contains (acting, reference->on_update))
    on_update = told;
  if (g_strcmp0 (reference->on_delete, "cascade") == 0)
    on_delete = get_trails (table) | table->takes_along;
  else if (reference->on_delete != NULL && g_strv_contains (acting, reference->on_delete))
    on_delete = told;
  is_new = on_update != reference->update_trails || on_delete != reference->delete_trails;

  reference->update_trails = on_update;
  reference->delete_trails = on_delete;
  reference->target->takes_along |= on_update | on_delete;

  return is_new;
}

void
gp_schema_build_trails (GpSchema *schema)
{
  gboolean is_new;

  do
    {
      is_new = FALSE;
      for (guint i = 0; i < schema->tables->len; i++)
        {
          const GpTable *table = g_ptr_array_index (schema->tables, i);

          for (guint j = 0; j < table->references->len; j++)
            is_new |= find_trails (table, g_ptr_array_index (table->references, j));
        }
    }
  while (is_new);
}

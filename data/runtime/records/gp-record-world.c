/* gp-record-world.c — the tables of a backend as rules walk through them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Cells become values by way of their JSON, as the example records of a design do: so the same
 * record means the same to a rule in the simulator and here. */
#define G_LOG_DOMAIN "gp-record-world"
#include "config.h"
#include "gp-record-world.h"

#include "gp-expr-json.h"
#include "gp-record-key.h"
#include "gp-record.h"

static void
append_all_columns (const GpTable *table,
                    GString       *sql)
{
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            ((GpColumn *) g_ptr_array_index (table->columns, i))->quoted);
}

void
gp_record_world_set (GpRecordWorld  *self,
                     GpAccessRecord *record,
                     const GpColumn *column,
                     const GpCell   *cell)
{
  const GpElement *field = gp_design_lookup (self->world.design, &column->id);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GpExprValue) json = NULL;

  gp_cell_to_json (&column->format, cell, text);
  json = gp_expr_value_from_json (text->str, (gssize) text->len, NULL);
  if (json == NULL || field == NULL)
    gp_access_record_set (record, &column->id,
                          gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, "%s", column->name));
  else
    gp_access_record_set (record, &column->id,
                          gp_access_value_from_json (self->world.design, field, json));
}

static GpAccessRecord *
read_row (GpRecordWorld     *self,
          const GpTable     *table,
          GpSqliteStatement *statement,
          GArray            *cells)
{
  GpAccessRecord *record = gp_access_record_new (&self->world, &table->id);

  for (guint i = 0; i < table->columns->len; i++)
    {
      g_auto(GpCell) cell = gp_cell_read (statement, (int) i);

      gp_record_world_set (self, record, g_ptr_array_index (table->columns, i), &cell);
      if (cells != NULL)
        {
          GpCell copy = gp_cell_copy (&cell);

          g_array_append_val (cells, copy);
        }
    }

  return record;
}

gboolean
gp_record_world_get_cell (const GpAccessRecord *record,
                          const GpColumn       *column,
                          GpCell               *out)
{
  const GpExprValue *value = gp_access_record_get (record, &column->id);
  g_autofree char *json = NULL;
  g_autoptr(GpJsonDocument) document = NULL;

  if (gp_expr_value_is_null (value))
    {
      *out = (GpCell) GP_CELL_INIT;
      return TRUE;
    }
  json = gp_expr_value_to_json (value);
  /* A double that is whole is written with a fraction, and a date with its midnight. */
  if (column->format.type == GP_CELL_TYPE_DATE && strlen (json) > 12)
    strcpy (json + 11, "\"");
  document = gp_json_document_parse (json, strlen (json), 64, NULL);

  return document != NULL
         && gp_cell_from_json (&column->format, document, GP_JSON_ROOT, out, NULL);
}

GPtrArray *
gp_record_world_select (GpRecordWorld  *self,
                        const GpTable  *table,
                        const char     *rest,
                        const GArray   *values,
                        GPtrArray      *cells,
                        GError        **error)
{
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpSqliteStep step;

  append_all_columns (table, sql);
  g_string_append_printf (sql, " FROM %s AS r0 %s", table->quoted, rest);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->backend), sql->str, error);
  if (statement == NULL)
    return NULL;
  gp_record_bind (statement, values);
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_record_unref);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      GArray *one = cells != NULL ? gp_cells_new () : NULL;

      g_ptr_array_add (found, read_row (self, table, statement, one));
      if (one != NULL)
        g_ptr_array_add (cells, one);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

static GPtrArray *
find_records (GpAccessWorld     *world,
              const GpId        *entity,
              const GpId        *field,
              const GpExprValue *value)
{
  GpRecordWorld *self = (GpRecordWorld *) world;
  const GpTable *table = gp_schema_lookup (gp_backend_get_schema (self->backend), entity);
  const GpColumn *column = table != NULL ? gp_table_lookup (table, field) : NULL;
  g_autoptr(GpAccessRecord) wanted = NULL;
  g_autoptr(GArray) values = gp_cells_new ();
  g_autofree char *rest = NULL;
  GpCell cell = GP_CELL_INIT;

  if (column == NULL)
    return NULL;
  wanted = gp_access_record_new (world, entity);
  gp_access_record_set (wanted, field, gp_expr_value_ref (value));
  if (!gp_record_world_get_cell (wanted, column, &cell))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_record_unref);

  g_array_append_val (values, cell);
  rest = g_strdup_printf ("WHERE %s = ?1", column->quoted);

  return gp_record_world_select (self, table, rest, values, NULL, NULL);
}

void
gp_record_world_init (GpRecordWorld *self,
                      GpBackend     *backend)
{
  self->world = (GpAccessWorld) { gp_backend_get_design (backend), find_records };
  self->backend = backend;
}

GpAccessRecord *
gp_record_world_load (GpRecordWorld  *self,
                      const GpTable  *table,
                      const GArray   *key,
                      GArray         *cells,
                      GError        **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;

  append_all_columns (table, sql);
  g_string_append_printf (sql, " FROM %s WHERE ", table->quoted);
  gp_record_key_append_where (table, key, NULL, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->backend), sql->str, error);
  if (statement == NULL)
    return NULL;
  gp_record_bind (statement, values);

  return gp_sqlite_step (statement, error) == GP_SQLITE_ROW
           ? read_row (self, table, statement, cells) : NULL;
}

/* gp-migration.c — from the tables of one design to those of another, with their records
 * SPDX-License-Identifier: Apache-2.0
 *
 *   1. Tables that nobody wants are dropped, indexes that are no longer as wanted too.
 *   2. Tables and columns take their wanted names, by ALTER TABLE, which rewrites what refers to
 *      them; through a name in between where a wanted name is still taken. The live schema in
 *      memory takes the names as well, so that from here on the two differ in substance alone.
 *   3. New tables are created. A table with other columns or constraints is built anew beside the
 *      old one, filled from it, and takes its place; new empty columns are just added.
 *   4. Missing indexes are created, and every reference is checked.
 *
 * Values are converted by the SQL function gp_convert (number, value), where the number stands for
 * a pair of formats. It gives null for what cannot be converted, which the check has counted. */
#define G_LOG_DOMAIN "gp-migration"
#include "config.h"
#include "gp-migration.h"

#include "gp-ddl.h"
#include "gp-migration-private.h"
#include "gp-runtime-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sqlite3.h>

typedef struct
{
  const GpCellFormat *from;
  const GpCellFormat *to;
} Conversion;

static void
return_cell (sqlite3_context *context,
             const GpCell    *cell)
{
  switch (cell->kind)
    {
    case GP_CELL_INT:
      sqlite3_result_int64 (context, cell->integer);
      break;
    case GP_CELL_REAL:
      sqlite3_result_double (context, cell->real);
      break;
    case GP_CELL_TEXT:
      sqlite3_result_text64 (context, cell->bytes, cell->length, SQLITE_TRANSIENT, SQLITE_UTF8);
      break;
    case GP_CELL_BLOB:
      sqlite3_result_blob64 (context, cell->bytes, cell->length, SQLITE_TRANSIENT);
      break;
    case GP_CELL_NULL:
    default:
      sqlite3_result_null (context);
    }
}

static GpCell
take_value (sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      return gp_cell_int (sqlite3_value_int64 (value));
    case SQLITE_FLOAT:
      return gp_cell_real (sqlite3_value_double (value));
    case SQLITE_TEXT:
      return gp_cell_take_text (g_strdup ((const char *) sqlite3_value_text (value)));
    case SQLITE_BLOB:
      return gp_cell_blob (sqlite3_value_blob (value), sqlite3_value_bytes (value));
    default:
      return (GpCell) GP_CELL_INIT;
    }
}

static void
convert_function (sqlite3_context  *context,
                  int               n,
                  sqlite3_value   **values)
{
  GpMigration *self = sqlite3_user_data (context);
  gint64 number = sqlite3_value_int64 (values[0]);
  g_auto(GpCell) before = take_value (values[1]);
  g_auto(GpCell) after = GP_CELL_INIT;
  const Conversion *conversion;

  if (number < 0 || number >= self->conversions->len || before.kind == GP_CELL_NULL)
    return;

  conversion = g_ptr_array_index (self->conversions, number);
  if (gp_cell_convert (conversion->from, conversion->to, &before, &after))
    return_cell (context, &after);
}

static void
new_id_function (sqlite3_context  *context,
                 int               n,
                 sqlite3_value   **values)
{
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();

  sqlite3_result_text (context, gp_id_format (&id, buffer), -1, SQLITE_TRANSIENT);
}

static void
set_functions (GpMigration *self,
               gboolean     on)
{
  sqlite3 *handle = gp_sqlite_get_handle (self->sqlite);

  sqlite3_create_function_v2 (handle, "gp_convert", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, self,
                              on ? convert_function : NULL, NULL, NULL, NULL);
  sqlite3_create_function_v2 (handle, "gp_new_id", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                              on ? new_id_function : NULL, NULL, NULL, NULL);
}

GpMigration *
gp_migration_new (GpSqlite  *sqlite,
                  GpDesign  *live,
                  GpDesign  *wanted,
                  GPtrArray *findings)
{
  GpMigration *self = g_new0 (GpMigration, 1);

  self->sqlite = sqlite;
  self->live = gp_schema_new (live, NULL);
  self->wanted = gp_schema_new (wanted, findings);
  self->conversions = g_ptr_array_new_with_free_func (g_free);
  set_functions (self, TRUE);

  return self;
}

void
gp_migration_free (GpMigration *self)
{
  if (self == NULL)
    return;

  set_functions (self, FALSE);
  g_ptr_array_unref (self->conversions);
  gp_schema_free (self->live);
  gp_schema_free (self->wanted);
  g_free (self);
}

GpSchema *
gp_migration_get_wanted (GpMigration *self)
{
  return self->wanted;
}

GpSchema *
gp_migration_steal_wanted (GpMigration *self)
{
  return g_steal_pointer (&self->wanted);
}

const GpColumn *
gp_migration_find_live (const GpTable  *from,
                        const GpColumn *column)
{
  const GpColumn *live = gp_table_lookup (from, &column->id);

  return live != NULL && live->is_file == column->is_file ? live : NULL;
}

gboolean
gp_migration_converts (const GpTable  *from,
                       const GpColumn *column)
{
  const GpColumn *live = gp_migration_find_live (from, column);

  return live == NULL || !gp_cell_format_equal (&live->format, &column->format)
         || (column->inert && !live->inert);
}

static char *
conversion_sql (GpMigration    *self,
                const GpColumn *live,
                const GpColumn *column,
                const char     *alias)
{
  Conversion *conversion = g_new0 (Conversion, 1);

  conversion->from = &live->format;
  conversion->to = &column->format;
  g_ptr_array_add (self->conversions, conversion);

  return g_strdup_printf ("gp_convert (%u, %s.%s)", self->conversions->len - 1, alias,
                          live->quoted);
}

char *
gp_migration_expression (GpMigration    *self,
                         const GpTable  *from,
                         const GpColumn *column,
                         const char     *alias)
{
  const GpColumn *live = gp_migration_find_live (from, column);
  g_auto(GpCell) cell = GP_CELL_INIT;

  if (column->inert)
    return g_strdup ("NULL");
  if (live != NULL)
    return gp_migration_converts (from, column) ? conversion_sql (self, live, column, alias)
                                                : g_strdup_printf ("%s.%s", alias, live->quoted);
  if (column->numbered)
    return g_strdup_printf ("row_number () OVER (ORDER BY %s.%s)", alias, from->rowid);
  if (column->initial.kind == GP_DEFAULT_UUID)
    return g_strdup ("gp_new_id ()");

  cell = gp_default_make (&column->initial, &column->format, g_get_real_time ());

  return gp_ddl_literal (&cell);
}

const GpTableIndex *
gp_migration_find_index (const GpTable *table,
                         const GpId    *id)
{
  for (guint i = 0; table != NULL && i < table->indexes->len; i++)
    {
      const GpTableIndex *index = g_ptr_array_index (table->indexes, i);

      if (gp_id_equal (&index->id, id))
        return index;
    }

  return NULL;
}

gboolean
gp_migration_same_index (const GpTableIndex *a,
                         const GpTableIndex *b)
{
  if (a == NULL || b == NULL || a->unique != b->unique || a->columns->len != b->columns->len)
    return FALSE;

  for (guint i = 0; i < a->columns->len; i++)
    {
      const GpColumn *left = g_ptr_array_index (a->columns, i);
      const GpColumn *right = g_ptr_array_index (b->columns, i);

      if (!gp_id_equal (&left->id, &right->id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_columns (GpMigration   *self,
               const GpTable *table,
               GError       **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpSqliteStep step;
  guint n = 0;

  statement = gp_sqlite_prepare (self->sqlite, "SELECT name, type, \"notnull\", pk > 0 "
                                               "FROM pragma_table_info (?1)", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, table->name);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      const GpColumn *column = gp_table_find (table, gp_sqlite_column_text (statement, 0, NULL));

      if (column == NULL
          || g_strcmp0 (gp_sqlite_column_text (statement, 1, NULL),
                        gp_cell_format_storage (&column->format)) != 0
          || gp_sqlite_column_int (statement, 2) != !column->nullable
          || gp_sqlite_column_int (statement, 3) != column->in_key)
        break;
      n++;
    }
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  if (step == GP_SQLITE_ROW || n != table->columns->len)
    {
      g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_VERIFY,
                   _("The table %s is not as it was to become."), table->name);
      return FALSE;
    }

  return TRUE;
}

gboolean
gp_migration_verify (GpMigration *self,
                     GError     **error)
{
  gint64 violations;

  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    {
      if (!check_columns (self, gp_schema_get_table (self->wanted, i), error))
        return FALSE;
    }

  if (!gp_sqlite_query_int (self->sqlite, "SELECT count (*) FROM pragma_foreign_key_check",
                            &violations, error))
    return FALSE;
  if (violations > 0)
    {
      g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_VERIFY,
                   g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " record points to nothing.",
                                "%" PRId64 " records point to nothing.", violations),
                   violations);
      return FALSE;
    }

  return TRUE;
}

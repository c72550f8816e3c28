/* gp-migration-check.c — the records that stand in the way of a migration
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everything is asked of the live tables under their live names, through the same expressions that
 * will fill the new ones; so what is counted is what would happen. */
#define G_LOG_DOMAIN "gp-migration-check"
#include "config.h"
#include "gp-migration.h"

#include "gp-ddl.h"
#include "gp-file-store.h"
#include "gp-migration-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  GpMigration   *migration;
  GPtrArray     *findings;
  const GpTable *live;
  const GpTable *wanted;
} Check;

static void add_finding (Check *self, const char *code, const GpId *element, gint64 rows,
                         const char *format, ...) G_GNUC_PRINTF (5, 6);

/* A sentence, and after it how many records there are. */
static void
add_finding (Check      *self,
             const char *code,
             const GpId *element,
             gint64      rows,
             const char *format,
             ...)
{
  g_autofree char *sentence = NULL;
  g_autofree char *count = NULL;
  g_autofree char *message = NULL;
  GpFinding *finding;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "%" PRId64 " record stands in the way.",
                                        "%" PRId64 " records stand in the way.", rows),
                           rows);
  message = g_strdup_printf ("%s %s", sentence, count);

  finding = gp_finding_new (code, GP_SEVERITY_ERROR, message);
  gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

static gboolean
check_conversion (Check          *self,
                  const GpColumn *column,
                  GError        **error)
{
  const GpColumn *live = gp_migration_find_live (self->live, column);
  g_autofree char *value = NULL;
  g_autofree char *sql = NULL;
  gint64 rows;

  if (live == NULL || column->inert || !gp_migration_converts (self->live, column))
    return TRUE;

  value = gp_migration_expression (self->migration, self->live, column, "old");
  sql = g_strdup_printf ("SELECT count (*) FROM %s AS old WHERE old.%s IS NOT NULL AND %s IS NULL",
                         self->live->quoted, live->quoted, value);
  if (!gp_sqlite_query_int (self->migration->sqlite, sql, &rows, error))
    return FALSE;
  if (rows > 0)
    {
      g_autofree char *expected = gp_cell_format_describe (&column->format);

      add_finding (self, "MIG206", &column->id, rows,
                   _("Values of %s.%s cannot become what is wanted: %s."), self->wanted->name,
                   column->name, expected);
    }

  return TRUE;
}

/* Whether records that are there already get a value in a column that is new. */
static gboolean
has_value_for_all (const GpColumn *column)
{
  return column->numbered || column->initial.kind == GP_DEFAULT_UUID
         || column->initial.kind == GP_DEFAULT_NOW || column->initial.kind == GP_DEFAULT_TODAY
         || (column->initial.kind == GP_DEFAULT_CELL
             && column->initial.cell.kind != GP_CELL_NULL);
}

static gboolean
check_required (Check          *self,
                const GpColumn *column,
                GError        **error)
{
  const GpColumn *live = gp_migration_find_live (self->live, column);
  g_autofree char *sql = NULL;
  gint64 rows;

  if (column->nullable || (live != NULL && !live->nullable)
      || (live == NULL && has_value_for_all (column)))
    return TRUE;

  if (live == NULL)
    sql = g_strdup_printf ("SELECT count (*) FROM %s", self->live->quoted);
  else
    sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE %s IS NULL", self->live->quoted,
                           live->quoted);
  if (!gp_sqlite_query_int (self->migration->sqlite, sql, &rows, error))
    return FALSE;
  if (rows > 0)
    add_finding (self, "MIG202", &column->id, rows,
                 live == NULL ? _("The new field %s.%s needs a value and has no default: make it "
                                  "optional, or give it one.")
                              : _("The field %s.%s has no value everywhere: give it one first."),
                 self->wanted->name, column->name);

  return TRUE;
}

/* The values of @columns in a live record, with a comma between them. FALSE where they are unique
 * by themselves, since they are numbered or made anew. */
static gboolean
list_values (Check     *self,
             GPtrArray *columns,
             GString   *list,
             GString   *not_null)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *value = NULL;

      if (gp_migration_find_live (self->live, column) == NULL
          && (column->numbered || column->initial.kind == GP_DEFAULT_UUID))
        return FALSE;
      value = gp_migration_expression (self->migration, self->live, column, "old");
      g_string_append_printf (list, "%s(%s)", i > 0 ? ", " : "", value);
      g_string_append_printf (not_null, "%s(%s) IS NOT NULL", i > 0 ? " AND " : "", value);
    }

  return TRUE;
}

static gboolean
check_unique (Check      *self,
              const GpId *element,
              GPtrArray  *columns,
              GError    **error)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GString) not_null = g_string_new (NULL);
  g_autofree char *sql = NULL;
  gint64 rows;

  if (!list_values (self, columns, list, not_null))
    return TRUE;

  /* Constants in a list to group by are no positions, thanks to the brackets. */
  sql = g_strdup_printf ("SELECT ifnull (sum (n), 0) FROM (SELECT count (*) AS n FROM %s AS old "
                         "WHERE %s GROUP BY %s HAVING count (*) > 1)", self->live->quoted,
                         not_null->str, list->str);
  if (!gp_sqlite_query_int (self->migration->sqlite, sql, &rows, error))
    return FALSE;
  if (rows > 0)
    add_finding (self, "MIG203", element, rows,
                 _("Records of %s have the same values where they are to be unique."),
                 self->wanted->name);

  return TRUE;
}

static gboolean
any_converts (Check     *self,
              GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (gp_migration_converts (self->live, g_ptr_array_index (columns, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
same_ids (GPtrArray *a,
          GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const GpColumn *left = g_ptr_array_index (a, i);
      const GpColumn *right = g_ptr_array_index (b, i);

      if (!gp_id_equal (&left->id, &right->id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_indexes (Check   *self,
               GError **error)
{
  if (self->wanted->key->len > 0
      && (!same_ids (self->wanted->key, self->live->key) || any_converts (self, self->wanted->key))
      && !check_unique (self, &self->wanted->id, self->wanted->key, error))
    return FALSE;

  for (guint i = 0; i < self->wanted->indexes->len; i++)
    {
      const GpTableIndex *index = g_ptr_array_index (self->wanted->indexes, i);

      if (index->unique
          && (any_converts (self, index->columns)
              || !gp_migration_same_index (gp_migration_find_index (self->live, &index->id), index))
          && !check_unique (self, &index->id, index->columns, error))
        return FALSE;
    }

  return TRUE;
}

/* Whether the same reference was there before, between columns that stay as they are. */
static gboolean
is_unchanged (Check                  *self,
              const GpTableReference *reference)
{
  const GpTable *live_target = gp_schema_lookup (self->migration->live, &reference->target->id);

  for (guint i = 0; i < self->live->references->len; i++)
    {
      const GpTableReference *other = g_ptr_array_index (self->live->references, i);
      Check target = { self->migration, NULL, live_target, reference->target };

      if (gp_id_equal (&other->id, &reference->id) && other->target == live_target
          && same_ids (other->columns, reference->columns)
          && same_ids (other->target_columns, reference->target_columns)
          && !any_converts (self, reference->columns)
          && !any_converts (&target, reference->target_columns))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_reference (Check                  *self,
                 const GpTableReference *reference,
                 GError                **error)
{
  const GpTable *target = gp_schema_lookup (self->migration->live, &reference->target->id);
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GString) not_null = g_string_new (NULL);
  g_autoptr(GString) match = g_string_new (NULL);
  g_autofree char *missing = NULL;
  g_autofree char *sql = NULL;
  gint64 rows;

  if (is_unchanged (self, reference))
    return TRUE;
  /* Values that are made anew point to nothing, unless the table is empty. */
  if (!list_values (self, reference->columns, list, not_null))
    g_string_assign (not_null, "1");

  for (guint i = 0; target != NULL && i < reference->columns->len; i++)
    {
      g_autofree char *here = NULL;
      g_autofree char *there = NULL;
      const GpColumn *column = g_ptr_array_index (reference->columns, i);
      const GpColumn *target_column = g_ptr_array_index (reference->target_columns, i);

      if (gp_table_lookup (target, &target_column->id) == NULL && target_column->numbered)
        target = NULL;
      else if (gp_migration_find_live (self->live, column) == NULL && column->numbered)
        target = NULL;
      if (target == NULL)
        break;
      here = gp_migration_expression (self->migration, self->live, column, "old");
      there = gp_migration_expression (self->migration, target, target_column, "other");
      g_string_append_printf (match, "%s(%s) = (%s)", i > 0 ? " AND " : "", there, here);
    }

  missing = target == NULL ? g_strdup ("1")
                           : g_strdup_printf ("NOT EXISTS (SELECT 1 FROM %s AS other WHERE %s)",
                                              target->quoted, match->str);
  sql = g_strdup_printf ("SELECT count (*) FROM %s AS old WHERE %s AND %s", self->live->quoted,
                         not_null->str, missing);
  if (!gp_sqlite_query_int (self->migration->sqlite, sql, &rows, error))
    return FALSE;
  if (rows > 0)
    add_finding (self, "MIG205", &reference->id, rows,
                 _("Records of %s would point to records of %s that are not there."),
                 self->wanted->name, reference->target->name);

  return TRUE;
}

/* Whether the same check was there before, about values that stay as they are. */
static gboolean
is_unchanged_check (Check              *self,
                    const GpTableCheck *check)
{
  if (any_converts (self, self->wanted->columns))
    return FALSE;
  for (guint i = 0; i < self->live->checks->len; i++)
    if (gp_table_check_equal (self->live->checks->pdata[i], check))
      return TRUE;

  return FALSE;
}

static gboolean
check_check (Check              *self,
             const GpTableCheck *check,
             GError            **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT count (*) FROM (SELECT ");
  g_autoptr(GpSqliteStatement) statement = NULL;
  GError *failure = NULL;
  gint64 rows = 0;

  if (is_unchanged_check (self, check))
    return TRUE;
  for (guint i = 0; i < self->wanted->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->wanted->columns, i);
      g_autofree char *value = gp_migration_expression (self->migration, self->live, column, "old");

      g_string_append_printf (sql, "%s%s AS %s", i > 0 ? ", " : "", value, column->quoted);
    }
  g_string_append_printf (sql, " FROM %s AS old) AS r0 WHERE %s", self->live->quoted,
                          check->broken);

  statement = gp_sqlite_prepare (self->migration->sqlite, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < check->values->len; i++)
    gp_cell_bind (&g_array_index (check->values, GpCell, i), statement, (int) i + 1);
  if (gp_sqlite_step (statement, &failure) == GP_SQLITE_ROW)
    rows = gp_sqlite_column_int (statement, 0);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (rows > 0)
    add_finding (self, "MIG207", &check->id, rows, _("Records of %s do not meet “%s”."),
                 self->wanted->name, check->name);

  return TRUE;
}

static gboolean
check_table (Check   *self,
             GError **error)
{
  for (guint i = 0; i < self->wanted->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->wanted->columns, i);

      if (!check_conversion (self, column, error) || !check_required (self, column, error))
        return FALSE;
    }

  if (!check_indexes (self, error))
    return FALSE;

  for (guint i = 0; i < self->wanted->references->len; i++)
    {
      if (!check_reference (self, g_ptr_array_index (self->wanted->references, i), error))
        return FALSE;
    }
  for (guint i = 0; i < self->wanted->checks->len; i++)
    {
      if (!check_check (self, g_ptr_array_index (self->wanted->checks, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_migration_check (GpMigration *self,
                    GPtrArray   *findings,
                    GError     **error)
{
  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    {
      const GpTable *wanted = gp_schema_get_table (self->wanted, i);
      Check check = { self, findings, gp_schema_lookup (self->live, &wanted->id), wanted };

      if (check.live != NULL && !check_table (&check, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
count_rows (GpMigration *self,
            GpOperation *operation,
            GError     **error)
{
  const GpTable *table = gp_schema_lookup (self->live, &operation->element);
  const GpColumn *column = NULL;
  g_autofree char *sql = NULL;

  for (gsize i = 0; table == NULL && i < gp_schema_get_size (self->live); i++)
    {
      column = gp_table_lookup (gp_schema_get_table (self->live, i), &operation->element);
      if (column != NULL)
        table = gp_schema_get_table (self->live, i);
    }

  operation->rows = 0;
  if (operation->kind == GP_KIND_BUCKET)
    return gp_file_store_count (self->sqlite, &operation->element, &operation->rows, error);
  if (table == NULL)
    return TRUE;

  if (column != NULL)
    sql = g_strdup_printf ("SELECT count (%s) FROM %s", column->quoted, table->quoted);
  else
    sql = g_strdup_printf ("SELECT count (*) FROM %s", table->quoted);

  return gp_sqlite_query_int (self->sqlite, sql, &operation->rows, error);
}

gboolean
gp_migration_count (GpMigration *self,
                    GPtrArray   *operations,
                    GError     **error)
{
  for (guint i = 0; i < operations->len; i++)
    {
      GpOperation *operation = g_ptr_array_index (operations, i);

      if (operation->rows < 0 && !count_rows (self, operation, error))
        return FALSE;
    }

  return TRUE;
}

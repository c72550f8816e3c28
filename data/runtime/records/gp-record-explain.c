/* gp-record-explain.c — why the database refused to write a record
 * SPDX-License-Identifier: Apache-2.0
 *
 * The database is asked to refuse what constraints forbid, and only after a refusal it is looked up
 * which field is to blame: so nothing is checked twice, and nothing between check and write. Blame
 * that would tell of records that the caller does not see is not laid. */
#define G_LOG_DOMAIN "gp-record-explain"
#include "config.h"
#include "gp-record-explain.h"

#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

/* Whether the record that @reference points to is there; TRUE also where it points to nothing. */
static gboolean
target_exists (GpSqlite                *sqlite,
               const GpRecordInput     *input,
               const GpTableReference  *reference)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GpSqliteStatement) statement = NULL;

  g_string_printf (sql, "SELECT 1 FROM %s WHERE ", reference->target->quoted);
  for (guint i = 0; i < reference->columns->len; i++)
    {
      const GpColumn *target = g_ptr_array_index (reference->target_columns, i);
      const GpCell *cell = gp_record_input_find (input, g_ptr_array_index (reference->columns, i));

      if (cell == NULL || cell->kind == GP_CELL_NULL)
        return TRUE;
      g_string_append_printf (sql, "%s%s = ?", i > 0 ? " AND " : "", target->quoted);
    }

  statement = gp_sqlite_prepare (sqlite, sql->str, NULL);
  if (statement == NULL)
    return TRUE;
  for (guint i = 0; i < reference->columns->len; i++)
    gp_cell_bind (gp_record_input_find (input, g_ptr_array_index (reference->columns, i)),
                  statement, i + 1);

  return gp_sqlite_step (statement, NULL) != GP_SQLITE_DONE;
}

static gboolean
refuse_values (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "constraint", "%s",
                         _("The database does not allow these values, or values that follow "
                           "from them in other records."));
}

static gboolean
explain_reference (GpRequest            *request,
                   const GpRecordInput  *input,
                   GError              **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  GError *problem = NULL;

  for (guint i = 0; input != NULL && i < input->table->references->len; i++)
    {
      const GpTableReference *reference = g_ptr_array_index (input->table->references, i);
      const GpColumn *column = g_ptr_array_index (reference->columns, 0);

      if (!target_exists (sqlite, input, reference))
        gp_problem_add_field (&problem, column->name,
                              g_strdup_printf (_("there is no such record of %s"),
                                               reference->target->name));
    }
  if (problem == NULL)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "reference", "%s",
                           _("Other records point to this one."));
  g_propagate_error (error, problem);

  return FALSE;
}

/* Whether a record that is seen has the same values in @columns. */
static gboolean
sees_same (GpRequest            *request,
           const GpRecordInput  *input,
           GPtrArray            *columns)
{
  const GpRecordAccess *access = gp_record_access_get (request, input->table);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;

  if (!gp_record_access_sees_any (access))
    return FALSE;
  g_string_printf (sql, "SELECT 1 FROM %s AS r0 WHERE ", input->table->quoted);
  for (guint i = 0; i < columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (columns, i);
      const GpCell *cell = gp_record_input_find (input, column);

      if (cell != NULL)
        {
          GpCell copy = gp_cell_copy (cell);

          g_string_append_printf (sql, "r0.%s = ? AND ", column->quoted);
          g_array_append_val (values, copy);
        }
      if (gp_record_access_sees (access, column) == GP_SEEN_NEVER)
        return FALSE;
      gp_record_access_append_mask (access, column, sql, values);
      g_string_append (sql, " AND ");
    }
  gp_record_access_append_where (access, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, NULL);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);

  return gp_sqlite_step (statement, NULL) == GP_SQLITE_ROW;
}

/* SQLite names the columns: "UNIQUE constraint failed: table.a, table.b". */
static gboolean
explain_unique (GpRequest            *request,
                const GpRecordInput  *input,
                const char           *message,
                GError              **error)
{
  const GpTable *table = input->table;
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; i < table->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *place = g_strdup_printf ("%s.%s", table->name, column->name);
      const char *at = strstr (message, place);

      if (at == NULL || (at[strlen (place)] != '\0' && at[strlen (place)] != ','
                         && at[strlen (place)] != ')'))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", column->name);
      g_ptr_array_add (columns, column);
    }
  if (!sees_same (request, input, columns))
    return refuse_values (error);

  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "unique",
                         _("Another record has the same value: %s."), names->str);
}

gboolean
gp_record_explain (GpRequest            *request,
                   const GpRecordInput  *input,
                   GError               *failure,
                   GError              **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  int code = sqlite3_extended_errcode (gp_sqlite_get_handle (sqlite));
  g_autofree char *message = g_strdup (sqlite3_errmsg (gp_sqlite_get_handle (sqlite)));
  g_autoptr(GError) owned = failure;

  /* Its limit of levels has no code of its own. */
  if (code == SQLITE_ERROR && strstr (message, "trigger recursion") != NULL)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "too-deep",
                           _("More than %d records hang on this one, each on the one before: that "
                             "is more than the database changes at once. Begin at the other end "
                             "of the chain."),
                           sqlite3_limit (gp_sqlite_get_handle (sqlite),
                                          SQLITE_LIMIT_TRIGGER_DEPTH, -1));
  if (!g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }

  switch (code)
    {
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER:
      return explain_reference (request, input, error);
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return input != NULL ? explain_unique (request, input, message, error)
                           : refuse_values (error);
    default:
      return refuse_values (error);
    }
}

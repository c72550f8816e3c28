/* gp-record-store.c — creating, changing and deleting one record
 * SPDX-License-Identifier: Apache-2.0
 *
 * The database is asked to refuse what constraints forbid, and only after a refusal it is looked up
 * which field is to blame: so nothing is checked twice, and nothing between check and write. */
#define G_LOG_DOMAIN "gp-record-store"
#include "config.h"
#include "gp-record-store.h"

#include "gp-problem.h"
#include "gp-record.h"
#include "gp-record-key.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

static const GpCell *
find_cell (const GpRecordInput *input,
           const GpColumn      *column)
{
  guint i;

  if (!g_ptr_array_find (input->table->columns, column, &i) || !input->given[i])
    return NULL;

  return &g_array_index (input->cells, GpCell, i);
}

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
      const GpCell *cell = find_cell (input, g_ptr_array_index (reference->columns, i));

      if (cell == NULL || cell->kind == GP_CELL_NULL)
        return TRUE;
      g_string_append_printf (sql, "%s%s = ?", i > 0 ? " AND " : "", target->quoted);
    }

  statement = gp_sqlite_prepare (sqlite, sql->str, NULL);
  if (statement == NULL)
    return TRUE;
  for (guint i = 0; i < reference->columns->len; i++)
    gp_cell_bind (find_cell (input, g_ptr_array_index (reference->columns, i)), statement, i + 1);

  return gp_sqlite_step (statement, NULL) != GP_SQLITE_DONE;
}

static gboolean
explain_reference (GpSqlite             *sqlite,
                   const GpRecordInput  *input,
                   GError              **error)
{
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

/* SQLite names the columns: "UNIQUE constraint failed: table.a, table.b". */
static gboolean
explain_unique (const GpTable  *table,
                const char     *message,
                GError        **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *place = g_strdup_printf ("%s.%s", table->name, column->name);
      const char *at = strstr (message, place);

      if (at != NULL && (at[strlen (place)] == '\0' || at[strlen (place)] == ','
                         || at[strlen (place)] == ')'))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", column->name);
    }

  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "unique",
                         _("Another record has the same value: %s."), names->str);
}

static gboolean
explain (GpRequest            *request,
         const GpTable        *table,
         const GpRecordInput  *input,
         GError               *failure,
         GError              **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  int code = sqlite3_extended_errcode (gp_sqlite_get_handle (sqlite));
  g_autofree char *message = g_strdup (sqlite3_errmsg (gp_sqlite_get_handle (sqlite)));
  g_autoptr(GError) owned = failure;

  if (!g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }

  switch (code)
    {
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER:
      return explain_reference (sqlite, input, error);
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return explain_unique (table, message, error);
    default:
      return gp_problem_set (error, SOUP_STATUS_CONFLICT, "constraint", "%s",
                             _("The database does not allow these values, or values that follow "
                               "from them in other records."));
    }
}

static gboolean
check_writable (const GpTable  *table,
                GError        **error)
{
  if (!table->read_only)
    return TRUE;

  return gp_problem_set (error, SOUP_STATUS_FORBIDDEN, "read-only",
                         _("Records of %s are only read."),
                         table->name);
}

static GArray *
read_key (const GpRecordInput *input,
          const GArray        *before)
{
  GArray *key = gp_cells_new ();

  for (guint i = 0; i < input->table->key->len; i++)
    {
      const GpCell *written = find_cell (input, g_ptr_array_index (input->table->key, i));
      GpCell cell = gp_cell_copy (written != NULL ? written : &g_array_index (before, GpCell, i));

      g_array_append_val (key, cell);
    }

  return key;
}

static gboolean
insert (GpRequest            *request,
        const GpRecordInput  *input,
        GError              **error)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) places = g_string_new (NULL);
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autofree char *sql = NULL;
  GError *failure = NULL;
  int n = 0;

  for (guint i = 0; i < input->table->columns->len; i++)
    {
      if (!input->given[i])
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              ((GpColumn *) g_ptr_array_index (input->table->columns, i))->quoted);
      g_string_append (places, places->len > 0 ? ", ?" : "?");
    }
  if (names->len > 0)
    sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", input->table->quoted, names->str,
                           places->str);
  else
    sql = g_strdup_printf ("INSERT INTO %s DEFAULT VALUES", input->table->quoted);

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < input->table->columns->len; i++)
    {
      if (input->given[i])
        gp_cell_bind (&g_array_index (input->cells, GpCell, i), statement, ++n);
    }

  return gp_sqlite_run (statement, &failure)
         || explain (request, input->table, input, failure, error);
}

gboolean
gp_record_store_create (GpRequest       *request,
                        const GpTable   *table,
                        GpJsonDocument  *document,
                        GpJsonNode       node,
                        GArray         **out_key,
                        GError         **error)
{
  g_auto(GpRecordInput) input = { NULL, NULL, NULL };

  if (!gp_request_may (request, "create", &table->id))
    return gp_record_refuse (request, error);
  if (!check_writable (table, error)
      || !gp_record_input_read (&input, table, document, node, TRUE, request->now, error)
      || !gp_record_input_number (&input, request->backend, TRUE, error)
      || !insert (request, &input, error))
    return FALSE;
  *out_key = read_key (&input, NULL);

  return TRUE;
}

static gboolean
record_exists (GpRequest      *request,
               const GpTable  *table,
               const GArray   *key,
               GError        **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpSqliteStep step;

  g_string_printf (sql, "SELECT 1 FROM %s WHERE ", table->quoted);
  gp_record_key_append_where (table, key, NULL, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);
  step = gp_sqlite_step (statement, error);

  return step == GP_SQLITE_ROW || (step == GP_SQLITE_DONE && gp_record_refuse_unseen (error));
}

/* Whoever may not do it is told so only about records that can be seen. */
static gboolean
check_allowed (GpRequest      *request,
               const GpTable  *table,
               const char     *action,
               const GArray   *key,
               GError        **error)
{
  gboolean may = gp_request_may (request, action, &table->id);

  if (!may && !gp_request_may (request, "read", &table->id))
    return gp_record_refuse_unseen (error);
  if (!record_exists (request, table, key, error))
    return FALSE;
  if (!may)
    return gp_record_refuse (request, error);

  return check_writable (table, error);
}

static gboolean
update (GpRequest            *request,
        const GpRecordInput  *input,
        const GArray         *key,
        GError              **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  GError *failure = NULL;

  g_string_printf (sql, "UPDATE %s SET ", input->table->quoted);
  for (guint i = 0; i < input->table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (input->table->columns, i);
      GpCell cell;

      if (!input->given[i])
        continue;
      g_string_append_printf (sql, "%s%s = ?", values->len > 0 ? ", " : "", column->quoted);
      cell = gp_cell_copy (&g_array_index (input->cells, GpCell, i));
      g_array_append_val (values, cell);
    }
  if (values->len == 0)
    return TRUE;

  g_string_append (sql, " WHERE ");
  gp_record_key_append_where (input->table, key, NULL, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);

  return gp_sqlite_run (statement, &failure)
         || explain (request, input->table, input, failure, error);
}

gboolean
gp_record_store_update (GpRequest       *request,
                        const GpTable   *table,
                        const GArray    *key,
                        GpJsonDocument  *document,
                        GpJsonNode       node,
                        GArray         **out_key,
                        GError         **error)
{
  g_auto(GpRecordInput) input = { NULL, NULL, NULL };

  if (!check_allowed (request, table, "update", key, error)
      || !gp_record_input_read (&input, table, document, node, FALSE, request->now, error)
      || !gp_record_input_number (&input, request->backend, FALSE, error)
      || !update (request, &input, key, error))
    return FALSE;
  *out_key = read_key (&input, key);

  return TRUE;
}

gboolean
gp_record_store_delete (GpRequest      *request,
                        const GpTable  *table,
                        const GArray   *key,
                        GError        **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  GError *failure = NULL;

  if (!check_allowed (request, table, "delete", key, error))
    return FALSE;

  g_string_printf (sql, "DELETE FROM %s WHERE ", table->quoted);
  gp_record_key_append_where (table, key, NULL, sql, values);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);

  return gp_sqlite_run (statement, &failure) || explain (request, table, NULL, failure, error);
}

gboolean
gp_record_store_commit (GpSqliteTransaction  *transaction,
                        GError              **error)
{
  g_autoptr(GError) failure = NULL;

  if (gp_sqlite_commit (transaction, &failure))
    return TRUE;
  if (g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "reference", "%s",
                           _("Records would point to records that are not there."));
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

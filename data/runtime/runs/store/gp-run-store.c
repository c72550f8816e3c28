/* gp-run-store.c — runs of flows in the file of a backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run that has completed or was cancelled keeps no state; a faulted one does, for another try.
 * What it did is a list of lines that only grows. */
#define G_LOG_DOMAIN "gp-run-store"
#include "config.h"
#include "gp-run-store.h"

#include "gp-expr-json.h"
#include "gp-flow-duration.h"

#define PRUNE_AT_ONCE 200

void
gp_run_row_clear (GpRunRow *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->tenant, g_free);
  g_clear_pointer (&self->concurrency, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->version, g_free);
}

static void
bind_time (GpSqliteStatement *statement,
           int                i,
           gint64             time)
{
  if (time == GP_FLOW_NEVER)
    gp_sqlite_bind_null (statement, i);
  else
    gp_sqlite_bind_int (statement, i, time);
}

gboolean
gp_run_store_insert (GpSqlite    *sqlite,
                     GpRunRow    *row,
                     const char  *idempotency,
                     gint64       remembered_until,
                     const char  *trigger,
                     GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (
    sqlite, "INSERT INTO _gp_run (id, flow, name, status, depth, parent, parent_effect, tenant, "
            "concurrency, idempotency, remembered, started, due, trigger, state, version) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, row->id);
  gp_sqlite_bind_id (statement, 2, &row->flow);
  gp_sqlite_bind_text (statement, 3, row->name);
  gp_sqlite_bind_text (statement, 4, row->status);
  gp_sqlite_bind_int (statement, 5, row->depth);
  if (row->parent != 0)
    {
      gp_sqlite_bind_int (statement, 6, row->parent);
      gp_sqlite_bind_int (statement, 7, (gint64) row->parent_effect);
    }
  gp_sqlite_bind_text (statement, 8, row->tenant);
  gp_sqlite_bind_text (statement, 9, row->concurrency);
  gp_sqlite_bind_text (statement, 10, idempotency);
  if (idempotency != NULL)
    gp_sqlite_bind_int (statement, 11, remembered_until);
  gp_sqlite_bind_int (statement, 12, row->started);
  bind_time (statement, 13, row->due);
  gp_sqlite_bind_text (statement, 14, trigger);
  gp_sqlite_bind_text (statement, 15, row->state);
  gp_sqlite_bind_text (statement, 16, row->version);
  if (!gp_sqlite_run (statement, error))
    return FALSE;
  row->number = gp_sqlite_get_last_rowid (sqlite);

  return TRUE;
}

gboolean
gp_run_store_load (GpSqlite  *sqlite,
                   gint64     number,
                   GpRunRow  *out,
                   GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (
    sqlite, "SELECT id, flow, name, status, depth, parent, parent_effect, tenant, concurrency, "
            "started, due, ended, state, version FROM _gp_run WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;

  out->number = number;
  out->id = g_strdup (gp_sqlite_column_text (statement, 0, NULL));
  gp_sqlite_column_id (statement, 1, &out->flow);
  out->name = g_strdup (gp_sqlite_column_text (statement, 2, NULL));
  out->status = g_strdup (gp_sqlite_column_text (statement, 3, NULL));
  out->depth = (guint) gp_sqlite_column_int (statement, 4);
  out->parent = gp_sqlite_column_int (statement, 5);
  out->parent_effect = (guint64) gp_sqlite_column_int (statement, 6);
  out->tenant = g_strdup (gp_sqlite_column_text (statement, 7, NULL));
  out->concurrency = g_strdup (gp_sqlite_column_text (statement, 8, NULL));
  out->started = gp_sqlite_column_int (statement, 9);
  out->due = gp_sqlite_column_is_null (statement, 10) ? GP_FLOW_NEVER
                                                      : gp_sqlite_column_int (statement, 10);
  out->has_ended = !gp_sqlite_column_is_null (statement, 11);
  out->state = g_strdup (gp_sqlite_column_text (statement, 12, NULL));
  out->version = g_strdup (gp_sqlite_column_text (statement, 13, NULL));

  return TRUE;
}

gboolean
gp_run_store_read_trigger (GpSqlite      *sqlite,
                           gint64         number,
                           GpExprValue  **out,
                           GError       **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "SELECT trigger FROM _gp_run WHERE number = ?1", error);
  GpSqliteStep step;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  step = gp_sqlite_step (statement, error);
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  *out = step == GP_SQLITE_ROW
           ? gp_expr_value_from_json (gp_sqlite_column_text (statement, 0, NULL), -1, NULL) : NULL;
  if (*out == NULL)
    *out = gp_expr_value_new_map (NULL, NULL, 0);

  return TRUE;
}

/* The first column of the first row; 0 where there is none. */
static gboolean
read_number (GpSqliteStatement  *statement,
             gint64             *out,
             GError            **error)
{
  GpSqliteStep step = gp_sqlite_step (statement, error);

  if (step == GP_SQLITE_FAILED)
    return FALSE;
  *out = step == GP_SQLITE_ROW ? gp_sqlite_column_int (statement, 0) : 0;

  return TRUE;
}

gboolean
gp_run_store_find (GpSqlite    *sqlite,
                   const char  *id,
                   gint64      *out,
                   GError     **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "SELECT number FROM _gp_run WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, id);

  return read_number (statement, out, error);
}

gboolean
gp_run_store_find_remembered (GpSqlite    *sqlite,
                              const GpId  *flow,
                              const char  *key,
                              gint64       now,
                              gint64      *out,
                              GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number FROM _gp_run WHERE flow = ?1 AND idempotency = ?2 AND remembered > ?3 "
            "ORDER BY number LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);
  gp_sqlite_bind_text (statement, 2, key);
  gp_sqlite_bind_int (statement, 3, now);

  return read_number (statement, out, error);
}

/* Writes the row; NULL leaves the output, the error or the state null. */
static gboolean
write_row (GpSqlite        *sqlite,
           const GpRunRow  *row,
           const char      *output,
           const char      *failure,
           const char      *state,
           gint64           ended,
           GError         **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "UPDATE _gp_run SET status = ?2, due = ?3, output = ?4, error = ?5, state = ?6, "
            "ended = ?7, discarded = NULL WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, row->number);
  gp_sqlite_bind_text (statement, 2, row->status);
  bind_time (statement, 3, row->due);
  gp_sqlite_bind_text (statement, 4, output);
  gp_sqlite_bind_text (statement, 5, failure);
  gp_sqlite_bind_text (statement, 6, state);
  if (ended != 0)
    gp_sqlite_bind_int (statement, 7, ended);

  return gp_sqlite_run (statement, error);
}

static char *
dup_json (const GpExprValue *value)
{
  return value != NULL ? gp_expr_value_to_json (value) : NULL;
}

gboolean
gp_run_store_save (GpSqlite         *sqlite,
                   GpRunRow         *row,
                   const GpFlowRun  *run,
                   gint64            now,
                   GError          **error)
{
  GpFlowStatus status = gp_flow_run_get_status (run);
  gboolean is_kept = status != GP_FLOW_STATUS_COMPLETED && status != GP_FLOW_STATUS_CANCELLED;
  g_autofree char *output = dup_json (gp_flow_run_get_output (run));
  g_autofree char *failure = dup_json (gp_flow_run_get_error (run));
  g_autofree char *state = is_kept ? gp_flow_run_to_json (run) : NULL;

  g_free (row->status);
  row->status = g_strdup (gp_flow_status_to_string (status));
  row->has_ended = gp_flow_run_has_ended (run);
  row->due = row->has_ended ? GP_FLOW_NEVER : gp_flow_run_get_due (run);

  return write_row (sqlite, row, output, failure, state, row->has_ended ? now : 0, error);
}

gboolean
gp_run_store_fault (GpSqlite           *sqlite,
                    GpRunRow           *row,
                    const GpExprValue  *fault,
                    gint64              now,
                    GError            **error)
{
  g_autofree char *failure = dup_json (fault);

  g_free (row->status);
  row->status = g_strdup (gp_flow_status_to_string (GP_FLOW_STATUS_FAULTED));
  row->has_ended = TRUE;
  row->due = GP_FLOW_NEVER;

  return write_row (sqlite, row, NULL, failure, row->state, now, error);
}

gboolean
gp_run_store_set_status (GpSqlite    *sqlite,
                         gint64       number,
                         const char  *status,
                         gint64       ended,
                         GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "UPDATE _gp_run SET status = ?2, ended = ?3 WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  gp_sqlite_bind_text (statement, 2, status);
  if (ended != 0)
    gp_sqlite_bind_int (statement, 3, ended);

  return gp_sqlite_run (statement, error);
}

static gboolean
append_line (GpSqlite           *sqlite,
             gint64              number,
             const GpFlowTrace  *line,
             GError            **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "INSERT INTO _gp_step (run, kind, step, transition, place, attempt, at, due, value) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  g_autofree char *value = dup_json (line->value);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  gp_sqlite_bind_text (statement, 2, gp_flow_trace_kind_to_string (line->kind));
  gp_sqlite_bind_id (statement, 3, &line->step);
  gp_sqlite_bind_id (statement, 4, &line->transition);
  gp_sqlite_bind_text (statement, 5, line->place);
  gp_sqlite_bind_int (statement, 6, line->attempt);
  gp_sqlite_bind_int (statement, 7, line->at);
  bind_time (statement, 8, line->due);
  gp_sqlite_bind_text (statement, 9, value);

  return gp_sqlite_run (statement, error);
}

gboolean
gp_run_store_append (GpSqlite   *sqlite,
                     gint64      number,
                     GPtrArray  *trace,
                     GError    **error)
{
  for (guint i = 0; trace != NULL && i < trace->len; i++)
    if (!append_line (sqlite, number, trace->pdata[i], error))
      return FALSE;

  return TRUE;
}

gboolean
gp_run_store_count_active (GpSqlite    *sqlite,
                           const GpId  *flow,
                           const char  *concurrency,
                           guint       *out,
                           gint64      *out_oldest,
                           GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT count (*), min (number) FROM _gp_run WHERE flow = ?1 AND concurrency = ?2 "
            "AND ended IS NULL AND status <> '" GP_RUN_PENDING "'", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);
  gp_sqlite_bind_text (statement, 2, concurrency);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  *out = (guint) gp_sqlite_column_int (statement, 0);
  if (out_oldest != NULL)
    *out_oldest = gp_sqlite_column_int (statement, 1);

  return TRUE;
}

gboolean
gp_run_store_find_pending (GpSqlite    *sqlite,
                           const GpId  *flow,
                           const char  *concurrency,
                           gint64      *out,
                           GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number FROM _gp_run WHERE flow = ?1 AND concurrency = ?2 AND ended IS NULL "
            "AND status = '" GP_RUN_PENDING "' ORDER BY number LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);
  gp_sqlite_bind_text (statement, 2, concurrency);

  return read_number (statement, out, error);
}

/* The first column of all rows, as numbers. */
static GArray *
read_numbers (GpSqliteStatement  *statement,
              GError            **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  GpSqliteStep step;

  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      gint64 number = gp_sqlite_column_int (statement, 0);

      g_array_append_val (all, number);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&all) : NULL;
}

GArray *
gp_run_store_list_due (GpSqlite  *sqlite,
                       gint64     now,
                       guint      limit,
                       GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number FROM _gp_run WHERE due <= ?1 ORDER BY due LIMIT ?2", error);

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_int (statement, 1, now);
  gp_sqlite_bind_int (statement, 2, limit);

  return read_numbers (statement, error);
}

GArray *
gp_run_store_list_status (GpSqlite    *sqlite,
                          const char  *status,
                          GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT number FROM _gp_run WHERE status = ?1 ORDER BY number", error);

  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_text (statement, 1, status);

  return read_numbers (statement, error);
}

gboolean
gp_run_store_get_due (GpSqlite  *sqlite,
                      gint64    *out,
                      GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "SELECT min (due) FROM _gp_run WHERE due IS NOT NULL", error);

  if (statement == NULL || gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  *out = gp_sqlite_column_is_null (statement, 0) ? GP_FLOW_NEVER
                                                 : gp_sqlite_column_int (statement, 0);

  return TRUE;
}

gboolean
gp_run_store_prune (GpSqlite  *sqlite,
                    gint64     before,
                    gint64     now,
                    gboolean  *out_more,
                    GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    sqlite, "DELETE FROM _gp_run WHERE number IN (SELECT number FROM _gp_run WHERE ended < ?1 "
            "AND status IN ('completed', 'cancelled') AND ifnull (remembered, 0) <= ?2 "
            "LIMIT ?3)", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, before);
  gp_sqlite_bind_int (statement, 2, now);
  gp_sqlite_bind_int (statement, 3, PRUNE_AT_ONCE);
  if (!gp_sqlite_run (statement, error))
    return FALSE;
  *out_more = gp_sqlite_get_changes (sqlite) == PRUNE_AT_ONCE;

  return TRUE;
}

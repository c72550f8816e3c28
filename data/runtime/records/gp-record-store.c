/* gp-record-store.c — creating, changing and deleting one record
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the rules allow is decided by the function that simulators ask, on the record as it is in
 * the transaction; the statement that writes has the condition of the deciding rule, too.
 * What constraints forbid the database refuses by itself; gp-record-explain.c says why.
 * Flows that run before a change come last before it: what they set is not asked of the rules. */
#define G_LOG_DOMAIN "gp-record-store"
#include "config.h"
#include "gp-record-store.h"

#include "gp-access-decide.h"
#include "gp-event-log.h"
#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record-checks.h"
#include "gp-record-explain.h"
#include "gp-record-files.h"
#include "gp-record.h"
#include "gp-record-key.h"
#include "gp-record-trail.h"
#include "gp-record-world.h"
#include "gp-run-touch.h"
#include "gp-run-triggers.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

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
      const GpCell *written =
        gp_record_input_find (input, g_ptr_array_index (input->table->key, i));
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
         || gp_record_explain (request, input, failure, error);
}

/* A question to the rules; what it borrows lives as long. */
typedef struct
{
  GpRecordWorld     world;
  GpAccessRecord   *record;
  GpAccessRecord   *new_record;
  GArray           *written;
  GArray           *cells;       /* of the record as it is stored */
  GpAccessDecision *decision;
} Trial;

static void
trial_clear (Trial *self)
{
  gp_access_decision_free (self->decision);
  gp_access_record_unref (self->record);
  gp_access_record_unref (self->new_record);
  g_clear_pointer (&self->written, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static gboolean
decide (Trial         *self,
        GpRequest     *request,
        const GpTable *table,
        const char    *action)
{
  GpAccessQuestion question = {
    .caller = gp_request_get_caller (request), .action = action, .subject = &table->id,
    .record = self->record, .new_record = self->new_record, .written = self->written,
    .now = request->now, .ip = request->peer,
  };

  gp_run_touch_take (request->touch, self->record, self->new_record);
  if (request->caller.is_admin)
    return TRUE;
  if (!gp_caller_reaches (&request->caller, &table->id))
    return FALSE;
  self->decision = gp_access_decide (gp_backend_get_access (request->backend), &question);

  return self->decision->verdict == GP_ACCESS_GRANTED;
}

/* The fields that the client gave. */
static GArray *
list_given (const GpRecordInput *input)
{
  GArray *given = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < input->table->columns->len; i++)
    if (input->given[i])
      g_array_append_val (given, ((GpColumn *) g_ptr_array_index (input->table->columns, i))->id);

  return given;
}

/* What is written, as the rules see it. */
static void
apply_input (Trial               *self,
             const GpRecordInput *input)
{
  for (guint i = 0; i < input->table->columns->len; i++)
    if (input->given[i])
      gp_record_world_set (&self->world, self->new_record,
                           g_ptr_array_index (input->table->columns, i),
                           &g_array_index (input->cells, GpCell, i));
}

/* The presets of the rule that decided. */
static gboolean
take_presets (const Trial    *self,
              GpRecordInput  *input,
              GError        **error)
{
  const GpAccessRuling *ruling = self->decision != NULL && self->decision->deciding->len > 0
                                   ? self->decision->deciding->pdata[0] : NULL;

  for (guint i = 0; ruling != NULL && i < ruling->rule->presets->len; i++)
    {
      const GpAccessPreset *preset = ruling->rule->presets->pdata[i];
      GpColumn *column = gp_table_lookup (input->table, &preset->field);
      GpCell cell;

      if (column == NULL || column->inert || column->is_file
          || !gp_record_world_get_cell (self->decision->result, column, &cell))
        return gp_problem_set (error, SOUP_STATUS_CONFLICT, "preset",
                               _("The value that a rule sets does not fit: %s."), preset->name);
      gp_record_input_set (input, column, cell);
    }

  return TRUE;
}

/* For those who listen; as gp_event_log_note_change(). */
static gboolean
note (GpRequest      *request,
      const GpTable  *table,
      const GArray   *before,
      const GArray   *after,
      const GArray   *cells,
      GError        **error)
{
  return gp_event_log_note_change (gp_backend_get_events (request->backend), table, before, after,
                                   cells, gp_backend_get_revision (request->backend), error);
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
  g_auto(Trial) trial = { .record = NULL };
  g_autoptr(GArray) key = NULL;

  if (!gp_request_may_at_all (request, &table->id, "create"))
    return gp_record_refuse (request, error);
  if (!check_writable (table, error)
      || !gp_record_input_read (&input, table, document, node, error)
      || !gp_record_files_take (request, &input, error))
    return FALSE;

  gp_record_world_init (&trial.world, request->backend);
  trial.written = list_given (&input);
  gp_record_input_complete (&input, request->now);
  if (!gp_record_input_number (&input, request->backend, TRUE, error))
    return FALSE;
  trial.new_record = gp_access_record_new (&trial.world.world, &table->id);
  apply_input (&trial, &input);
  if (!decide (&trial, request, table, "create"))
    return gp_record_refuse (request, error);
  if (!take_presets (&trial, &input, error))
    return FALSE;
  apply_input (&trial, &input);
  if (!gp_run_triggers_before (request, table, "created", NULL, trial.new_record, &input, error)
      || !gp_record_input_check (&input, error) || !insert (request, &input, error))
    return FALSE;
  key = read_key (&input, NULL);
  /* Where there is no key the checks ask of what was inserted last: files come after them. */
  if (!gp_record_meets_checks (request, table, key, error)
      || !gp_record_files_keep (request, &input, error)
      || !gp_record_trail_created (request, table, key, trial.new_record, error)
      || !gp_run_triggers_after (request, table, "created", NULL, trial.new_record, key, error)
      || !note (request, table, NULL, key, NULL, error))
    return FALSE;
  *out_key = g_steal_pointer (&key);

  return TRUE;
}

/* Whoever may not do it is told so only about records that are seen. */
static gboolean
refuse (GpRequest      *request,
        const GpTable  *table,
        const GArray   *key,
        GError        **error)
{
  GError *failure = NULL;
  gboolean seen = gp_record_is_seen (request, table, key, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return seen ? gp_record_refuse (request, error) : gp_record_refuse_unseen (error);
}

static gboolean
load (Trial          *self,
      GpRequest      *request,
      const GpTable  *table,
      const GArray   *key,
      GError        **error)
{
  GError *failure = NULL;

  gp_record_world_init (&self->world, request->backend);
  self->cells = gp_cells_new ();
  self->record = gp_record_world_load (&self->world, table, key, self->cells, &failure);
  if (self->record != NULL)
    return TRUE;
  if (failure == NULL)
    return gp_record_refuse_unseen (error);
  g_propagate_error (error, failure);

  return FALSE;
}

/* "WHERE", the key, and what the deciding rule says of the record. */
static gboolean
append_where (const Trial    *self,
              GpRequest      *request,
              const GpTable  *table,
              const char     *action,
              const GArray   *key,
              GString        *sql,
              GArray         *values,
              GError        **error)
{
  const GpAccessRuling *ruling = self->decision != NULL && self->decision->deciding->len > 0
                                   ? self->decision->deciding->pdata[0] : NULL;

  g_string_append (sql, " WHERE ");
  gp_record_key_append_where (table, key, "r0", sql, values);
  if (ruling == NULL)
    return TRUE;
  g_string_append (sql, " AND ");

  return gp_record_access_append_rule (request, action, ruling->rule, sql, values, error);
}

static gboolean
run (GpRequest            *request,
     const GpRecordInput  *input,
     const char           *sql,
     const GArray         *values,
     GError              **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (sqlite, sql, error);
  GError *failure = NULL;

  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);
  if (!gp_sqlite_run (statement, &failure))
    return gp_record_explain (request, input, failure, error);

  return sqlite3_changes (gp_sqlite_get_handle (sqlite)) > 0 || gp_record_refuse_unseen (error);
}

static gboolean
update (GpRequest            *request,
        const Trial          *trial,
        const GpRecordInput  *input,
        const GArray         *key,
        GError              **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();

  g_string_printf (sql, "UPDATE %s AS r0 SET ", input->table->quoted);
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

  return append_where (trial, request, input->table, "update", key, sql, values, error)
         && run (request, input, sql->str, values, error);
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
  g_auto(Trial) trial = { .record = NULL };
  g_autoptr(GpRecordTrail) trail = NULL;
  g_autoptr(GArray) after = NULL;

  if (!gp_request_may_at_all (request, &table->id, "update"))
    return refuse (request, table, key, error);
  /* What is wrong with the values does not depend on the record, and tells nothing of it. */
  if (!gp_record_input_read (&input, table, document, node, error)
      || !gp_record_files_take (request, &input, error)
      || !load (&trial, request, table, key, error))
    return FALSE;

  trial.written = list_given (&input);
  trial.new_record = gp_access_record_copy (trial.record);
  apply_input (&trial, &input);
  if (!decide (&trial, request, table, "update"))
    return refuse (request, table, key, error);
  if (!check_writable (table, error) || !take_presets (&trial, &input, error))
    return FALSE;
  apply_input (&trial, &input);
  if (!gp_run_triggers_before (request, table, "updated", trial.record, trial.new_record, &input,
                               error)
      || !gp_record_input_check (&input, error)
      || !gp_record_input_number (&input, request->backend, FALSE, error)
      || !gp_record_trail_look (request, table, trial.record, trial.new_record, &trail, error)
      || !update (request, &trial, &input, key, error))
    return FALSE;
  after = read_key (&input, key);
  if (!gp_record_meets_checks (request, table, after, error)
      || !gp_record_files_keep (request, &input, error)
      || !gp_record_trail_keep (trail, request, after, error)
      || !gp_run_triggers_after (request, table, "updated", trial.record, trial.new_record, after,
                                 error)
      || !note (request, table, key, after, trial.cells, error))
    return FALSE;
  *out_key = g_steal_pointer (&after);

  return TRUE;
}

gboolean
gp_record_store_delete (GpRequest      *request,
                        const GpTable  *table,
                        const GArray   *key,
                        GError        **error)
{
  g_auto(Trial) trial = { .record = NULL };
  g_autoptr(GpRecordTrail) trail = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();

  if (!gp_request_may_at_all (request, &table->id, "delete"))
    return refuse (request, table, key, error);
  if (!load (&trial, request, table, key, error))
    return FALSE;
  if (!decide (&trial, request, table, "delete"))
    return refuse (request, table, key, error);
  if (!check_writable (table, error)
      || !gp_run_triggers_before (request, table, "deleted", trial.record, NULL, NULL, error)
      || !gp_record_trail_look (request, table, trial.record, NULL, &trail, error))
    return FALSE;

  g_string_printf (sql, "DELETE FROM %s AS r0", table->quoted);

  return append_where (&trial, request, table, "delete", key, sql, values, error)
         && run (request, NULL, sql->str, values, error)
         && gp_record_trail_keep (trail, request, NULL, error)
         && gp_run_triggers_after (request, table, "deleted", trial.record, NULL, NULL, error)
         && note (request, table, key, NULL, trial.cells, error);
}

gboolean
gp_record_store_act (GpRequest      *request,
                     const GpTable  *table,
                     const GArray   *key,
                     const char     *action,
                     GError        **error)
{
  g_auto(Trial) trial = { .record = NULL };
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  GError *failure = NULL;

  transaction = gp_sqlite_begin_read (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL)
    return FALSE;
  if (!gp_request_may_at_all (request, &table->id, action))
    return refuse (request, table, key, error);
  if (!load (&trial, request, table, key, error))
    return FALSE;
  if (!decide (&trial, request, table, action))
    return refuse (request, table, key, error);

  /* The database must agree, as it must where something is changed. */
  g_string_printf (sql, "SELECT 1 FROM %s AS r0", table->quoted);
  if (!append_where (&trial, request, table, action, key, sql, values, error))
    return FALSE;
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);
  if (gp_sqlite_step (statement, &failure) == GP_SQLITE_ROW)
    return TRUE;
  if (failure == NULL)
    return gp_record_refuse_unseen (error);
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
refuse_loose (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "reference", "%s",
                         _("Records would point to records that are not there."));
}

gboolean
gp_record_store_settle (GpSqlite  *sqlite,
                        GError   **error)
{
  int loose = 0, highest;

  sqlite3_db_status (gp_sqlite_get_handle (sqlite), SQLITE_DBSTATUS_DEFERRED_FKS, &loose, &highest,
                     FALSE);

  return loose == 0 || refuse_loose (error);
}

gboolean
gp_record_store_commit (GpSqliteTransaction  *transaction,
                        GError              **error)
{
  g_autoptr(GError) failure = NULL;

  if (gp_sqlite_commit (transaction, &failure))
    return TRUE;
  if (g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
    return refuse_loose (error);
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

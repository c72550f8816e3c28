/* gp-record-sweep.c — removes the records whose time is over
 * SPDX-License-Identifier: Apache-2.0
 *
 * A table is walked from its first row to its last, in steps: each looks at so many rows, which
 * needs no index, and removes at most so many of them, in one transaction that takes a few
 * milliseconds. Between two steps requests and flows have their turn. Where it is stands
 * nowhere: where the process ends, the next sweep finds what this one did not come to.
 *
 * Each step asks anew what was agreed to, so that no record goes by an agreement that is over. */
#define G_LOG_DOMAIN "gp-record-sweep"
#include "config.h"
#include "gp-record-sweep.h"

#include "gp-backend-retention.h"
#include "gp-event-log.h"
#include "gp-flow-duration.h"
#include "gp-problem.h"
#include "gp-record-store.h"
#include "gp-record-tally.h"
#include "gp-run-outbox.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <libsoup/soup.h>

#define ROWS_AT_ONCE  5000
#define GONE_AT_ONCE  500
#define WAIT_AT_MOST  1000                              /* changes, for flows that are slower */
#define STEP          (10 * G_TIME_SPAN_MILLISECOND)
#define REST          20                                /* milliseconds between two steps */
#define LATER         1000                              /* where others have to come first */
#define MOST_OFTEN    (60 * GP_FLOW_SECOND)
#define AT_LEAST      (3600 * GP_FLOW_SECOND)
#define CORRECTION    (10 * 60 * GP_FLOW_SECOND)

struct _GpRecordSweep
{
  GpBackend     *backend;
  GpRunEngine   *engine;
  GpRunClock    *clock;
  GSource       *work;       /* NULL while it rests */
  guint          interval;   /* of it */
  GpRecordTally *tally;
  guint          revision;   /* of the backend */
  guint          at;         /* which line is gone through */
  gint64         row;        /* where it got to */
  gint64         offset;     /* of the time of day from the clock that nobody sets */
  gint64         not_before; /* by the latter: until then whoever set the clock may see it;
                              * 0 for none */
  gboolean       is_trusted; /* the clock was compared with the time that the file has */
  gint64         kept;       /* of the line, so far */
  char          *reason;     /* why the first of them; or NULL */
};

/* One step through a table. */
typedef struct
{
  const GpTable *table;      /* NULL: there is none */
  gint64         row;        /* up to where it came */
  gboolean       is_end;
  guint64        removed;
} Walk;

/* A row to be removed. */
typedef struct
{
  gint64  row;
  GArray *key;
} Old;

static void
old_clear (gpointer data)
{
  Old *old = data;

  g_array_unref (old->key);
}

/* --- one step --------------------------------------------------------------------------------- */

/* (transfer full): of Old, in order. The walk goes as far as was looked. */
static GArray *
find_old (GpRecordSweep   *self,
          const GpColumn  *column,
          const GpCell    *end,
          Walk            *walk,
          GError         **error)
{
  const GpTable *table = walk->table;
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Old));
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + STEP;
  GpSqliteStep step = GP_SQLITE_DONE;
  guint n = 0;

  g_array_set_clear_func (found, old_clear);
  g_string_printf (sql, "SELECT %s, %s < ?2", table->rowid, column->quoted);
  for (guint i = 0; i < table->key->len; i++)
    g_string_append_printf (sql, ", %s", ((GpColumn *) table->key->pdata[i])->quoted);
  g_string_append_printf (sql, " FROM %s WHERE %s > ?1 ORDER BY %s LIMIT %d", table->quoted,
                          table->rowid, table->rowid, ROWS_AT_ONCE);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->backend), sql->str, error);
  if (statement == NULL)
    return NULL;

  gp_sqlite_bind_int (statement, 1, walk->row);
  gp_cell_bind (end, statement, 2);
  /* The time stands behind the texts of a row, which may be long. */
  while (found->len < GONE_AT_ONCE && (n == 0 || g_get_monotonic_time () < until)
         && (step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      Old old = { .row = gp_sqlite_column_int (statement, 0) };

      n++;
      walk->row = old.row;
      if (gp_sqlite_column_int (statement, 1) == 0)
        continue;
      old.key = gp_cells_new ();
      for (guint i = 0; i < table->key->len; i++)
        {
          GpCell cell = gp_cell_read (statement, (int) i + 2);

          g_array_append_val (old.key, cell);
        }
      g_array_append_val (found, old);
    }
  if (step == GP_SQLITE_FAILED)
    return NULL;
  walk->is_end = step == GP_SQLITE_DONE && n < ROWS_AT_ONCE;

  return g_steal_pointer (&found);
}

/* Whether @error is of one record alone, so that the others can go on. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain == GP_PROBLEM
         || (error->domain == GP_SQLITE_ERROR
             && (error->code == GP_SQLITE_ERROR_CONSTRAINT || error->code == GP_SQLITE_ERROR_FAILED
                 || error->code == GP_SQLITE_ERROR_TOO_BIG));
}

/* FALSE where the database fails; a record that must stay is counted. */
static gboolean
remove_one (GpRecordSweep  *self,
            GpRequest      *request,
            const GArray   *key,
            Walk           *walk,
            GError        **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (self->backend);
  g_autoptr(GError) failure = NULL;

  if (!gp_sqlite_exec (sqlite, "SAVEPOINT gp_sweep", error))
    return FALSE;
  if (gp_record_store_delete (request, walk->table, key, &failure)
      && gp_record_store_settle (sqlite, &failure))
    {
      walk->removed++;
      return gp_sqlite_exec (sqlite, "RELEASE gp_sweep", error);
    }

  if (!is_refusal (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* One that has gone along with another meanwhile is as it should be. */
  if (!g_error_matches (failure, GP_PROBLEM, SOUP_STATUS_NOT_FOUND))
    {
      self->kept++;
      if (self->reason == NULL)
        self->reason = g_strdup (failure->message);
    }

  return gp_sqlite_exec (sqlite, "ROLLBACK TO gp_sweep; RELEASE gp_sweep", error);
}

/* As many as there is time for; the walk goes no further then. */
static gboolean
remove_all (GpRecordSweep  *self,
            const GArray   *found,
            gint64          now,
            Walk           *walk,
            GError        **error)
{
  g_autoptr(GpRequest) request = gp_request_new_for_backend (self->backend, self->engine,
                                                             "retention", now);
  gint64 until = g_get_monotonic_time () + STEP;

  for (guint i = 0; i < found->len; i++)
    {
      const Old *old = &g_array_index (found, Old, i);

      if (!remove_one (self, request, old->key, walk, error))
        return FALSE;
      if (i + 1 < found->len && g_get_monotonic_time () >= until)
        {
          walk->row = old->row;
          walk->is_end = FALSE;
          break;
        }
    }

  return TRUE;
}

static void
begin_line (GpRecordSweep *self,
            guint          at)
{
  self->at = at;
  self->row = G_MININT64;
  self->kept = 0;
  g_clear_pointer (&self->reason, g_free);
}

/* Within a transaction. */
static gboolean
do_walk (GpRecordSweep          *self,
         const GpRetentionLine  *line,
         Walk                   *walk,
         GError                **error)
{
  gint64 now = gp_run_clock_now (self->clock);
  const GpColumn *column = NULL;
  g_autoptr(GArray) found = NULL;
  g_auto(GpCell) end = GP_CELL_INIT;

  walk->row = self->row;
  walk->table = gp_schema_lookup (gp_backend_get_schema (self->backend), &line->entity);
  if (walk->table != NULL)
    column = gp_table_lookup (walk->table, &line->field);
  if (column == NULL)
    {
      walk->table = NULL;
      walk->is_end = TRUE;
      return TRUE;
    }

  end = gp_backend_make_retention_cell (&line->retention, column, now);
  found = find_old (self, column, &end, walk, error);

  return found != NULL && remove_all (self, found, now, walk, error);
}

/* After the commit. */
static void
take_walk (GpRecordSweep *self,
           const Walk    *walk)
{
  self->row = walk->row;
  if (walk->removed > 0)
    gp_record_tally_add_removed (self->tally, walk->table, walk->removed);
  if (!walk->is_end)
    return;
  if (walk->table != NULL)
    gp_record_tally_set_kept (self->tally, walk->table, self->kept, self->reason);
  begin_line (self, self->at + 1);
}

/* --- in time ---------------------------------------------------------------------------------- */

/* When to look again: often enough that no record is kept for much longer than it is to be. */
static gint64
get_pause (GArray *lines)
{
  gint64 pause = AT_LEAST;

  for (guint i = 0; i < lines->len; i++)
    {
      const GpRetention *retention = &g_array_index (lines, GpRetentionLine, i).retention;

      if (retention->months == 0)
        pause = MIN (pause, MAX (retention->microseconds / 24, MOST_OFTEN));
    }

  return pause;
}

static gint64
get_offset (GpRecordSweep *self)
{
  return gp_run_clock_now (self->clock) - gp_run_clock_get_steady (self->clock);
}

/* One that was set by a little is one that was corrected. */
static gboolean
has_jumped (GpRecordSweep *self)
{
  return ABS (get_offset (self) - self->offset) >= CORRECTION;
}

/* How long it must not begin yet. */
static gint64
get_wait (GpRecordSweep *self)
{
  return self->not_before == 0
           ? 0 : MAX (self->not_before - gp_run_clock_get_steady (self->clock), 0);
}

static void
rest (GpRecordSweep *self,
      gint64         pause)
{
  if (self->work != NULL)
    g_source_destroy (self->work);
  g_clear_pointer (&self->work, g_source_unref);
  if (!has_jumped (self))
    self->offset = get_offset (self);
  gp_run_clock_set (self->clock, pause == GP_FLOW_NEVER ? GP_FLOW_NEVER
                                                        : gp_run_clock_now (self->clock) + pause);
}

/* A clock that was set wrongly must not cost records at once, whatever happens meanwhile: somebody
 * has an hour to see it. */
static void
wait_out (GpRecordSweep *self,
          gboolean       is_said)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  self->offset = get_offset (self);
  self->not_before = gp_run_clock_get_steady (self->clock) + AT_LEAST;
  if (!is_said)
    return;

  time = g_date_time_new_from_unix_utc ((gp_run_clock_now (self->clock) + AT_LEAST)
                                        / G_USEC_PER_SEC);
  text = time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("?");
  g_message (_("The computer’s clock is not where it was to be expected. Records whose time is "
               "over go again from %s on."), text);
}

/* One table that cannot be read or written does not keep the others from their turn. */
static gboolean
step_line (GpRecordSweep          *self,
           const GpRetentionLine  *line,
           GpSqliteTransaction    *transaction,
           GError                **error)
{
  g_autoptr(GpSqliteTransaction) owned = transaction;
  g_autoptr(GError) failure = NULL;
  Walk walk = { .table = NULL };

  if (!do_walk (self, line, &walk, &failure))
    {
      g_message ("retention: %s", failure->message);
      begin_line (self, self->at + 1);
      return TRUE;
    }
  if (!gp_record_store_commit (g_steal_pointer (&owned), error))
    return FALSE;
  take_walk (self, &walk);

  return TRUE;
}

/* The clock may have been set while nothing ran. Where it is behind, less is old. @out_pause:
 * (inout): set where that has to be waited out. */
static gboolean
compare_time (GpRecordSweep  *self,
              gint64         *out_pause,
              GError        **error)
{
  gint64 time;

  if (self->is_trusted)
    return TRUE;
  if (!gp_backend_load_sweep_time (self->backend, &time, error))
    return FALSE;
  self->is_trusted = TRUE;
  if (time > 0 && gp_run_clock_now (self->clock) - time > AT_LEAST + CORRECTION)
    wait_out (self, TRUE);
  *out_pause = get_wait (self);

  return TRUE;
}

/* All is done. */
static gboolean
end (GpRecordSweep        *self,
     GArray               *lines,
     GpSqliteTransaction  *transaction,
     gint64               *out_pause,
     GError              **error)
{
  g_autoptr(GpSqliteTransaction) owned = transaction;

  *out_pause = get_pause (lines);

  return gp_backend_save_sweep_time (self->backend, gp_run_clock_now (self->clock), error)
         && gp_sqlite_commit (g_steal_pointer (&owned), error);
}

/* What was gone through is gone through again. */
static void
take_revision (GpRecordSweep *self)
{
  if (self->revision == gp_backend_get_revision (self->backend))
    return;

  self->revision = gp_backend_get_revision (self->backend);
  gp_record_tally_forget_kept (self->tally);
  begin_line (self, 0);
}

/* (transfer full): nobody else's transaction is waited for: all requests would wait as well. */
static GpSqliteTransaction *
begin (GpRecordSweep  *self,
       GError        **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (self->backend);
  GpSqliteTransaction *transaction;
  gint64 patience;

  if (!gp_sqlite_query_int (sqlite, "PRAGMA busy_timeout", &patience, error))
    return NULL;
  gp_sqlite_set_busy_timeout (sqlite, 0);
  transaction = gp_sqlite_begin (sqlite, error);
  gp_sqlite_set_busy_timeout (sqlite, (int) patience);

  return transaction;
}

/* @out_pause: (inout): set where all is done. */
static gboolean
step (GpRecordSweep  *self,
      gint64         *out_pause,
      GError        **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) lines = NULL;

  /* From here on nobody else deploys: what was agreed to holds for what goes. */
  transaction = begin (self, error);
  if (transaction == NULL || !gp_backend_refresh (self->backend, error))
    return FALSE;
  take_revision (self);
  lines = gp_backend_list_retentions (self->backend, error);
  if (lines == NULL)
    return FALSE;
  if (lines->len == 0)
    *out_pause = GP_FLOW_NEVER;
  else if (!compare_time (self, out_pause, error))
    return FALSE;
  else if (*out_pause == 0 && self->at >= lines->len)
    return end (self, lines, g_steal_pointer (&transaction), out_pause, error);
  else if (*out_pause == 0)
    return step_line (self, &g_array_index (lines, GpRetentionLine, self->at),
                      g_steal_pointer (&transaction), error);

  return TRUE;
}

static gboolean work_cb (gpointer user_data);

static void
schedule (GpRecordSweep *self,
          guint          interval)
{
  if (self->work != NULL)
    g_source_destroy (self->work);
  g_clear_pointer (&self->work, g_source_unref);
  self->interval = interval;
  self->work = g_timeout_source_new (interval);
  g_source_set_callback (self->work, work_cb, self, NULL);
  g_source_attach (self->work, g_main_context_get_thread_default ());
}

static gboolean
work_cb (gpointer user_data)
{
  GpRecordSweep *self = user_data;
  GpEventLog *events = gp_backend_get_events (self->backend);
  g_autoptr(GError) error = NULL;
  gboolean is_later = FALSE;
  gint64 pause;

  if (has_jumped (self))
    wait_out (self, TRUE);
  pause = get_wait (self);
  if (pause == 0
      && (!gp_run_outbox_is_long (gp_backend_get_sqlite (self->backend), WAIT_AT_MOST, &is_later,
                                  &error)
          || (!is_later && !step (self, &pause, &error))))
    is_later = g_error_matches (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_BUSY);
  if (error != NULL && !is_later)
    {
      g_message ("retention: %s", error->message);
      pause = AT_LEAST;
    }
  if (events != NULL)
    gp_event_log_settle (events);
  if (pause == 0 && self->interval == (is_later ? LATER : REST))
    return G_SOURCE_CONTINUE;
  if (pause == 0)
    schedule (self, is_later ? LATER : REST);
  else
    rest (self, pause);

  return G_SOURCE_REMOVE;
}

static void
wake (GpRecordSweep *self)
{
  gint64 wait;

  if (self->work != NULL)
    return;
  if (has_jumped (self))
    wait_out (self, TRUE);
  wait = get_wait (self);
  if (wait > 0)
    {
      /* Requests come here again and again. */
      if (gp_run_clock_get_due (self->clock) <= gp_run_clock_now (self->clock)
          || gp_run_clock_get_due (self->clock) > gp_run_clock_now (self->clock) + wait)
        rest (self, wait);
      return;
    }
  begin_line (self, 0);
  schedule (self, REST);
}

static void
clock_cb (gboolean jumped,
          gpointer user_data)
{
  GpRecordSweep *self = user_data;
  gboolean has_work = self->work != NULL || gp_run_clock_get_due (self->clock) != GP_FLOW_NEVER;

  if (!jumped)
    wake (self);
  else if (has_jumped (self))
    {
      wait_out (self, has_work);
      rest (self, has_work ? AT_LEAST : GP_FLOW_NEVER);
    }
}

GpRecordSweep *
gp_record_sweep_new (GpBackend   *backend,
                     GpRunEngine *engine)
{
  GpRecordSweep *self = g_new0 (GpRecordSweep, 1);

  self->backend = backend;
  self->engine = engine;
  self->revision = gp_backend_get_revision (backend);
  self->tally = gp_record_tally_new ();
  self->clock = gp_run_clock_new (clock_cb, self);
  self->offset = get_offset (self);
  wake (self);

  return self;
}

void
gp_record_sweep_free (GpRecordSweep *self)
{
  if (self == NULL)
    return;

  rest (self, GP_FLOW_NEVER);
  gp_run_clock_free (self->clock);
  gp_record_tally_free (self->tally);
  g_free (self->reason);
  g_free (self);
}

void
gp_record_sweep_notice (GpRecordSweep *self)
{
  if (self->revision == gp_backend_get_revision (self->backend))
    return;

  take_revision (self);
  wake (self);
}

GpRunClock *
gp_record_sweep_get_clock (GpRecordSweep *self)
{
  return self->clock;
}

gboolean
gp_record_sweep_is_resting (GpRecordSweep *self)
{
  return self->work == NULL;
}

gboolean
gp_record_sweep_is_held_up (GpRecordSweep *self)
{
  return self->work != NULL && self->interval == LATER;
}

/* --- numbers ---------------------------------------------------------------------------------- */

void
gp_record_sweep_print (GpRecordSweep *self,
                       GString       *out)
{
  gp_record_tally_print (self->tally, out);
}

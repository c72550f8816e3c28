/* gp-run-engine.c — runs the flows of a deployed design, and lets none get lost
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everything that can carry runs on, answers, decisions, times, lines of the outbox, is worked off
 * in turns: a turn is one transaction, as much as fits into a few milliseconds, so that many runs
 * share one commit. What they want done outside is done after it. When nothing is left to do, the
 * clock is set to the next time that matters, and the engine costs nothing until then.
 *
 * 1. What is to be done outside is in _gp_effect before it is done.
 * 2. Nobody outside hears of anything that is not committed.
 * 3. A turn that fails leaves nothing behind, and is tried again. What would fail by itself for
 *    ever is set aside instead: see gp-run-engine-guard.c. */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"
#include "gp-run-engine.h"

#include "gp-event-log.h"
#include "gp-flow-duration.h"
#include "gp-problem.h"
#include "gp-run-engine-private.h"
#include "gp-run-outbox.h"
#include "gp-run-schedules.h"

#include <glib/gi18n-lib.h>

#define TURN            (10 * G_TIME_SPAN_MILLISECOND)
#define DUE_AT_ONCE     200
#define MAX_FAILURES    5
#define PRUNE_EVERY     (3600 * GP_FLOW_SECOND)

/* A commit costs as much for one run as for many: all requests that are there come first, but not
 * for longer than so many milliseconds. */
#define BEHIND_OTHERS   (G_PRIORITY_DEFAULT + 50)
#define LONGEST_WAIT    10

typedef struct
{
  GpRunEnded ended;
  gpointer   user_data;
} Watcher;

GpRunTask *
gp_run_task_new (gint64 run,
                 int    kind)
{
  GpRunTask *task = g_new0 (GpRunTask, 1);

  task->run = run;
  task->kind = kind;

  return task;
}

void
gp_run_task_free (GpRunTask *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  gp_expr_value_unref (self->value);
  gp_flow_unref (self->flow);
  g_free (self->tenant);
  g_free (self->key);
  g_free (self->webhook);
  g_clear_error (&self->error);
  g_free (self);
}

void
gp_run_engine_push_inner (GpRunEngine *self,
                          GpRunTask   *task)
{
  g_queue_push_tail (&self->inner, task);
}

static void
push (GpRunEngine *self,
      GpRunTask   *task)
{
  g_queue_push_tail (&self->todo, task);
  gp_run_engine_wake (self);
}

/* --- after the commit ------------------------------------------------------------------------- */

static void
called_cb (gint64       run,
           guint64      effect,
           GpExprValue *result,
           GpExprValue *fault,
           gpointer     user_data)
{
  GpRunEngine *self = user_data;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GUINT64_FORMAT, run, effect);

  g_hash_table_remove (self->under_way, key);
  gp_run_engine_answer (self, run, fault != NULL ? GP_FLOW_EVENT_FAILURE : GP_FLOW_EVENT_RESULT,
                        effect, fault != NULL ? fault : result);
}

static void
make_call (GpRunEngine       *self,
           const GpRunEffect *call)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GUINT64_FORMAT, call->run,
                                          call->effect->number);
  GCancellable *cancellable;

  if (g_hash_table_contains (self->under_way, key))
    return;
  cancellable = g_cancellable_new ();
  g_hash_table_insert (self->under_way, g_steal_pointer (&key), cancellable);
  gp_run_caller_make (self->caller, gp_backend_get_design (self->backend), call, cancellable,
                      called_cb, self);
}

static void
make_calls (GpRunEngine *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    make_call (self, self->calls->pdata[i]);
  g_ptr_array_set_size (self->calls, 0);
}

static void
give_up_calls (GpRunEngine *self)
{
  for (guint i = 0; i < self->dropped->len; i++)
    {
      GCancellable *cancellable = g_hash_table_lookup (self->under_way, self->dropped->pdata[i]);

      if (cancellable != NULL)
        g_cancellable_cancel (cancellable);
    }
}

static void
tell_watchers (GpRunEngine *self,
               gint64       number,
               gboolean     ended)
{
  GArray *watchers = g_hash_table_lookup (self->watchers, &number);

  if (watchers == NULL)
    return;
  g_array_ref (watchers);
  g_hash_table_remove (self->watchers, &number);
  for (guint i = 0; i < watchers->len; i++)
    {
      const Watcher *watcher = &g_array_index (watchers, Watcher, i);

      watcher->ended (self, number, ended, watcher->user_data);
    }
  g_array_unref (watchers);
}

static void
tell_listeners (GpRunEngine *self)
{
  GpEventLog *log = gp_backend_get_events (self->backend);

  if (log == NULL)
    return;
  gp_event_log_settle (log);
  for (guint i = 0; i < self->told->len; i++)
    gp_event_log_add (log, self->told->pdata[i]);
}

void
gp_run_engine_forget (GpRunEngine *self)
{
  g_queue_clear_full (&self->inner, (GDestroyNotify) gp_run_task_free);
  g_ptr_array_set_size (self->calls, 0);
  g_ptr_array_set_size (self->dropped, 0);
  g_ptr_array_set_size (self->told, 0);
  g_array_set_size (self->ended, 0);
  self->counted = (GpRunEngineStats) { 0 };
}

/* All that was only noted down in the turn is done. What that calls may wake the engine, but begins
 * no turn. */
void
gp_run_engine_follow_up (GpRunEngine *self)
{
  GpRunTask *task;

  self->stats.started += self->counted.started;
  self->stats.completed += self->counted.completed;
  self->stats.faulted += self->counted.faulted;
  self->stats.cancelled += self->counted.cancelled;
  while ((task = g_queue_pop_head (&self->taken)) != NULL)
    {
      if (task->started != NULL)
        task->started (self, task->number, task->error, task->started_data);
      gp_run_task_free (task);
    }
  give_up_calls (self);
  make_calls (self);
  tell_listeners (self);
  for (guint i = 0; i < self->ended->len; i++)
    tell_watchers (self, g_array_index (self->ended, gint64, i), TRUE);
  gp_run_engine_forget (self);
}

/* --- a turn ----------------------------------------------------------------------------------- */

static gboolean
look_at_times (GpRunEngine  *self,
               GError      **error)
{
  gint64 now = gp_run_clock_now (self->clock);
  g_autoptr(GArray) due = NULL;

  if (self->revision != gp_backend_get_revision (self->backend)
      && !gp_run_schedules_sync (self->sqlite, self->flows, now, error))
    return FALSE;
  self->revision = gp_backend_get_revision (self->backend);
  if (self->has_jumped
      && !gp_run_schedules_turn_back (self->sqlite, self->flows, now, error))
    return FALSE;
  self->has_jumped = FALSE;
  if (!gp_run_engine_start_due (self, now, error))
    return FALSE;
  due = gp_run_store_list_due (self->sqlite, now, DUE_AT_ONCE, error);
  for (guint i = 0; due != NULL && i < due->len; i++)
    gp_run_engine_push_inner (self, gp_run_task_new (g_array_index (due, gint64, i), -1));

  return due != NULL;
}

static gboolean
prune (GpRunEngine  *self,
       GError      **error)
{
  gint64 now = gp_run_clock_now (self->clock);
  gboolean more = FALSE;

  if (now < self->next_prune)
    return TRUE;
  if (!gp_run_store_prune (self->sqlite, now - GP_RUN_KEPT_FOR, now, &more, error))
    return FALSE;
  self->next_prune = more ? now : now + PRUNE_EVERY;

  return TRUE;
}

/* What is part of the turn already comes first, so that nothing of it is left for the next. */
static gboolean
do_one (GpRunEngine  *self,
        gboolean     *out_any,
        GError      **error)
{
  g_autoptr(GpRunTask) inner = g_queue_pop_head (&self->inner);
  GpRunTask *task;

  *out_any = TRUE;
  if (inner != NULL)
    return gp_run_engine_do (self, inner, error);
  task = g_queue_pop_head (&self->todo);
  if (task == NULL)
    return gp_run_engine_tell (self, out_any, error);
  g_queue_push_tail (&self->taken, task);

  return gp_run_engine_do (self, task, error);
}

gboolean
gp_run_engine_settle (GpRunEngine  *self,
                      GError      **error)
{
  GpRunTask *task;

  while ((task = g_queue_pop_head (&self->inner)) != NULL)
    {
      gboolean done = gp_run_engine_do (self, task, error);

      gp_run_task_free (task);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
resume (GpRunEngine  *self,
        GError      **error)
{
  if (self->has_resumed)
    return TRUE;
  if (!gp_run_engine_resume (self, error))
    return FALSE;
  self->has_resumed = TRUE;
  make_calls (self);

  return TRUE;
}

static gboolean
work (GpRunEngine  *self,
      gboolean     *out_more,
      GError      **error)
{
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (self->sqlite, error);
  gint64 until = g_get_monotonic_time () + TURN;
  gboolean any = TRUE;

  if (transaction == NULL || !look_at_times (self, error) || !prune (self, error))
    return FALSE;
  while (any && (self->inner.length > 0 || g_get_monotonic_time () < until))
    if (!do_one (self, &any, error))
      return FALSE;
  *out_more = any || self->todo.length > 0;

  return gp_sqlite_commit (g_steal_pointer (&transaction), error);
}

static gboolean
try_again_cb (gpointer user_data)
{
  GpRunEngine *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  gp_run_engine_wake (self);

  return G_SOURCE_REMOVE;
}

/* Whoever waits for a start is told after a while that there is none now. */
static void
refuse_starts (GpRunEngine  *self,
               const GError *error)
{
  GQueue kept = G_QUEUE_INIT;
  GpRunTask *task;

  while ((task = g_queue_pop_head (&self->todo)) != NULL)
    if (task->started == NULL)
      g_queue_push_tail (&kept, task);
    else
      {
        task->started (self, 0, error, task->started_data);
        gp_run_task_free (task);
      }
  self->todo = kept;
}

/* The tasks go back to where they came from. */
static void
take_back (GpRunEngine  *self,
           const GError *error)
{
  GpRunTask *task;

  g_message ("flows: %s", error->message);
  gp_run_engine_forget (self);
  self->revision = 0;
  self->has_jumped = TRUE;
  self->n_failures++;
  while ((task = g_queue_pop_tail (&self->taken)) != NULL)
    g_queue_push_head (&self->todo, task);
  if (self->n_failures > MAX_FAILURES)
    refuse_starts (self, error);
  if (self->retry != NULL)
    return;
  self->retry = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->retry, try_again_cb, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

static void
set_clock (GpRunEngine *self)
{
  gint64 runs = GP_FLOW_NEVER, schedules = GP_FLOW_NEVER;

  if (!gp_run_store_get_due (self->sqlite, &runs, NULL)
      || !gp_run_schedules_get_due (self->sqlite, &schedules, NULL))
    runs = gp_run_clock_now (self->clock) + GP_FLOW_SECOND;
  gp_run_clock_set (self->clock, MIN (MIN (runs, schedules), self->next_prune));
}

static void
rest (GpRunEngine *self)
{
  if (self->work == NULL)
    return;
  g_source_destroy (self->work);
  g_clear_pointer (&self->work, g_source_unref);
  g_source_destroy (self->latest);
  g_clear_pointer (&self->latest, g_source_unref);
}

static gboolean
work_cb (gpointer user_data)
{
  GpRunEngine *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean more = FALSE;

  if (!gp_backend_refresh (self->backend, &error) || !resume (self, &error)
      || !work (self, &more, &error))
    {
      take_back (self, error);
      rest (self);
      return G_SOURCE_REMOVE;
    }
  self->n_failures = 0;
  gp_run_engine_follow_up (self);
  if (more || self->todo.length > 0)
    return G_SOURCE_CONTINUE;
  set_clock (self);
  rest (self);

  return G_SOURCE_REMOVE;
}

void
gp_run_engine_wake (GpRunEngine *self)
{
  g_return_if_fail (self != NULL);

  if (self->clock == NULL || self->work != NULL || self->retry != NULL)
    return;
  self->work = g_idle_source_new ();
  g_source_set_priority (self->work, BEHIND_OTHERS);
  g_source_set_callback (self->work, work_cb, self, NULL);
  g_source_attach (self->work, g_main_context_get_thread_default ());
  self->latest = g_timeout_source_new (LONGEST_WAIT);
  g_source_set_callback (self->latest, work_cb, self, NULL);
  g_source_attach (self->latest, g_main_context_get_thread_default ());
}

void
gp_run_engine_notice (GpRunEngine *self)
{
  if (self->revision != gp_backend_get_revision (self->backend))
    gp_run_engine_wake (self);
}

static void
clock_cb (gboolean jumped,
          gpointer user_data)
{
  GpRunEngine *self = user_data;

  self->has_jumped = self->has_jumped || jumped;
  gp_run_engine_wake (self);
}

/* --- the whole -------------------------------------------------------------------------------- */

GpRunEngine *
gp_run_engine_new (GpBackend *backend)
{
  GpRunEngine *self = g_new0 (GpRunEngine, 1);

  self->backend = backend;
  self->sqlite = gp_backend_get_sqlite (backend);
  self->flows = gp_run_flows_new (backend);
  self->caller = gp_run_caller_new ();
  self->clock = gp_run_clock_new (clock_cb, self);
  self->has_jumped = TRUE;
  self->watchers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  self->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_run_effect_free);
  self->dropped = g_ptr_array_new_with_free_func (g_free);
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_run_news_free);
  self->ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  gp_run_engine_wake (self);

  return self;
}

static void
disappoint (GpRunEngine *self)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                 _("The backend is ending."));
  g_autoptr(GList) numbers = g_hash_table_get_keys (self->watchers);
  GpRunTask *task;

  while ((task = g_queue_pop_head (&self->todo)) != NULL)
    {
      if (task->started != NULL)
        task->started (self, 0, error, task->started_data);
      gp_run_task_free (task);
    }
  for (GList *l = numbers; l != NULL; l = l->next)
    tell_watchers (self, *(gint64 *) l->data, FALSE);
}

void
gp_run_engine_free (GpRunEngine *self)
{
  if (self == NULL)
    return;

  /* The caller dispatches events while it ends its calls: no turn may begin then, and without a
   * clock none does. */
  rest (self);
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  g_clear_pointer (&self->clock, gp_run_clock_free);
  gp_run_caller_free (self->caller);
  disappoint (self);
  gp_run_engine_forget (self);
  g_hash_table_unref (self->watchers);
  g_hash_table_unref (self->under_way);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->dropped);
  g_ptr_array_unref (self->told);
  g_array_unref (self->ended);
  gp_run_flows_free (self->flows);
  g_free (self);
}

GpRunFlows *
gp_run_engine_get_flows (GpRunEngine *self)
{
  return self->flows;
}

const GpRunEngineStats *
gp_run_engine_get_stats (GpRunEngine *self)
{
  return &self->stats;
}

void
gp_run_engine_start (GpRunEngine      *self,
                     const GpRunStart *start,
                     GpRunStarted      started,
                     gpointer          user_data)
{
  GpRunTask *task = gp_run_task_new (0, -1);

  task->flow = gp_flow_ref (start->flow);
  task->value = gp_expr_value_ref (start->trigger);
  task->depth = start->depth;
  task->tenant = g_strdup (start->tenant);
  task->key = g_strdup (start->key);
  task->webhook = g_strdup (start->webhook);
  task->started = started;
  task->started_data = user_data;
  push (self, task);
}

void
gp_run_engine_watch (GpRunEngine *self,
                     gint64       number,
                     GpRunEnded   ended,
                     gpointer     user_data)
{
  g_auto(GpRunRow) row = { .id = NULL };
  const Watcher watcher = { ended, user_data };
  GArray *watchers = g_hash_table_lookup (self->watchers, &number);

  if (gp_run_store_load (self->sqlite, number, &row, NULL) && row.has_ended)
    {
      ended (self, number, TRUE, user_data);
      return;
    }
  if (watchers == NULL)
    {
      watchers = g_array_new (FALSE, FALSE, sizeof (Watcher));
      g_hash_table_insert (self->watchers, g_memdup2 (&number, sizeof number), watchers);
    }
  g_array_append_val (watchers, watcher);
}

void
gp_run_engine_answer (GpRunEngine     *self,
                      gint64           number,
                      GpFlowEventKind  kind,
                      guint64          effect,
                      GpExprValue     *value)
{
  GpRunTask *task = gp_run_task_new (number, (int) kind);

  task->effect = effect;
  task->value = value != NULL ? gp_expr_value_ref (value) : NULL;
  push (self, task);
}

void
gp_run_engine_cancel (GpRunEngine *self,
                      gint64       number)
{
  push (self, gp_run_task_new (number, GP_FLOW_EVENT_CANCEL));
}

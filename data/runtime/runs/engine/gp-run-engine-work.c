/* gp-run-engine-work.c — one step after the other, within a transaction
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run goes on until it waits, has ended, or has used up its share of time. What it wants done
 * with records is done at once and in the same transaction, so that the record and the step are
 * there both or neither. Everything that reaches further is noted down, and done after the commit.
 *
 * What ends a run may let others go on: the one that started it, and the next of its flow. They do
 * in the same transaction. */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"
#include "gp-run-engine.h"

#include "gp-expr-json.h"
#include "gp-flow-duration.h"
#include "gp-flow-fault.h"
#include "gp-flow-start.h"
#include "gp-flow-value.h"
#include "gp-run-engine-private.h"
#include "gp-webhook.h"

#include <glib/gi18n-lib.h>

/* A run that has more to do than this lets others have their turn. */
#define SHARE (20 * G_TIME_SPAN_MILLISECOND)

/* --- going on --------------------------------------------------------------------------------- */

/* The flow that started it hears of its end. */
static gboolean
tell_parent (GpRunEngine     *self,
             const GpRunRow  *row,
             GpExprValue     *output,
             GpExprValue     *fault,
             GError         **error)
{
  GpRunTask *task;

  if (row->parent == 0)
    return TRUE;
  task = gp_run_task_new (row->parent, fault != NULL ? GP_FLOW_EVENT_FAILURE
                                                     : GP_FLOW_EVENT_RESULT);
  task->effect = row->parent_effect;
  task->value = fault != NULL ? gp_expr_value_ref (fault)
                              : output != NULL ? gp_expr_value_ref (output) : NULL;

  gp_run_engine_push_inner (self, task);

  return TRUE;
}

static gboolean
let_next_begin (GpRunEngine     *self,
                const GpRunRow  *row,
                GError         **error)
{
  gint64 next = 0;

  if (row->concurrency == NULL)
    return TRUE;
  if (!gp_run_store_find_pending (self->sqlite, &row->flow, row->concurrency, &next, error))
    return FALSE;
  if (next == 0)
    return TRUE;
  gp_run_engine_push_inner (self, gp_run_task_new (next, -1));

  return gp_run_store_set_status (self->sqlite, next,
                                  gp_flow_status_to_string (GP_FLOW_STATUS_RUNNING), 0, error);
}

/* @row: has ended. @output, @fault: (nullable) */
static gboolean
finish (GpRunEngine     *self,
        const GpRunRow  *row,
        GpExprValue     *output,
        GpExprValue     *fault,
        GError         **error)
{
  g_autoptr(GpExprValue) cancelled = NULL;

  if (g_str_equal (row->status, "completed"))
    self->counted.completed++;
  else if (g_str_equal (row->status, "faulted"))
    self->counted.faulted++;
  else
    self->counted.cancelled++;
  if (g_str_equal (row->status, "cancelled"))
    fault = cancelled = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, _("It was cancelled."));

  g_array_append_val (self->ended, row->number);
  return tell_parent (self, row, output, fault, error) && let_next_begin (self, row, error);
}

/* The run cannot go on at all. What it waits for stays, for another try. @status: 0 for the usual
 * one */
static gboolean
break_off (GpRunEngine   *self,
           GpRunRow      *row,
           GpFlowFault    type,
           int            status,
           const char    *detail,
           GError       **error)
{
  g_autoptr(GpExprValue) fault = gp_flow_fault_new (type, status, detail);

  return gp_run_store_fault (self->sqlite, row, fault, gp_run_clock_now (self->clock), error)
         && finish (self, row, NULL, fault, error);
}

/* @out: (out) (transfer full): NULL where it was broken off instead. One that has waited for its
 * turn begins only now, and so does its time. */
static gboolean
revive (GpRunEngine   *self,
        GpRunRow      *row,
        GpFlowRun    **out,
        GError       **error)
{
  GpFlow *flow = gp_run_flows_find (self->flows, &row->flow);
  g_autoptr(GpExprValue) trigger = NULL;
  g_autoptr(GError) failure = NULL;
  g_autofree char *detail = NULL;

  *out = NULL;
  if (flow == NULL)
    return break_off (self, row, GP_FLOW_FAULT_CONFIGURATION, 0,
                      _("The deployed design no longer has this flow."), error);
  gp_record_world_init (&self->world, self->backend);
  if (row->state != NULL)
    *out = gp_flow_run_from_json (flow, &self->world.world, row->state, -1, &failure);
  else
    {
      GpFlowStart start = { .id = row->id, .depth = row->depth,
                            .now = gp_run_clock_now (self->clock) };

      if (!gp_run_store_read_trigger (self->sqlite, row->number, &trigger, error))
        return FALSE;
      start.trigger = trigger;
      *out = gp_flow_run_new (flow, &self->world.world, &start, &failure);
    }
  if (*out != NULL)
    return TRUE;
  detail = g_strdup_printf (_("The run does not fit the deployed design: %s"), failure->message);

  return break_off (self, row, GP_FLOW_FAULT_CONFIGURATION, 0, detail, error);
}

/* What the run had no time for in its share comes before what it hears now, so that what it does
 * does not depend on how fast it is. Zero is no time: nothing becomes due. */
static gboolean
catch_up (GpRunEngine     *self,
          const GpRunRow  *row,
          GpFlowRun       *run,
          GpFlowOutcome   *outcome,
          GError         **error)
{
  gint64 now = gp_run_clock_now (self->clock);

  do
    if (!gp_run_engine_do_effects (self, row, run, outcome, now, error))
      return FALSE;
  while (gp_flow_run_step (run, 0, outcome));

  return TRUE;
}

gboolean
gp_run_engine_go_on (GpRunEngine        *self,
                     GpRunRow           *row,
                     GpFlowRun          *given,
                     const GpFlowEvent  *event,
                     GError            **error)
{
  g_autoptr(GpFlowRun) run = given;
  g_auto(GpFlowOutcome) outcome = { NULL };
  gint64 now = gp_run_clock_now (self->clock);
  gboolean more = TRUE;

  if (run == NULL && !revive (self, row, &run, error))
    return FALSE;
  if (run == NULL)
    return TRUE;
  if (event != NULL)
    {
      if (event->kind != GP_FLOW_EVENT_CANCEL && !catch_up (self, row, run, &outcome, error))
        return FALSE;
      /* Nobody waits for it any more: it came twice, or too late. */
      if (!gp_flow_run_take (run, event, now, &outcome) && outcome.trace == NULL)
        return TRUE;
      if (event->effect != 0
          && !gp_run_effects_remove (self->sqlite, row->number, event->effect, error))
        return FALSE;
    }

  do
    {
      if (!gp_run_engine_do_effects (self, row, run, &outcome, now, error))
        return FALSE;
      more = gp_flow_run_step (run, now, &outcome);
    }
  while (more && gp_run_clock_now (self->clock) < now + SHARE);
  if (!gp_run_engine_do_effects (self, row, run, &outcome, now, error)
      || !gp_run_store_append (self->sqlite, row->number, outcome.trace, error)
      || !gp_run_store_save (self->sqlite, row, run, now, error))
    return FALSE;

  if (row->has_ended)
    return gp_run_effects_remove (self->sqlite, row->number, 0, error)
           && finish (self, row, gp_flow_run_get_output (run), gp_flow_run_get_error (run), error);
  if (more)
    g_queue_push_tail (&self->todo, gp_run_task_new (row->number, -1));
  return TRUE;
}

/* --- beginning -------------------------------------------------------------------------------- */

/* The design's own key says what is the same; the caller's, that it is tried again. */
static const char *
choose_key (const GpRunTask       *start,
            const GpFlowAdmission *admission)
{
  return admission->idempotency_key != NULL ? admission->idempotency_key : start->key;
}

static gboolean
insert_row (GpRunEngine            *self,
            const GpRunTask        *start,
            const GpFlowAdmission  *admission,
            const char             *status,
            GpRunRow               *row,
            GError                **error)
{
  const GpElement *element = gp_flow_get_element (start->flow);
  const char *key = choose_key (start, admission);
  gint64 remembered = admission->remembered_until;
  g_autofree char *trigger = gp_expr_value_to_json (start->value);

  row->flow = *gp_element_get_id (element);
  row->name = g_strdup (gp_element_get_name (element));
  row->status = g_strdup (status);
  row->depth = start->depth;
  row->parent = start->parent;
  row->parent_effect = start->parent_effect;
  row->tenant = g_strdup (start->tenant);
  row->concurrency = g_strdup (admission->concurrency_key);
  row->version = g_strdup (gp_run_flows_get_version (self->flows, start->flow));
  row->started = gp_run_clock_now (self->clock);
  row->due = GP_FLOW_NEVER;
  /* A key of the caller's own is for trying again, and must not keep the run for ever. */
  if (key != NULL && key == start->key)
    remembered = MIN (remembered, row->started + GP_RUN_KEPT_FOR);
  self->counted.started++;

  return gp_run_store_insert (self->sqlite, row, key, remembered, trigger, error);
}

/* @out: whether it is to begin now, to wait for others, or not to be; where it takes the place of
 * another one that one is cancelled. */
static gboolean
decide (GpRunEngine            *self,
        const GpId             *flow,
        const GpFlowAdmission  *admission,
        GpFlowDecision         *out,
        GError                **error)
{
  guint running = 0;
  gint64 oldest = 0;

  if (admission->concurrency_key != NULL
      && !gp_run_store_count_active (self->sqlite, flow, admission->concurrency_key, &running,
                                     &oldest, error))
    return FALSE;
  *out = gp_flow_decide (admission, running);
  if (*out == GP_FLOW_DECISION_REPLACE && oldest != 0)
    gp_run_engine_push_inner (self, gp_run_task_new (oldest, GP_FLOW_EVENT_CANCEL));

  return TRUE;
}

gboolean
gp_run_engine_begin (GpRunEngine      *self,
                     const GpRunTask  *task,
                     gint64           *out,
                     GError          **error)
{
  g_auto(GpRunRow) row = { .id = NULL };
  g_auto(GpFlowAdmission) admission = { 0 };
  const GpId *flow = gp_element_get_id (gp_flow_get_element (task->flow));
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();
  GpFlowStart start = { .trigger = task->value, .depth = task->depth,
                        .now = gp_run_clock_now (self->clock) };
  g_autoptr(GpFlowRun) run = NULL;
  GpFlowDecision decision;
  const char *key;

  row.id = g_strdup (gp_id_format (&id, buffer));
  start.id = row.id;
  gp_record_world_init (&self->world, self->backend);
  if (!gp_flow_admit (task->flow, &self->world.world, &start, &admission, error))
    return FALSE;
  *out = 0;
  if (!admission.wanted)
    return TRUE;
  if (task->webhook != NULL
      && !gp_webhook_find (self->sqlite, flow, task->webhook, out, error))
    return FALSE;
  if (*out != 0)
    return TRUE;
  key = choose_key (task, &admission);
  if (key != NULL && !gp_run_store_find_remembered (self->sqlite, flow, key, start.now, out,
                                                    error))
    return FALSE;
  if (*out != 0)
    return TRUE;
  if (!decide (self, flow, &admission, &decision, error))
    return FALSE;
  if (decision == GP_FLOW_DECISION_SKIP)
    return TRUE;

  run = gp_flow_run_new (task->flow, &self->world.world, &start, error);
  if (run == NULL)
    return FALSE;
  if (!insert_row (self, task, &admission,
                   decision == GP_FLOW_DECISION_QUEUE
                     ? GP_RUN_PENDING : gp_flow_status_to_string (GP_FLOW_STATUS_RUNNING),
                   &row, error))
    return FALSE;
  *out = row.number;
  if (task->webhook != NULL
      && !gp_webhook_note (self->sqlite, flow, task->webhook, row.number, start.now, error))
    return FALSE;

  return decision == GP_FLOW_DECISION_QUEUE
         || gp_run_engine_go_on (self, &row, g_steal_pointer (&run), NULL, error);
}

/* What the database says names files, and is for those who run the backend. */
static const char *
describe_refusal (const GpRunRow *row,
                  const GError   *refusal)
{
  g_message ("flows: run %s of %s is set aside: %s", row->id, row->name, refusal->message);

  return _("The database refuses what this run does. The log of the backend says why.");
}

gboolean
gp_run_engine_note_refusal (GpRunEngine      *self,
                            const GpRunTask  *start,
                            const GError     *cause,
                            GError          **error)
{
  const GpFlowAdmission nothing = { 0 };
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GpExprValue) empty = gp_expr_value_new_map (NULL, NULL, 0);
  GpRunTask kept = *start;
  gboolean is_flow = cause->domain == GP_FLOW_ERROR;
  gboolean is_deep = is_flow && cause->code == GP_FLOW_ERROR_DEPTH;
  GpFlowFault type = is_deep || !is_flow                   ? GP_FLOW_FAULT_RUNTIME
                     : cause->code == GP_FLOW_ERROR_BROKEN ? GP_FLOW_FAULT_CONFIGURATION
                                                           : GP_FLOW_FAULT_VALIDATION;
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();

  if (gp_flow_value_measure (kept.value) > GP_FLOW_MAX_BYTES)
    kept.value = empty;
  row.id = g_strdup (gp_id_format (&id, buffer));

  return insert_row (self, &kept, &nothing, "faulted", &row, error)
         && break_off (self, &row, type, is_deep ? 508 : 0,
                       is_flow ? cause->message : describe_refusal (&row, cause), error);
}

/* --- tasks ------------------------------------------------------------------------------------ */

/* One that waits for its turn has not begun, so that nothing of it needs to be ended. */
static gboolean
cancel_pending (GpRunEngine   *self,
                GpRunRow      *row,
                GError       **error)
{
  g_free (row->status);
  row->status = g_strdup (gp_flow_status_to_string (GP_FLOW_STATUS_CANCELLED));

  return gp_run_store_set_status (self->sqlite, row->number, row->status,
                                  gp_run_clock_now (self->clock), error)
         && finish (self, row, NULL, NULL, error);
}

static gboolean
start (GpRunEngine  *self,
       GpRunTask    *task,
       GError      **error)
{
  g_clear_error (&task->error);
  if (gp_run_engine_begin (self, task, &task->number, &task->error))
    return TRUE;
  if (task->error->domain == GP_FLOW_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&task->error));

  return FALSE;
}

static gboolean
do_task (GpRunEngine  *self,
         gpointer      data,
         GError      **error)
{
  GpRunTask *task = data;
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GError) failure = NULL;
  const GpFlowEvent event = { .kind = (GpFlowEventKind) task->kind, .effect = task->effect,
                              .name = task->name, .value = task->value };
  gboolean is_pending;

  if (task->run == 0)
    return start (self, task, error);
  if (!gp_run_store_load (self->sqlite, task->run, &row, &failure))
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  is_pending = g_str_equal (row.status, GP_RUN_PENDING);
  if (row.has_ended || (is_pending && task->kind != GP_FLOW_EVENT_CANCEL))
    return TRUE;
  if (is_pending)
    return cancel_pending (self, &row, error);

  return gp_run_engine_go_on (self, &row, NULL, task->kind >= 0 ? &event : NULL, error);
}

/* The others go on without it; a person may try it again once the database is mended. */
static gboolean
set_aside (GpRunEngine   *self,
           GpRunTask     *task,
           const GError  *refusal,
           GError       **error)
{
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GError) failure = NULL;

  g_clear_error (&task->error);
  task->error = g_error_copy (refusal);
  task->number = 0;
  if (task->run == 0)
    return TRUE;
  if (!gp_run_store_load (self->sqlite, task->run, &row, &failure))
    {
      if (failure == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return break_off (self, &row, GP_FLOW_FAULT_RUNTIME, 0, describe_refusal (&row, refusal), error);
}

gboolean
gp_run_engine_do (GpRunEngine  *self,
                  GpRunTask    *task,
                  GError      **error)
{
  g_autoptr(GError) refusal = NULL;

  return gp_run_engine_guard (self, do_task, task, &refusal, error)
         && (refusal == NULL || set_aside (self, task, refusal, error));
}

/* gp-run-engine-resume.c — runs that were going on when the process ended, or have failed
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"
#include "gp-run-engine.h"

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-problem.h"
#include "gp-run-engine-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* Answers the effect where the run that it started has ended: its end may have been committed
 * without the other run having heard of it. */
static gboolean
ask_child (GpRunEngine        *self,
           const GpRunEffect  *waiting,
           GError            **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    self->sqlite, "SELECT output, error FROM _gp_run WHERE parent = ?1 AND "
                       "parent_effect = ?2 AND ended IS NOT NULL", error);
  g_autoptr(GpExprValue) value = NULL;
  const char *output, *fault;
  GpSqliteStep step;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, waiting->run);
  gp_sqlite_bind_int (statement, 2, (gint64) waiting->effect->number);
  step = gp_sqlite_step (statement, error);
  if (step != GP_SQLITE_ROW)
    return step == GP_SQLITE_DONE;

  output = gp_sqlite_column_text (statement, 0, NULL);
  fault = gp_sqlite_column_text (statement, 1, NULL);
  if (output == NULL && fault == NULL)
    value = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, _("It was cancelled."));
  else
    value = gp_expr_value_from_json (output != NULL ? output : fault, -1, NULL);
  gp_run_engine_answer (self, waiting->run,
                        output != NULL ? GP_FLOW_EVENT_RESULT : GP_FLOW_EVENT_FAILURE,
                        waiting->effect->number, value);

  return TRUE;
}

static gboolean
resume_calls (GpRunEngine       *self,
              GpFlowEffectKind   kind,
              GError           **error)
{
  g_autoptr(GPtrArray) effects = gp_run_effects_list (self->sqlite, kind, error);

  if (effects == NULL)
    return FALSE;
  while (effects->len > 0)
    {
      g_autoptr(GpRunEffect) one = g_ptr_array_steal_index (effects, 0);

      if (kind != GP_FLOW_EFFECT_FLOW)
        g_ptr_array_add (self->calls, g_steal_pointer (&one));
      else if (!ask_child (self, one, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_run_engine_resume (GpRunEngine  *self,
                      GError      **error)
{
  const char *running = gp_flow_status_to_string (GP_FLOW_STATUS_RUNNING);
  g_autoptr(GArray) runs = gp_run_store_list_status (self->sqlite, running, error);

  if (runs == NULL)
    return FALSE;
  for (guint i = 0; i < runs->len; i++)
    g_queue_push_tail (&self->todo, gp_run_task_new (g_array_index (runs, gint64, i), -1));
  for (int kind = 0; kind < GP_FLOW_N_EFFECT_KINDS; kind++)
    if ((gp_run_caller_can ((GpFlowEffectKind) kind) || kind == GP_FLOW_EFFECT_FLOW)
        && !resume_calls (self, (GpFlowEffectKind) kind, error))
      return FALSE;

  return TRUE;
}

/* --- another try ------------------------------------------------------------------------------ */

static gboolean
load_faulted (GpRunEngine  *self,
              gint64        number,
              GpRunRow     *row,
              GError      **error)
{
  g_autoptr(GError) failure = NULL;

  if (!gp_run_store_load (self->sqlite, number, row, &failure))
    {
      if (failure == NULL)
        return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                               _("There is no such run."));
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!g_str_equal (row->status, gp_flow_status_to_string (GP_FLOW_STATUS_FAULTED)))
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "status", "%s",
                           _("Only a run that has failed can be tried again."));

  return TRUE;
}

/* One that was broken off waits for what it waited for. */
static gboolean
revive (GpRunEngine   *self,
        GpRunRow      *row,
        GpFlow        *flow,
        GpExprValue   *input,
        GpFlowRun    **out,
        GError       **error)
{
  g_autoptr(GPtrArray) open = NULL;

  *out = gp_flow_run_from_json (flow, &self->world.world, row->state, -1, error);
  if (*out == NULL)
    return FALSE;
  if (gp_flow_run_has_ended (*out))
    {
      gp_flow_run_retry (*out, input, gp_run_clock_now (self->clock));
      return TRUE;
    }
  if (input != NULL)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "input", "%s",
                           _("The run was broken off by the backend, not by a step that failed: it "
                             "can only go on as it was, without other input."));
  open = gp_run_effects_list_run (self->sqlite, row->number, error);
  while (open != NULL && open->len > 0)
    {
      g_autoptr(GpRunEffect) one = g_ptr_array_steal_index (open, 0);

      if (gp_run_caller_can (one->effect->kind))
        g_ptr_array_add (self->calls, g_steal_pointer (&one));
    }

  return open != NULL;
}

/* Begins a run that never did from its trigger, and another one from the step that failed. */
static gboolean
retry_run (GpRunEngine  *self,
           GpRunRow     *row,
           GpExprValue  *input,
           GError      **error)
{
  GpFlow *flow = gp_run_flows_find (self->flows, &row->flow);
  GpFlowStart start = { .id = row->id, .depth = row->depth, .now = gp_run_clock_now (self->clock) };
  g_autoptr(GpExprValue) trigger = NULL;
  g_autoptr(GpFlowRun) run = NULL;
  g_autoptr(GError) failure = NULL;

  if (flow == NULL)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "flow", "%s",
                           _("The deployed design no longer has this flow."));
  gp_record_world_init (&self->world, self->backend);
  if (row->state != NULL)
    revive (self, row, flow, input, &run, &failure);
  else if (gp_run_store_read_trigger (self->sqlite, row->number, &trigger, &failure))
    {
      start.trigger = trigger;
      run = gp_flow_run_new (flow, &self->world.world, &start, &failure);
    }
  if (failure != NULL && failure->domain == GP_FLOW_ERROR)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "state", "%s", failure->message);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  row->has_ended = FALSE;
  return gp_run_engine_go_on (self, row, g_steal_pointer (&run), NULL, error);
}

/* The transaction is at its end. */
static gboolean
close_turn (GpRunEngine          *self,
            GpSqliteTransaction  *transaction,
            gboolean              is_well,
            GError              **error)
{
  g_autoptr(GpSqliteTransaction) owned = transaction;

  if (!is_well || !gp_run_engine_settle (self, error)
      || !gp_sqlite_commit (g_steal_pointer (&owned), error))
    {
      gp_run_engine_forget (self);
      return FALSE;
    }
  gp_run_engine_follow_up (self);
  gp_run_engine_wake (self);

  return TRUE;
}

gboolean
gp_run_engine_decide (GpRunEngine  *self,
                      gint64        number,
                      guint64       effect,
                      GpExprValue  *decision,
                      GError      **error)
{
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (self->sqlite, error);
  g_autoptr(GpRunTask) task = gp_run_task_new (number, GP_FLOW_EVENT_RESULT);
  gboolean done;

  if (transaction == NULL)
    return FALSE;
  task->effect = effect;
  task->value = gp_expr_value_ref (decision);
  done = gp_run_engine_do (self, task, error);
  if (done && task->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&task->error));
      done = FALSE;
    }

  return close_turn (self, g_steal_pointer (&transaction), done, error);
}

gboolean
gp_run_engine_retry (GpRunEngine  *self,
                     gint64        number,
                     GpExprValue  *input,
                     GError      **error)
{
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GpSqliteTransaction) transaction = gp_sqlite_begin (self->sqlite, error);
  gboolean done;

  if (transaction == NULL)
    return FALSE;
  done = load_faulted (self, number, &row, error) && retry_run (self, &row, input, error);

  return close_turn (self, g_steal_pointer (&transaction), done, error);
}

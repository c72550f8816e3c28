/* gp-run-engine-effects.c — what runs want done, within a transaction
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is about records, events and other flows is done here and now; calls are written down, to be
 * made after the commit, and so is what people or time are to answer. */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"
#include "gp-run-engine.h"

#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-run-data.h"
#include "gp-run-engine-private.h"
#include "gp-run-outbox.h"

#include <glib/gi18n-lib.h>

#define DATA_TIME (5 * G_TIME_SPAN_SECOND)

/* What came of an effect that is done at once. */
static GpFlowEvent
make_event (const GpFlowEffect *effect,
            GpExprValue        *result,
            GpExprValue        *fault)
{
  return (GpFlowEvent) {
    .kind = fault != NULL ? GP_FLOW_EVENT_FAILURE : GP_FLOW_EVENT_RESULT,
    .effect = effect->number,
    .value = fault != NULL ? fault : result,
  };
}

static gboolean
do_data (GpRunEngine         *self,
         const GpRunRow      *row,
         const GpFlowRun     *run,
         const GpFlowEffect  *effect,
         GpExprValue        **result,
         GpExprValue        **fault,
         GError             **error)
{
  GpExprValue *user = gp_flow_value_get (gp_flow_run_get_trigger (run), "user");
  g_autoptr(GpRequest) request = gp_request_new_for_flow (self->backend, self, row->depth + 1,
                                                          user, row->tenant);
  g_autoptr(GpRunTouch) touch = NULL;

  return gp_run_data_perform (request, effect, g_get_monotonic_time () + DATA_TIME, &touch, result,
                              fault, error)
         && (touch == NULL || gp_run_touch_store (touch, row->number, effect, error));
}

static gboolean
do_emit (GpRunEngine         *self,
         const GpRunRow      *row,
         const GpFlowEffect  *effect,
         GError             **error)
{
  return gp_run_outbox_add (self->sqlite, GP_RUN_NEWS_EVENT, &effect->subject,
                            gp_flow_effect_get (effect, "event"), row->depth + 1, row->tenant,
                            error);
}

/* Begins another flow; its end answers the effect. */
static gboolean
do_flow (GpRunEngine         *self,
         const GpRunRow      *row,
         const GpFlowRun     *run,
         const GpFlowEffect  *effect,
         GpExprValue        **fault,
         GError             **error)
{
  GpFlow *flow = gp_run_flows_find (self->flows, &effect->subject);
  GpExprValue *user = gp_flow_value_get (gp_flow_run_get_trigger (run), "user");
  GpExprValue *input = gp_flow_effect_get (effect, "input");
  g_autoptr(GpExprValue) trigger = gp_expr_value_new_object (
    "input", input != NULL ? gp_expr_value_ref (input) : NULL,
    "user", user != NULL ? gp_expr_value_ref (user) : NULL, NULL);
  GpRunTask start = { .flow = flow, .value = trigger, .tenant = row->tenant,
                      .parent = row->number, .parent_effect = effect->number };
  g_autoptr(GError) failure = NULL;
  gint64 number = 0;

  if (flow == NULL || !gp_element_get_bool (gp_flow_get_element (flow), GP_FLOW_ENABLED))
    {
      *fault = gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0,
                                  _("The flow that it runs is not there, or switched off."));
      return TRUE;
    }
  start.depth = (guint) gp_flow_value_get_int (effect->arguments, "depth", row->depth + 1);
  if (!gp_run_effects_add (self->sqlite, row->number, effect, gp_run_clock_now (self->clock),
                           error))
    return FALSE;
  if (gp_run_engine_begin (self, &start, &number, &failure) && number != 0)
    return TRUE;
  if (failure != NULL && failure->domain != GP_FLOW_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *fault = gp_flow_fault_new (failure != NULL ? GP_FLOW_FAULT_VALIDATION : GP_FLOW_FAULT_RUNTIME,
                              0, failure != NULL ? failure->message
                                                 : _("The flow did not want to start."));

  return gp_run_effects_remove (self->sqlite, row->number, effect->number, error);
}

static gboolean
drop_effect (GpRunEngine  *self,
             gint64        run,
             guint64       number,
             GError      **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    self->sqlite, "SELECT number FROM _gp_run WHERE parent = ?1 AND parent_effect = ?2 "
                       "AND ended IS NULL", error);
  GpSqliteStep step;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, run);
  gp_sqlite_bind_int (statement, 2, (gint64) number);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    gp_run_engine_push_inner (self, gp_run_task_new (gp_sqlite_column_int (statement, 0),
                                                     GP_FLOW_EVENT_CANCEL));
  if (step == GP_SQLITE_FAILED)
    return FALSE;

  g_ptr_array_add (self->dropped, g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GUINT64_FORMAT, run,
                                                   number));
  return gp_run_effects_remove (self->sqlite, run, number, error);
}

/* Leaves it for after the commit, or for people; takes @effect. */
static gboolean
leave_open (GpRunEngine     *self,
            const GpRunRow  *row,
            GpFlowEffect   **effect,
            GError         **error)
{
  GpRunEffect *call;

  if (!gp_run_effects_add (self->sqlite, row->number, *effect, gp_run_clock_now (self->clock),
                           error))
    return FALSE;
  if (!gp_run_caller_can ((*effect)->kind))
    return TRUE;

  call = g_new0 (GpRunEffect, 1);
  call->run = row->number;
  call->effect = g_steal_pointer (effect);
  g_ptr_array_add (self->calls, call);

  return TRUE;
}

/* @event: (out): what the run is to hear at once, where *@heard. Its value is *@value. May take
 * *@wish. */
static gboolean
do_effect (GpRunEngine      *self,
           const GpRunRow   *row,
           const GpFlowRun  *run,
           GpFlowEffect    **wish,
           GpFlowEvent      *event,
           gboolean         *heard,
           GpExprValue     **value,
           GError          **error)
{
  const GpFlowEffect *effect = *wish;
  GpExprValue *result = NULL;
  GpExprValue *fault = NULL;
  gboolean done;

  switch (effect->kind)
    {
    case GP_FLOW_EFFECT_READ:
    case GP_FLOW_EFFECT_CREATE:
    case GP_FLOW_EFFECT_UPDATE:
    case GP_FLOW_EFFECT_DELETE:
      done = do_data (self, row, run, effect, &result, &fault, error);
      *heard = TRUE;
      break;
    case GP_FLOW_EFFECT_EMIT:
      done = do_emit (self, row, effect, error);
      *heard = TRUE;
      break;
    case GP_FLOW_EFFECT_FLOW:
      done = do_flow (self, row, run, effect, &fault, error);
      *heard = fault != NULL;
      break;
    case GP_FLOW_EFFECT_CANCEL:
      *heard = FALSE;
      return drop_effect (self, row->number,
                          (guint64) gp_flow_value_get_int (effect->arguments, "effect", 0), error);
    default:
      *heard = FALSE;
      return leave_open (self, row, wish, error);
    }

  *value = fault != NULL ? fault : result;
  *event = make_event (effect, result, fault);
  return done;
}

gboolean
gp_run_engine_do_effects (GpRunEngine     *self,
                          const GpRunRow  *row,
                          GpFlowRun       *run,
                          GpFlowOutcome   *outcome,
                          gint64           now,
                          GError         **error)
{
  while (outcome->effects != NULL && outcome->effects->len > 0)
    {
      g_autoptr(GpFlowEffect) effect = g_ptr_array_steal_index (outcome->effects, 0);
      g_autoptr(GpExprValue) value = NULL;
      GpFlowEvent event;
      gboolean heard = FALSE;

      if (!do_effect (self, row, run, &effect, &event, &heard, &value, error))
        return FALSE;
      if (heard)
        gp_flow_run_take (run, &event, now, outcome);
    }

  return TRUE;
}

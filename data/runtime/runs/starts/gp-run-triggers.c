/* gp-run-triggers.c — flows that changes of records start
 * SPDX-License-Identifier: Apache-2.0
 *
 * Flows that run before a change are a part of the request: they see what is going to be stored,
 * may give it other values, and end before anything is written. Flows that run after it are told by
 * a line in the outbox, which is there exactly when the change is. */
#define G_LOG_DOMAIN "gp-run-triggers"
#include "config.h"
#include "gp-run-triggers.h"

#include "gp-expr-json.h"
#include "gp-flow-driver.h"
#include "gp-flow-fault.h"
#include "gp-flow-start.h"
#include "gp-flow-value.h"
#include "gp-problem.h"
#include "gp-record-world.h"
#include "gp-run-data.h"
#include "gp-run-engine.h"
#include "gp-run-outbox.h"

#include <glib/gi18n-lib.h>

#define MAX_VALUE_DEPTH 64

static GpExprValue *
make_trigger (GpRequest            *request,
              const GpTable        *table,
              const char           *change,
              const GpAccessRecord *old,
              const GpAccessRecord *record)
{
  const GpAccessRecord *subject = record != NULL ? record : old;
  g_autoptr(GpExprValue) trigger = gp_expr_value_new_object (
    "change", gp_expr_value_new_string (change, -1),
    "record", gp_run_data_present (table, subject),
    "old", old != NULL && record != NULL ? gp_run_data_present (table, old) : NULL,
    "user", gp_request_dup_user (request),
    "time", gp_expr_value_new_timestamp (request->now / G_USEC_PER_SEC,
                                         request->now % G_USEC_PER_SEC * 1000), NULL);

  return gp_flow_value_settle (trigger);
}

/* --- before ----------------------------------------------------------------------------------- */

/* What a flow that runs before a change may want done. */
typedef struct
{
  GpRequest *request;     /* of the flow */
  GError    *breakdown;   /* of the database */
} Before;

static GpExprValue *
perform_data (const GpFlowEffect  *effect,
              gpointer             user_data,
              GpExprValue        **fault)
{
  Before *self = user_data;
  GpExprValue *result = NULL;

  if (self->breakdown != NULL
      || !gp_run_data_perform (self->request, effect, 0, NULL, &result, fault, &self->breakdown))
    *fault = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, NULL);

  return result;
}

static GpExprValue *
perform_emit (const GpFlowEffect  *effect,
              gpointer             user_data,
              GpExprValue        **fault)
{
  Before *self = user_data;

  if (self->breakdown == NULL
      && gp_run_outbox_add (gp_backend_get_sqlite (self->request->backend), GP_RUN_NEWS_EVENT,
                            &effect->subject, gp_flow_effect_get (effect, "event"),
                            self->request->depth, self->request->caller.tenant, &self->breakdown))
    {
      gp_run_engine_wake (self->request->engine);
      return gp_expr_value_new_null ();
    }
  *fault = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, NULL);

  return NULL;
}

static const GpFlowEffects effects_before = {
  .perform = {
    [GP_FLOW_EFFECT_READ] = perform_data,   [GP_FLOW_EFFECT_CREATE] = perform_data,
    [GP_FLOW_EFFECT_UPDATE] = perform_data, [GP_FLOW_EFFECT_DELETE] = perform_data,
    [GP_FLOW_EFFECT_EMIT] = perform_emit,
  },
};

/* @error: one of a flow, as a client sees it. */
static gboolean
refuse_flow (const GError  *cause,
             GError       **error)
{
  if (cause->domain != GP_FLOW_ERROR)
    {
      g_propagate_error (error, g_error_copy (cause));
      return FALSE;
    }
  if (cause->code == GP_FLOW_ERROR_DEPTH)
    return gp_problem_set (error, 508, "recursion", "%s", cause->message);

  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "flow", "%s", cause->message);
}

/* The flow ended with an error: its own words are for the client. */
static gboolean
refuse_change (const GpFlowRun  *run,
               GError          **error)
{
  const GpExprValue *fault = gp_flow_run_get_error (run);
  int status = fault != NULL ? gp_flow_fault_get_status (fault) : 0;
  const char *detail = fault != NULL ? gp_flow_fault_get_text (fault, "detail") : "";
  const char *name = gp_element_get_name (gp_flow_get_element (gp_flow_run_get_flow (run)));

  if (status < 400 || status > 599)
    status = SOUP_STATUS_CONFLICT;
  if (*detail != '\0')
    return gp_problem_set (error, (guint) status, "flow", "%s", detail);

  return gp_problem_set (error, (guint) status, "flow", _("The flow %s refuses this."), name);
}

static gboolean
take_change (GpRequest       *request,
             GpRecordWorld   *world,
             GpAccessRecord  *record,
             GpRecordInput   *input,
             const char      *name,
             GpExprValue     *value,
             GError         **error)
{
  GpColumn *column = gp_table_find (input->table, name);
  g_autofree char *json = gp_expr_value_to_json (value);
  g_autoptr(GpJsonDocument) document = NULL;
  GpCell cell = GP_CELL_INIT;

  if (column == NULL || column->inert || column->is_file || column->numbered_only)
    return TRUE;
  document = gp_json_document_parse (json, strlen (json), MAX_VALUE_DEPTH, error);
  if (document == NULL)
    return FALSE;
  if (!gp_expr_value_is_null (value)
      && !gp_cell_from_json (&column->format, document, GP_JSON_ROOT, &cell, NULL))
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "flow",
                           _("A flow sets %s to a value that does not fit: %s."), name, json);

  gp_record_world_set (world, record, column, &cell);
  gp_record_input_set (input, column, cell);

  return TRUE;
}

static gboolean
take_changes (GpRequest        *request,
              const GpFlowRun  *run,
              GpAccessRecord   *record,
              GpRecordInput    *input,
              GError          **error)
{
  GpExprValue *changes = gp_flow_run_get_changes (run);
  GpRecordWorld world;

  if (record == NULL || input == NULL)
    return TRUE;
  gp_record_world_init (&world, request->backend);
  for (gsize i = 0; i < gp_expr_value_get_size (changes); i++)
    if (!take_change (request, &world, record, input,
                      gp_expr_value_get_string (gp_expr_value_get_key (changes, i), NULL),
                      gp_expr_value_get_entry (changes, i), error))
      return FALSE;

  return TRUE;
}

/* @out: (out) (transfer full): the run that has ended; NULL where the flow does not want to run. */
static gboolean
run_before (GpRequest    *request,
            GpFlow       *flow,
            GpExprValue  *trigger,
            GpRecordWorld *world,
            GpFlowRun   **out,
            GError      **error)
{
  g_autofree char *id = g_uuid_string_random ();
  const GpFlowStart start = { .id = id, .trigger = trigger, .now = request->now,
                              .depth = request->depth };
  g_autoptr(GpExprValue) user = gp_request_dup_user (request);
  g_autoptr(GpRequest) inner = gp_request_new_for_flow (request->backend, request->engine,
                                                        request->depth + 1, user,
                                                        request->caller.tenant);
  Before before = { .request = inner };
  g_auto(GpFlowAdmission) admission = { 0 };
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GpFlowRun) run = NULL;

  if (!gp_flow_admit (flow, &world->world, &start, &admission, error))
    return FALSE;
  if (!admission.wanted)
    return TRUE;
  run = gp_flow_run_new (flow, &world->world, &start, error);
  if (run == NULL
      || !gp_flow_drive_to_end (run, &effects_before, &before, request->now, &outcome, error))
    {
      g_clear_error (&before.breakdown);
      return FALSE;
    }
  if (before.breakdown != NULL)
    {
      g_propagate_error (error, before.breakdown);
      return FALSE;
    }
  *out = g_steal_pointer (&run);

  return TRUE;
}

static gboolean
run_one (GpRequest            *request,
         GpFlow               *flow,
         GpExprValue          *trigger,
         GpAccessRecord       *record,
         GpRecordInput        *input,
         GError              **error)
{
  GpRecordWorld world;
  g_autoptr(GpFlowRun) run = NULL;
  g_autoptr(GError) failure = NULL;

  gp_record_world_init (&world, request->backend);
  if (!run_before (request, flow, trigger, &world, &run, &failure))
    return refuse_flow (failure, error);
  if (run == NULL)
    return TRUE;
  if (gp_flow_run_get_status (run) != GP_FLOW_STATUS_COMPLETED)
    return refuse_change (run, error);

  return take_changes (request, run, record, input, error);
}

gboolean
gp_run_triggers_before (GpRequest             *request,
                        const GpTable         *table,
                        const char            *change,
                        const GpAccessRecord  *old,
                        GpAccessRecord        *record,
                        GpRecordInput         *input,
                        GError               **error)
{
  GpRunFlows *flows = request->engine != NULL ? gp_run_engine_get_flows (request->engine) : NULL;
  GPtrArray *all;

  if (flows == NULL || !gp_run_flows_has_trigger (flows, &table->id, change, TRUE))
    return TRUE;

  all = gp_run_flows_list (flows);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr(GpExprValue) trigger = NULL;

      if (!gp_flow_is_started_by (all->pdata[i], &table->id, change, TRUE))
        continue;
      /* Each sees what those before it have set. */
      trigger = make_trigger (request, table, change, old, record);
      if (!run_one (request, all->pdata[i], trigger, record, input, error))
        return FALSE;
    }

  return TRUE;
}

/* --- after ------------------------------------------------------------------------------------ */

gboolean
gp_run_triggers_after (GpRequest             *request,
                       const GpTable         *table,
                       const char            *change,
                       const GpAccessRecord  *old,
                       const GpAccessRecord  *record,
                       const GArray          *key,
                       GError               **error)
{
  GpRunFlows *flows = request->engine != NULL ? gp_run_engine_get_flows (request->engine) : NULL;
  g_autoptr(GpAccessRecord) stored = NULL;
  g_autoptr(GpExprValue) trigger = NULL;
  g_autoptr(GError) failure = NULL;
  GpRecordWorld world;

  if (flows == NULL || !gp_run_flows_has_trigger (flows, &table->id, change, FALSE))
    return TRUE;

  gp_record_world_init (&world, request->backend);
  if (key != NULL && key->len > 0)
    stored = gp_record_world_load (&world, table, key, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  trigger = make_trigger (request, table, change, old, stored != NULL ? stored : record);
  if (!gp_run_outbox_add (gp_backend_get_sqlite (request->backend), GP_RUN_NEWS_CHANGE, &table->id,
                          trigger, request->depth, request->caller.tenant, error))
    return FALSE;
  gp_run_engine_wake (request->engine);

  return TRUE;
}

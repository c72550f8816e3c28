/* gp-flow-trace.c — what a run did, line by line
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-trace.h"

#include "gp-flow-duration.h"
#include "gp-flow-value.h"

static const char *const kinds[GP_FLOW_N_TRACE_KINDS] = {
  [GP_FLOW_TRACE_STARTED] = "started",     [GP_FLOW_TRACE_SKIPPED] = "skipped",
  [GP_FLOW_TRACE_COMPLETED] = "completed", [GP_FLOW_TRACE_FAILED] = "failed",
  [GP_FLOW_TRACE_RETRY] = "retry",         [GP_FLOW_TRACE_CANCELLED] = "cancelled",
  [GP_FLOW_TRACE_TAKEN] = "taken",         [GP_FLOW_TRACE_ENDED] = "ended",
};

void
gp_flow_trace_free (GpFlowTrace *self)
{
  if (self == NULL)
    return;

  g_free (self->place);
  gp_expr_value_unref (self->value);
  g_free (self);
}

const char *
gp_flow_trace_kind_to_string (GpFlowTraceKind kind)
{
  g_return_val_if_fail (kind < GP_FLOW_N_TRACE_KINDS, NULL);
  return kinds[kind];
}

GpExprValue *
gp_flow_trace_to_value (const GpFlowTrace *self)
{
  return gp_expr_value_new_object (
    "what", gp_expr_value_new_string (kinds[self->kind], -1),
    "at", gp_expr_value_new_int (self->at),
    "step", gp_flow_value_from_id (&self->step),
    "place", *self->place != '\0' ? gp_expr_value_new_string (self->place, -1) : NULL,
    "attempt", self->attempt > 0 ? gp_expr_value_new_int (self->attempt) : NULL,
    "transition", gp_flow_value_from_id (&self->transition),
    "due", self->due != GP_FLOW_NEVER ? gp_expr_value_new_int (self->due) : NULL,
    "value", self->value != NULL ? gp_expr_value_ref (self->value) : NULL, NULL);
}

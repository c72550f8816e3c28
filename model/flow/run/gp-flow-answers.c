/* gp-flow-answers.c — what comes back to steps that wanted something done outside the run
 * SPDX-License-Identifier: Apache-2.0
 *
 * Results, decisions, events and the end of waiting become the output of a step, or its error. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-decision.h"
#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

static GpFlowStepState
take_response (GpFlowFrame  *frame,
               GpExprValue  *result,
               GpExprValue **value)
{
  gint64 status = gp_flow_value_get_int (result, "status", 200);
  GpExprValue *after;

  if (status < 400)
    {
      g_autoptr(GpExprValue) blank = gp_expr_value_new_object (
        "status", gp_expr_value_new_int (status), "headers", gp_expr_value_new_map (NULL, NULL, 0),
        "body", gp_expr_value_new_null (), NULL);

      *value = gp_expr_value_get_kind (result) == GP_EXPR_VALUE_MAP
                 ? gp_flow_value_merge (blank, result)
                 : gp_expr_value_ref (blank);
      return GP_FLOW_STEP_DONE;
    }

  *value = gp_flow_fault_new_response (frame->step->name, (int) status);
  after = gp_flow_value_get (result, "retry_after");
  if (after != NULL)
    gp_flow_frame_set (value, gp_flow_value_with (*value, "retry_after",
                                                  gp_expr_value_ref (after)));
  return GP_FLOW_STEP_FAILED;
}

/* A rejection goes its own way where the drawing has one, and else is an error. */
static GpFlowStepState
take_decision (GpFlowFrame  *frame,
               GpExprValue  *result,
               GpExprValue **value)
{
  const char *decision = gp_flow_value_get_text (result, "decision");
  g_autofree char *comment = gp_flow_decision_dup_comment (result);
  gboolean approved = g_strcmp0 (decision, "approve") == 0;
  g_autofree char *detail = NULL;

  if (!approved && g_strcmp0 (decision, "reject") != 0)
    {
      *value = gp_flow_fault_new (GP_FLOW_FAULT_VALIDATION, 0,
                                  _("A decision is “approve” or “reject”."));
      return GP_FLOW_STEP_FAILED;
    }
  if (approved || gp_flow_step_has_edge (frame->step, GP_FLOW_EDGE_CASE)
      || gp_flow_step_has_edge (frame->step, GP_FLOW_EDGE_ELSE))
    {
      *value = gp_expr_value_ref (result);
      return GP_FLOW_STEP_DONE;
    }

  detail = *comment == '\0' ? g_strdup_printf (_("“%s” was rejected."), frame->step->name)
                             : g_strdup_printf (_("“%s” was rejected: %s"), frame->step->name,
                                                comment);
  *value = gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0, detail);
  return GP_FLOW_STEP_FAILED;
}

GpFlowStepState
gp_flow_step_result (GpFlowRun      *run,
                     GpFlowFrame    *frame,
                     GpExprValue    *result,
                     GpFlowOutcome  *outcome,
                     GpExprValue   **value)
{
  switch (frame->step->type)
    {
    case GP_FLOW_STEP_CALL_HTTP:
      return take_response (frame, result, value);
    case GP_FLOW_STEP_APPROVE:
      return take_decision (frame, result, value);
    case GP_FLOW_STEP_EMIT:
      *value = gp_flow_value_settle (gp_flow_value_get (frame->arguments, "event"));
      return GP_FLOW_STEP_DONE;
    default:
      *value = gp_expr_value_ref (result);
      return GP_FLOW_STEP_DONE;
    }
}

static GpExprValue *
decide_without (const char *decision)
{
  return gp_expr_value_new_object ("decision", gp_expr_value_new_string (decision, -1),
                                   "by", gp_expr_value_new_string ("", -1),
                                   "comment", gp_expr_value_new_string ("", -1), NULL);
}

static GpFlowStepState
run_out (GpFlowFrame  *frame,
         const char   *sentence,
         GpExprValue **value)
{
  g_autofree char *limit = gp_flow_duration_format (frame->step->duration);
  g_autofree char *detail = g_strdup_printf ("“%s”: %s (%s)", frame->step->name, sentence, limit);

  *value = gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0, detail);
  return GP_FLOW_STEP_FAILED;
}

GpFlowStepState
gp_flow_step_due (GpFlowRun      *run,
                  GpFlowFrame    *frame,
                  GpFlowOutcome  *outcome,
                  GpExprValue   **value)
{
  const char *on_timeout = gp_element_get_text (frame->step->element, GP_STEP_ON_TIMEOUT);
  guint64 old = frame->effect;
  g_autoptr(GpExprValue) decision = NULL;

  if (frame->step->type == GP_FLOW_STEP_WAIT)
    {
      *value = gp_expr_value_ref (frame->input);
      return GP_FLOW_STEP_DONE;
    }
  if (frame->step->type == GP_FLOW_STEP_LISTEN)
    return run_out (frame, _("the event did not come in time"), value);

  if (g_str_equal (on_timeout, "raise") || (g_str_equal (on_timeout, "escalate")
                                            && frame->count > 0))
    return run_out (frame, _("nobody decided in time"), value);

  gp_flow_wish (run, frame, GP_FLOW_EFFECT_CANCEL, NULL,
                gp_expr_value_new_object ("effect", gp_expr_value_new_int ((gint64) old), NULL),
                outcome);
  if (g_str_equal (on_timeout, "escalate"))
    {
      frame->count++;
      return gp_flow_call_begin (run, frame, outcome, value);
    }
  decision = decide_without (on_timeout);
  return take_decision (frame, decision, value);
}

static const char *
get_event_name (const GpFlowRun *run,
                const GpId      *id)
{
  const GpElement *event = gp_design_lookup (run->flow->design, id);

  return event != NULL ? gp_element_get_name (event) : "";
}

/* Whether all events that @frame's step listens to have come; @came: maps of name and data. */
static gboolean
has_all (GpFlowRun       *run,
         GpFlowFrame     *frame,
         GPtrArray       *came)
{
  gsize n = 0;
  const GpId *events = gp_element_get_refs (frame->step->element, GP_STEP_LISTEN_EVENTS, &n);

  for (gsize i = 0; i < n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < came->len && !found; k++)
        found = g_strcmp0 (gp_flow_value_get_text (came->pdata[k], "name"),
                           get_event_name (run, &events[i])) == 0;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_listened_to (GpFlowRun   *run,
                GpFlowFrame *frame,
                const char  *name)
{
  gsize n = 0;
  const GpId *events = gp_element_get_refs (frame->step->element, GP_STEP_LISTEN_EVENTS, &n);

  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (get_event_name (run, &events[i]), name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
gp_flow_step_message (GpFlowRun        *run,
                      GpFlowFrame      *frame,
                      const char       *name,
                      GpExprValue      *payload,
                      GpFlowStepState  *state,
                      GpExprValue     **value)
{
  g_autoptr(GPtrArray) came = gp_flow_values_new ();
  g_autoptr(GPtrArray) data = g_ptr_array_new ();
  gboolean holds = TRUE;

  if (frame->step == NULL || frame->step->type != GP_FLOW_STEP_LISTEN || frame->effect == 0 ||
      !is_listened_to (run, frame, name))
    return FALSE;
  if (!gp_flow_frame_listens (run, frame, payload, &holds, value))
    {
      *state = GP_FLOW_STEP_FAILED;
      return TRUE;
    }
  if (!holds)
    return FALSE;

  for (gsize i = 0; i < gp_expr_value_get_size (frame->list); i++)
    g_ptr_array_add (came, gp_expr_value_ref (gp_expr_value_get_item (frame->list, i)));
  g_ptr_array_add (came, gp_expr_value_new_object ("name", gp_expr_value_new_string (name, -1),
                                                   "data", gp_expr_value_ref (payload), NULL));
  gp_flow_frame_set (&frame->list, gp_flow_value_list (came));
  *state = GP_FLOW_STEP_PENDING;
  if (gp_element_is (frame->step->element, GP_STEP_LISTEN_MODE, "all") &&
      !has_all (run, frame, came))
    return TRUE;

  for (guint i = 0; i < came->len; i++)
    g_ptr_array_add (data, gp_flow_value_get (came->pdata[i], "data"));
  *value = gp_flow_value_list (data);
  *state = GP_FLOW_STEP_DONE;
  return TRUE;
}

/* gp-flow-steps.c — what each type of step does
 * SPDX-License-Identifier: Apache-2.0
 *
 * One line of a table for each type. Steps that want something done outside share the functions of
 * gp-flow-calls.c. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

typedef GpFlowStepState (*Begin) (GpFlowRun *run, GpFlowFrame *frame, GpFlowOutcome *outcome,
                                  GpExprValue **value);

static GpFlowStepState
done (GpExprValue  *output,
      GpExprValue **value)
{
  *value = output;
  return GP_FLOW_STEP_DONE;
}

static GpFlowStepState
failed (GpExprValue  *error,
        GpExprValue **value)
{
  *value = error;
  return GP_FLOW_STEP_FAILED;
}

static GpFlowStepState
begin_set (GpFlowRun      *run,
           GpFlowFrame    *frame,
           GpFlowOutcome  *outcome,
           GpExprValue   **value)
{
  GpExprValue *error = NULL;
  g_autoptr(GpExprValue) values = gp_flow_frame_eval_with (run, frame, frame->step->with, NULL,
                                                           &error);

  if (values == NULL || !gp_flow_run_keep (run, values, TRUE, &error))
    return failed (error, value);
  return done (g_steal_pointer (&values), value);
}

/* The edges decide; the data goes through. */
static GpFlowStepState
begin_switch (GpFlowRun      *run,
              GpFlowFrame    *frame,
              GpFlowOutcome  *outcome,
              GpExprValue   **value)
{
  return done (gp_expr_value_ref (frame->input), value);
}

static GpFlowStepState
begin_group (GpFlowRun      *run,
             GpFlowFrame    *frame,
             GpFlowOutcome  *outcome,
             GpExprValue   **value)
{
  const GpFlowBlock *body = frame->step->body;

  if (body == NULL)
    return done (gp_expr_value_ref (frame->input), value);
  gp_flow_frame_new (run, frame, body, gp_flow_block_first (body), frame->input);
  return GP_FLOW_STEP_PENDING;
}

/* The next turn, if there is one. @data: what the turn before gave. */
static GpFlowStepState
turn (GpFlowRun    *run,
      GpFlowFrame  *frame,
      GpExprValue  *data,
      GpExprValue **value)
{
  const GpFlowStep *step = frame->step;
  gboolean has_item = frame->list != NULL && frame->count < gp_expr_value_get_size (frame->list);
  GpFlowFrame *body;
  GpExprValue *error = NULL;
  gboolean holds = TRUE;

  if (step->body == NULL || (frame->list != NULL && !has_item))
    return done (gp_expr_value_ref (data), value);

  body = gp_flow_frame_new (run, frame, step->body, gp_flow_block_first (step->body), data);
  body->is_turn = TRUE;
  body->number = frame->count;
  body->item = has_item ? gp_expr_value_ref (gp_expr_value_get_item (frame->list, frame->count))
                        : gp_expr_value_new_null ();
  if (step->repeat != NULL &&
      !gp_flow_frame_holds (run, body, step->repeat, NULL, &holds, &error))
    {
      g_ptr_array_remove (run->frames, body);
      return failed (error, value);
    }
  if (!holds)
    {
      g_ptr_array_remove (run->frames, body);
      return done (gp_expr_value_ref (data), value);
    }
  frame->count++;
  return GP_FLOW_STEP_PENDING;
}

static GpFlowStepState
begin_for (GpFlowRun      *run,
           GpFlowFrame    *frame,
           GpFlowOutcome  *outcome,
           GpExprValue   **value)
{
  g_autoptr(GpExprValue) made = NULL;
  g_autoptr(GpExprValue) list = NULL;

  if (frame->step->in != NULL)
    {
      made = gp_flow_frame_eval (run, frame, frame->step->in, NULL);
      list = gp_flow_value_settle (made);
      if (gp_expr_value_is_error (list))
        return failed (gp_flow_fault_of_expression (list, _("In")), value);
      if (gp_expr_value_get_kind (list) != GP_EXPR_VALUE_LIST)
        return failed (gp_flow_fault_new (GP_FLOW_FAULT_EXPRESSION, 0,
                                          _("What is gone through must be a list.")), value);
      gp_flow_frame_set (&frame->list, g_steal_pointer (&list));
    }
  return turn (run, frame, frame->input, value);
}

static void
add_branch (GpFlowRun         *run,
            GpFlowFrame       *frame,
            const GpFlowBlock *block,
            const GpFlowStep  *first,
            const GpFlowStep  *stop)
{
  GpFlowFrame *branch = gp_flow_frame_new (run, frame, block, first, frame->input);

  branch->is_branch = TRUE;
  branch->number = frame->count++;
  branch->stop = stop;
  if (branch->step == stop)
    branch->step = NULL;
}

/* In a list of branches each step is one; its siblings do not follow it. */
static void
add_inner_branches (GpFlowRun   *run,
                    GpFlowFrame *frame)
{
  const GpFlowBlock *body = frame->step->body;

  for (guint i = 0; body->is_list && i < body->steps->len; i++)
    add_branch (run, frame, body, body->steps->pdata[i],
                gp_flow_block_after (body, body->steps->pdata[i]));
  for (guint i = 0; i < body->entries->len; i++)
    if (((GpFlowEdge *) body->entries->pdata[i])->type != GP_FLOW_EDGE_ERROR)
      add_branch (run, frame, body, ((GpFlowEdge *) body->entries->pdata[i])->to, NULL);
}

static GpFlowStepState
begin_fork (GpFlowRun      *run,
            GpFlowFrame    *frame,
            GpFlowOutcome  *outcome,
            GpExprValue   **value)
{
  const GpFlowStep *step = frame->step;
  const GpFlowStep *join = gp_flow_step_join (step);

  if (step->body != NULL)
    add_inner_branches (run, frame);
  for (guint i = 0; i < step->edges->len; i++)
    {
      const GpFlowEdge *edge = step->edges->pdata[i];

      if (edge->type != GP_FLOW_EDGE_BRANCH)
        continue;
      add_branch (run, frame, frame->block, edge->to, join);
      gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_TAKEN, NULL, outcome)->transition =
        *gp_element_get_id (edge->element);
    }
  if (frame->count == 0)
    return done (gp_expr_value_ref (frame->input), value);

  frame->list = gp_expr_value_new_list (NULL, 0);
  return GP_FLOW_STEP_PENDING;
}

static GpFlowStepState
begin_wait (GpFlowRun      *run,
            GpFlowFrame    *frame,
            GpFlowOutcome  *outcome,
            GpExprValue   **value)
{
  if (frame->step->duration <= 0)
    return done (gp_expr_value_ref (frame->input), value);
  frame->due = gp_flow_time_add (run->now, frame->step->duration);
  return GP_FLOW_STEP_PENDING;
}

static GpFlowStepState
begin_raise (GpFlowRun      *run,
             GpFlowFrame    *frame,
             GpFlowOutcome  *outcome,
             GpExprValue   **value)
{
  const GpElement *element = frame->step->element;
  const char *title = gp_element_get_text (element, GP_STEP_TITLE);
  g_autoptr(GpExprValue) made = NULL;
  g_autofree char *text = NULL;
  const char *detail = NULL;

  if (frame->step->error_detail != NULL)
    {
      made = gp_flow_frame_eval (run, frame, frame->step->error_detail, NULL);
      if (gp_expr_value_is_error (made))
        return failed (gp_flow_fault_of_expression (made, _("Detail")), value);
      if (gp_expr_value_get_kind (made) == GP_EXPR_VALUE_STRING)
        detail = gp_expr_value_get_string (made, NULL);
      else
        detail = text = gp_expr_value_to_text (made);
    }
  return failed (gp_flow_fault_new_custom (gp_element_get_text (element, GP_STEP_ERROR_TYPE),
                                           (int) gp_element_get_int (element,
                                                                     GP_STEP_ERROR_STATUS),
                                           title, detail), value);
}

static const Begin begins[GP_FLOW_N_STEP_TYPES] = {
  [GP_FLOW_STEP_SET] = begin_set,     [GP_FLOW_STEP_SWITCH] = begin_switch,
  [GP_FLOW_STEP_FOR] = begin_for,     [GP_FLOW_STEP_FORK] = begin_fork,
  [GP_FLOW_STEP_GROUP] = begin_group, [GP_FLOW_STEP_TRY] = begin_group,
  [GP_FLOW_STEP_WAIT] = begin_wait,   [GP_FLOW_STEP_RAISE] = begin_raise,
};

GpFlowStepState
gp_flow_step_begin (GpFlowRun      *run,
                    GpFlowFrame    *frame,
                    GpFlowOutcome  *outcome,
                    GpExprValue   **value)
{
  Begin begin_type = begins[frame->step->type];

  if (begin_type == NULL)
    return gp_flow_call_begin (run, frame, outcome, value);
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_STARTED, frame->input, outcome);
  return begin_type (run, frame, outcome, value);
}

/* A branch ended. What came so far is a list of maps of number and output; in the end it is put in
 * the order of the branches. */
static GpFlowStepState
join (GpFlowRun      *run,
      GpFlowFrame    *frame,
      guint           branch,
      GpExprValue    *output,
      GpFlowOutcome  *outcome,
      GpExprValue   **value)
{
  g_autoptr(GPtrArray) came = gp_flow_values_new ();
  g_autoptr(GPtrArray) ordered = g_ptr_array_new ();

  if (gp_element_get_bool (frame->step->element, GP_STEP_COMPETE))
    {
      gp_flow_run_drop_inside (run, frame, outcome);
      return done (gp_expr_value_ref (output), value);
    }

  for (gsize i = 0; i < gp_expr_value_get_size (frame->list); i++)
    g_ptr_array_add (came, gp_expr_value_ref (gp_expr_value_get_item (frame->list, i)));
  g_ptr_array_add (came, gp_expr_value_new_object ("number", gp_expr_value_new_int (branch),
                                                   "output", gp_expr_value_ref (output), NULL));
  gp_flow_frame_set (&frame->list, gp_flow_value_list (came));
  if (came->len < frame->count)
    return GP_FLOW_STEP_PENDING;

  for (guint number = 0; number < frame->count; number++)
    for (guint i = 0; i < came->len; i++)
      if (gp_flow_value_get_int (came->pdata[i], "number", -1) == number)
        g_ptr_array_add (ordered, gp_flow_value_get (came->pdata[i], "output"));
  return done (gp_flow_value_list (ordered), value);
}

GpFlowStepState
gp_flow_step_ended_inside (GpFlowRun      *run,
                           GpFlowFrame    *frame,
                           guint           branch,
                           GpExprValue    *output,
                           GpFlowOutcome  *outcome,
                           GpExprValue   **value)
{
  switch (frame->step->type)
    {
    case GP_FLOW_STEP_FOR:
      return turn (run, frame, output, value);
    case GP_FLOW_STEP_FORK:
      return join (run, frame, branch, output, outcome, value);
    default:
      return done (gp_expr_value_ref (output), value);
    }
}

/* Whether a member that set steps write is a field of the record that is going to be stored. */
static gboolean
is_field (const GpFlowRun *run,
          const char      *name)
{
  const GpId *entity = gp_element_get_ref (run->flow->element, GP_FLOW_TRIGGER_ENTITY);

  return entity != NULL && gp_flow_is_before (run->flow)
         && gp_design_find_child (run->flow->design, entity, GP_KIND_FIELD, name) != NULL;
}

/* The record that is going to be stored gets @value as its @name. */
static void
change (GpFlowRun   *run,
        const char  *name,
        GpExprValue *value)
{
  GpExprValue *record = gp_flow_value_get (run->trigger, "record");

  gp_flow_frame_set (&run->changes,
                     gp_flow_value_with (run->changes, name, gp_expr_value_ref (value)));
  if (record != NULL && gp_expr_value_get_kind (record) == GP_EXPR_VALUE_MAP)
    gp_flow_frame_set (&run->trigger,
                       gp_flow_value_with (run->trigger, "record",
                                           gp_flow_value_with (record, name,
                                                               gp_expr_value_ref (value))));
}

gboolean
gp_flow_run_keep (GpFlowRun          *run,
                  const GpExprValue  *values,
                  gboolean            is_set,
                  GpExprValue       **error)
{
  GpExprValue *vars = gp_flow_value_merge (run->vars, values);
  gsize before = gp_flow_value_measure (run->vars), after = gp_flow_value_measure (vars);

  if (run->bytes - before + after > GP_FLOW_MAX_BYTES)
    {
      g_autofree char *detail =
        g_strdup_printf (_("The variables make the run larger than %d MB: keep less in them."),
                         GP_FLOW_MAX_BYTES / (1024 * 1024));

      gp_expr_value_unref (vars);
      *error = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 413, detail);
      return FALSE;
    }

  run->bytes = run->bytes - before + after;
  gp_flow_frame_set (&run->vars, vars);
  for (gsize i = 0; is_set && i < gp_expr_value_get_size (values); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (values, i), NULL);

      if (is_field (run, name))
        change (run, name, gp_expr_value_get_entry (values, i));
    }
  return TRUE;
}

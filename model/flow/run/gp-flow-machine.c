/* gp-flow-machine.c — how frames go from step to step
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each call does one small thing with one frame, so that a run can be stopped and written down
 * between any two. A step ends in one of three ways: it is done, and the frame takes one of its
 * edges; it failed, and is tried again, or caught by an error edge, or fails what is around it; or
 * what is around it was dropped, and with it the frame.
 *
 * Nothing is kept in C's stack between calls: loops and branches are frames.
 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-design-record.h"

static void fail (GpFlowRun *run, GpFlowFrame *frame, GpExprValue *error, GpFlowOutcome *outcome);

void
gp_flow_run_end (GpFlowRun     *run,
                 GpFlowStatus   status,
                 GpExprValue   *value,
                 GpFlowOutcome *outcome)
{
  run->status = status;
  if (status == GP_FLOW_STATUS_COMPLETED)
    gp_flow_frame_set (&run->output, value);
  else
    gp_flow_frame_set (&run->error, value);

  if (run->frames->len > 0)
    {
      GpFlowFrame *frame = run->frames->pdata[0];

      gp_flow_run_drop_inside (run, frame, outcome);
      if (frame->phase != GP_FLOW_PHASE_READY)
        gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_CANCELLED, NULL, outcome);
      g_ptr_array_steal_index (run->frames, 0);
      gp_flow_frame_free (run->failed);
      run->failed = frame;      /* as it was, for another try */
    }
  gp_flow_frame_trace (run, NULL, GP_FLOW_TRACE_ENDED, value, outcome);
}

static void
take_edge (GpFlowRun        *run,
           GpFlowFrame      *frame,
           const GpFlowEdge *edge,
           GpFlowOutcome    *outcome)
{
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_TAKEN, NULL, outcome)->transition =
    *gp_element_get_id (edge->element);
  frame->step = edge->to;
}

/* The first case that holds, else the way that needs no condition; NULL: there is none. FALSE, and
 * *@error, where a condition failed. */
static gboolean
choose_edge (GpFlowRun         *run,
             const GpFlowFrame *frame,
             GPtrArray         *edges,
             const GpFlowEdge **chosen,
             GpExprValue      **error)
{
  const GpFlowEdge *otherwise = NULL;

  *chosen = NULL;
  for (guint i = 0; i < edges->len && *chosen == NULL; i++)
    {
      const GpFlowEdge *edge = edges->pdata[i];
      gboolean holds = FALSE;

      if (edge->type == GP_FLOW_EDGE_CASE)
        {
          if (edge->when != NULL &&
              !gp_flow_frame_holds (run, frame, edge->when, frame->data, &holds, error))
            return FALSE;
          if (holds)
            *chosen = edge;
        }
      else if (edge->type == GP_FLOW_EDGE_ELSE
               || (edge->type == GP_FLOW_EDGE_NEXT && otherwise == NULL))
        {
          otherwise = edge;
        }
    }
  if (*chosen == NULL)
    *chosen = otherwise;
  return TRUE;
}

/* The frame leaves its step, whose output is in frame->data. */
static void
leave (GpFlowRun     *run,
       GpFlowFrame   *frame,
       GpFlowOutcome *outcome)
{
  const GpFlowEdge *edge = NULL;
  GpExprValue *error = NULL;

  if (!choose_edge (run, frame, frame->step->edges, &edge, &error))
    {
      fail (run, frame, error, outcome);
      return;
    }

  gp_flow_frame_rest (frame);
  g_clear_pointer (&frame->input, gp_expr_value_unref);
  if (edge != NULL)
    take_edge (run, frame, edge, outcome);
  else
    frame->step = gp_flow_block_after (frame->block, frame->step);
  frame->attempt = 0;
  if (frame->stop != NULL && frame->step == frame->stop)
    frame->step = NULL;
}

/* What a step leaves behind for expressions. FALSE, and *@error, where it is too much. */
static gboolean
store_output (GpFlowRun    *run,
              GpFlowFrame  *frame,
              GpExprValue  *output,
              const char   *status,
              GpExprValue **error)
{
  GpExprValue *input = frame->arguments != NULL ? frame->arguments : frame->input;
  GpExprValue *before = g_hash_table_lookup (run->outputs, frame->step);
  GpExprValue *after = gp_expr_value_new_object (
    "input", input != NULL ? gp_expr_value_ref (input) : NULL,
    "output", gp_expr_value_ref (output),
    "status", gp_expr_value_new_string (status, -1), NULL);
  gsize old_size = before != NULL ? gp_flow_value_measure (before) : 0;
  gsize new_size = gp_flow_value_measure (after);
  g_autofree char *detail = NULL;

  if (run->bytes - old_size + new_size <= GP_FLOW_MAX_BYTES)
    {
      run->bytes = run->bytes - old_size + new_size;
      g_hash_table_replace (run->outputs, (gpointer) frame->step, after);
      return TRUE;
    }

  gp_expr_value_unref (after);
  detail = g_strdup_printf (_("What “%s” gives makes the run larger than %d MB: take less of it "
                              "with “Output”."),
                            frame->step->name, GP_FLOW_MAX_BYTES / (1024 * 1024));
  *error = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 413, detail);
  return FALSE;
}

/* @raw: what the step's own work gave. */
static void
complete (GpFlowRun     *run,
          GpFlowFrame   *frame,
          GpExprValue   *raw,
          GpFlowOutcome *outcome)
{
  const GpFlowStep *step = frame->step;
  g_autoptr(GpExprValue) made = NULL;
  g_autoptr(GpExprValue) output = NULL;
  GpExprValue *error = NULL;

  if (step->output != NULL)
    {
      if (!store_output (run, frame, raw, "completed", &error))
        {
          fail (run, frame, error, outcome);
          return;
        }
      made = gp_flow_frame_eval (run, frame, step->output, raw);
    }
  output = gp_flow_value_settle (made != NULL ? made : raw);
  if (gp_expr_value_is_error (output))
    {
      fail (run, frame, gp_flow_fault_of_expression (output, _("Output")), outcome);
      return;
    }
  if (!store_output (run, frame, output, "completed", &error))
    {
      fail (run, frame, error, outcome);
      return;
    }
  if (step->keeps->len > 0)
    {
      g_autoptr(GpExprValue) kept = gp_flow_frame_eval_with (run, frame, step->keeps, output,
                                                             &error);

      if (kept == NULL || !gp_flow_run_keep (run, kept, FALSE, &error))
        {
          fail (run, frame, error, outcome);
          return;
        }
    }
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_COMPLETED, output, outcome);
  gp_flow_frame_set (&frame->data, g_steal_pointer (&output));
  leave (run, frame, outcome);
}

/* The edge among @edges that catches @error. */
static const GpFlowEdge *
find_catch (GpFlowRun         *run,
            GpFlowFrame       *frame,
            GPtrArray         *edges,
            GpExprValue       *error)
{
  g_autoptr(GpExprValue) before = frame->error;
  const GpFlowEdge *found = NULL;

  frame->error = gp_expr_value_ref (error);
  for (guint i = 0; i < edges->len && found == NULL; i++)
    {
      const GpFlowEdge *edge = edges->pdata[i];
      g_autoptr(GpExprValue) problem = NULL;
      gboolean holds = TRUE;

      if (edge->type != GP_FLOW_EDGE_ERROR ||
          !gp_flow_fault_matches (error, gp_element_get_text (edge->element,
                                                              GP_TRANSITION_ERROR_TYPE),
                                  (int) gp_element_get_int (edge->element,
                                                            GP_TRANSITION_ERROR_STATUS)))
        continue;
      /* A condition that fails catches nothing: the error that is there matters more. */
      if (edge->when == NULL ||
          (gp_flow_frame_holds (run, frame, edge->when, NULL, &holds, &problem) && holds))
        found = edge;
    }
  gp_expr_value_unref (frame->error);
  frame->error = g_steal_pointer (&before);
  return found;
}

static void
catch_error (GpFlowRun        *run,
             GpFlowFrame      *frame,
             const GpFlowEdge *edge,
             GpExprValue      *error,
             GpFlowOutcome    *outcome)
{
  gp_flow_frame_rest (frame);
  gp_flow_frame_set (&frame->error, gp_expr_value_ref (error));
  g_clear_pointer (&frame->input, gp_expr_value_unref);
  take_edge (run, frame, edge, outcome);
  frame->attempt = 0;
  if (frame->stop != NULL && frame->step == frame->stop)
    frame->step = NULL;
}

/* Nothing catches it in this frame. */
static void
bubble (GpFlowRun     *run,
        GpFlowFrame   *frame,
        GpExprValue   *error,
        GpFlowOutcome *outcome)
{
  GpFlowFrame *parent = gp_flow_run_find_frame (run, frame->parent);

  gp_flow_frame_rest (frame);
  if (parent == NULL)
    {
      gp_flow_run_end (run, GP_FLOW_STATUS_FAULTED, gp_expr_value_ref (error), outcome);
      return;
    }
  if (frame->is_branch && gp_element_get_bool (parent->step->element, GP_STEP_COMPETE))
    {
      g_ptr_array_remove (run->frames, frame);
      if (gp_flow_run_find_child (run, parent) != NULL)
        return;
    }
  fail (run, parent, gp_expr_value_ref (error), outcome);
}

static GpExprValue *
name_place (GpFlowRun         *run,
            const GpFlowFrame *frame,
            GpExprValue       *error)
{
  g_autofree char *pointer = NULL;
  GpExprValue *named;

  if (*gp_flow_fault_get_text (error, "instance") != '\0')
    return error;
  pointer = gp_flow_frame_pointer (run, frame);
  named = gp_flow_value_with (error, "instance", gp_expr_value_new_string (pointer, -1));
  gp_expr_value_unref (error);
  return named;
}

/* The step that @frame is at failed; @error: taken. */
static void
fail (GpFlowRun     *run,
      GpFlowFrame   *frame,
      GpExprValue   *error,
      GpFlowOutcome *outcome)
{
  g_autoptr(GpExprValue) owned = name_place (run, frame, error);
  const GpFlowEdge *edge;
  gint64 delay;
  GpExprValue *too_much = NULL;
  g_autoptr(GpExprValue) nothing = gp_expr_value_new_null ();

  gp_flow_run_drop_inside (run, frame, outcome);
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_FAILED, owned, outcome);
  delay = gp_flow_retry_delay (run, frame, owned);
  if (delay >= 0)
    {
      gp_flow_frame_rest (frame);
      frame->phase = GP_FLOW_PHASE_RETRY;
      frame->due = gp_flow_time_add (run->now, delay);
      gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_RETRY, NULL, outcome)->due = frame->due;
      return;
    }

  if (!store_output (run, frame, nothing, "failed", &too_much))
    gp_expr_value_unref (too_much);
  edge = find_catch (run, frame, frame->step->edges, owned);
  if (edge == NULL && !frame->caught)
    {
      edge = find_catch (run, frame, frame->block->entries, owned);
      frame->caught = edge != NULL;
    }
  if (edge != NULL)
    catch_error (run, frame, edge, owned, outcome);
  else
    bubble (run, frame, owned, outcome);
}

void
gp_flow_frame_go_on (GpFlowRun       *run,
                     GpFlowFrame     *frame,
                     GpFlowStepState  state,
                     GpExprValue     *value,
                     GpFlowOutcome   *outcome)
{
  switch (state)
    {
    case GP_FLOW_STEP_DONE:
      {
        g_autoptr(GpExprValue) raw = value;

        frame->effect = 0;
        complete (run, frame, raw, outcome);
        return;
      }
    case GP_FLOW_STEP_FAILED:
      frame->effect = frame->effect_kind == GP_FLOW_EFFECT_LISTEN ? frame->effect : 0;
      fail (run, frame, value, outcome);
      return;
    case GP_FLOW_STEP_PENDING:
    default:
      return;
    }
}

/* The block of @frame is at its end. */
static void
end_block (GpFlowRun     *run,
           GpFlowFrame   *frame,
           GpFlowOutcome *outcome)
{
  GpFlowFrame *parent = gp_flow_run_find_frame (run, frame->parent);
  g_autoptr(GpExprValue) output = gp_expr_value_ref (frame->data);
  GpExprValue *value = NULL;
  guint branch = frame->number;
  GpFlowStepState state;

  if (parent != NULL)
    {
      g_ptr_array_remove (run->frames, frame);
      state = gp_flow_step_ended_inside (run, parent, branch, output, outcome, &value);
      gp_flow_frame_go_on (run, parent, state, value, outcome);
      return;
    }

  if (run->flow->output != NULL)
    {
      g_autoptr(GpExprValue) made = gp_flow_frame_eval (run, frame, run->flow->output, output);

      value = gp_flow_value_settle (made);
      if (gp_expr_value_is_error (value))
        {
          g_autoptr(GpExprValue) problem = value;

          gp_flow_run_end (run, GP_FLOW_STATUS_FAULTED,
                           gp_flow_fault_of_expression (problem, _("Output")), outcome);
          return;
        }
    }
  gp_flow_run_end (run, GP_FLOW_STATUS_COMPLETED,
                   value != NULL ? value : gp_expr_value_ref (output), outcome);
}

/* Whether the step is done at all; FALSE where it failed or was left. */
static gboolean
pass_condition (GpFlowRun     *run,
                GpFlowFrame   *frame,
                GpFlowOutcome *outcome)
{
  gboolean holds = TRUE;
  GpExprValue *error = NULL;

  frame->attempt = 1;
  if (frame->step->condition == NULL)
    return TRUE;
  if (!gp_flow_frame_holds (run, frame, frame->step->condition, NULL, &holds, &error))
    {
      fail (run, frame, error, outcome);
      return FALSE;
    }
  if (holds)
    return TRUE;

  frame->attempt = 0;
  gp_flow_frame_trace (run, frame, GP_FLOW_TRACE_SKIPPED, NULL, outcome);
  leave (run, frame, outcome);
  return FALSE;
}

static gboolean
take_input (GpFlowRun     *run,
            GpFlowFrame   *frame,
            GpFlowOutcome *outcome)
{
  g_autoptr(GpExprValue) made = NULL;
  g_autoptr(GpExprValue) input = NULL;

  gp_flow_frame_set (&frame->input, gp_expr_value_ref (frame->data));
  if (frame->step->input == NULL)
    return TRUE;

  made = gp_flow_frame_eval (run, frame, frame->step->input, NULL);
  input = gp_flow_value_settle (made);
  if (gp_expr_value_is_error (input))
    {
      fail (run, frame, gp_flow_fault_of_expression (input, _("Input")), outcome);
      return FALSE;
    }
  gp_flow_frame_set (&frame->input, g_steal_pointer (&input));
  return TRUE;
}

static void
begin (GpFlowRun     *run,
       GpFlowFrame   *frame,
       GpFlowOutcome *outcome)
{
  GpExprValue *value = NULL;
  GpFlowStepState state;

  frame->phase = GP_FLOW_PHASE_BUSY;
  frame->due = GP_FLOW_NEVER;
  frame->deadline = frame->step->timeout >= 0 ? gp_flow_time_add (run->now, frame->step->timeout)
                                              : GP_FLOW_NEVER;
  if (!take_input (run, frame, outcome))
    return;
  state = gp_flow_step_begin (run, frame, outcome, &value);
  gp_flow_frame_go_on (run, frame, state, value, outcome);
}

/* Whatever is done counts, steps that are skipped and blocks that are empty too: a loop of them
 * would never end either. */
static gboolean
count (GpFlowRun     *run,
       GpFlowFrame   *frame,
       GpFlowOutcome *outcome)
{
  g_autofree char *detail = NULL;

  if (++run->n_steps <= GP_FLOW_MAX_STEPS)
    return TRUE;

  detail = g_strdup_printf (_("The run has done %d steps: a loop seems never to end."),
                            GP_FLOW_MAX_STEPS);
  gp_flow_run_end (run, GP_FLOW_STATUS_FAULTED,
                   name_place (run, frame, gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 500, detail)),
                   outcome);
  return FALSE;
}

static void
run_out (GpFlowRun     *run,
         GpFlowFrame   *frame,
         GpFlowOutcome *outcome)
{
  g_autofree char *limit = gp_flow_duration_format (frame->step->timeout);
  g_autofree char *detail = g_strdup_printf (_("“%s” took longer than %s."), frame->step->name,
                                             limit);

  fail (run, frame, gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0, detail), outcome);
}

gboolean
gp_flow_frame_work (GpFlowRun     *run,
                    GpFlowFrame   *frame,
                    GpFlowOutcome *outcome)
{
  GpExprValue *value = NULL;
  GpFlowStepState state;

  switch (frame->phase)
    {
    case GP_FLOW_PHASE_READY:
      if (!count (run, frame, outcome))
        return TRUE;
      if (frame->step == NULL)
        end_block (run, frame, outcome);
      else if (pass_condition (run, frame, outcome))
        begin (run, frame, outcome);
      return TRUE;

    case GP_FLOW_PHASE_RETRY:
      if (frame->due > run->now)
        return FALSE;
      if (!count (run, frame, outcome))
        return TRUE;
      frame->attempt++;
      begin (run, frame, outcome);
      return TRUE;

    case GP_FLOW_PHASE_BUSY:
    default:
      if (frame->due <= run->now && frame->due <= frame->deadline)
        {
          frame->due = GP_FLOW_NEVER;
          state = gp_flow_step_due (run, frame, outcome, &value);
          gp_flow_frame_go_on (run, frame, state, value, outcome);
          return TRUE;
        }
      if (frame->deadline > run->now)
        return FALSE;
      run_out (run, frame, outcome);
      return TRUE;
    }
}

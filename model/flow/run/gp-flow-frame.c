/* gp-flow-frame.c — the threads of a run
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

GpFlowFrame *
gp_flow_frame_new (GpFlowRun         *run,
                   const GpFlowFrame *parent,
                   const GpFlowBlock *block,
                   const GpFlowStep  *step,
                   GpExprValue       *data)
{
  GpFlowFrame *self = g_new0 (GpFlowFrame, 1);

  self->id = ++run->n_frames;
  self->parent = parent != NULL ? parent->id : 0;
  self->block = block;
  self->step = step;
  self->due = GP_FLOW_NEVER;
  self->deadline = GP_FLOW_NEVER;
  self->data = gp_expr_value_ref (data);
  g_ptr_array_add (run->frames, self);
  return self;
}

void
gp_flow_frame_free (GpFlowFrame *self)
{
  if (self == NULL)
    return;

  gp_expr_value_unref (self->data);
  gp_expr_value_unref (self->input);
  gp_expr_value_unref (self->arguments);
  gp_expr_value_unref (self->list);
  gp_expr_value_unref (self->item);
  gp_expr_value_unref (self->error);
  g_free (self);
}

void
gp_flow_frame_set (GpExprValue **place,
                   GpExprValue  *value)
{
  gp_expr_value_unref (*place);
  *place = value;
}

GpFlowFrame *
gp_flow_run_find_frame (const GpFlowRun *run,
                        guint            id)
{
  for (guint i = 0; i < run->frames->len; i++)
    if (((GpFlowFrame *) run->frames->pdata[i])->id == id)
      return run->frames->pdata[i];
  return NULL;
}

GpFlowFrame *
gp_flow_run_find_child (const GpFlowRun   *run,
                        const GpFlowFrame *parent)
{
  for (guint i = 0; i < run->frames->len; i++)
    if (((GpFlowFrame *) run->frames->pdata[i])->parent == parent->id)
      return run->frames->pdata[i];
  return NULL;
}

void
gp_flow_frame_rest (GpFlowFrame *self)
{
  self->phase = GP_FLOW_PHASE_READY;
  self->effect = 0;
  self->due = GP_FLOW_NEVER;
  self->deadline = GP_FLOW_NEVER;
  self->count = 0;
  g_clear_pointer (&self->list, gp_expr_value_unref);
  g_clear_pointer (&self->arguments, gp_expr_value_unref);
}

void
gp_flow_run_drop_inside (GpFlowRun     *run,
                         GpFlowFrame   *frame,
                         GpFlowOutcome *outcome)
{
  GpFlowFrame *child;

  while ((child = gp_flow_run_find_child (run, frame)) != NULL)
    {
      gp_flow_run_drop_inside (run, child, outcome);
      if (child->phase != GP_FLOW_PHASE_READY)
        gp_flow_frame_trace (run, child, GP_FLOW_TRACE_CANCELLED, NULL, outcome);
      g_ptr_array_remove (run->frames, child);
    }
  if (frame->effect != 0)
    {
      guint64 effect = frame->effect;

      gp_flow_wish (run, frame, GP_FLOW_EFFECT_CANCEL, NULL,
                    gp_expr_value_new_object ("effect", gp_expr_value_new_int ((gint64) effect),
                                              NULL),
                    outcome);
    }
}

char *
gp_flow_frame_place (const GpFlowRun   *run,
                     const GpFlowFrame *frame)
{
  g_autofree char *around = NULL;
  const GpFlowFrame *parent = gp_flow_run_find_frame (run, frame->parent);
  const char *name = frame->step != NULL ? frame->step->name : "";

  if (parent == NULL)
    return g_strdup (name);
  around = gp_flow_frame_place (run, parent);
  if (frame->is_turn || frame->is_branch)
    return g_strdup_printf ("%s/%u/%s", around, frame->number, name);
  return g_strdup_printf ("%s/%s", around, name);
}

/* How the list of steps inside a step is called in a document. */
static const char *
get_list_name (const GpFlowStep *holder)
{
  switch (holder->type)
    {
    case GP_FLOW_STEP_TRY:
      return "try";
    case GP_FLOW_STEP_FORK:
      return "fork/branches";
    default:
      return "do";
    }
}

char *
gp_flow_frame_pointer (const GpFlowRun   *run,
                       const GpFlowFrame *frame)
{
  GString *pointer = g_string_new (NULL);

  for (const GpFlowStep *step = frame->step; step != NULL; step = step->block->holder)
    {
      g_autofree char *part = NULL;
      const char *list = step->block->holder != NULL ? get_list_name (step->block->holder) : "do";

      part = g_strdup_printf ("/%s/%u/%s", list, step->rank, step->name);
      g_string_prepend (pointer, part);
    }
  return g_string_free (pointer, FALSE);
}

GpFlowTrace *
gp_flow_frame_trace (const GpFlowRun   *run,
                     const GpFlowFrame *frame,
                     GpFlowTraceKind    kind,
                     const GpExprValue *value,
                     GpFlowOutcome     *outcome)
{
  GpFlowTrace *line = g_new0 (GpFlowTrace, 1);

  line->kind = kind;
  line->at = run->now;
  line->due = GP_FLOW_NEVER;
  line->value = value != NULL ? gp_expr_value_ref (value) : NULL;
  if (frame != NULL)
    {
      line->step = frame->step != NULL ? *gp_element_get_id (frame->step->element) : gp_id_nil;
      line->place = gp_flow_frame_place (run, frame);
      line->attempt = frame->attempt;
    }
  else
    {
      line->place = g_strdup ("");
    }
  if (outcome->trace == NULL)
    outcome->trace = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_trace_free);
  g_ptr_array_add (outcome->trace, line);
  return line;
}

/* gp-flow-progress.c — how far a run has come: step by step, way by way
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-progress.h"

struct _GpFlowProgress
{
  GpDesign    *design;
  GpId         flow;
  GpId         next;        /* nil: none */
  gboolean     ended;
  GpExprValue *start;       /* or NULL */
  GPtrArray   *steps;       /* of GpFlowStepProgress */
  GPtrArray   *ways;        /* of GpFlowWayProgress */
  GHashTable  *by_step;     /* GpId in the value → the value */
  GHashTable  *by_way;
  GHashTable  *arriving;    /* GpId of steps that a way was taken to, and that have not begun */
};

static void
step_free (gpointer data)
{
  GpFlowStepProgress *step = data;

  g_clear_pointer (&step->input, gp_expr_value_unref);
  g_clear_pointer (&step->output, gp_expr_value_unref);
  g_clear_pointer (&step->error, gp_expr_value_unref);
  g_free (step);
}

static void
way_free (gpointer data)
{
  GpFlowWayProgress *way = data;

  g_clear_pointer (&way->value, gp_expr_value_unref);
  g_free (way);
}

GpFlowProgress *
gp_flow_progress_new (GpDesign   *design,
                      const GpId *flow)
{
  GpFlowProgress *self = g_rc_box_new0 (GpFlowProgress);

  self->design = g_object_ref (design);
  self->flow = *flow;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->ways = g_ptr_array_new_with_free_func (way_free);
  self->by_step = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->by_way = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->arriving = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  return self;
}

static void
progress_clear (gpointer data)
{
  GpFlowProgress *self = data;

  g_hash_table_unref (self->by_step);
  g_hash_table_unref (self->arriving);
  g_object_unref (self->design);
  g_hash_table_unref (self->by_way);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->ways);
  g_clear_pointer (&self->start, gp_expr_value_unref);
}

GpFlowProgress *
gp_flow_progress_ref (GpFlowProgress *self)
{
  return g_rc_box_acquire (self);
}

void
gp_flow_progress_unref (GpFlowProgress *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, progress_clear);
}

static void
replace (GpExprValue **place,
         GpExprValue  *value)
{
  GpExprValue *before = *place;

  *place = value != NULL ? gp_expr_value_ref (value) : NULL;
  g_clear_pointer (&before, gp_expr_value_unref);
}

void
gp_flow_progress_set_start (GpFlowProgress *self,
                            GpExprValue    *trigger)
{
  g_return_if_fail (self != NULL);

  replace (&self->start, trigger);
}

static GpFlowStepProgress *
take_step (GpFlowProgress *self,
           const GpId     *id)
{
  GpFlowStepProgress *step = g_hash_table_lookup (self->by_step, id);

  if (step == NULL)
    {
      step = g_new0 (GpFlowStepProgress, 1);
      step->step = *id;
      g_ptr_array_add (self->steps, step);
      g_hash_table_insert (self->by_step, &step->step, step);
    }
  return step;
}

static void
begin_step (GpFlowStepProgress *step,
            const GpFlowTrace  *line)
{
  if (line->attempt <= 1)
    {
      step->times++;
      step->began = line->at;
      replace (&step->output, NULL);
      replace (&step->error, NULL);
    }
  step->reach = GP_FLOW_REACH_WAITS;
  step->attempts = MAX (line->attempt, 1);
  step->ended = 0;
  replace (&step->input, line->value);
}

static void
end_step (GpFlowStepProgress *step,
          GpFlowReach         reach,
          const GpFlowTrace  *line)
{
  step->reach = reach;
  step->ended = line->at;
  if (reach == GP_FLOW_REACH_FAILED)
    replace (&step->error, line->value);
  else if (reach == GP_FLOW_REACH_DONE)
    {
      replace (&step->output, line->value);
      replace (&step->error, NULL);
    }
}

/* What @step gave, or was given as long as it goes on. NULL: the flow itself. */
static GpExprValue *
get_given (GpFlowProgress           *self,
           const GpFlowStepProgress *step)
{
  if (step == NULL)
    return self->start;
  if (step->reach == GP_FLOW_REACH_FAILED)
    return step->error;
  return step->output != NULL ? step->output : step->input;
}

static void
take_way (GpFlowProgress *self,
          const GpId     *transition,
          GpExprValue    *value)
{
  GpFlowWayProgress *way = g_hash_table_lookup (self->by_way, transition);

  if (way == NULL)
    {
      way = g_new0 (GpFlowWayProgress, 1);
      way->transition = *transition;
      g_ptr_array_add (self->ways, way);
      g_hash_table_insert (self->by_way, &way->transition, way);
    }
  way->times++;
  replace (&way->value, value);
}

static void
leave_step (GpFlowProgress    *self,
            const GpFlowTrace *line)
{
  const GpElement *way = gp_design_lookup_kind (self->design, &line->transition,
                                                GP_KIND_TRANSITION);
  const GpId *to = way != NULL ? gp_element_get_ref (way, GP_TRANSITION_TO) : NULL;

  take_way (self, &line->transition,
            get_given (self, g_hash_table_lookup (self->by_step, &line->step)));
  if (to != NULL)
    g_hash_table_add (self->arriving, g_memdup2 (to, sizeof *to));
}

/* A step that no way was taken to is the first of its flow, turn or branch. */
static void
enter_step (GpFlowProgress *self,
            const GpId     *step)
{
  gsize n = 0;
  const GpReferrer *referrers = gp_design_peek_referrers (self->design, step, &n);

  if (g_hash_table_remove (self->arriving, step))
    return;
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *way = gp_design_lookup_kind (self->design, &referrers[i].holder,
                                                    GP_KIND_TRANSITION);
      const GpFlowStepProgress *around;

      if (way == NULL || referrers[i].property != GP_TRANSITION_TO
          || gp_element_get_ref (way, GP_TRANSITION_FROM) != NULL
          || gp_element_is (way, GP_TRANSITION_TYPE, "error"))
        continue;
      around = g_hash_table_lookup (self->by_step, gp_element_get_parent (way));
      take_way (self, gp_element_get_id (way), around != NULL ? around->input : self->start);
    }
}

void
gp_flow_progress_take (GpFlowProgress    *self,
                       const GpFlowTrace *line)
{
  g_return_if_fail (self != NULL && line != NULL);

  if (line->kind == GP_FLOW_TRACE_TAKEN)
    {
      leave_step (self, line);
      return;
    }
  if (line->kind == GP_FLOW_TRACE_ENDED)
    {
      self->ended = TRUE;
      self->next = gp_id_nil;
      return;
    }
  if (gp_id_is_nil (&line->step))
    return;
  switch (line->kind)
    {
    case GP_FLOW_TRACE_STARTED:
      if (line->attempt <= 1)
        enter_step (self, &line->step);
      begin_step (take_step (self, &line->step), line);
      break;
    case GP_FLOW_TRACE_SKIPPED:
      enter_step (self, &line->step);
      end_step (take_step (self, &line->step), GP_FLOW_REACH_SKIPPED, line);
      break;
    case GP_FLOW_TRACE_COMPLETED:
      end_step (take_step (self, &line->step), GP_FLOW_REACH_DONE, line);
      break;
    case GP_FLOW_TRACE_FAILED:
      end_step (take_step (self, &line->step), GP_FLOW_REACH_FAILED, line);
      break;
    case GP_FLOW_TRACE_RETRY:
      take_step (self, &line->step)->reach = GP_FLOW_REACH_RETRIES;
      break;
    case GP_FLOW_TRACE_CANCELLED:
      end_step (take_step (self, &line->step), GP_FLOW_REACH_CANCELLED, line);
      break;
    default:
      break;
    }
}

void
gp_flow_progress_set_next (GpFlowProgress *self,
                           const GpId     *step)
{
  g_return_if_fail (self != NULL);

  self->next = step != NULL ? *step : gp_id_nil;
}

const GpId *
gp_flow_progress_get_flow (const GpFlowProgress *self)
{
  return &self->flow;
}

gboolean
gp_flow_progress_has_ended (const GpFlowProgress *self)
{
  return self->ended;
}

GpFlowReach
gp_flow_progress_get_reach (const GpFlowProgress *self,
                            const GpId           *step)
{
  const GpFlowStepProgress *found = gp_flow_progress_find_step (self, step);

  if (!gp_id_is_nil (&self->next) && gp_id_equal (&self->next, step))
    return GP_FLOW_REACH_NEXT;
  return found != NULL ? found->reach : GP_FLOW_REACH_UNTOUCHED;
}

const GpFlowStepProgress *
gp_flow_progress_find_step (const GpFlowProgress *self,
                            const GpId           *step)
{
  return g_hash_table_lookup (self->by_step, step);
}

const GpFlowWayProgress *
gp_flow_progress_find_way (const GpFlowProgress *self,
                           const GpId           *transition)
{
  return g_hash_table_lookup (self->by_way, transition);
}

static GPtrArray *
list (GPtrArray *all)
{
  GPtrArray *copy = g_ptr_array_sized_new (all->len);

  g_ptr_array_extend (copy, all, NULL, NULL);
  return copy;
}

GPtrArray *
gp_flow_progress_list_steps (const GpFlowProgress *self)
{
  return list (self->steps);
}

GPtrArray *
gp_flow_progress_list_ways (const GpFlowProgress *self)
{
  return list (self->ways);
}

/* gp-flow-run.c — a run of a flow: a state that events and time carry on
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

static const char *const statuses[GP_FLOW_N_STATUSES] = {
  [GP_FLOW_STATUS_RUNNING] = "running",     [GP_FLOW_STATUS_WAITING] = "waiting",
  [GP_FLOW_STATUS_COMPLETED] = "completed", [GP_FLOW_STATUS_FAULTED] = "faulted",
  [GP_FLOW_STATUS_CANCELLED] = "cancelled",
};

const char *
gp_flow_status_to_string (GpFlowStatus status)
{
  g_return_val_if_fail (status < GP_FLOW_N_STATUSES, NULL);
  return statuses[status];
}

void
gp_flow_outcome_clear (GpFlowOutcome *self)
{
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_pointer (&self->trace, g_ptr_array_unref);
}

/* --- making one ------------------------------------------------------------------------------- */

/* What the first step gets: what the trigger brought. */
static GpExprValue *
get_first_input (const GpExprValue *trigger)
{
  static const char *const names[] = { "input", "body", "data", "record" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GpExprValue *value = gp_flow_value_get (trigger, names[i]);

      if (value != NULL)
        return gp_expr_value_ref (value);
    }
  return gp_expr_value_new_map (NULL, NULL, 0);
}

static GpExprValue *
settle_trigger (const GpExprValue  *trigger,
                GError            **error)
{
  g_autoptr(GpExprValue) settled = NULL;

  if (trigger == NULL)
    return gp_expr_value_new_map (NULL, NULL, 0);
  settled = gp_flow_value_settle (trigger);
  if (gp_expr_value_is_error (settled))
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT, _("The input cannot be taken: %s"),
                   gp_expr_value_get_problem (settled)->message);
      return NULL;
    }
  if (gp_expr_value_get_kind (settled) != GP_EXPR_VALUE_MAP)
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT,
                   _("What starts a flow must be an object with members such as “input”."));
      return NULL;
    }
  if (gp_flow_value_measure (settled) > GP_FLOW_MAX_BYTES)
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT,
                   _("The input is larger than %d MB: pass an address of it instead."),
                   GP_FLOW_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  return g_steal_pointer (&settled);
}

GpFlowRun *
gp_flow_run_alloc (GpFlow        *flow,
                   GpAccessWorld *world)
{
  GpFlowRun *self = g_new0 (GpFlowRun, 1);

  self->flow = gp_flow_ref (flow);
  self->world = world;
  self->deadline = GP_FLOW_NEVER;
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_frame_free);
  self->outputs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gp_expr_value_unref);
  return self;
}

GpFlowRun *
gp_flow_run_new (GpFlow             *flow,
                 GpAccessWorld      *world,
                 const GpFlowStart  *start,
                 GError            **error)
{
  g_autoptr(GpExprValue) trigger = NULL;
  g_autoptr(GpExprValue) input = NULL;
  GpFlowRun *self;

  g_return_val_if_fail (flow != NULL && start != NULL && start->id != NULL, NULL);

  if (!gp_flow_check (flow, error))
    return NULL;
  if (start->depth >= GP_FLOW_MAX_DEPTH)
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_DEPTH,
                   _("%s was not started: flows have started one another %d times in a row."),
                   gp_element_get_name (flow->element), GP_FLOW_MAX_DEPTH);
      return NULL;
    }
  trigger = settle_trigger (start->trigger, error);
  if (trigger == NULL)
    return NULL;

  input = get_first_input (trigger);
  self = gp_flow_run_alloc (flow, world);
  self->id = g_strdup (start->id);
  self->depth = start->depth;
  self->started = start->now;
  self->now = start->now;
  if (flow->timeout >= 0)
    self->deadline = gp_flow_time_add (start->now, flow->timeout);
  self->bytes = gp_flow_value_measure (trigger);
  self->trigger = g_steal_pointer (&trigger);
  self->vars = gp_expr_value_new_map (NULL, NULL, 0);
  self->changes = gp_expr_value_new_map (NULL, NULL, 0);
  gp_flow_frame_new (self, NULL, flow->body, gp_flow_block_first (flow->body), input);
  return self;
}

void
gp_flow_run_free (GpFlowRun *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->frames);
  g_hash_table_unref (self->outputs);
  gp_flow_frame_free (self->failed);
  gp_expr_value_unref (self->trigger);
  gp_expr_value_unref (self->vars);
  gp_expr_value_unref (self->changes);
  gp_expr_value_unref (self->output);
  gp_expr_value_unref (self->error);
  gp_flow_unref (self->flow);
  g_free (self->id);
  g_free (self);
}

/* --- going on --------------------------------------------------------------------------------- */

static void
move_time (GpFlowRun *self,
           gint64     now)
{
  self->now = MAX (self->now, now);
}

/* Running while somebody works on it, waiting while only time or people can carry it on. */
static void
update_status (GpFlowRun *self)
{
  if (gp_flow_run_has_ended (self))
    return;

  self->status = GP_FLOW_STATUS_WAITING;
  for (guint i = 0; i < self->frames->len; i++)
    {
      const GpFlowFrame *frame = self->frames->pdata[i];

      if (frame->phase == GP_FLOW_PHASE_READY ||
          (frame->effect != 0 && frame->effect_kind != GP_FLOW_EFFECT_LISTEN
           && frame->effect_kind != GP_FLOW_EFFECT_APPROVAL))
        self->status = GP_FLOW_STATUS_RUNNING;
    }
}

static GpFlowFrame *
find_waiting (GpFlowRun *self,
              guint64    effect)
{
  for (guint i = 0; effect != 0 && i < self->frames->len; i++)
    if (((GpFlowFrame *) self->frames->pdata[i])->effect == effect)
      return self->frames->pdata[i];
  return NULL;
}

static gboolean
take_answer (GpFlowRun         *self,
             const GpFlowEvent *event,
             GpFlowOutcome     *outcome)
{
  GpFlowFrame *frame = find_waiting (self, event->effect);
  g_autoptr(GpExprValue) given = NULL;
  GpExprValue *value = NULL;
  GpFlowStepState state;

  if (frame == NULL || frame->effect_kind == GP_FLOW_EFFECT_LISTEN)
    return FALSE;

  given = gp_flow_value_settle (event->value);
  if (gp_expr_value_is_error (given))
    {
      state = GP_FLOW_STEP_FAILED;
      value = gp_flow_fault_of_expression (given, frame->step->name);
    }
  else if (event->kind == GP_FLOW_EVENT_FAILURE)
    {
      state = GP_FLOW_STEP_FAILED;
      value = gp_expr_value_get_kind (given) == GP_EXPR_VALUE_MAP
                ? gp_expr_value_ref (given)
                : gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, NULL);
    }
  else
    {
      state = gp_flow_step_result (self, frame, given, outcome, &value);
    }
  gp_flow_frame_go_on (self, frame, state, value, outcome);
  return TRUE;
}

/* Everybody who listens hears it. Going on may end frames, so that each is looked for anew. */
static gboolean
take_message (GpFlowRun         *self,
              const GpFlowEvent *event,
              GpFlowOutcome     *outcome)
{
  g_autoptr(GpExprValue) payload = gp_flow_value_settle (event->value);
  guint last = self->n_frames;
  gboolean heard = FALSE;

  if (gp_expr_value_is_error (payload) || event->name == NULL)
    return FALSE;
  for (guint id = 1; id <= last; id++)
    {
      GpFlowFrame *frame = gp_flow_run_find_frame (self, id);
      GpExprValue *value = NULL;
      GpFlowStepState state;

      if (frame == NULL ||
          !gp_flow_step_message (self, frame, event->name, payload, &state, &value))
        continue;
      heard = TRUE;
      gp_flow_frame_go_on (self, frame, state, value, outcome);
    }
  return heard;
}

gboolean
gp_flow_run_take (GpFlowRun         *self,
                  const GpFlowEvent *event,
                  gint64             now,
                  GpFlowOutcome     *outcome)
{
  gboolean taken;

  g_return_val_if_fail (self != NULL && event != NULL && outcome != NULL, FALSE);

  if (gp_flow_run_has_ended (self))
    return FALSE;
  move_time (self, now);
  switch (event->kind)
    {
    case GP_FLOW_EVENT_MESSAGE:
      taken = take_message (self, event, outcome);
      break;
    case GP_FLOW_EVENT_CANCEL:
      gp_flow_run_end (self, GP_FLOW_STATUS_CANCELLED, NULL, outcome);
      taken = TRUE;
      break;
    case GP_FLOW_EVENT_RESULT:
    case GP_FLOW_EVENT_FAILURE:
    default:
      taken = take_answer (self, event, outcome);
      break;
    }
  update_status (self);
  return taken;
}

static void
run_out (GpFlowRun     *self,
         GpFlowOutcome *outcome)
{
  g_autofree char *limit = gp_flow_duration_format (self->flow->timeout);
  g_autofree char *detail = g_strdup_printf (_("%s took longer than %s."),
                                             gp_element_get_name (self->flow->element), limit);

  gp_flow_run_end (self, GP_FLOW_STATUS_FAULTED,
                   gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0, detail), outcome);
}

gboolean
gp_flow_run_step (GpFlowRun     *self,
                  gint64         now,
                  GpFlowOutcome *outcome)
{
  g_return_val_if_fail (self != NULL && outcome != NULL, FALSE);

  if (gp_flow_run_has_ended (self))
    return FALSE;
  move_time (self, now);
  if (self->deadline <= self->now)
    {
      run_out (self, outcome);
      return TRUE;
    }
  for (guint i = 0; i < self->frames->len; i++)
    if (gp_flow_frame_work (self, self->frames->pdata[i], outcome))
      {
        update_status (self);
        return TRUE;
      }
  update_status (self);
  return FALSE;
}

gboolean
gp_flow_run_advance (GpFlowRun         *self,
                     const GpFlowEvent *event,
                     gint64             now,
                     GpFlowOutcome     *outcome)
{
  g_return_val_if_fail (self != NULL && outcome != NULL, FALSE);

  if (event != NULL && !gp_flow_run_take (self, event, now, outcome))
    return FALSE;
  if (event == NULL && gp_flow_run_has_ended (self))
    return FALSE;
  while (gp_flow_run_step (self, now, outcome))
    ;
  return TRUE;
}

const GpElement *
gp_flow_run_peek (const GpFlowRun *self,
                  gint64           now)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (gp_flow_run_has_ended (self) || self->deadline <= now)
    return NULL;
  for (guint i = 0; i < self->frames->len; i++)
    {
      const GpFlowFrame *frame = self->frames->pdata[i];

      if (frame->phase == GP_FLOW_PHASE_READY)
        return frame->step != NULL ? frame->step->element : NULL;
      if (frame->phase == GP_FLOW_PHASE_RETRY && frame->due <= now)
        return frame->step->element;
      if (frame->phase == GP_FLOW_PHASE_BUSY && MIN (frame->due, frame->deadline) <= now)
        return NULL;
    }
  return NULL;
}

gboolean
gp_flow_run_retry (GpFlowRun   *self,
                   GpExprValue *input,
                   gint64       now)
{
  GpFlowFrame *frame;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->status != GP_FLOW_STATUS_FAULTED || self->failed == NULL)
    return FALSE;

  move_time (self, now);
  frame = g_steal_pointer (&self->failed);
  gp_flow_frame_rest (frame);
  frame->attempt = 0;
  frame->caught = FALSE;
  self->n_steps = 0;
  if (input != NULL)
    gp_flow_frame_set (&frame->data, gp_flow_value_settle (input));
  g_ptr_array_add (self->frames, frame);
  g_clear_pointer (&self->error, gp_expr_value_unref);
  self->deadline = self->flow->timeout >= 0 ? gp_flow_time_add (self->now, self->flow->timeout)
                                            : GP_FLOW_NEVER;
  self->status = GP_FLOW_STATUS_RUNNING;
  return TRUE;
}

/* --- reading ---------------------------------------------------------------------------------- */

gint64
gp_flow_run_get_due (const GpFlowRun *self)
{
  gint64 due;

  g_return_val_if_fail (self != NULL, GP_FLOW_NEVER);

  if (gp_flow_run_has_ended (self))
    return GP_FLOW_NEVER;
  due = self->deadline;
  for (guint i = 0; i < self->frames->len; i++)
    {
      const GpFlowFrame *frame = self->frames->pdata[i];

      if (frame->phase == GP_FLOW_PHASE_READY)
        return self->now;
      due = MIN (due, MIN (frame->due, frame->deadline));
    }
  return due;
}

GArray *
gp_flow_run_list_waits (const GpFlowRun *self)
{
  GArray *waits = g_array_new (FALSE, FALSE, sizeof (GpFlowWait));

  for (guint i = 0; i < self->frames->len; i++)
    {
      const GpFlowFrame *frame = self->frames->pdata[i];
      GpFlowWait wait;

      if (frame->effect == 0)
        continue;
      wait = (GpFlowWait) { .effect = frame->effect,
                            .kind = frame->effect_kind,
                            .step = *gp_element_get_id (frame->step->element),
                            .due = MIN (frame->due, frame->deadline) };
      g_array_append_val (waits, wait);
    }
  return waits;
}

GpFlow *
gp_flow_run_get_flow (const GpFlowRun *self)
{
  return self->flow;
}

const char *
gp_flow_run_get_id (const GpFlowRun *self)
{
  return self->id;
}

guint
gp_flow_run_get_depth (const GpFlowRun *self)
{
  return self->depth;
}

GpFlowStatus
gp_flow_run_get_status (const GpFlowRun *self)
{
  return self->status;
}

gboolean
gp_flow_run_has_ended (const GpFlowRun *self)
{
  return self->status >= GP_FLOW_STATUS_COMPLETED;
}

GpExprValue *
gp_flow_run_get_output (const GpFlowRun *self)
{
  return self->output;
}

GpExprValue *
gp_flow_run_get_error (const GpFlowRun *self)
{
  return self->error;
}

GpExprValue *
gp_flow_run_get_trigger (const GpFlowRun *self)
{
  return self->trigger;
}

GpExprValue *
gp_flow_run_get_vars (const GpFlowRun *self)
{
  return self->vars;
}

GpExprValue *
gp_flow_run_get_step_output (const GpFlowRun *self,
                             const GpId      *step)
{
  const GpFlowStep *found = gp_flow_find_step (self->flow, step);

  return found != NULL ? gp_flow_value_get (g_hash_table_lookup (self->outputs, found), "output")
                       : NULL;
}

GpExprValue *
gp_flow_run_get_changes (const GpFlowRun *self)
{
  return self->changes;
}

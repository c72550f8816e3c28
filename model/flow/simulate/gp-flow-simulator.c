/* gp-flow-simulator.c — a run whose effects are answered by mocks, under a clock of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * Effects are answered one by one, in the order in which a backend does, each in a step of its own,
 * so that a person can see what is under way. Those that nobody answers stay open. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-simulator.h"

#include "gp-flow-duration.h"
#include "gp-flow-mocks.h"
#include "gp-flow-value.h"

struct _GpFlowSimulator
{
  GpFlowRun *run;
  GpAccessFixtures *fixtures;
  GpExprValue *mocks;
  gint64 now;
  GHashTable *breaks;       /* GpId */
  GPtrArray *effects;       /* GpFlowEffect: all */
  GPtrArray *open;          /* GpFlowEffect: not answered yet; borrowed from @effects */
  GPtrArray *news;          /* GpFlowMockEvent: to be heard when there is nothing else to do */
  GPtrArray *trace;
  gboolean runs_code;       /* whoever drives this does */
};

/* @input: what a person writes as the trigger; an example record of the same key is behind it. */
static GpExprValue *
complete_trigger (GpFlow           *flow,
                  GpAccessFixtures *fixtures,
                  GpExprValue      *trigger)
{
  const GpId *entity = gp_element_get_ref (gp_flow_get_element (flow), GP_FLOW_TRIGGER_ENTITY);
  GpExprValue *record = gp_flow_value_get (trigger, "record");
  g_autoptr(GpExprValue) whole = NULL;

  if (trigger == NULL)
    return NULL;
  if (fixtures == NULL || entity == NULL || record == NULL)
    return gp_expr_value_ref (trigger);

  whole = gp_flow_mocks_complete_record (gp_flow_get_design (flow), fixtures, entity, record);
  return gp_flow_value_with (trigger, "record", g_steal_pointer (&whole));
}

GpFlowSimulator *
gp_flow_simulator_new (GpFlow            *flow,
                       GpAccessFixtures  *fixtures,
                       GpExprValue       *trigger,
                       GpExprValue       *mocks,
                       gint64             now,
                       GError           **error)
{
  g_autoptr(GpExprValue) whole = complete_trigger (flow, fixtures, trigger);
  const GpFlowStart start = { .id = "simulation", .trigger = whole, .now = now };
  GpAccessWorld *world = fixtures != NULL ? gp_access_fixtures_get_world (fixtures) : NULL;
  GpFlowRun *run = gp_flow_run_new (flow, world, &start, error);
  GpFlowSimulator *self;

  if (run == NULL)
    return NULL;

  self = g_new0 (GpFlowSimulator, 1);
  self->run = run;
  self->fixtures = fixtures;
  self->mocks = mocks != NULL ? gp_expr_value_ref (mocks) : gp_expr_value_new_map (NULL, NULL, 0);
  self->now = now;
  self->breaks = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_effect_free);
  self->open = g_ptr_array_new ();
  self->news = gp_flow_mock_events_new ();
  self->trace = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_trace_free);
  return self;
}

void
gp_flow_simulator_free (GpFlowSimulator *self)
{
  if (self == NULL)
    return;

  gp_flow_run_free (self->run);
  gp_expr_value_unref (self->mocks);
  g_hash_table_unref (self->breaks);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->news);
  g_ptr_array_unref (self->effects);
  g_ptr_array_unref (self->trace);
  g_free (self);
}

void
gp_flow_simulator_set_mock (GpFlowSimulator *self,
                            const char      *step,
                            GpExprValue     *mock)
{
  GpExprValue *mocks;

  g_return_if_fail (self != NULL && step != NULL);

  mocks = gp_flow_value_with (self->mocks, step,
                              mock != NULL ? gp_expr_value_ref (mock) : gp_expr_value_new_null ());
  gp_expr_value_unref (self->mocks);
  self->mocks = mocks;
}

void
gp_flow_simulator_set_break (GpFlowSimulator *self,
                             const GpId      *step,
                             gboolean         stops)
{
  g_return_if_fail (self != NULL && step != NULL);

  if (stops)
    g_hash_table_add (self->breaks, g_memdup2 (step, sizeof *step));
  else
    g_hash_table_remove (self->breaks, step);
}

void
gp_flow_simulator_set_runs_code (GpFlowSimulator *self,
                                 gboolean         runs)
{
  g_return_if_fail (self != NULL);
  self->runs_code = runs;
}

/* FALSE where it is not open. */
static gboolean
close_effect (GpFlowSimulator *self,
              guint64          number)
{
  for (guint i = 0; i < self->open->len; i++)
    if (((GpFlowEffect *) self->open->pdata[i])->number == number)
      {
        g_ptr_array_remove_index (self->open, i);
        return TRUE;
      }
  return FALSE;
}

/* Takes what came of a call of the run. */
static void
collect (GpFlowSimulator *self,
         GpFlowOutcome   *outcome)
{
  while (outcome->trace != NULL && outcome->trace->len > 0)
    g_ptr_array_add (self->trace, g_ptr_array_steal_index (outcome->trace, 0));
  while (outcome->effects != NULL && outcome->effects->len > 0)
    {
      GpFlowEffect *effect = g_ptr_array_steal_index (outcome->effects, 0);

      if (effect->kind == GP_FLOW_EFFECT_CANCEL)
        {
          close_effect (self, (guint64) gp_flow_value_get_int (effect->arguments, "effect", 0));
          gp_flow_effect_free (effect);
          continue;
        }
      g_ptr_array_add (self->effects, effect);
      g_ptr_array_add (self->open, effect);
    }
}

static gboolean
deliver (GpFlowSimulator   *self,
         const GpFlowEvent *event)
{
  g_auto(GpFlowOutcome) outcome = { NULL };
  gboolean taken = gp_flow_run_take (self->run, event, self->now, &outcome);

  collect (self, &outcome);
  return taken;
}

/* Gives @effect what @mock says. A listen may hear several events: one after the other, since the
 * run goes on between them. */
static gboolean
give (GpFlowSimulator    *self,
      const GpFlowEffect *effect,
      GpExprValue        *mock)
{
  g_autoptr(GPtrArray) events = gp_flow_mocks_to_events (effect, mock);
  gboolean taken = FALSE;

  if (events->len > 0)
    taken = deliver (self, &((GpFlowMockEvent *) events->pdata[0])->event);
  while (events->len > 1)
    g_ptr_array_add (self->news, g_ptr_array_steal_index (events, 1));
  return taken || self->news->len > 0;
}

static gboolean
tell_news (GpFlowSimulator *self)
{
  g_autoptr(GPtrArray) told = gp_flow_mock_events_new ();

  if (self->news->len == 0)
    return FALSE;
  g_ptr_array_add (told, g_ptr_array_steal_index (self->news, 0));
  deliver (self, &((GpFlowMockEvent *) told->pdata[0])->event);
  return TRUE;
}

/* Effects that a backend answers before anything else is done, in the transaction of the step;
 * those that it answers before it waits for others; and these. */
typedef enum
{
  AT_ONCE,
  SOON,
  LATER,
} Rank;

static Rank
get_rank (GpFlowEffectKind kind)
{
  switch (kind)
    {
    case GP_FLOW_EFFECT_READ:
    case GP_FLOW_EFFECT_CREATE:
    case GP_FLOW_EFFECT_UPDATE:
    case GP_FLOW_EFFECT_DELETE:
    case GP_FLOW_EFFECT_EMIT:
      return AT_ONCE;
    case GP_FLOW_EFFECT_FLOW:
      return SOON;
    default:
      return LATER;
    }
}

static gboolean
is_to_be_run (const GpFlowSimulator *self,
              const GpFlowEffect    *effect)
{
  return self->runs_code && effect->kind == GP_FLOW_EFFECT_CODE
         && gp_flow_mocks_find (self->mocks, gp_flow_run_get_flow (self->run), effect) == NULL;
}

/* The oldest of @rank that has an answer. None behind code that is to be run comes before it. */
static gboolean
answer_next (GpFlowSimulator *self,
             Rank             rank)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      GpFlowEffect *effect = self->open->pdata[i];
      g_autoptr(GpExprValue) answer = NULL;

      if (get_rank (effect->kind) != rank)
        continue;
      if (is_to_be_run (self, effect))
        return FALSE;
      answer = gp_flow_mocks_answer (self->mocks, self->fixtures, gp_flow_run_get_flow (self->run),
                                     effect, self->now);
      if (answer == NULL)
        continue;
      close_effect (self, effect->number);
      give (self, effect, answer);
      return TRUE;
    }
  return FALSE;
}

static gboolean
work (GpFlowSimulator *self)
{
  g_auto(GpFlowOutcome) outcome = { NULL };
  gboolean worked = gp_flow_run_step (self->run, self->now, &outcome);

  collect (self, &outcome);
  return worked;
}

GpFlowStop
gp_flow_simulator_step (GpFlowSimulator *self)
{
  gint64 due;

  g_return_val_if_fail (self != NULL, GP_FLOW_STOP_ENDED);

  if (gp_flow_run_has_ended (self->run))
    return GP_FLOW_STOP_ENDED;
  if (!answer_next (self, AT_ONCE) && !work (self) && !answer_next (self, SOON)
      && !tell_news (self) && !answer_next (self, LATER))
    {
      if (gp_flow_simulator_get_code (self) != NULL)
        return GP_FLOW_STOP_CODE;
      due = gp_flow_run_get_due (self->run);
      if (due == GP_FLOW_NEVER)
        return GP_FLOW_STOP_BLOCKED;
      self->now = MAX (self->now, due);
    }
  return gp_flow_run_has_ended (self->run) ? GP_FLOW_STOP_ENDED : GP_FLOW_STOP_STEPPED;
}

GpFlowStop
gp_flow_simulator_run (GpFlowSimulator *self)
{
  GpFlowStop stop = gp_flow_simulator_step (self);

  while (stop == GP_FLOW_STOP_STEPPED)
    {
      const GpElement *next = gp_flow_simulator_get_next (self);

      if (next != NULL && g_hash_table_contains (self->breaks, gp_element_get_id (next)))
        return GP_FLOW_STOP_BREAK;
      stop = gp_flow_simulator_step (self);
    }
  return stop;
}

const GpFlowEffect *
gp_flow_simulator_get_code (const GpFlowSimulator *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->open->len; i++)
    if (is_to_be_run (self, self->open->pdata[i]))
      return self->open->pdata[i];
  return NULL;
}

gboolean
gp_flow_simulator_take_code (GpFlowSimulator *self,
                             guint64          effect,
                             GpExprValue     *value,
                             GpExprValue     *fault)
{
  const GpFlowEvent event = {
    .kind = value != NULL ? GP_FLOW_EVENT_RESULT : GP_FLOW_EVENT_FAILURE,
    .effect = effect,
    .value = value != NULL ? value : fault,
  };

  g_return_val_if_fail (self != NULL && (value == NULL) != (fault == NULL), FALSE);

  return close_effect (self, effect) && deliver (self, &event);
}

gboolean
gp_flow_simulator_answer (GpFlowSimulator *self,
                          const GpId      *step,
                          GpExprValue     *result)
{
  g_return_val_if_fail (self != NULL && step != NULL, FALSE);

  for (guint i = 0; i < self->open->len; i++)
    {
      GpFlowEffect *effect = self->open->pdata[i];

      if (!gp_id_equal (&effect->step, step))
        continue;
      if (!give (self, effect, result))
        return FALSE;
      if (effect->kind != GP_FLOW_EFFECT_LISTEN)
        close_effect (self, effect->number);
      return TRUE;
    }
  return FALSE;
}

void
gp_flow_simulator_wait (GpFlowSimulator *self,
                        gint64           duration)
{
  g_return_if_fail (self != NULL && duration >= 0);
  self->now = gp_flow_time_add (self->now, duration);
}

gint64
gp_flow_simulator_get_now (const GpFlowSimulator *self)
{
  return self->now;
}

const GpFlowRun *
gp_flow_simulator_get_run (const GpFlowSimulator *self)
{
  return self->run;
}

const GpElement *
gp_flow_simulator_get_next (const GpFlowSimulator *self)
{
  return gp_flow_run_peek (self->run, self->now);
}

GPtrArray *
gp_flow_simulator_get_trace (const GpFlowSimulator *self)
{
  return self->trace;
}

GPtrArray *
gp_flow_simulator_get_effects (const GpFlowSimulator *self)
{
  return self->effects;
}

/* gp-flow-simulation.c — one simulated run of a flow, and what it is tried with
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run holds its own copy of the design, so that it can be kept as a test, which changes the
 * design, and still be looked at. Progress takes the lines of the trace as they come. */
#define G_LOG_DOMAIN "gp-flow-simulation"
#include "config.h"

#include "gp-flow-simulation.h"

#include "gp-flow-code.h"
#include "gp-flow-keep.h"
#include "gp-flow-sheet-check.h"
#include "gp-flow-value.h"
#include "gp-snapshot.h"

#include <glib/gi18n-lib.h>

struct _GpFlowSimulation
{
  GObject parent_instance;

  GpSession        *session;
  GpId              flow;           /* nil: none */
  GHashTable       *sheets;         /* GpId → GpFlowSheet */
  GpFlowVerdict     verdict;
  gboolean          checked;        /* the verdict is about what is there now */

  /* Of the run; all NULL where there is none: */
  GpFlow           *running;
  GpAccessFixtures *fixtures;
  GpExprValue      *trigger;
  GpFlowSimulator  *simulator;
  GpFlowProgress   *progress;
  gint64            began;
  guint             n_taken;        /* lines of the trace that progress has */
  gboolean          stale;
  gboolean          goes_on;        /* the last command was to run, not to step */
  GpFlowCode       *code;           /* that is under way, or NULL */
};

G_DEFINE_FINAL_TYPE (GpFlowSimulation, gp_flow_simulation, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed (GpFlowSimulation *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GpDesign *
get_design (GpFlowSimulation *self)
{
  return gp_session_get_design (self->session);
}

static void
forget_run (GpFlowSimulation *self)
{
  g_clear_pointer (&self->code, gp_flow_code_drop);
  g_clear_pointer (&self->simulator, gp_flow_simulator_free);
  g_clear_pointer (&self->progress, gp_flow_progress_unref);
  g_clear_pointer (&self->trigger, gp_expr_value_unref);
  g_clear_pointer (&self->running, gp_flow_unref);
  g_clear_pointer (&self->fixtures, gp_access_fixtures_free);
  self->n_taken = 0;
  self->stale = FALSE;
}

/* Of the chosen flow; NULL where there is none. */
static GpFlowSheet *
get_sheet (GpFlowSimulation *self)
{
  const GpElement *flow = gp_flow_simulation_get_element (self);
  GpFlowSheet *sheet;

  if (flow == NULL)
    return NULL;
  sheet = g_hash_table_lookup (self->sheets, &self->flow);
  if (sheet == NULL)
    {
      sheet = gp_flow_sheet_new (get_design (self), flow);
      g_hash_table_insert (self->sheets, g_memdup2 (&self->flow, sizeof self->flow), sheet);
    }
  if (sheet->outdated)
    gp_flow_sheet_renew (sheet, get_design (self), flow);
  return sheet;
}

/* --- what it is tried with --- */

/* Not before somebody wants to know: most windows are never asked to simulate. */
static void
check (GpFlowSimulation *self)
{
  const GpElement *flow = gp_flow_simulation_get_element (self);

  gp_flow_verdict_clear (&self->verdict);
  self->checked = TRUE;
  if (flow != NULL)
    gp_flow_sheet_check (get_sheet (self), get_design (self), flow, &self->verdict);
  else
    self->verdict.problem = g_strdup (_("There is no flow yet."));
}

const GpId *
gp_flow_simulation_get_flow (GpFlowSimulation *self)
{
  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), NULL);

  return &self->flow;
}

const GpElement *
gp_flow_simulation_get_element (GpFlowSimulation *self)
{
  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), NULL);

  return gp_design_lookup_kind (get_design (self), &self->flow, GP_KIND_FLOW);
}

void
gp_flow_simulation_set_flow (GpFlowSimulation *self,
                             const GpId       *flow)
{
  g_return_if_fail (GP_IS_FLOW_SIMULATION (self));

  if (gp_id_equal (&self->flow, flow))
    return;
  forget_run (self);
  self->flow = *flow;
  self->checked = FALSE;
  changed (self);
}

gboolean
gp_flow_simulation_take_up (GpFlowSimulation *self,
                            const GpId       *id)
{
  const GpElement *element, *flow;

  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), FALSE);

  element = gp_design_lookup (get_design (self), id);
  if (element != NULL && gp_element_get_kind (element) == GP_KIND_TEST)
    {
      const GpId *tested = gp_element_get_ref (element, GP_TEST_FLOW);

      if (!gp_element_is (element, GP_TEST_TYPE, "flow") || tested == NULL
          || gp_design_lookup_kind (get_design (self), tested, GP_KIND_FLOW) == NULL)
        return FALSE;
      forget_run (self);
      self->flow = *tested;
      gp_flow_sheet_take_test (get_sheet (self), element);
      self->checked = FALSE;
      changed (self);
      return TRUE;
    }
  flow = gp_flow_find_around (get_design (self), element);
  if (flow == NULL)
    return FALSE;
  gp_flow_simulation_set_flow (self, gp_element_get_id (flow));
  return TRUE;
}

const char *
gp_flow_simulation_get_input (GpFlowSimulation *self)
{
  const GpFlowSheet *sheet = get_sheet (self);

  return sheet != NULL ? sheet->input : "";
}

void
gp_flow_simulation_set_input (GpFlowSimulation *self,
                              const char       *json)
{
  GpFlowSheet *sheet = get_sheet (self);

  if (sheet == NULL || g_str_equal (sheet->input, json))
    return;
  g_free (sheet->input);
  sheet->input = g_strdup (json);
  sheet->typed = TRUE;
  forget_run (self);
  self->checked = FALSE;
  changed (self);
}

const char *
gp_flow_simulation_get_problem (GpFlowSimulation *self,
                                gsize            *out_offset)
{
  if (!self->checked)
    check (self);
  if (out_offset != NULL)
    *out_offset = self->verdict.problem_at;
  return self->verdict.problem;
}

const char *
gp_flow_simulation_get_hint (GpFlowSimulation *self)
{
  if (!self->checked)
    check (self);
  return self->verdict.hint;
}

static const char *
name_of (GpFlowSimulation *self,
         const GpId       *step)
{
  const GpElement *element = gp_design_lookup_kind (get_design (self), step, GP_KIND_STEP);

  return element != NULL ? gp_element_get_name (element) : NULL;
}

GpExprValue *
gp_flow_simulation_get_mock (GpFlowSimulation *self,
                             const GpId       *step)
{
  const GpFlowSheet *sheet = get_sheet (self);
  const char *name = name_of (self, step);

  return sheet != NULL && name != NULL ? gp_flow_value_get (sheet->mocks, name) : NULL;
}

void
gp_flow_simulation_set_mock (GpFlowSimulation *self,
                             const GpId       *step,
                             GpExprValue      *mock)
{
  GpFlowSheet *sheet = get_sheet (self);
  const char *name = name_of (self, step);
  GpExprValue *before = gp_flow_simulation_get_mock (self, step);

  if (sheet == NULL || name == NULL || mock == before
      || (mock != NULL && before != NULL && gp_expr_value_equal (mock, before)))
    return;
  gp_flow_sheet_set_mock (sheet, name, mock);
  if (self->simulator != NULL)
    gp_flow_simulator_set_mock (self->simulator, name, mock);
  changed (self);
}

gboolean
gp_flow_simulation_has_break (GpFlowSimulation *self,
                              const GpId       *step)
{
  const GpFlowSheet *sheet = get_sheet (self);

  return sheet != NULL && g_hash_table_contains (sheet->breaks, step);
}

void
gp_flow_simulation_set_break (GpFlowSimulation *self,
                              const GpId       *step,
                              gboolean          stops)
{
  GpFlowSheet *sheet = get_sheet (self);

  if (sheet == NULL || g_hash_table_contains (sheet->breaks, step) == stops)
    return;
  gp_flow_sheet_set_break (sheet, step, stops);
  if (self->simulator != NULL)
    gp_flow_simulator_set_break (self->simulator, step, stops);
  changed (self);
}

GHashTable *
gp_flow_simulation_get_breaks (GpFlowSimulation *self)
{
  const GpFlowSheet *sheet = get_sheet (self);

  return sheet != NULL ? sheet->breaks : NULL;
}

/* --- the run --- */

static void
set_breaks (GpFlowSimulation *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, get_sheet (self)->breaks);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    gp_flow_simulator_set_break (self->simulator, id, TRUE);
}

static gboolean
begin (GpFlowSimulation *self)
{
  g_autoptr(GpSnapshot) snapshot = NULL;
  g_autoptr(GError) error = NULL;
  GpDesign *design;

  forget_run (self);
  check (self);
  if (self->verdict.problem != NULL)
    return FALSE;
  snapshot = gp_snapshot_take (get_design (self));
  design = gp_snapshot_get_design (snapshot);
  self->running = gp_flow_new (design, &self->flow, &error);
  self->fixtures = gp_access_fixtures_new (design);
  self->trigger = gp_flow_sheet_read_input (get_sheet (self), &self->verdict);
  self->began = g_get_real_time ();
  if (self->running != NULL)
    self->simulator = gp_flow_simulator_new (self->running, self->fixtures, self->trigger,
                                             get_sheet (self)->mocks, self->began, &error);
  if (self->simulator == NULL)
    {
      self->verdict.problem = g_strdup (error->message);
      forget_run (self);
      return FALSE;
    }
  self->progress = gp_flow_progress_new (design, &self->flow);
  gp_flow_progress_set_start (self->progress,
                              gp_flow_run_get_trigger (gp_flow_simulator_get_run (
                                self->simulator)));
  set_breaks (self);
  gp_flow_simulator_set_runs_code (self->simulator,
                                   gp_session_get_code_runner (self->session) != NULL);
  return TRUE;
}

static gboolean
is_over (GpFlowSimulation *self)
{
  return self->simulator == NULL
         || gp_flow_run_has_ended (gp_flow_simulator_get_run (self->simulator));
}

/* TRUE where a step began or ended in the new lines. */
static gboolean
take_lines (GpFlowSimulation *self)
{
  GPtrArray *trace = gp_flow_simulator_get_trace (self->simulator);
  const GpElement *next = gp_flow_simulator_get_next (self->simulator);
  gboolean telling = FALSE;

  for (; self->n_taken < trace->len; self->n_taken++)
    {
      const GpFlowTrace *line = trace->pdata[self->n_taken];

      telling |= line->kind != GP_FLOW_TRACE_TAKEN;
      gp_flow_progress_take (self->progress, line);
    }
  gp_flow_progress_set_next (self->progress, next != NULL ? gp_element_get_id (next) : NULL);
  return telling;
}

/* After an answer: as far as the last command was to go. */
static GpFlowStop
go_on (GpFlowSimulation *self)
{
  const GpElement *next = gp_flow_simulator_get_next (self->simulator);
  gboolean stops = next != NULL && gp_flow_simulation_has_break (self, gp_element_get_id (next));

  return self->goes_on && !stops ? gp_flow_simulator_run (self->simulator) : GP_FLOW_STOP_STEPPED;
}

/* --- code --- */

static void settle (GpFlowSimulation *self, GpFlowStop stop);

static void
code_ended_cb (gpointer     owner,
               guint64      effect,
               GpExprValue *value,
               GpExprValue *fault)
{
  GpFlowSimulation *self = owner;

  self->code = NULL;
  gp_flow_simulator_take_code (self->simulator, effect, value, fault);
  settle (self, go_on (self));
}

/* Takes what was done, and has code run where the run has stopped for it; drops what is not waited
 * for any longer. */
static void
settle (GpFlowSimulation *self,
        GpFlowStop        stop)
{
  const GpFlowEffect *wanted = gp_flow_simulator_get_code (self->simulator);

  take_lines (self);
  if (self->code != NULL
      && (wanted == NULL || gp_flow_code_get_effect (self->code) != wanted->number))
    g_clear_pointer (&self->code, gp_flow_code_drop);
  if (stop == GP_FLOW_STOP_CODE && self->code == NULL)
    self->code = gp_flow_code_start (gp_session_get_code_runner (self->session), wanted,
                                     code_ended_cb, self);
  changed (self);
}

/* --- its commands --- */

gboolean
gp_flow_simulation_step (GpFlowSimulation *self)
{
  GpFlowStop stop;

  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), FALSE);

  if (is_over (self) && !begin (self))
    {
      changed (self);
      return FALSE;
    }
  self->goes_on = FALSE;
  do
    stop = gp_flow_simulator_step (self->simulator);
  while (!take_lines (self) && stop == GP_FLOW_STOP_STEPPED);
  settle (self, stop);
  return TRUE;
}

gboolean
gp_flow_simulation_run (GpFlowSimulation *self)
{
  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), FALSE);

  if (is_over (self) && !begin (self))
    {
      changed (self);
      return FALSE;
    }
  self->goes_on = TRUE;
  settle (self, gp_flow_simulator_run (self->simulator));
  return TRUE;
}

void
gp_flow_simulation_reset (GpFlowSimulation *self)
{
  g_return_if_fail (GP_IS_FLOW_SIMULATION (self));

  if (self->simulator == NULL)
    return;
  forget_run (self);
  changed (self);
}

gboolean
gp_flow_simulation_wait (GpFlowSimulation *self)
{
  gint64 due = gp_flow_simulation_get_due (self);

  if (due == GP_FLOW_NEVER)
    return FALSE;
  gp_flow_simulator_wait (self->simulator, MAX (due - gp_flow_simulation_get_elapsed (self), 0));
  return gp_flow_simulation_step (self);
}

gboolean
gp_flow_simulation_answer (GpFlowSimulation *self,
                           const GpId       *step,
                           GpExprValue      *answer)
{
  g_return_val_if_fail (GP_IS_FLOW_SIMULATION (self), FALSE);

  if (is_over (self) || !gp_flow_simulator_answer (self->simulator, step, answer))
    return FALSE;
  if (name_of (self, step) != NULL)
    gp_flow_sheet_set_mock (get_sheet (self), name_of (self, step), answer);
  settle (self, go_on (self));
  return TRUE;
}

GpFlowProgress *
gp_flow_simulation_get_progress (GpFlowSimulation *self)
{
  return self->progress;
}

const GpFlowSimulator *
gp_flow_simulation_get_simulator (GpFlowSimulation *self)
{
  return self->simulator;
}

gint64
gp_flow_simulation_get_elapsed (GpFlowSimulation *self)
{
  return self->simulator != NULL ? gp_flow_simulator_get_now (self->simulator) - self->began : 0;
}

gint64
gp_flow_simulation_get_due (GpFlowSimulation *self)
{
  gint64 due = is_over (self) ? GP_FLOW_NEVER
                              : gp_flow_run_get_due (gp_flow_simulator_get_run (self->simulator));

  return due == GP_FLOW_NEVER ? GP_FLOW_NEVER : due - self->began;
}

gboolean
gp_flow_simulation_is_stale (GpFlowSimulation *self)
{
  return self->stale;
}

GpChangeSet *
gp_flow_simulation_keep (GpFlowSimulation *self,
                         GpId             *out_test)
{
  if (self->simulator == NULL || gp_flow_simulation_get_element (self) == NULL)
    return NULL;
  return gp_flow_keep (get_design (self), self->simulator, self->trigger,
                       get_sheet (self)->mocks, out_test);
}

/* --- life --- */

static gboolean
concerns_runs (const GpChangeSet *changes)
{
  static const GpKind others[] = { GP_KIND_TEST, GP_KIND_VIEW, GP_KIND_PLACEMENT, GP_KIND_NOTE,
                                   GP_KIND_COMMENT };

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      GpKind kind = gp_change_set_get (changes, i)->kind;
      gboolean other = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (others); k++)
        other |= others[k] == kind;
      if (!other)
        return TRUE;
    }
  return FALSE;
}

/* The first flow, where the chosen one has gone or none is chosen yet. */
static void
mend_flow (GpFlowSimulation *self)
{
  g_autoptr(GPtrArray) flows = NULL;

  if (gp_flow_simulation_get_element (self) != NULL)
    return;
  forget_run (self);
  flows = gp_design_list (get_design (self), GP_KIND_FLOW);
  self->flow = flows->len > 0 ? *gp_element_get_id (flows->pdata[0]) : gp_id_nil;
}

/* An example is made anew when it is looked at. */
static void
outdate_cb (gpointer key,
            gpointer value,
            gpointer user_data)
{
  ((GpFlowSheet *) value)->outdated = TRUE;
}

static void
design_applied_cb (GpFlowSimulation *self,
                   GpChangeSet      *changes)
{
  if (!concerns_runs (changes))
    return;
  self->stale = self->simulator != NULL;
  g_hash_table_foreach (self->sheets, outdate_cb, NULL);
  mend_flow (self);
  self->checked = FALSE;
  changed (self);
}

static void
gp_flow_simulation_dispose (GObject *object)
{
  GpFlowSimulation *self = GP_FLOW_SIMULATION (object);

  forget_run (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_flow_simulation_parent_class)->dispose (object);
}

static void
gp_flow_simulation_finalize (GObject *object)
{
  GpFlowSimulation *self = GP_FLOW_SIMULATION (object);

  g_hash_table_unref (self->sheets);
  gp_flow_verdict_clear (&self->verdict);

  G_OBJECT_CLASS (gp_flow_simulation_parent_class)->finalize (object);
}

static void
gp_flow_simulation_class_init (GpFlowSimulationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_flow_simulation_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_flow_simulation_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_flow_simulation_init (GpFlowSimulation *self)
{
  self->sheets = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                        (GDestroyNotify) gp_flow_sheet_free);
}

GpFlowSimulation *
gp_flow_simulation_new (GpSession *session)
{
  GpFlowSimulation *self = g_object_new (GP_TYPE_FLOW_SIMULATION, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  mend_flow (self);

  return self;
}

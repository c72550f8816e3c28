/* test-flow-progress.c — how far a run has come
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-flow-progress.h"
#include "gp-flow-simulator.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "connection shop\nflow main\nstep choose switch\nstep large set with.x=1\n"                     \
  "step call call_http connection=shop path=/x retry_attempts=2\nstep rescue set with.y=2\n"      \
  "step skipped set if=false\n"                                                                    \
  "edge - choose\nedge choose large case when=trigger.input.n>10\nedge choose call else\n"         \
  "edge call rescue error\nedge rescue skipped"

typedef struct
{
  GpDesign        *design;
  GpFlow          *flow;
  GpExprValue     *trigger;
  GpExprValue     *mocks;
  GpFlowSimulator *simulator;
  GpFlowProgress  *progress;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpId flow;

  fixture->design = gp_test_flow_design (SCRIPT);
  fixture->flow = gp_test_flow_new (fixture->design, "main");
  fixture->trigger = gp_test_value ("{'input': {'n': 1}}");
  fixture->mocks = gp_test_value ("{'call': {'error': 503}}");
  fixture->simulator = gp_flow_simulator_new (fixture->flow, NULL, fixture->trigger,
                                              fixture->mocks, 0, NULL);
  flow = gp_test_flow_find (fixture->design, GP_KIND_FLOW, "main");
  fixture->progress = gp_flow_progress_new (fixture->design, &flow);
  gp_flow_progress_set_start (fixture->progress, fixture->trigger);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gp_flow_progress_unref (fixture->progress);
  gp_flow_simulator_free (fixture->simulator);
  gp_expr_value_unref (fixture->mocks);
  gp_expr_value_unref (fixture->trigger);
  gp_flow_unref (fixture->flow);
  g_object_unref (fixture->design);
}

static void
take_all (Fixture *fixture)
{
  GPtrArray *trace = gp_flow_simulator_get_trace (fixture->simulator);

  for (guint i = 0; i < trace->len; i++)
    gp_flow_progress_take (fixture->progress, trace->pdata[i]);
}

static GpFlowReach
reach_of (Fixture    *fixture,
          const char *step)
{
  GpId id = gp_test_flow_find (fixture->design, GP_KIND_STEP, step);

  return gp_flow_progress_get_reach (fixture->progress, &id);
}

static void
test_each_step_says_how_it_went (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  GpId call = gp_test_flow_find (fixture->design, GP_KIND_STEP, "call");
  GpId large = gp_test_flow_find (fixture->design, GP_KIND_STEP, "large");
  const GpFlowStepProgress *step;

  gp_flow_simulator_run (fixture->simulator);
  take_all (fixture);
  g_assert_true (gp_flow_progress_has_ended (fixture->progress));
  g_assert_cmpint (reach_of (fixture, "choose"), ==, GP_FLOW_REACH_DONE);
  g_assert_cmpint (reach_of (fixture, "large"), ==, GP_FLOW_REACH_UNTOUCHED);
  g_assert_cmpint (reach_of (fixture, "call"), ==, GP_FLOW_REACH_FAILED);
  g_assert_cmpint (reach_of (fixture, "rescue"), ==, GP_FLOW_REACH_DONE);
  g_assert_cmpint (reach_of (fixture, "skipped"), ==, GP_FLOW_REACH_SKIPPED);

  step = gp_flow_progress_find_step (fixture->progress, &call);
  g_assert_cmpuint (step->times, ==, 1);
  g_assert_cmpuint (step->attempts, ==, 2);
  g_assert_cmpint (step->ended, >, step->began);
  g_assert_nonnull (step->error);
  g_assert_null (step->output);
  g_assert_null (gp_flow_progress_find_step (fixture->progress, &large));

  gp_flow_progress_set_next (fixture->progress, &large);
  g_assert_cmpint (reach_of (fixture, "large"), ==, GP_FLOW_REACH_NEXT);
}

/* The ways that were taken, the one from the trigger too, with what went along them. */
static void
test_ways_carry_what_went_along_them (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  g_autoptr(GPtrArray) transitions = gp_design_list (fixture->design, GP_KIND_TRANSITION);
  g_autoptr(GPtrArray) ways = NULL;
  const GpFlowWayProgress *way;

  gp_flow_simulator_run (fixture->simulator);
  take_all (fixture);
  ways = gp_flow_progress_list_ways (fixture->progress);
  g_assert_cmpuint (ways->len, ==, 4);
  for (guint i = 0; i < transitions->len; i++)
    {
      const GpElement *transition = transitions->pdata[i];
      gboolean is_case = gp_element_is (transition, GP_TRANSITION_TYPE, "case");

      way = gp_flow_progress_find_way (fixture->progress, gp_element_get_id (transition));
      g_assert_true ((way == NULL) == is_case);
      if (way == NULL)
        continue;
      g_assert_cmpuint (way->times, ==, 1);
      g_assert_nonnull (way->value);
      if (gp_element_get_ref (transition, GP_TRANSITION_FROM) == NULL)
        g_assert_true (gp_expr_value_equal (way->value, fixture->trigger));
    }
}

/* Line by line it says the same as at once. */
static void
test_a_step_that_goes_on_waits (Fixture       *fixture,
                                gconstpointer  user_data)
{
  gboolean waited = FALSE, retried = FALSE;
  guint n = 0;

  while (gp_flow_simulator_step (fixture->simulator) == GP_FLOW_STOP_STEPPED)
    {
      GPtrArray *trace = gp_flow_simulator_get_trace (fixture->simulator);

      for (; n < trace->len; n++)
        gp_flow_progress_take (fixture->progress, trace->pdata[n]);
      waited |= reach_of (fixture, "call") == GP_FLOW_REACH_WAITS;
      retried |= reach_of (fixture, "call") == GP_FLOW_REACH_RETRIES;
      g_assert_false (gp_flow_progress_has_ended (fixture->progress));
    }
  g_assert_true (waited);
  g_assert_true (retried);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add ("/model/flow-progress/each-step-says-how-it-went", Fixture, NULL, set_up,
              test_each_step_says_how_it_went, tear_down);
  g_test_add ("/model/flow-progress/ways-carry-what-went-along-them", Fixture, NULL, set_up,
              test_ways_carry_what_went_along_them, tear_down);
  g_test_add ("/model/flow-progress/a-step-that-goes-on-waits", Fixture, NULL, set_up,
              test_a_step_that_goes_on_waits, tear_down);

  return g_test_run ();
}

/* test-flow-log.c — a trace, with a line for each try of a step
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-log.h"
#include "gp-flow-simulator.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "connection shop\nflow main\nstep each for in=[1,2] each=n\n  step note set with.x=n\n"         \
  "step call call_http connection=shop path=/x retry_attempts=2"

static void
test_each_try_has_a_line (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'input': {}}");
  g_autoptr(GpExprValue) mocks = gp_test_value ("{'call': {'tries': [{'error': 503}, {}]}}");
  g_autoptr(GpFlowSimulator) simulator =
    gp_flow_simulator_new (flow, NULL, trigger, mocks, 1000, NULL);
  g_autoptr(GArray) log = NULL;
  g_autoptr(GString) seen = g_string_new (NULL);

  gp_flow_simulator_run (simulator);
  log = gp_flow_log_new (gp_flow_simulator_get_trace (simulator),
                         gp_flow_simulator_get_effects (simulator), trigger, 1000, FALSE);
  for (guint i = 0; i < log->len; i++)
    {
      const GpFlowLogLine *line = &g_array_index (log, GpFlowLogLine, i);
      const GpElement *step = gp_design_lookup_kind (design, &line->step, GP_KIND_STEP);

      g_string_append_printf (seen, "%s%s%s%u%s%s", i > 0 ? " " : "",
                              line->is_end ? "end" : step == NULL ? "start" : "",
                              step != NULL ? gp_element_get_name (step) : "", line->attempt,
                              line->reach == GP_FLOW_REACH_DONE ? "=" : "!",
                              line->effect != NULL ? "*" : "");
      g_assert_cmpint (line->ended, >=, line->began);
    }
  g_assert_cmpstr (seen->str, ==, "start0= each1= note1= note1= call1!* call2=* end0=");
}

static void
test_a_run_that_failed_ends_so (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a raise error_status=409");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);
  g_autoptr(GArray) log = NULL;
  const GpFlowLogLine *last;

  gp_flow_simulator_run (simulator);
  log = gp_flow_log_new (gp_flow_simulator_get_trace (simulator), NULL, NULL, 0, TRUE);
  g_assert_cmpuint (log->len, ==, 3);
  last = &g_array_index (log, GpFlowLogLine, 2);
  g_assert_true (last->is_end);
  g_assert_cmpint (last->reach, ==, GP_FLOW_REACH_FAILED);
  g_assert_nonnull (last->error);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/flow-log/each-try-has-a-line", test_each_try_has_a_line);
  g_test_add_func ("/model/flow-log/a-run-that-failed-ends-so", test_a_run_that_failed_ends_so);

  return g_test_run ();
}

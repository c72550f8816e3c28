/* test-flow-simulator.c — a run whose effects are answered by mocks
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_breakpoints_stop (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep a set with.x=1\nstep b set with.y=2");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");

  gp_flow_simulator_set_break (simulator, &b, TRUE);
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_BREAK);
  g_assert_cmpstr (gp_element_get_name (gp_flow_simulator_get_next (simulator)), ==, "b");
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_ENDED);
  g_assert_cmpint (gp_flow_simulator_step (simulator), ==, GP_FLOW_STOP_ENDED);
}

static void
test_people_answer (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("role boss\nevent paid n:integer\nflow main\n"
                         "step a approve assignees=boss\n"
                         "step b listen listen_events=paid\nstep c wait duration=1h");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);
  g_autoptr(GpExprValue) yes = gp_test_value ("{'decision': 'approve'}");
  g_autoptr(GpExprValue) paid = gp_test_value ("{'n': 1}");
  GpId a = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");
  g_autofree char *trace = NULL;

  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_BLOCKED);
  g_assert_false (gp_flow_simulator_answer (simulator, &b, paid));
  g_assert_true (gp_flow_simulator_answer (simulator, &a, yes));
  g_assert_false (gp_flow_simulator_answer (simulator, &a, yes));
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_BLOCKED);
  g_assert_true (gp_flow_simulator_answer (simulator, &b, paid));
  gp_flow_simulator_wait (simulator, 7200 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_ENDED);
  trace = gp_test_flow_trace (design, gp_flow_simulator_get_trace (simulator));
  g_assert_cmpstr (trace, ==, "a> a= b> b= c> c= = [{'n':1}]");
}

static void
test_mocks_change_on_the_way (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection s\nflow main\nstep a mail connection=s\n"
                         "step b mail connection=s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);
  g_autoptr(GpExprValue) broken = gp_test_value ("{'error': 500}");
  g_autofree char *trace = NULL;

  gp_flow_simulator_step (simulator);
  gp_flow_simulator_set_mock (simulator, "b", broken);
  gp_flow_simulator_run (simulator);
  trace = gp_test_flow_trace (design, gp_flow_simulator_get_trace (simulator));
  g_assert_cmpstr (trace, ==, "a> a= b> b!500 ! communication 500");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-simulator/breakpoints-stop", test_breakpoints_stop);
  g_test_add_func ("/model/flow-simulator/people-answer", test_people_answer);
  g_test_add_func ("/model/flow-simulator/mocks-change-on-the-way", test_mocks_change_on_the_way);

  return g_test_run ();
}

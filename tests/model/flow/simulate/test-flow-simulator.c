/* test-flow-simulator.c — a run whose effects are answered by mocks
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-fault.h"
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

/* Records come with the step, calls when there is nothing else to do; the run goes on between two
 * events. */
static void
test_the_order_is_that_of_a_backend (void)
{
  static const GpTestFlowCase cases[] = {
    { "entity item n:integer\nconnection s\nflow main\nstep f fork\n"
      "  step a call_http connection=s\n  step b data_read entity=item\n"
      "  step c set with.x=1",
      NULL, NULL, "f> f/0/a> f/1/b> f/1/b= f/2/c> f/2/c= f/0/a= f= = "
                  "[{'status':200,'headers':{},'body':null},[],{'x':1}]" },
    { "event paid n:integer\nflow main\nstep a listen listen_events=paid\n"
      "step b listen listen_events=paid",
      NULL, "{'a':[{'event':'paid','data':1},{'event':'paid','data':2}],'b':{'never':true}}",
      "a> a= b> b= = [2]" },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

/* What no mock answers is run by whoever drives the simulator, before what began later is
 * answered. */
static void
test_code_is_run (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection s\nflow main\nstep a code code=1\nstep b code code=2\n"
                         "step f fork\n  step c code code=3 with.x=steps.a.output\n"
                         "  step d mail connection=s\nstep e code code=4");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) mocks = gp_test_value ("{'b': {'error': 422}, 'e': {'never': true}}");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, mocks, 0, NULL);
  g_autoptr(GpExprValue) seven = gp_test_value ("{'error': 7}");
  g_autoptr(GpExprValue) fault = gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 0, "no luck");
  g_autoptr(GpExprValue) mended = gp_test_value ("{'y': 1}");
  g_autofree char *trace = NULL;

  gp_flow_simulator_set_runs_code (simulator, TRUE);
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_CODE);
  g_assert_cmpint (gp_flow_simulator_get_code (simulator)->number, ==, 1);
  g_assert_cmpint (gp_flow_simulator_step (simulator), ==, GP_FLOW_STOP_CODE);
  g_assert_false (gp_flow_simulator_take_code (simulator, 9, seven, NULL));
  g_assert_true (gp_flow_simulator_take_code (simulator, 1, seven, NULL));
  g_assert_false (gp_flow_simulator_take_code (simulator, 1, seven, NULL));
  gp_flow_simulator_set_mock (simulator, "b", mended);
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_CODE);
  g_assert_true (gp_flow_simulator_take_code (
    simulator, gp_flow_simulator_get_code (simulator)->number, NULL, fault));
  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_ENDED);
  trace = gp_test_flow_trace (design, gp_flow_simulator_get_trace (simulator));
  g_assert_cmpstr (trace, ==, "a> a= b> b= f> f/0/c> f/1/d> f/0/c!500 f/1/d# f!500 ! runtime 500");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-simulator/breakpoints-stop", test_breakpoints_stop);
  g_test_add_func ("/model/flow-simulator/people-answer", test_people_answer);
  g_test_add_func ("/model/flow-simulator/mocks-change-on-the-way", test_mocks_change_on_the_way);
  g_test_add_func ("/model/flow-simulator/code-is-run", test_code_is_run);
  g_test_add_func ("/model/flow-simulator/the-order-is-that-of-a-backend",
                   test_the_order_is_that_of_a_backend);

  return g_test_run ();
}

/* test-flow-trace.c — what a run did, line by line
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-trace.h"
#include "gp-flow-value.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_a_line_is_written (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a set with.x=1");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 7, NULL);
  g_autoptr(GpExprValue) value = NULL;
  const GpFlowTrace *line;

  gp_flow_simulator_run (simulator);
  line = gp_flow_simulator_get_trace (simulator)->pdata[1];
  value = gp_flow_trace_to_value (line);
  g_assert_cmpstr (gp_flow_value_get_text (value, "what"), ==, "completed");
  g_assert_cmpstr (gp_flow_value_get_text (value, "place"), ==, "a");
  g_assert_cmpint (gp_flow_value_get_int (value, "at", 0), ==, 7);
  g_assert_cmpint (gp_flow_value_get_int (gp_flow_value_get (value, "value"), "x", 0), ==, 1);
  g_assert_null (gp_flow_value_get (value, "due"));
}

static void
test_kinds_have_words (void)
{
  for (int i = 0; i < GP_FLOW_N_TRACE_KINDS; i++)
    g_assert_nonnull (gp_flow_trace_kind_to_string ((GpFlowTraceKind) i));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-trace/a-line-is-written", test_a_line_is_written);
  g_test_add_func ("/model/flow-trace/kinds-have-words", test_kinds_have_words);

  return g_test_run ();
}

/* test-flow-machine.c — how frames go from step to step
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_lists_run_in_order (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step a set with.x=1\n"
      "step b set with.y=input.x+1\n"
      "step c set with.z=steps.a.output.x+steps.b.output.y",
      NULL, NULL,
      "a> a= b> b= c> c= = {'z':3}",
    },
    {
      "flow main output=vars\n"
      "step a set with.x=1 if=false\n"
      "step b set with.y=2",
      NULL, NULL,
      "a? b> b= = {'y':2}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_edges_decide (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step choose switch\n"
      "step small set with.r='small'\n"
      "step large set with.r='large'\n"
      "edge - choose\n"
      "edge choose large case when=trigger.input.n>10\n"
      "edge choose small else",
      "{'input': {'n': 11}}", NULL,
      "choose> choose= large> large= = {'r':'large'}",
    },
    {
      "flow main\n"
      "step choose switch\n"
      "step small set with.r='small'\n"
      "edge - choose\n"
      "edge choose - case when=input.n>10\n"
      "edge choose small else",
      "{'input': {'n': 11}}", NULL,
      "choose> choose= = {'n':11}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_errors_are_caught_or_end_the_run (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step a raise error_type=validation error_status=422 error_detail='no'\n"
      "step b set with.x=error.detail+error.instance\n"
      "edge - a\n"
      "edge a b error error_status=422",
      NULL, NULL,
      "a> a!422 b> b= = {'x':'no/do/0/a'}",
    },
    {
      "flow main\n"
      "step a raise error_type=validation error_status=422\n"
      "step b set with.x=1\n"
      "edge - a\n"
      "edge a b error error_status=404",
      NULL, NULL,
      "a> a!422 ! validation 422",
    },
    {
      "flow main\n"
      "step a raise error_type=validation\n"
      "step b set with.x=error.status\n"
      "edge - a\n"
      "edge - b error",
      NULL, NULL,
      "a> a!400 b> b= = {'x':400}",
    },
    {
      "flow main\n"
      "step g group\n"
      "  step a raise error_type=timeout\n"
      "step b set with.x=error.instance\n"
      "edge - g\n"
      "edge g b error error_type=timeout when=error.status==408",
      NULL, NULL,
      "g> g/a> g/a!408 g!408 b> b= = {'x':'/do/0/g/do/0/a'}",
    },
    {
      "flow main\n"
      "step a set with.x=1/0",
      NULL, NULL,
      "a> a!400 ! expression 400",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_an_error_in_the_handler_of_the_flow_ends_it (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step a raise error_type=validation\n"
      "step b raise error_type=timeout\n"
      "edge - a\n"
      "edge - b error",
      NULL, NULL,
      "a> a!400 b> b!408 ! timeout 408",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_endless_loops_end (void)
{
  g_autofree char *got = gp_test_flow_run ("flow main\nstep a set with.x=1\nedge - a\nedge a a",
                                           NULL, NULL);

  g_autofree char *skipped = gp_test_flow_run ("flow main\nstep a set if=false\nedge - a\nedge a a",
                                               NULL, NULL);
  g_autofree char *empty = gp_test_flow_run ("flow main\nstep a for while=true\n  step b set\n"
                                             "  edge b -", NULL, NULL);

  g_assert_true (g_str_has_suffix (got, " ! runtime 500"));
  g_assert_true (g_str_has_suffix (skipped, " ! runtime 500"));
  g_assert_true (g_str_has_suffix (empty, " ! runtime 500"));
}

static void
test_steps_and_flows_run_out_of_time (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s timeout=5s method=POST",
      NULL, "{'a': {'never': true}}",
      "a> a!408 ! timeout 408",
    },
    {
      "flow main timeout=1m\n"
      "step a wait duration=1h",
      NULL, NULL,
      "a> a# ! timeout 408",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_outputs_and_exports (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main output={'all':vars.n,'last':input}\n"
      "step a set with.x=2 output=output.x*10 export.n=output+1",
      NULL, NULL,
      "a> a= = {'all':21,'last':20}",
    },
    {
      "flow main\n"
      "step a set input=trigger.input.deep with.x=input",
      "{'input': {'deep': [1]}}", NULL,
      "a> a= = {'x':[1]}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-machine/lists-run-in-order", test_lists_run_in_order);
  g_test_add_func ("/model/flow-machine/edges-decide", test_edges_decide);
  g_test_add_func ("/model/flow-machine/errors-are-caught-or-end-the-run",
                   test_errors_are_caught_or_end_the_run);
  g_test_add_func ("/model/flow-machine/an-error-in-the-handler-of-the-flow-ends-it",
                   test_an_error_in_the_handler_of_the_flow_ends_it);
  g_test_add_func ("/model/flow-machine/endless-loops-end", test_endless_loops_end);
  g_test_add_func ("/model/flow-machine/steps-and-flows-run-out-of-time",
                   test_steps_and_flows_run_out_of_time);
  g_test_add_func ("/model/flow-machine/outputs-and-exports", test_outputs_and_exports);

  return g_test_run ();
}

/* test-flow-steps.c — what each type of step does
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_loops (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main output=vars.sum\n"
      "step zero set with.sum=0\n"
      "step each for in=trigger.input each=n\n"
      "  step add set with.sum=vars.sum+n*(index+1)",
      "{'input': [3, 4]}", NULL,
      "zero> zero= each> each/0/add> each/0/add= each/1/add> each/1/add= each= = 11",
    },
    {
      "flow main output=vars.n\n"
      "step zero set with.n=0\n"
      "step up for while=vars.n<2\n"
      "  step add set with.n=vars.n+1",
      NULL, NULL,
      "zero> zero= up> up/0/add> up/0/add= up/1/add> up/1/add= up= = 2",
    },
    {
      "flow main\n"
      "step each for in=[] each=n\n"
      "  step add set with.x=1",
      "{'input': {'a': 1}}", NULL,
      "each> each= = {'a':1}",
    },
    {
      "flow main\n"
      "step each for in=3 each=n\n"
      "  step add set with.x=1",
      NULL, NULL,
      "each> each!400 ! expression 400",
    },
    {
      "flow main\n"
      "step outer for in=[1,2] each=a\n"
      "  step inner for in=[10,20] each=b\n"
      "    step keep set with.x=a*b",
      NULL, NULL,
      "outer> outer/0/inner> outer/0/inner/0/keep> outer/0/inner/0/keep= "
      "outer/0/inner/1/keep> outer/0/inner/1/keep= outer/0/inner= outer/1/inner> "
      "outer/1/inner/0/keep> outer/1/inner/0/keep= outer/1/inner/1/keep> "
      "outer/1/inner/1/keep= outer/1/inner= outer= = {'x':40}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_forks_join_all (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step f fork\n"
      "  step a wait duration=2s output=1\n"
      "  step b wait duration=1s output=2\n"
      "step after set with.got=input",
      NULL, NULL,
      "f> f/0/a> f/1/b> f/1/b= f/0/a= f= after> after= = {'got':[1,2]}",
    },
    {
      "flow main\n"
      "step f fork\n"
      "step a set with.x=1\n"
      "step b set with.x=2\n"
      "step j set with.got=input\n"
      "edge - f\n"
      "edge f a branch\n"
      "edge f b branch\n"
      "edge f j\n"
      "edge a j\n"
      "edge b j",
      NULL, NULL,
      "f> f/0/a> f/0/a= f/1/b> f/1/b= f= j> j= = {'got':[{'x':1},{'x':2}]}",
    },
    {
      "flow main\n"
      "step f fork\n"
      "  step a wait duration=1h\n"
      "  step b raise error_type=validation",
      NULL, NULL,
      "f> f/0/a> f/1/b> f/1/b!400 f/0/a# f!400 ! validation 400",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_forks_compete (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step f fork compete=true\n"
      "  step a wait duration=2s output='a'\n"
      "  step b wait duration=1s output='b'",
      NULL, NULL,
      "f> f/0/a> f/1/b> f/1/b= f/0/a# f= = 'b'",
    },
    {
      "flow main\n"
      "step f fork compete=true\n"
      "  step a wait duration=2s output='a'\n"
      "  step b raise error_type=validation",
      NULL, NULL,
      "f> f/0/a> f/1/b> f/1/b!400 f/0/a= f= = 'a'",
    },
    {
      "flow main\n"
      "step f fork compete=true\n"
      "  step a raise error_type=timeout\n"
      "  step b raise error_type=validation",
      NULL, NULL,
      "f> f/0/a> f/0/a!408 f/1/b> f/1/b!400 f!400 ! validation 400",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_waits_take_their_time (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a wait duration=90s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, NULL, 0, NULL);

  g_assert_cmpint (gp_flow_simulator_run (simulator), ==, GP_FLOW_STOP_ENDED);
  g_assert_cmpint (gp_flow_simulator_get_now (simulator), ==, 90 * G_USEC_PER_SEC);
}

static void
test_before_a_change_set_writes_the_record (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\n"
                         "flow main trigger=data trigger_entity=order trigger_phase=before\n"
                         "step a set with.note='x' with.total=trigger.record.total+1\n"
                         "step b set with.total=trigger.record.total*10");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'record': {'total': 1}, 'change': 'created'}");
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, fixtures, trigger, NULL, 0,
                                                                NULL);
  const GpFlowRun *run = gp_flow_simulator_get_run (simulator);
  g_autofree char *changes = NULL;
  g_autofree char *vars = NULL;

  gp_flow_simulator_run (simulator);
  changes = gp_expr_value_to_json (gp_flow_run_get_changes (run));
  vars = gp_expr_value_to_json (gp_flow_run_get_vars (run));
  g_assert_cmpstr (changes, ==, "{\"total\":20}");
  g_assert_cmpstr (vars, ==, "{\"note\":\"x\",\"total\":20}");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-steps/loops", test_loops);
  g_test_add_func ("/model/flow-steps/forks-join-all", test_forks_join_all);
  g_test_add_func ("/model/flow-steps/forks-compete", test_forks_compete);
  g_test_add_func ("/model/flow-steps/waits-take-their-time", test_waits_take_their_time);
  g_test_add_func ("/model/flow-steps/before-a-change-set-writes-the-record",
                   test_before_a_change_set_writes_the_record);

  return g_test_run ();
}

/* test-run-engine-effects.c — flows that run others
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define ON_ORDER "trigger=data trigger_entity=order trigger_changes=created"

static void
test_a_flow_runs_another (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *output = NULL, *child = NULL, *parent = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow inner trigger=flow output=trigger.input.n+1\nstep a set with.x=1\n"
                       "flow main " ON_ORDER " output=steps.call.output*10\n"
                       "step call run_flow flow=inner with.n=trigger.record.total\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":4}"));
  run = gp_test_runs_await (backend, "main", "completed", 1);
  g_free (gp_test_runs_dup_trace (backend, run));
  output = gp_test_member (backend, "output");
  g_assert_cmpstr (output, ==, "50");
  child = gp_test_runs_await (backend, "inner", "completed", 1);
  parent = gp_test_member (backend, "items.0.parent");
  g_assert_cmpstr (parent, ==, run);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine-effects/a-flow-runs-another", test_a_flow_runs_another);

  return g_test_run ();
}

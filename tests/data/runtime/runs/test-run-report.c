/* test-run-report.c — what a run did, step by step
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_steps (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *trace = NULL, *input = NULL, *status = NULL, *count = NULL;
  g_autofree char *fault = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step each for in=[1,2] each=n\n  step b set with.x=n\n"
                       "step c raise error_status=418\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  trace = gp_test_runs_dup_trace (backend, run);
  g_assert_cmpstr (trace, ==, "each completed, each/0/b completed, each/1/b completed, c failed");
  input = gp_test_member (backend, "steps.2.output");
  g_assert_cmpstr (input, ==, "{\"x\":2}");
  fault = gp_test_member (backend, "steps.3.error.status");
  g_assert_cmpstr (fault, ==, "418");

  gp_test_assert_call (backend, "GET", "/admin/flows?flow=main", GP_TEST_ADMIN_TOKEN, NULL, 200);
  status = gp_test_member (backend, "flows.0.status");
  g_assert_cmpstr (status, ==, "faulted");
  count = gp_test_member (backend, "flows.0.count");
  g_assert_cmpstr (count, ==, "1");
  g_assert_cmpint (gp_test_count (backend, "steps"), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-report/steps", test_steps);

  return g_test_run ();
}

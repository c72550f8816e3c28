/* test-run-engine-resume.c — calls that were under way are made again, and broken runs mended
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define ON_ORDER "trigger=data trigger_entity=order trigger_changes=created"

static void
test_a_run_that_no_longer_fits (void)
{
  static const char with_wait[] = "entity order total:integer\n"
                                  "flow main " ON_ORDER "\nstep a wait duration=2s\n";
  static const char without[] = "entity order total:integer\n";
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *detail = NULL, *again = NULL;

  gp_test_runs_deploy (backend, NULL, with_wait);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "waiting", 1);
  gp_test_runs_deploy (backend, NULL, without);
  g_free (gp_test_runs_await (backend, NULL, "faulted", 1));
  detail = gp_test_member (backend, "items.0.error.detail");
  g_assert_nonnull (strstr (detail, "no longer"));
  again = g_strdup_printf ("/admin/runs/%s/retry", run);
  gp_test_assert_call (backend, "POST", again, GP_TEST_ADMIN_TOKEN, NULL, 409);
}

static void
test_calls_are_made_again (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *run = NULL, *again = NULL;
  guint n;

  /* The call fails, and is waiting for its next try when the backend ends. */
  gp_test_service_script (service, "503 200");
  gp_test_runs_deploy (backend, service,
                       "entity order total:integer\n"
                       "connection shop url=SERVICE private_network=true\n"
                       "flow main " ON_ORDER "\n"
                       "step a call_http connection=shop retry_delay=1s retry_attempts=5\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  gp_test_service_await (service, 1);
  gp_test_runtime_restart (backend);
  run = gp_test_runs_await (backend, "main", "completed", 1);
  n = gp_test_service_count (service);
  g_assert_cmpuint (n, >=, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine-resume/a-run-that-no-longer-fits", test_a_run_that_no_longer_fits);
  g_test_add_func ("/run-engine-resume/calls-are-made-again", test_calls_are_made_again);

  return g_test_run ();
}

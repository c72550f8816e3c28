/* test-admin-runs.c — lists of runs, with filters and pages, for the administrator alone
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_lists (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *next = NULL, *page = NULL, *path = NULL, *note = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step a raise if=trigger.record.total==2 error_status=400\n");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"total\":%u}", i);

      g_free (gp_test_runs_create (backend, "order", json));
    }
  g_free (gp_test_runs_await (backend, "main", "completed", 2));
  run = gp_test_runs_await (backend, "main", "dead", 1);

  gp_test_assert_call (backend, "GET", "/admin/runs", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/runs?status=odd", GP_TEST_ADMIN_TOKEN, NULL, 400);
  gp_test_assert_call (backend, "GET", "/admin/runs?flow=odd", GP_TEST_ADMIN_TOKEN, NULL, 400);
  gp_test_assert_call (backend, "GET", "/admin/runs/odd", GP_TEST_ADMIN_TOKEN, NULL, 404);
  gp_test_assert_call (backend, "GET", "/admin/runs?limit=2", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 2);
  next = gp_test_member (backend, "next");
  page = g_strconcat ("/admin/runs?limit=2&before=", next, NULL);
  gp_test_assert_call (backend, "GET", page, GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
  g_clear_pointer (&next, g_free);
  next = gp_test_member (backend, "next");
  g_assert_cmpstr (next, ==, "null");

  path = g_strdup_printf ("/admin/runs/%s/discard", run);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{}", 400);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{\"note\":\"a typo\"}", 200);
  note = gp_test_member (backend, "note");
  g_assert_cmpstr (note, ==, "a typo");
  gp_test_assert_call (backend, "GET", "/admin/runs?status=dead", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
}

/* Other input is what the step finds as `input`, and no more. */
static void
test_other_input (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *run = NULL, *path = NULL, *found = NULL, *body = NULL;

  gp_test_service_script (service, "400 200");
  gp_test_runs_deploy (backend, service,
                       "entity order total:integer\n"
                       "connection shop url=SERVICE private_network=true\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step a set with.x=trigger.record.total\n"
                       "step b call_http connection=shop method=POST with.mine=input.x "
                       "with.of_step=steps.a.output.x with.of_trigger=trigger.record.total\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  path = g_strdup_printf ("/admin/runs/%s", run);
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  found = gp_test_member (backend, "retry_input");
  g_assert_cmpstr (found, ==, "{\"x\":1}");

  g_free (path);
  path = g_strdup_printf ("/admin/runs/%s/retry", run);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{\"input\":{\"x\":5}}", 200);
  g_free (gp_test_runs_await (backend, "main", "completed", 1));
  gp_test_service_await (service, 2);
  body = gp_test_service_dup (service, 1, "body");
  g_assert_cmpstr (body, ==, "{\"mine\":5,\"of_step\":1,\"of_trigger\":1}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/admin-runs/lists", test_lists);
  g_test_add_func ("/admin-runs/other-input", test_other_input);

  return g_test_run ();
}

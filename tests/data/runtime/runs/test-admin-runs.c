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

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/admin-runs/lists", test_lists);

  return g_test_run ();
}

/* test-run-triggers.c — flows that run before a change refuse it, and give it values
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_before (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *id = NULL, *total = NULL, *detail = NULL, *path = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer twice:integer\n"
                       "flow main trigger=data trigger_entity=order trigger_phase=before "
                       "trigger_changes=created,updated\n"
                       "step fill set with.twice=trigger.record.total*2\n"
                       "step limit raise if=trigger.record.total>100 error_status=422 "
                       "error_detail='too~much'\n"
                       "flow keep trigger=data trigger_entity=order trigger_phase=before "
                       "trigger_changes=deleted\n"
                       "step no raise error_status=409 error_detail='never'\n");
  id = gp_test_runs_create (backend, "order", "{\"total\":4,\"twice\":0}");
  total = gp_test_member (backend, "twice");
  g_assert_cmpstr (total, ==, "8");
  gp_test_assert_call (backend, "POST", "/api/records/order", GP_TEST_ADMIN_TOKEN,
                       "{\"total\":101,\"twice\":0}", 422);
  detail = gp_test_member (backend, "detail");
  g_assert_cmpstr (detail, ==, "too much");
  path = g_strconcat ("/api/records/order/", id, NULL);
  gp_test_assert_call (backend, "PATCH", path, GP_TEST_ADMIN_TOKEN, "{\"total\":200}", 422);
  gp_test_assert_call (backend, "DELETE", path, GP_TEST_ADMIN_TOKEN, NULL, 409);
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
}

static void
test_after (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *id = NULL, *path = NULL, *run = NULL, *output = NULL, *gone = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow up trigger=data trigger_entity=order trigger_changes=updated "
                       "trigger_when=new.total>record.total "
                       "output=trigger.record.total-trigger.old.total\n"
                       "step a set with.x=1\n"
                       "flow gone trigger=data trigger_entity=order trigger_changes=deleted "
                       "output=trigger.record.total\nstep a set with.x=1\n");
  id = gp_test_runs_create (backend, "order", "{\"total\":4}");
  path = g_strconcat ("/api/records/order/", id, NULL);
  gp_test_assert_call (backend, "PATCH", path, GP_TEST_ADMIN_TOKEN, "{\"total\":3}", 200);
  gp_test_assert_call (backend, "PATCH", path, GP_TEST_ADMIN_TOKEN, "{\"total\":9}", 200);
  run = gp_test_runs_await (backend, "up", "completed", 1);
  g_free (gp_test_runs_dup_trace (backend, run));
  output = gp_test_member (backend, "output");
  g_assert_cmpstr (output, ==, "6");
  gp_test_assert_call (backend, "DELETE", path, GP_TEST_ADMIN_TOKEN, NULL, 204);
  gone = gp_test_runs_await (backend, "gone", "completed", 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-triggers/before", test_before);
  g_test_add_func ("/run-triggers/after", test_after);

  return g_test_run ();
}

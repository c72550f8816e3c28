/* test-approvals.c — who may decide, and what becomes of it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_decisions (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *boss = NULL, *other = NULL, *id = NULL, *path = NULL, *title = NULL;
  g_autofree char *run = NULL, *output = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\nrole boss\n"
                       "flow main trigger=data trigger_entity=order trigger_changes=created "
                       "output=steps.ask.output\n"
                       "step ask approve assignees=boss title=May~it? with.total="
                       "trigger.record.total\n");
  boss = gp_test_sign_up (backend, "boss@example.org", "boss");
  other = gp_test_sign_up (backend, "other@example.org", NULL);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":5}"));
  g_free (gp_test_runs_await (backend, "main", "waiting", 1));

  gp_test_assert_call (backend, "GET", "/api/approvals", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/api/approvals", other, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
  gp_test_assert_call (backend, "GET", "/api/approvals", boss, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
  id = gp_test_member (backend, "items.0.id");
  title = gp_test_member (backend, "items.0.title");
  g_assert_cmpstr (title, ==, "May it?");
  path = g_strconcat ("/api/approvals/", id, NULL);
  gp_test_assert_call (backend, "POST", path, other, "{\"decision\":\"approve\"}", 404);
  gp_test_assert_call (backend, "POST", path, boss, "{\"decision\":\"perhaps\"}", 400);
  gp_test_assert_call (backend, "POST", "/api/approvals/odd", boss, "{\"decision\":\"approve\"}",
                       404);
  /* It is asked for still after a restart, and stored once it is answered. */
  gp_test_runtime_restart (backend);
  gp_test_assert_call (backend, "POST", path, boss,
                       "{\"decision\":\"approve\",\"comment\":\"fine\"}", 204);
  gp_test_assert_call (backend, "POST", path, boss, "{\"decision\":\"reject\"}", 404);
  run = gp_test_runs_await (backend, "main", "completed", 1);
  g_free (gp_test_runs_dup_trace (backend, run));
  output = gp_test_member (backend, "output.comment");
  g_assert_cmpstr (output, ==, "fine");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/approvals/decisions", test_decisions);

  return g_test_run ();
}

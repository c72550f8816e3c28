/* test-run-engine-guard.c — what the database refuses for good is set aside, the rest goes on
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

/* From now on nothing can be written down of a step that is called poison. */
static void
set_poison (GpTestRuntime *backend,
            gboolean       is_there)
{
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (backend->data, GP_SQLITE_READ_WRITE, NULL);
  g_autoptr(GError) error = NULL;

  gp_sqlite_exec (sqlite, is_there ? "CREATE TRIGGER poison BEFORE INSERT ON _gp_step "
                                     "WHEN NEW.place = 'poison' BEGIN "
                                     "SELECT RAISE (ABORT, 'the page is torn'); END"
                                   : "DROP TRIGGER poison", &error);
  g_assert_no_error (error);
}

static void
assert_set_aside (GpTestRuntime *backend,
                  const char    *flow)
{
  g_autofree char *run = gp_test_runs_await (backend, flow, "faulted", 1);
  g_autofree char *detail = gp_test_member (backend, "items.0.error.detail");

  g_assert_nonnull (run);
  g_assert_nonnull (strstr (detail, "The database refuses"));
  g_assert_null (strstr (detail, backend->data));
}

/* By time: its step failed in the turn of the others; and once it is mended it is tried again. */
static void
test_a_due_run (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *again = NULL, *path = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow bad trigger=data trigger_entity=order trigger_changes=created\n"
                       "step rest wait duration=50ms\nstep poison set with.x=1\n"
                       "flow good trigger=data trigger_entity=order trigger_changes=created\n"
                       "step rest wait duration=50ms\nstep cure set with.x=1\n");
  set_poison (backend, TRUE);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  assert_set_aside (backend, "bad");
  g_free (gp_test_runs_await (backend, "good", "completed", 1));
  g_free (gp_test_runs_create (backend, "order", "{\"total\":2}"));
  g_free (gp_test_runs_await (backend, "good", "completed", 2));
  run = gp_test_runs_await (backend, "bad", "faulted", 2);

  set_poison (backend, FALSE);
  path = g_strdup_printf ("/admin/runs/%s/retry", run);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  again = gp_test_runs_await (backend, "bad", "completed", 1);
  g_assert_cmpstr (again, ==, run);
}

/* A line of the outbox starts several: the one that cannot be is kept, too. */
static void
test_a_start (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *events = NULL, *trigger = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\nevent paid n:integer\n"
                       "flow bad trigger=data trigger_entity=order trigger_changes=created\n"
                       "step tell emit event=paid with.n=1\nstep poison set with.x=1\n"
                       "flow good trigger=data trigger_entity=order trigger_changes=created\n"
                       "step cure set with.x=1\n"
                       "flow heard trigger=event trigger_event=paid\nstep cure set with.x=1\n");
  set_poison (backend, TRUE);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":7}"));
  assert_set_aside (backend, "bad");
  trigger = gp_test_member (backend, "items.0.id");
  g_assert_nonnull (trigger);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":8}"));
  g_free (gp_test_runs_await (backend, "good", "completed", 2));
  /* What it did before is not there: nobody has heard of its event. */
  gp_test_assert_call (backend, "GET", "/admin/runs?flow=heard", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
}

static void
test_a_schedule (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  gp_test_runs_deploy (backend, NULL, "entity order total:integer\n");
  set_poison (backend, TRUE);
  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow bad trigger=every schedule=1s\nstep poison set with.x=1\n"
                       "flow good trigger=every schedule=1s\nstep cure set with.x=1\n");
  assert_set_aside (backend, "bad");
  g_free (gp_test_runs_await (backend, "good", "completed", 1));
}

/* Whoever waits for it is told. */
static void
test_a_start_by_hand (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow bad trigger=manual\nstep poison set with.x=1\n"
                       "flow good trigger=manual\nstep cure set with.x=1\n");
  set_poison (backend, TRUE);
  gp_test_assert_call (backend, "POST", "/api/runs", GP_TEST_ADMIN_TOKEN, "{\"flow\":\"bad\"}",
                       503);
  gp_test_assert_call (backend, "POST", "/api/runs", GP_TEST_ADMIN_TOKEN, "{\"flow\":\"good\"}",
                       202);
  g_free (gp_test_runs_await (backend, "good", "completed", 1));
  gp_test_assert_call (backend, "GET", "/admin/runs?flow=bad", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
}

/* A decision that cannot be kept is not acknowledged, and can be made again. */
static void
test_a_decision (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *id = NULL, *path = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order trigger_changes=created\n"
                       "step ask approve\nstep poison set with.x=1\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":7}"));
  g_free (gp_test_runs_await (backend, "main", "waiting", 1));
  gp_test_assert_call (backend, "GET", "/api/approvals", GP_TEST_ADMIN_TOKEN, NULL, 200);
  id = gp_test_member (backend, "items.0.id");
  path = g_strconcat ("/api/approvals/", id, NULL);
  set_poison (backend, TRUE);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{\"decision\":\"approve\"}",
                       500);
  set_poison (backend, FALSE);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{\"decision\":\"approve\"}",
                       204);
  g_free (gp_test_runs_await (backend, "main", "completed", 1));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine-guard/a-due-run", test_a_due_run);
  g_test_add_func ("/run-engine-guard/a-start", test_a_start);
  g_test_add_func ("/run-engine-guard/a-schedule", test_a_schedule);
  g_test_add_func ("/run-engine-guard/a-start-by-hand", test_a_start_by_hand);
  g_test_add_func ("/run-engine-guard/a-decision", test_a_decision);

  return g_test_run ();
}

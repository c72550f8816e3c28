/* test-run-engine-work.c — flows that take turns, or cannot run at all
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-duration.h"
#include "gp-run-engine.h"
#include "gp-run-flows.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define ON_ORDER "trigger=data trigger_entity=order trigger_changes=created"

static void
test_runs_take_turns (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *first = NULL, *second = NULL, *path = NULL, *next = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main " ON_ORDER " concurrency_limit=1\n"
                       "step a wait duration=1h\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  first = gp_test_runs_await (backend, "main", "waiting", 1);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":2}"));
  second = gp_test_runs_await (backend, "main", "pending", 1);
  path = g_strdup_printf ("/admin/runs/%s/cancel", first);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, NULL, 409);
  next = gp_test_runs_await (backend, "main", "waiting", 1);
  g_assert_cmpstr (next, ==, second);
}

static void
test_keys_are_remembered (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *last = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main " ON_ORDER " idempotency_key=string(trigger.record.total)\n"
                       "step a set with.x=1\n"
                       "flow all " ON_ORDER "\nstep a set with.x=1\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  g_free (gp_test_runs_create (backend, "order", "{\"total\":2}"));
  last = gp_test_runs_await (backend, "all", "completed", 3);
  g_free (gp_test_runs_await (backend, "main", "completed", 2));
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 2);
}

static void
test_problems_are_told (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *status = NULL, *detail = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "connection shop url=https://shop.example.org auth=bearer secret=nowhere\n"
                       "flow main " ON_ORDER "\nstep a call_http connection=shop\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  detail = gp_test_member (backend, "items.0.error.detail");
  g_assert_nonnull (strstr (detail, "GPLAN_SECRET_NOWHERE"));
  status = gp_test_member (backend, "items.0.error.status");
  g_assert_cmpstr (status, ==, "400");
}

static void
started_cb (GpRunEngine  *engine,
            gint64        number,
            const GError *error,
            gpointer      user_data)
{
  g_assert_no_error (error);
  *(gint64 *) user_data = number;
}

/* The flow has no time for its keys, which are for ever then; those of callers are not. */
static void
test_keys_of_callers_are_forgotten (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autoptr(GpExprValue) trigger = gp_test_value ("{}");
  GpRunStart start = { .trigger = trigger, .key = "k" };
  gint64 number = 0, again = 0, remembered = 0;
  GpRunEngine *engine;

  gp_test_runs_apply (backend, "flow main trigger=manual\nstep a set with.x=1\n");
  engine = gp_run_engine_new (backend);
  start.flow = gp_run_flows_find_name (gp_run_engine_get_flows (engine), "main");
  gp_run_engine_start (engine, &start, started_cb, &number);
  gp_run_engine_start (engine, &start, started_cb, &again);
  while (number == 0 || again == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (again, ==, number);
  g_assert_true (gp_sqlite_query_int (gp_backend_get_sqlite (backend),
                                      "SELECT remembered - started FROM _gp_run", &remembered,
                                      NULL));
  g_assert_cmpint (remembered, ==, 30 * 24 * 3600 * (gint64) G_USEC_PER_SEC);
  gp_run_engine_free (engine);
}

/* What the design takes for the same is so for every caller, and for as long as it says. */
static void
test_keys_of_flows_go_before_those_of_callers (void)
{
  static const char *const keys[] = { "a", "b", NULL };
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'input':{'order':7}}");
  gint64 numbers[G_N_ELEMENTS (keys)] = { 0 }, remembered = 0;
  GpRunEngine *engine;

  gp_test_runs_apply (backend, "flow main trigger=manual "
                               "idempotency_key=string(trigger.input.order)\nstep a set with.x=1\n");
  engine = gp_run_engine_new (backend);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GpRunStart start = { .trigger = trigger, .key = keys[i] };

      start.flow = gp_run_flows_find_name (gp_run_engine_get_flows (engine), "main");
      gp_run_engine_start (engine, &start, started_cb, &numbers[i]);
      while (numbers[i] == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (numbers[i], ==, numbers[0]);
    }
  g_assert_true (gp_sqlite_query_int (gp_backend_get_sqlite (backend),
                                      "SELECT remembered FROM _gp_run", &remembered, NULL));
  g_assert_cmpint (remembered, ==, GP_FLOW_NEVER);
  gp_run_engine_free (engine);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine-work/runs-take-turns", test_runs_take_turns);
  g_test_add_func ("/run-engine-work/keys-are-remembered", test_keys_are_remembered);
  g_test_add_func ("/run-engine-work/problems-are-told", test_problems_are_told);
  g_test_add_func ("/run-engine-work/keys-of-callers-are-forgotten",
                   test_keys_of_callers_are_forgotten);
  g_test_add_func ("/run-engine-work/keys-of-flows-go-before-those-of-callers",
                   test_keys_of_flows_go_before_those_of_callers);

  return g_test_run ();
}

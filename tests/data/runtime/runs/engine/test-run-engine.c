/* test-run-engine.c — flows that changes of records start run, and go on after a restart
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-engine.h"
#include "gp-run-flows.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define ORDERS                                                                                   \
  "entity order total:integer note:text\n"                                                       \
  "connection shop url=SERVICE private_network=true\n"

static void
test_a_change_starts_a_flow (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *order = NULL, *run = NULL, *trace = NULL, *body = NULL, *key = NULL;
  g_autofree char *wanted = NULL, *answer = NULL, *trigger = NULL;

  gp_test_service_reply (service, "application/json", "{\"taken\":true}", NULL);
  gp_test_runs_deploy (backend, service, ORDERS
                       "flow main trigger=data trigger_entity=order trigger_changes=created "
                       "trigger_when=new.total>10 output=steps.call.output.body.taken\n"
                       "step double set with.twice=trigger.record.total*2\n"
                       "step call call_http connection=shop method=POST path=/orders "
                       "with.amount=vars.twice\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":5,\"note\":\"small\"}"));
  order = gp_test_runs_create (backend, "order", "{\"total\":21,\"note\":\"large\"}");
  run = gp_test_runs_await (backend, "main", "completed", 1);
  trace = gp_test_runs_dup_trace (backend, run);
  g_assert_cmpstr (trace, ==, "double completed, call completed");
  answer = gp_test_member (backend, "output");
  g_assert_cmpstr (answer, ==, "true");
  trigger = gp_test_member (backend, "trigger.record.id");
  g_assert_cmpstr (trigger, ==, order);

  g_assert_cmpuint (gp_test_service_count (service), ==, 1);
  body = gp_test_service_dup (service, 0, "body");
  g_assert_cmpstr (body, ==, "{\"amount\":42}");
  key = gp_test_service_dup (service, 0, "idempotency-key");
  wanted = g_strconcat (run, "/call", NULL);
  g_assert_cmpstr (key, ==, wanted);
}

static void
test_what_fails_is_tried_again (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *run = NULL, *attempts = NULL, *first = NULL, *last = NULL;

  gp_test_service_script (service, "503 503 200");
  gp_test_runs_deploy (backend, service, ORDERS
                       "flow main trigger=data trigger_entity=order\n"
                       "step call call_http connection=shop method=POST retry_attempts=3 "
                       "retry_delay=10ms retry_jitter=1ms\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1,\"note\":\"\"}"));
  run = gp_test_runs_await (backend, "main", "completed", 1);
  g_free (gp_test_runs_dup_trace (backend, run));
  attempts = gp_test_member (backend, "steps.0.attempts");
  g_assert_cmpstr (attempts, ==, "3");
  first = gp_test_service_dup (service, 0, "idempotency-key");
  last = gp_test_service_dup (service, 2, "idempotency-key");
  g_assert_cmpstr (first, ==, last);
}

static void
test_a_wait_outlives_the_process (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *again = NULL, *trace = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step a set with.x=trigger.record.total\nstep b wait duration=2s\n"
                       "step c set with.y=vars.x+1\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  run = gp_test_runs_await (backend, "main", "waiting", 1);
  gp_test_runtime_restart (backend);
  again = gp_test_runs_await (backend, "main", "completed", 1);
  g_assert_cmpstr (run, ==, again);
  trace = gp_test_runs_dup_trace (backend, run);
  g_assert_cmpstr (trace, ==, "a completed, b completed, c completed");
}

static void
test_a_flow_that_starts_itself_is_stopped (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *detail = NULL;
  gint64 n;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step more data_create entity=order with.total=trigger.record.total+1\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":0}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  detail = gp_test_member (backend, "items.0.error.detail");
  g_assert_nonnull (strstr (detail, "in a row"));
  gp_test_assert_call (backend, "GET", "/api/records/order?count=true", GP_TEST_ADMIN_TOKEN, NULL,
                       200);
  n = gp_test_count (backend, "items");
  g_assert_cmpint (n, ==, 1 + GP_FLOW_MAX_DEPTH);
}

static void
test_what_has_failed_goes_on_from_there (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *run = NULL, *path = NULL, *trace = NULL, *discard = NULL, *gone = NULL;

  gp_test_service_script (service, "400 200");
  gp_test_runs_deploy (backend, service, ORDERS
                       "flow main trigger=data trigger_entity=order trigger_changes=created\n"
                       "step a data_update entity=order where=record.id==trigger.record.id "
                       "with.note='seen'\n"
                       "step call call_http connection=shop method=POST\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1,\"note\":\"\"}"));
  run = gp_test_runs_await (backend, "main", "faulted", 1);
  path = g_strdup_printf ("/admin/runs/%s/retry", run);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, NULL, 200);
  gone = gp_test_runs_await (backend, "main", "completed", 1);
  trace = gp_test_runs_dup_trace (backend, run);
  g_assert_nonnull (strstr (trace, "call completed"));
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, NULL, 409);
  discard = g_strdup_printf ("/admin/runs/%s/discard", run);
  gp_test_assert_call (backend, "POST", discard, GP_TEST_ADMIN_TOKEN, "{\"note\":\"x\"}", 409);
}

static void
started_cb (GpRunEngine  *engine,
            gint64        number,
            const GError *error,
            gpointer      user_data)
{
  guint *n_refused = user_data;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*n_refused)++;
}

/* What is still to be done when it ends is not begun while its parts go. */
static void
test_an_engine_that_ends_begins_nothing (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);
  g_autoptr(GpExprValue) trigger = gp_test_value ("{}");
  GpRunEngine *engine;
  GpRunStart start = { .trigger = trigger };
  guint n_refused = 0;

  g_assert_no_error (error);
  gp_test_runs_apply (backend, "connection shop url=http://127.0.0.1:9 private_network=true\n"
                               "flow main trigger=manual\n"
                               "step call call_http connection=shop\n");
  engine = gp_run_engine_new (backend);
  start.flow = gp_run_flows_find_name (gp_run_engine_get_flows (engine), "main");
  g_assert_nonnull (start.flow);
  gp_run_engine_start (engine, &start, started_cb, &n_refused);
  gp_run_engine_free (engine);
  g_assert_cmpuint (n_refused, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine/an-engine-that-ends-begins-nothing",
                   test_an_engine_that_ends_begins_nothing);
  g_test_add_func ("/run-engine/a-change-starts-a-flow", test_a_change_starts_a_flow);
  g_test_add_func ("/run-engine/what-fails-is-tried-again", test_what_fails_is_tried_again);
  g_test_add_func ("/run-engine/a-wait-outlives-the-process", test_a_wait_outlives_the_process);
  g_test_add_func ("/run-engine/a-flow-that-starts-itself-is-stopped",
                   test_a_flow_that_starts_itself_is_stopped);
  g_test_add_func ("/run-engine/what-has-failed-goes-on-from-there",
                   test_what_has_failed_goes_on_from_there);

  return g_test_run ();
}

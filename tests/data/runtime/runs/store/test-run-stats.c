/* test-run-stats.c — how often, how long, and of the latest runs alone
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-json-document.h"
#include "gp-run-stats.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_flows_and_steps (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *all = NULL, *id = NULL, *path = NULL, *status = NULL, *other = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\n"
                       "flow main trigger=data trigger_entity=order\n"
                       "step a set with.x=1\n"
                       "step b raise if=trigger.record.total==1 error_status=400\n"
                       "flow other trigger=data trigger_entity=order\n"
                       "step ask approve\n");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"total\":%u}", i % 2);

      g_free (gp_test_runs_create (backend, "order", json));
    }
  g_free (gp_test_runs_await (backend, "main", "completed", 2));
  g_free (gp_test_runs_await (backend, "other", "waiting", 4));
  id = gp_test_runs_await (backend, "main", "dead", 2);

  gp_test_assert_call (backend, "GET", "/admin/flows", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "flows"), ==, 3);
  g_assert_cmpint (gp_test_count (backend, "steps"), ==, 0);

  gp_test_assert_call (backend, "GET", "/admin/flows?flow=main", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "flows"), ==, 2);
  g_assert_cmpint (gp_test_count (backend, "steps"), ==, 2);
  all = gp_test_member (backend, "steps.0.count");
  g_assert_cmpstr (all, ==, "4");
  gp_test_assert_call (backend, "GET", "/admin/flows?flow=other", GP_TEST_ADMIN_TOKEN, NULL, 200);
  status = gp_test_member (backend, "steps.0.status");
  g_assert_cmpstr (status, ==, "running");

  path = g_strdup_printf ("/admin/runs/%s/discard", id);
  gp_test_assert_call (backend, "POST", path, GP_TEST_ADMIN_TOKEN, "{\"note\":\"known\"}", 200);
  gp_test_assert_call (backend, "GET", "/admin/flows?flow=main", GP_TEST_ADMIN_TOKEN, NULL, 200);
  other = gp_test_member (backend, "flows.0.status");
  g_assert_cmpstr (other, ==, "discarded");
  gp_test_assert_call (backend, "GET", "/admin/flows?flow=odd", GP_TEST_ADMIN_TOKEN, NULL, 400);
}

/* However many there are, the latest are counted. */
static void
test_latest_runs (void)
{
  g_autofree char *path = gp_test_dup_path ("stats.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonNode flows, first;
  GpJsonWriter writer;
  gint64 count;
  double seconds;

  g_assert_no_error (error);
  gp_sqlite_exec (gp_backend_get_sqlite (backend),
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                  "INSERT INTO _gp_run (id, flow, name, status, depth, started, ended, trigger) "
                  "SELECT 'r' || i, CASE i % 2 WHEN 0 THEN x'00000000000000000000000000000001' ELSE "
                  "x'00000000000000000000000000000002' END, 'f', "
                  "'completed', 0, 0, i * 1000, '{}' FROM n", &error);
  g_assert_no_error (error);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  g_assert_true (gp_run_stats_write (gp_backend_get_sqlite (backend), NULL, &writer, &error));
  document = gp_json_document_parse (out->str, out->len, 8, &error);
  g_assert_no_error (error);
  flows = gp_json_find (document, GP_JSON_ROOT, "flows");
  first = gp_json_first (document, flows);
  g_assert_cmpint (gp_json_next (document, gp_json_next (document, first)), ==, 0);
  g_assert_true (gp_json_get_int (document, gp_json_find (document, first, "count"), &count));
  g_assert_cmpint (count, ==, GP_RUN_STATS_RUNS);
  /* Of the even ones, 1002 to 2000, in milliseconds. */
  g_assert_true (gp_json_get_double (document, gp_json_find (document, first, "seconds"),
                                     &seconds));
  g_assert_cmpfloat_with_epsilon (seconds, 1.501, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-stats/flows-and-steps", test_flows_and_steps);
  g_test_add_func ("/run-stats/latest-runs", test_latest_runs);

  return g_test_run ();
}

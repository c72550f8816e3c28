/* test-run-data.c — flows read and change records
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-run-data.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

/* (transfer full): what it gives, or the status of its error, as JSON. */
static char *
perform_until (GpBackend        *backend,
               GpFlowEffectKind  kind,
               const char       *arguments,
               gint64            until)
{
  g_autoptr(GpRequest) request = gp_request_new_for_flow (backend, NULL, 1, NULL, NULL);
  g_autoptr(GpExprValue) value = gp_test_value (arguments);
  const GpFlowEffect effect = { .kind = kind, .arguments = value,
                                .subject = gp_test_flow_find (gp_backend_get_design (backend),
                                                              GP_KIND_ENTITY, "order"),
                                .place = (char *) "a", .key = (char *) "k" };
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  GpExprValue *result = NULL, *fault = NULL;
  g_autoptr(GError) error = NULL;
  char *json;

  transaction = gp_sqlite_begin (gp_backend_get_sqlite (backend), NULL);
  gp_run_data_perform (request, &effect, until, NULL, &result, &fault, &error);
  g_assert_no_error (error);
  g_assert_true ((result == NULL) != (fault == NULL));
  json = result != NULL ? gp_expr_value_to_json (result)
                        : g_strdup_printf ("! %d", gp_flow_fault_get_status (fault));
  gp_expr_value_unref (result);
  gp_expr_value_unref (fault);
  gp_sqlite_commit (g_steal_pointer (&transaction), &error);
  g_assert_no_error (error);

  return json;
}

static char *
perform (GpBackend        *backend,
         GpFlowEffectKind  kind,
         const char       *arguments)
{
  return perform_until (backend, kind, arguments, 0);
}

/* The transaction, which is of others, too, goes on: perform_until() commits it. */
static void
test_time (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GpBackend) backend = gp_backend_open (path, NULL);
  g_autofree char *changed = NULL, *gone = NULL, *left = NULL;

  gp_test_runs_apply (backend, "entity order total:integer");
  g_free (perform (backend, GP_FLOW_EFFECT_CREATE, "{'values': {'total': 1}}"));
  g_free (perform (backend, GP_FLOW_EFFECT_CREATE, "{'values': {'total': 2}}"));
  changed = perform_until (backend, GP_FLOW_EFFECT_UPDATE,
                           "{'where': 'record.total > 0', 'values': {'total': 9}}", 1);
  gone = perform_until (backend, GP_FLOW_EFFECT_DELETE, "{'where': 'record.total > 0'}", 1);
  g_assert_true (g_str_has_prefix (changed, "! "));
  g_assert_true (g_str_has_prefix (gone, "! "));
  left = perform (backend, GP_FLOW_EFFECT_READ, "{'where': '', 'options': {'sort': 'total'}}");
  g_assert_nonnull (strstr (left, "\"total\":1"));
  g_assert_nonnull (strstr (left, "\"total\":2"));
}

static void
test_records (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  GpBackend *backend = gp_backend_open (path, NULL);
  g_autofree char *made = NULL, *found = NULL, *none = NULL, *changed = NULL, *bad = NULL;
  g_autofree char *wrong = NULL, *gone = NULL, *left = NULL, *sorted = NULL;

  gp_test_runs_apply (backend, "entity order total:integer at:timestamp");
  made = perform (backend, GP_FLOW_EFFECT_CREATE,
                  "{'values': {'total': 1, 'at': '2026-01-02T03:04:05Z'}}");
  g_assert_nonnull (strstr (made, "\"total\":1"));
  g_assert_nonnull (strstr (made, "\"at\":\"2026-01-02T03:04:05Z\""));
  g_free (perform (backend, GP_FLOW_EFFECT_CREATE,
                   "{'values': {'total': 2, 'at': '2026-01-02T03:04:05Z'}}"));
  found = perform (backend, GP_FLOW_EFFECT_READ,
                   "{'where': 'record.total == (1)', 'options': {}}");
  g_assert_nonnull (strstr (found, "\"total\":1"));
  g_assert_null (strstr (found, "\"total\":2"));
  sorted = perform (backend, GP_FLOW_EFFECT_READ,
                    "{'where': '', 'options': {'sort': '-total', 'limit': 1}}");
  g_assert_nonnull (strstr (sorted, "\"total\":2"));
  g_assert_null (strstr (sorted, "\"total\":1"));
  none = perform (backend, GP_FLOW_EFFECT_READ, "{'where': 'record.total == 7'}");
  g_assert_cmpstr (none, ==, "[]");
  bad = perform (backend, GP_FLOW_EFFECT_READ, "{'where': 'record.nothing'}");
  g_assert_cmpstr (bad, ==, "! 400");
  wrong = perform (backend, GP_FLOW_EFFECT_CREATE, "{'values': {'total': 'x'}}");
  g_assert_cmpstr (wrong, ==, "! 400");
  changed = perform (backend, GP_FLOW_EFFECT_UPDATE,
                     "{'where': 'record.total > 1', 'values': {'total': 9}}");
  g_assert_nonnull (strstr (changed, "\"total\":9"));
  gone = perform (backend, GP_FLOW_EFFECT_DELETE, "{'where': 'record.total == 9'}");
  g_assert_nonnull (strstr (gone, "\"total\":9"));
  left = perform (backend, GP_FLOW_EFFECT_READ, "{'where': 'record.total > 1'}");
  g_assert_cmpstr (left, ==, "[]");
  gp_backend_free (backend);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-data/records", test_records);
  g_test_add_func ("/run-data/time", test_time);

  return g_test_run ();
}

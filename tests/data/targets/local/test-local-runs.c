/* test-local-runs.c — runs of a real backend, read and mended through the target
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-source.h"
#include "gp-target-factory.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#define SCRIPT \
  "entity order total:integer\n" \
  "flow main trigger=data trigger_entity=order\n" \
  "step look data_read entity=order\n" \
  "step check raise if=trigger.record.total==1 error_status=400\n" \
  "flow other trigger=data trigger_entity=order\n" \
  "step ask approve\n"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GpRunSource *
open_source (GpTestRuntime *backend,
             const char    *token)
{
  g_autofree char *text = g_strconcat ("local:", gp_runtime_get_url (backend->runtime), NULL);
  g_autoptr(GError) error = NULL;
  GpTarget *target = gp_target_new_for (NULL, text, token, &error);

  g_assert_no_error (error);
  g_assert_true (GP_IS_RUN_SOURCE (target));

  return GP_RUN_SOURCE (target);
}

static GpRunPage *
list (GpRunSource  *source,
      const GpId   *flow,
      const char   *status,
      gint64        before,
      GError      **error)
{
  const GpRunFilter filter = { .flow = flow != NULL ? *flow : gp_id_nil, .status = status,
                               .before = before, .limit = 2 };
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_source_list_async (source, &filter, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);

  return gp_run_source_list_finish (source, result, error);
}

static GpRunDetail *
read_run (GpRunSource  *source,
          const char   *run,
          GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_source_read_async (source, run, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);

  return gp_run_source_read_finish (source, result, error);
}

static GpRunCounts *
count (GpRunSource  *source,
       const GpId   *flow,
       GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_source_count_async (source, flow, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);

  return gp_run_source_count_finish (source, result, error);
}

static gboolean
act (GpRunSource     *source,
     const GpRunDeed *deed,
     GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_source_do_async (source, deed, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);

  return gp_run_source_do_finish (source, result, error);
}

static void
make_runs (GpTestRuntime *backend,
           GpDesign      *design)
{
  gp_test_deploy (backend, design);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"total\":%u}", i % 2);

      g_free (gp_test_runs_create (backend, "order", json));
    }
  g_free (gp_test_runs_await (backend, "main", "completed", 2));
  g_free (gp_test_runs_await (backend, "main", "dead", 2));
  g_free (gp_test_runs_await (backend, "other", "waiting", 4));
}

static void
test_reading (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpRunSource) source = open_source (backend, GP_TEST_ADMIN_TOKEN);
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, "check");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpRunPage) page = NULL, rest = NULL, none = NULL;
  g_autoptr(GpRunCounts) counts = NULL, all = NULL;
  g_autoptr(GpRunDetail) detail = NULL;
  g_autoptr(GpFlowProgress) progress = NULL;
  const GpRunSummary *run;

  make_runs (backend, design);
  page = list (source, &flow, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 2);
  rest = list (source, &flow, NULL, page->next, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rest->next, ==, 0);
  none = list (source, NULL, "cancelled", 0, &error);
  g_assert_cmpuint (none->items->len, ==, 0);

  counts = count (source, &flow, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_run_counts_find (counts, &flow)->failed, ==, 2);
  g_assert_cmpuint (gp_run_counts_find (counts, &flow)->done, ==, 2);
  g_assert_cmpuint (gp_run_counts_find (counts, &step)->failed, ==, 2);
  all = count (source, NULL, &error);
  g_assert_null (gp_run_counts_find (all, &step));

  run = page->items->pdata[0];
  g_assert_cmpstr (run->status, ==, "faulted");
  detail = read_run (source, run->id, &error);
  g_assert_no_error (error);
  g_assert_true (gp_run_detail_is_current (detail, design));
  g_assert_cmpuint (detail->touches->len, ==, 1);
  progress = gp_run_detail_make_progress (detail, design);
  g_assert_cmpint (gp_flow_progress_get_reach (progress, &step), ==, GP_FLOW_REACH_FAILED);
}

static void
test_deeds (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpRunSource) source = open_source (backend, GP_TEST_ADMIN_TOKEN);
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "other");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpRunPage) dead = NULL, waiting = NULL;
  g_autoptr(GpRunDetail) asked = NULL, done = NULL;
  GpRunDeed deed = { GP_RUN_RETRY, NULL, 0, NULL };

  make_runs (backend, design);
  dead = list (source, NULL, "dead", 0, &error);
  g_assert_no_error (error);
  deed.run = ((GpRunSummary *) dead->items->pdata[0])->id;
  g_assert_true (act (source, &deed, &error));
  deed.text = "{ no JSON";
  g_assert_false (act (source, &deed, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  deed = (GpRunDeed) { GP_RUN_DISCARD, ((GpRunSummary *) dead->items->pdata[1])->id, 0, "known" };
  g_assert_true (act (source, &deed, &error));
  deed.kind = GP_RUN_CANCEL;
  g_assert_false (act (source, &deed, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);

  waiting = list (source, &flow, "waiting", 0, &error);
  g_assert_no_error (error);
  deed.run = ((GpRunSummary *) waiting->items->pdata[0])->id;
  asked = read_run (source, deed.run, &error);
  g_assert_no_error (error);
  deed.kind = GP_RUN_APPROVE;
  deed.effect = gp_run_detail_find_approval (asked)->effect;
  g_assert_true (act (source, &deed, &error));
  g_free (gp_test_runs_await (backend, "other", "completed", 1));
  done = read_run (source, deed.run, &error);
  g_assert_null (gp_run_detail_find_approval (done));
  deed = (GpRunDeed) { GP_RUN_CANCEL, ((GpRunSummary *) waiting->items->pdata[1])->id, 0, NULL };
  g_assert_true (act (source, &deed, &error));
  g_free (gp_test_runs_await (backend, "other", "cancelled", 1));
}

static void
test_errors (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpRunSource) stranger = open_source (backend, "another-token-0123456789abcdef00");
  g_autoptr(GpRunSource) source = open_source (backend, GP_TEST_ADMIN_TOKEN);
  g_autoptr(GError) error = NULL;

  g_assert_null (count (stranger, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_clear_error (&error);
  g_assert_null (read_run (source, "odd/../run", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_clear_error (&error);
  gp_runtime_stop (backend->runtime);
  g_assert_null (list (source, NULL, NULL, 0, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
}

/* A backend that knows nothing of runs, as older ones do. */
static void
test_older_backend (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *text = g_strconcat ("local:", gp_test_service_get_url (service), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_target_new_for (NULL, text, NULL, &error);

  g_assert_no_error (error);
  gp_test_service_script (service, "404 404 200");
  gp_test_service_reply (service, "application/json", "{}", NULL);
  g_assert_null (count (GP_RUN_SOURCE (target), NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (list (GP_RUN_SOURCE (target), NULL, NULL, 0, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (read_run (GP_RUN_SOURCE (target), "r", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/local-runs/reading", test_reading);
  g_test_add_func ("/local-runs/deeds", test_deeds);
  g_test_add_func ("/local-runs/errors", test_errors);
  g_test_add_func ("/local-runs/older-backend", test_older_backend);

  return g_test_run ();
}

/* test-run-detail.c — runs as a backend tells of them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-expr-json.h"
#include "gp-run-detail.h"
#include "gp-target.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static GpRunDetail *
make (const char  *json,
      GError     **error)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (json, -1, NULL);

  g_assert_nonnull (value);
  return gp_run_detail_new (value, error);
}

/* Steps that are gone from the design meanwhile are passed over, and the others painted. */
static void
test_progress (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main trigger=manual\n"
                                                    "step a set with.x=1\nstep b set with.x=2\n");
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId a = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");
  GpId gone = gp_id_new ();
  char f[GP_ID_STRING_SIZE], one[GP_ID_STRING_SIZE], other[GP_ID_STRING_SIZE];
  g_autofree char *version = gp_design_dup_part_hash (design, &flow);
  g_autofree char *json = g_strdup_printf (
    "{\"number\":7,\"id\":\"r\",\"flow\":\"%s\",\"name\":\"main\",\"status\":\"faulted\","
    "\"started\":\"2026-11-21T10:00:00Z\",\"ended\":\"2026-11-21T10:00:01.5Z\",\"version\":\"%s\","
    "\"by\":\"u\",\"trigger\":{},\"waits\":[{\"effect\":3,\"kind\":\"approval\"}],"
    "\"touches\":[{\"step\":\"%s\",\"action\":\"read\",\"count\":30,\"records\":[{\"id\":\"1\","
    "\"verdict\":\"forbidden\",\"rule\":\"%s\"}]}],\"truncated\":false,\"trace\":["
    "{\"what\":\"started\",\"at\":\"2026-11-21T10:00:00Z\",\"step\":\"%s\",\"place\":\"a\","
    "\"attempt\":1,\"value\":{\"n\":1}},{\"what\":\"odd\"},"
    "{\"what\":\"completed\",\"at\":\"2026-11-21T10:00:01Z\",\"step\":\"%s\",\"place\":\"a\"},"
    "{\"what\":\"started\",\"at\":\"2026-11-21T10:00:01Z\",\"step\":\"%s\",\"place\":\"x\","
    "\"attempt\":1}]}",
    gp_id_format (&flow, f), version, gp_id_format (&a, one), one, one, one,
    gp_id_format (&gone, other));
  g_autoptr(GError) error = NULL;
  g_autoptr(GpRunDetail) detail = make (json, &error);
  g_autoptr(GpFlowProgress) progress = NULL;
  const GpRunTouched *touched;

  g_assert_no_error (error);
  g_assert_cmpint (detail->summary->ended - detail->summary->started, ==, 1500000);
  g_assert_true (gp_run_summary_has_ended (detail->summary));
  g_assert_cmpuint (detail->trace->len, ==, 3);
  g_assert_cmpstr (detail->summary->by, ==, "u");
  g_assert_cmpint (gp_run_detail_find_approval (detail)->effect, ==, 3);
  touched = detail->touches->pdata[0];
  g_assert_cmpint (touched->count, ==, 30);
  g_assert_cmpint (((GpRunRecord *) touched->records->pdata[0])->verdict, ==,
                   GP_RUN_VERDICT_FORBIDDEN);

  progress = gp_run_detail_make_progress (detail, design);
  g_assert_cmpint (gp_flow_progress_get_reach (progress, &a), ==, GP_FLOW_REACH_DONE);
  g_assert_cmpint (gp_flow_progress_get_reach (progress, &b), ==, GP_FLOW_REACH_UNTOUCHED);
  g_assert_true (gp_run_detail_is_current (detail, design));
}

static void
test_strange_answers (void)
{
  static const char *const answers[] = {
    "{}", "[]", "null", "{\"id\":\"r\",\"status\":\"faulted\"}", "{\"trace\":[]}",
    "{\"id\":1,\"status\":2,\"trace\":[]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GpExprValue) value = gp_expr_value_from_json (answers[i], -1, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_run_page_new (value, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
      g_clear_error (&error);
      g_assert_null (gp_run_detail_new (value, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/run-detail/progress", test_progress);
  g_test_add_func ("/model/run-detail/strange-answers", test_strange_answers);
  return g_test_run ();
}

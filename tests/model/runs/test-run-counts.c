/* test-run-counts.c — counts of a backend, added up by what they mean
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-expr-json.h"
#include "gp-run-counts.h"
#include "gp-target.h"
#include "gp-test.h"

#define FLOW "0190a1b2-0000-7000-8000-000000000001"
#define STEP "0190a1b2-0000-7000-8000-000000000002"

static GpRunCounts *
make (const char  *json,
      GError     **error)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (json, -1, NULL);

  g_assert_nonnull (value);
  return gp_run_counts_new (value, error);
}

static void
test_tallies (void)
{
  const char *json =
    "{\"runs\":500,\"flows\":["
    "{\"flow\":\"" FLOW "\",\"status\":\"faulted\",\"count\":2,\"seconds\":9},"
    "{\"flow\":\"" FLOW "\",\"status\":\"completed\",\"count\":5,\"seconds\":0.5},"
    "{\"flow\":\"" FLOW "\",\"status\":\"waiting\",\"count\":1,\"seconds\":null},"
    "{\"flow\":\"" FLOW "\",\"status\":\"discarded\",\"count\":1,\"seconds\":7},"
    "{\"flow\":\"odd\",\"status\":\"completed\",\"count\":1}],"
    "\"steps\":[{\"step\":\"" STEP "\",\"status\":\"failed\",\"count\":3,\"seconds\":1}]}";
  g_autoptr(GpRunCounts) counts = make (json, NULL), same = make (json, NULL), other = NULL;
  g_autoptr(GError) error = NULL;
  const GpRunTally *tally;
  GpId flow, step;

  g_assert_true (gp_id_parse (FLOW, &flow) && gp_id_parse (STEP, &step));
  tally = gp_run_counts_find (counts, &flow);
  g_assert_cmpuint (tally->done, ==, 5);
  g_assert_cmpuint (tally->failed, ==, 2);
  g_assert_cmpuint (tally->open, ==, 1);
  g_assert_cmpuint (tally->others, ==, 1);
  g_assert_cmpuint (gp_run_tally_total (tally), ==, 9);
  g_assert_cmpfloat (tally->seconds, ==, 0.5);
  g_assert_cmpuint (gp_run_counts_get_most (counts), ==, 500);
  g_assert_cmpuint (gp_run_counts_find (counts, &step)->failed, ==, 3);
  g_assert_true (gp_run_counts_equal (counts, same));
  other = make ("{\"flows\":[],\"steps\":[]}", &error);
  g_assert_no_error (error);
  g_assert_false (gp_run_counts_equal (counts, other));
  g_assert_false (gp_run_counts_equal (counts, NULL));
  g_assert_null (make ("{\"flows\":[]}", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/run-counts/tallies", test_tallies);
  return g_test_run ();
}

/* test-flow-case.c — the tests of flows that a design keeps
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-case.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "connection post\nflow main\nstep choose switch\n"                                               \
  "step large set with.x=1\nstep small mail connection=post with.to='b@example.org'\n"            \
  "edge - choose\nedge choose large case when=trigger.input.n>10\nedge choose small else\n"       \
  "edge small large error"

static GpId
add_test (GpDesign   *design,
          const char *path,
          const char *effects)
{
  GpId test = gp_test_add (design, GP_KIND_TEST, NULL, "case");
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  g_auto(GStrv) names = g_strsplit (path, " ", -1);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      GpId step = gp_test_flow_find (design, GP_KIND_STEP, names[i]);

      g_array_append_val (ids, step);
    }
  gp_test_set_text (design, &test, GP_TEST_TYPE, "flow");
  gp_test_set_text (design, &test, GP_TEST_INPUT, "{\"input\":{\"n\":1}}");
  gp_test_set_ref (design, &test, GP_TEST_FLOW, &flow);
  if (ids->len > 0)
    gp_test_set_refs (design, &test, GP_TEST_PATH, (const GpId *) ids->data, ids->len);
  if (effects != NULL)
    gp_test_set_text (design, &test, GP_TEST_EFFECTS, effects);
  return test;
}

static void
test_paths_and_effects_are_compared (void)
{
  static const struct
  {
    const char *path;         /* names */
    const char *effects;
    GpFlowTestStatus status;
  } cases[] = {
    { "choose small", NULL, GP_FLOW_TEST_PASSED },
    { "choose large", NULL, GP_FLOW_TEST_FAILED },
    { "choose", NULL, GP_FLOW_TEST_FAILED },
    { "", "[{\"mail\": \"post\"}]", GP_FLOW_TEST_PASSED },
    { "", "[{\"mail\": \"post\", \"to\": \"b@example.org\"}]", GP_FLOW_TEST_PASSED },
    { "", "[{\"mail\": \"post\", \"to\": \"c@example.org\"}]", GP_FLOW_TEST_FAILED },
    { "", "[{\"mail\": \"post\"}, {\"mail\": \"post\"}]", GP_FLOW_TEST_FAILED },
    { "", "[{\"emit\": \"x\"}]", GP_FLOW_TEST_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
      GpId test = add_test (design, cases[i].path, cases[i].effects);
      g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
      g_autoptr(GPtrArray) results = gp_flow_run_tests (design, fixtures, NULL, 0);
      const GpFlowTestResult *result = results->pdata[0];

      g_assert_true (gp_id_equal (&result->test, &test));
      g_assert_cmpint (result->status, ==, cases[i].status);
      g_assert_true ((result->problem == NULL) == (result->status == GP_FLOW_TEST_PASSED));
    }
}

static void
test_what_cannot_be_tried_is_broken (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main output=)\nstep a set");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GPtrArray) results = NULL;

  add_test (design, "", NULL);
  results = gp_flow_run_tests (design, fixtures, NULL, 0);
  g_assert_cmpint (((GpFlowTestResult *) results->pdata[0])->status, ==, GP_FLOW_TEST_BROKEN);
}

static void
test_ways_that_no_test_takes (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GArray) ways = NULL;

  add_test (design, "choose small", NULL);
  results = gp_flow_run_tests (design, fixtures, NULL, 0);
  ways = gp_flow_find_coverage (design, results);
  g_assert_cmpuint (ways->len, ==, 3);
  g_assert_cmpuint (g_array_index (ways, GpFlowCoverage, 0).taken, ==, 0);
  g_assert_cmpuint (g_array_index (ways, GpFlowCoverage, 1).taken, ==, 1);
  g_assert_cmpuint (g_array_index (ways, GpFlowCoverage, 2).taken, ==, 0);
}

/* --- code --- */

static guint n_codes;

static void
count_async (const GpExprValue   *arguments,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  n_codes++;
  g_task_return_boolean (task, TRUE);
}

static GpExprValue *
count_finish (GAsyncResult  *result,
              GpExprValue  **fault)
{
  return gp_expr_value_new_bool (g_task_propagate_boolean (G_TASK (result), NULL));
}

/* Each time is a process: a test gives up long before it would over steps alone. */
static void
test_code_without_end (void)
{
  static const GpCodeRunner runner = { count_async, count_finish };
  static const struct
  {
    guint times;
    GpFlowTestStatus status;
  } cases[] = { { 200, GP_FLOW_TEST_PASSED }, { 201, GP_FLOW_TEST_FAILED } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *more = g_strnfill (2 * (cases[i].times - 1), ',');
      g_autofree char *script = NULL;
      g_autoptr(GpDesign) design = NULL;
      g_autoptr(GpAccessFixtures) fixtures = NULL;
      g_autoptr(GPtrArray) results = NULL;
      const GpFlowTestResult *result;

      for (guint k = 1; more[k - 1] != '\0'; k += 2)
        more[k] = '1';
      script = g_strdup_printf ("flow main\nstep l for in=[1%s] each=n\n  step a code code=x",
                                more);
      design = gp_test_flow_design (script);
      fixtures = gp_access_fixtures_new (design);
      add_test (design, "", NULL);
      n_codes = 0;
      results = gp_flow_run_tests (design, fixtures, &runner, 0);
      result = results->pdata[0];
      g_assert_cmpint (result->status, ==, cases[i].status);
      g_assert_cmpuint (n_codes, ==, 200);
      g_assert_true ((result->problem != NULL && strstr (result->problem, "200") != NULL)
                     == (result->status == GP_FLOW_TEST_FAILED));
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-case/code-without-end", test_code_without_end);
  g_test_add_func ("/model/flow-case/paths-and-effects-are-compared",
                   test_paths_and_effects_are_compared);
  g_test_add_func ("/model/flow-case/what-cannot-be-tried-is-broken",
                   test_what_cannot_be_tried_is_broken);
  g_test_add_func ("/model/flow-case/ways-that-no-test-takes", test_ways_that_no_test_takes);

  return g_test_run ();
}

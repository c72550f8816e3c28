/* test-flow-keep.c — simulated runs become tests
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-case.h"
#include "gp-flow-keep.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "entity order total:integer\nrole manager\nconnection shop\nflow main\nstep choose switch\n"    \
  "step ask approve assignees=manager\nstep call call_http connection=shop method=POST path=/x\n" \
  "step note data_create entity=order with.total=trigger.input.n\n"                                \
  "edge - choose\nedge choose ask case when=trigger.input.n>10\nedge choose call else\n"          \
  "edge ask call\nedge call note"

/* A test that was kept passes, as long as the flow does the same. */
static void
check_kept (const char *trigger_json,
            const char *mocks_json,
            gsize       n_steps)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) trigger = gp_test_value (trigger_json);
  g_autoptr(GpExprValue) mocks = gp_test_value (mocks_json);
  g_autoptr(GpFlowSimulator) simulator =
    gp_flow_simulator_new (flow, NULL, trigger, mocks, 0, NULL);
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GPtrArray) results = NULL;
  const GpFlowTestResult *result;
  const GpElement *test;
  gsize n = 0;
  GpId id;

  gp_flow_simulator_run (simulator);
  changes = gp_flow_keep (design, simulator, trigger, mocks, &id);
  g_assert_true (gp_design_apply (design, changes, NULL));
  test = gp_design_lookup_kind (design, &id, GP_KIND_TEST);
  g_assert_nonnull (test);
  gp_element_get_refs (test, GP_TEST_PATH, &n);
  g_assert_cmpuint (n, ==, n_steps);
  g_assert_cmpstr (gp_element_get_name (test), !=, "");

  fixtures = gp_access_fixtures_new (design);
  results = gp_flow_run_tests (design, fixtures, NULL, G_USEC_PER_SEC);
  g_assert_cmpuint (results->len, ==, 1);
  result = results->pdata[0];
  g_assert_cmpstr (result->problem, ==, NULL);
  g_assert_cmpint (result->status, ==, GP_FLOW_TEST_PASSED);
}

static void
test_what_is_kept_passes (void)
{
  check_kept ("{'input': {'n': 1}}", "{}", 3);
  check_kept ("{'input': {'n': 11}}", "{'ask': {'decision': 'approve'}}", 4);
  check_kept ("{'input': {'n': 11}}", "{'ask': {'decision': 'reject'}}", 2);
  check_kept ("{'input': {'n': 11}}", "{}", 2);
  check_kept ("{'input': {'n': 1}}", "{'call': {'error': 400}}", 2);
}

/* It is the change in behaviour that makes it fail. */
static void
test_what_is_kept_can_fail (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) trigger = gp_test_value ("{'input': {'n': 1}}");
  g_autoptr(GpFlowSimulator) simulator =
    gp_flow_simulator_new (flow, NULL, trigger, NULL, 0, NULL);
  GpId note = gp_test_flow_find (design, GP_KIND_STEP, "note");
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GPtrArray) results = NULL;

  gp_flow_simulator_run (simulator);
  changes = gp_flow_keep (design, simulator, trigger, NULL, NULL);
  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_test_set_text (design, &note, GP_STEP_IF, "false");
  fixtures = gp_access_fixtures_new (design);
  results = gp_flow_run_tests (design, fixtures, NULL, 0);
  g_assert_cmpint (((GpFlowTestResult *) results->pdata[0])->status, ==, GP_FLOW_TEST_FAILED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/flow-keep/what-is-kept-passes", test_what_is_kept_passes);
  g_test_add_func ("/model/flow-keep/what-is-kept-can-fail", test_what_is_kept_can_fail);

  return g_test_run ();
}

/* test-store-deployments.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-deployments.h"
#include "store-fixture.h"

static void
test_deployments_are_recorded (void)
{
  g_autofree char *path = gp_test_dup_path ("deployed.gplan");
  g_autoptr(GpDesign) design = gp_random_design (40);
  g_autoptr(GpDesign) first = gp_design_copy (design);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GPtrArray) deployments = NULL;
  g_autoptr(GError) error = NULL;
  GpDeploymentRecord deployment = {
    .author = (char *) "Ann",
    .target = gp_id_new (),
    .target_name = (char *) "staging",
    .plan_hash = (char *) "abc",
    .outcome = GP_OUTCOME_DONE,
    .message = (char *) "All is as wanted.",
    .live = (char *) "f00",
  };
  const GpDeploymentRecord *found;

  g_assert_true (gp_store_add_deployment (store, &deployment, NULL, design, &error));
  g_assert_true (rename_design (history, "b", &error));
  deployment.outcome = GP_OUTCOME_FAILED;
  deployment.message = NULL;
  deployment.time = 5;
  g_assert_true (gp_store_add_deployment (store, &deployment, NULL, NULL, &error));
  g_clear_object (&history);
  g_clear_object (&store);

  store = open_store (path);
  deployments = gp_store_list_deployments (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deployments->len, ==, 2);
  found = deployments->pdata[0];
  g_assert_cmpint (found->outcome, ==, GP_OUTCOME_FAILED);
  g_assert_cmpstr (found->message, ==, "");
  g_assert_cmpint (found->time, ==, 5);
  g_assert_false (found->has_design);
  found = deployments->pdata[1];
  g_assert_cmpint (found->outcome, ==, GP_OUTCOME_DONE);
  g_assert_cmpstr (found->author, ==, "Ann");
  g_assert_cmpstr (found->plan_hash, ==, "abc");
  g_assert_cmpstr (found->live, ==, "f00");
  g_assert_true (gp_id_equal (&found->target, &deployment.target));
  g_assert_true (found->has_design);
}

/* Each by its number: what was done, and what the target held then. */
static void
test_one_is_read_back (void)
{
  g_autofree char *path = gp_test_dup_path ("back.gplan");
  g_autoptr(GpDesign) design = gp_random_design (40);
  g_autoptr(GpDesign) first = gp_design_copy (design);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  GpDeploymentRecord record = { .target_name = (char *) "staging" };
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpDesign) nothing = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *no_plan = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_store_add_deployment (store, &record, NULL, design, &error));
  g_assert_true (gp_store_load_deployment (store, 1, &no_plan, NULL, &error));
  g_assert_null (no_plan);
  g_assert_true (rename_design (history, "b", &error));
  record.outcome = GP_OUTCOME_FAILED;
  g_assert_true (gp_store_add_deployment (store, &record, "{\"a\": \"plan\"}", NULL, &error));

  g_assert_true (gp_store_load_deployment (store, 1, &no_plan, &found, &error));
  gp_assert_design_equal (found, first);
  g_assert_null (no_plan);
  g_assert_true (gp_store_load_deployment (store, 2, &plan, &nothing, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (plan, ==, "{\"a\": \"plan\"}");
  g_assert_null (nothing);
  g_assert_false (gp_store_load_deployment (store, 3, NULL, NULL, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-deployments/deployments-are-recorded",
                   test_deployments_are_recorded);
  g_test_add_func ("/data/store-deployments/one-is-read-back", test_one_is_read_back);

  return g_test_run ();
}

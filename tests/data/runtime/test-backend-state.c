/* test-backend-state.c — what a backend knows of its last deployment
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"

#include "gp-problem.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_drift (void)
{
  g_autofree char *path = gp_test_dup_path ("state.db");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "State");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);
  g_autofree char *empty = gp_backend_dup_live (backend, NULL, &error);
  g_autofree char *deployed = NULL;
  g_autofree char *reopened = NULL;
  g_autofree char *changed = NULL;
  g_autoptr(GpPlan) plan = NULL;
  gboolean drifted;

  gp_test_add_entity (design, "thing");
  plan = gp_backend_apply (backend, design, "local:test", empty, NULL, &error);
  g_assert_no_error (error);
  deployed = gp_backend_dup_live (backend, &drifted, &error);
  g_assert_cmpstr (deployed, !=, empty);
  g_assert_false (drifted);

  g_clear_pointer (&backend, gp_backend_free);
  backend = gp_backend_open (path, &error);
  g_assert_no_error (error);
  reopened = gp_backend_dup_live (backend, &drifted, &error);
  g_assert_cmpstr (deployed, ==, reopened);
  g_assert_true (gp_design_equal (gp_backend_get_design (backend), design));

  gp_sqlite_exec (gp_backend_get_sqlite (backend), "ALTER TABLE thing ADD COLUMN more TEXT",
                  &error);
  changed = gp_backend_dup_live (backend, &drifted, &error);
  g_assert_true (drifted);
  g_assert_cmpstr (deployed, !=, changed);

  /* Said as it is, and not as a failure of the backend. */
  g_clear_pointer (&plan, gp_plan_unref);
  plan = gp_backend_apply (backend, design, "local:test", changed, NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, GP_PROBLEM, 409);
}

/* Two programs on one file: neither holds on to a design that the other has replaced. */
static void
test_two_on_one_file (void)
{
  g_autofree char *path = gp_test_dup_path ("shared.db");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shared");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) one = gp_backend_open (path, &error);
  g_autoptr(GpBackend) two = gp_backend_open (path, &error);
  GpId thing = gp_test_add_entity (design, "thing");
  g_autofree char *empty = gp_backend_dup_live (one, NULL, &error);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *seen = NULL;
  g_autoptr(GpPlan) plan = gp_backend_apply (one, design, "local:test", empty, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (gp_backend_get_design (two));
  g_assert_true (gp_backend_refresh (two, &error));
  g_assert_true (gp_design_equal (gp_backend_get_design (two), design));
  g_assert_nonnull (gp_schema_find (gp_backend_get_schema (two), "thing"));
  before = gp_backend_dup_live (two, NULL, &error);

  /* No table changes; the second program still must not put its older design over it. */
  gp_test_set_text (design, &thing, GP_ENTITY_DESCRIPTION, "Changed by the first");
  g_clear_pointer (&plan, gp_plan_unref);
  plan = gp_backend_apply (one, design, "local:test", before, NULL, &error);
  g_assert_no_error (error);
  gp_test_set_text (design, &thing, GP_ENTITY_DESCRIPTION, "Changed by the second");
  g_clear_pointer (&plan, gp_plan_unref);
  plan = gp_backend_apply (two, design, "local:test", before, NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, GP_PROBLEM, 409);

  after = gp_backend_dup_live (one, NULL, NULL);
  seen = gp_backend_dup_live (two, NULL, NULL);
  g_assert_cmpstr (after, ==, seen);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/backend-state/drift", test_drift);

  g_test_add_func ("/backend-state/two-on-one-file", test_two_on_one_file);

  return g_test_run ();
}

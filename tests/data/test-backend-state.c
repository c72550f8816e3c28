/* test-backend-state.c — what a backend knows of its last deployment
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"
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
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/backend-state/drift", test_drift);

  return g_test_run ();
}

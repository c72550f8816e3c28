/* test-store-snapshots.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-deployments.h"
#include "gp-store-versions.h"
#include "store-fixture.h"

/* One design is kept once, whoever names it, and goes with the last that does. */
static void
test_equal_designs_are_kept_once (void)
{
  g_autofree char *path = gp_test_dup_path ("once.gplan");
  g_autoptr(GpDesign) design = gp_random_design (60);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  GpDeploymentRecord deployment = { .target_name = (char *) "staging" };
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_store_add_version (store, design, "a", NULL, &error));
  g_assert_true (gp_store_add_version (store, design, "b", NULL, &error));
  g_assert_true (gp_store_add_deployment (store, &deployment, NULL, design, &error));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM snapshot"), ==, 1);
  g_assert_true (rename_design (history, "b", &error));
  g_assert_true (gp_store_add_version (store, design, "c", NULL, &error));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM snapshot"), ==, 2);

  g_assert_true (gp_store_remove_version (store, "c", &error));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM snapshot"), ==, 1);
  g_assert_true (gp_store_remove_version (store, "a", &error));
  g_assert_true (gp_store_remove_version (store, "b", &error));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM snapshot"), ==, 1);
  g_assert_no_error (error);
}

static void
test_a_damaged_snapshot_is_refused (void)
{
  static const char *const damages[] = {
    "UPDATE snapshot SET text = x''",
    "UPDATE snapshot SET text = x'0041'",
    "PRAGMA foreign_keys = 0; DELETE FROM snapshot",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strdup_printf ("damaged-%zu.gplan", i);
      g_autofree char *path = gp_test_dup_path (name);
      g_autoptr(GpDesign) design = gp_random_design (20);
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpDesign) found = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (gp_store_add_version (store, design, "a", NULL, NULL));
      run_sql (path, damages[i]);
      found = gp_store_load_version (store, "a", &error);
      g_assert_null (found);
      g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-snapshots/equal-designs-are-kept-once",
                   test_equal_designs_are_kept_once);
  g_test_add_func ("/data/store-snapshots/a-damaged-snapshot-is-refused",
                   test_a_damaged_snapshot_is_refused);

  return g_test_run ();
}

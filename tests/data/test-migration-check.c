/* test-migration-check.c — records in the way are counted
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-migration.h"
#include "gp-test-migration.h"
#include "gp-test.h"

static void
test_counts (void)
{
  g_auto(GpTestMigration) self = { NULL };
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;

  gp_test_migration_start (&self);
  gp_test_set_bool (self.wanted, &self.name, GP_FIELD_NULLABLE, FALSE);
  gp_test_set_bool (self.wanted, &self.name, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_text (self.wanted, &self.name, GP_FIELD_TYPE, "date");
  migration = gp_migration_new (self.sqlite, self.live, self.wanted, findings);
  g_assert_cmpuint (findings->len, ==, 0);
  gp_migration_check (migration, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, 0)), ==, "MIG206");
  g_assert_nonnull (strstr (gp_finding_get_message (g_ptr_array_index (findings, 0)), "2 records"));
  g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, 1)), ==, "MIG202");
  g_clear_pointer (&migration, gp_migration_free);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/migration-check/counts", test_counts);

  return g_test_run ();
}

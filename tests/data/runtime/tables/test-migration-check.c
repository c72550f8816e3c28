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

/* Records are asked as they will be, under their new names. */
static void
test_checks_count_who_breaks_them (void)
{
  g_auto(GpTestMigration) self = { NULL };
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;
  GpId check;

  gp_test_migration_start (&self);
  check = gp_test_add (self.wanted, GP_KIND_CHECK, &self.thing, "not_a");
  gp_test_set_text (self.wanted, &self.name, GP_FIELD_NAME, "label");
  gp_test_set_text (self.wanted, &check, GP_CHECK_EXPRESSION, "record.label != 'a'");
  migration = gp_migration_new (self.sqlite, self.live, self.wanted, findings);
  gp_migration_check (migration, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (gp_finding_get_code (g_ptr_array_index (findings, 0)), ==, "MIG207");
  g_assert_nonnull (strstr (gp_finding_get_message (g_ptr_array_index (findings, 0)), "2 records"));
  g_clear_pointer (&migration, gp_migration_free);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/migration-check/counts", test_counts);
  g_test_add_func ("/migration-check/checks-count-who-breaks-them",
                   test_checks_count_who_breaks_them);

  return g_test_run ();
}

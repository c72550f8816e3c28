/* gp-test-migration.c — a table with records, to be changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-migration.h"

void
gp_test_migration_start (GpTestMigration *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) empty = NULL;
  g_autoptr(GpMigration) migration = NULL;

  self->live = gp_design_new (NULL, "Migration");
  self->thing = gp_test_add_entity (self->live, "thing");
  self->name = gp_test_add_field (self->live, &self->thing, "name", "text");
  gp_test_set_bool (self->live, &self->name, GP_FIELD_NULLABLE, TRUE);
  self->wanted = gp_design_copy (self->live);
  self->sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, &error);
  gp_sqlite_exec (self->sqlite, "PRAGMA foreign_keys = OFF", &error);
  empty = gp_design_new (gp_design_get_root_id (self->live), "Migration");
  migration = gp_migration_new (self->sqlite, empty, self->live, NULL);
  gp_migration_run (migration, &error);
  g_assert_no_error (error);
  gp_sqlite_exec (self->sqlite, "INSERT INTO thing VALUES ('1', 'a'), ('2', NULL), ('3', 'a')",
                  &error);
  g_assert_no_error (error);
}

void
gp_test_migration_clear (GpTestMigration *self)
{
  g_clear_pointer (&self->sqlite, gp_sqlite_free);
  g_clear_object (&self->live);
  g_clear_object (&self->wanted);
}

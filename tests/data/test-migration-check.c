/* test-migration-check.c — records in the way are counted
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-migration.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* The live and the wanted design, and a connection that holds the live tables. */
typedef struct
{
  GpDesign *live;
  GpDesign *wanted;
  GpSqlite *sqlite;
  GpId      thing;
  GpId      name;
} Fixture;

static void
start (Fixture *self)
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

static void
stop (Fixture *self)
{
  gp_sqlite_free (self->sqlite);
  g_object_unref (self->live);
  g_object_unref (self->wanted);
}

static void
test_counts (void)
{
  Fixture self;
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  g_autoptr(GError) error = NULL;

  start (&self);
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
  stop (&self);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/migration-check/counts", test_counts);

  return g_test_run ();
}

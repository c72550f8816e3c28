/* test-migration-run.c — tables become what is wanted
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
test_rebuild_keeps_order_and_values (void)
{
  Fixture self;
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;
  GpId more;

  start (&self);
  more = gp_test_add_field (self.wanted, &self.thing, "more", "integer");
  gp_test_set_text (self.wanted, &more, GP_FIELD_DEFAULT, "7");
  gp_test_set_text (self.wanted, &self.thing, GP_ENTITY_NAME, "order");
  migration = gp_migration_new (self.sqlite, self.live, self.wanted, NULL);
  gp_migration_run (migration, &error);
  g_assert_no_error (error);
  gp_migration_verify (migration, &error);
  g_assert_no_error (error);
  gp_sqlite_query_int (self.sqlite, "SELECT sum (more) * 10 + count (name) FROM \"order\"", &n,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 212);
  g_clear_pointer (&migration, gp_migration_free);
  stop (&self);
}

static void
test_nothing_to_do_does_nothing (void)
{
  Fixture self;
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before;
  gint64 after;

  start (&self);
  gp_sqlite_query_int (self.sqlite, "PRAGMA schema_version", &before, &error);
  migration = gp_migration_new (self.sqlite, self.live, self.wanted, NULL);
  gp_migration_run (migration, &error);
  g_assert_no_error (error);
  gp_sqlite_query_int (self.sqlite, "PRAGMA schema_version", &after, &error);
  g_assert_cmpint (before, ==, after);
  g_clear_pointer (&migration, gp_migration_free);
  stop (&self);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/migration-run/rebuild-keeps-order-and-values",
                   test_rebuild_keeps_order_and_values);
  g_test_add_func ("/migration-run/nothing-to-do-does-nothing", test_nothing_to_do_does_nothing);

  return g_test_run ();
}

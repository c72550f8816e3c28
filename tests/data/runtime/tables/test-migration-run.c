/* test-migration-run.c — tables become what is wanted
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-migration.h"
#include "gp-test-migration.h"
#include "gp-test.h"

static void
test_rebuild_keeps_order_and_values (void)
{
  g_auto(GpTestMigration) self = { NULL };
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;
  GpId more;

  gp_test_migration_start (&self);
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
}

static void
test_nothing_to_do_does_nothing (void)
{
  g_auto(GpTestMigration) self = { NULL };
  g_autoptr(GpMigration) migration = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before;
  gint64 after;

  gp_test_migration_start (&self);
  gp_sqlite_query_int (self.sqlite, "PRAGMA schema_version", &before, &error);
  migration = gp_migration_new (self.sqlite, self.live, self.wanted, NULL);
  gp_migration_run (migration, &error);
  g_assert_no_error (error);
  gp_sqlite_query_int (self.sqlite, "PRAGMA schema_version", &after, &error);
  g_assert_cmpint (before, ==, after);
  g_clear_pointer (&migration, gp_migration_free);
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

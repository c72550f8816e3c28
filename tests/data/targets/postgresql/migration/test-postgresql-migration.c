/* test-postgresql-migration.c — from one design to another in SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "migration-pair.h"

static void
test_nothing_to_do_is_no_script (void)
{
  g_auto(Pair) pair = { 0 };
  g_autoptr(GpPostgresqlMigration) migration = NULL;

  pair_start (&pair);
  migration = gp_postgresql_migration_new (pair.live, pair.wanted, NULL);
  g_assert_cmpstr (gp_postgresql_migration_get_script (migration), ==, "");
  g_assert_null (gp_postgresql_migration_get_steps (migration)[0]);
}

static void
test_a_rename_is_a_rename (void)
{
  g_auto(Pair) pair = { 0 };
  g_autoptr(GpPostgresqlMigration) migration = NULL;

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.thing, GP_ENTITY_NAME, "item");
  migration = gp_postgresql_migration_new (pair.live, pair.wanted, NULL);
  g_assert_cmpstr (gp_postgresql_migration_get_script (migration), ==,
                   "ALTER TABLE thing RENAME TO gp_aside_0;\n"
                   "ALTER TABLE public.gp_aside_0 RENAME TO item;\n");
  g_assert_nonnull (gp_postgresql_migration_get_part (migration, &pair.thing));
}

/* What a field says of a bucket has no place in a database and is in nobody's way. */
static void
test_a_field_may_point_to_a_bucket (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "RENAME TO item", NULL };
  GpId bucket;

  pair_start (&pair);
  bucket = gp_test_add (pair.wanted, GP_KIND_BUCKET, NULL, "papers");
  gp_test_set_ref (pair.wanted, &pair.name, GP_FIELD_BUCKET, &bucket);
  g_object_unref (pair.live);
  pair.live = gp_design_copy (pair.wanted);
  gp_test_set_text (pair.wanted, &pair.thing, GP_ENTITY_NAME, "item");
  assert_script (&pair, words);
}

static void
test_tables_come_and_go (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "DROP TABLE thing;", "CREATE TABLE other (", NULL };

  pair_start (&pair);
  gp_test_remove (pair.wanted, &pair.name);
  gp_test_set_refs (pair.wanted, &pair.thing, GP_ENTITY_PRIMARY_KEY, NULL, 0);
  while (gp_design_peek_child (pair.wanted, &pair.thing, 0) != NULL)
    {
      GpId id = *gp_element_get_id (gp_design_peek_child (pair.wanted, &pair.thing, 0));

      gp_test_remove (pair.wanted, &id);
    }
  gp_test_remove (pair.wanted, &pair.thing);
  gp_test_add_entity (pair.wanted, "other");
  assert_script (&pair, words);
}

/* A function may be made before the tables that its body speaks of. */
static void
test_functions_come_before_tables (void)
{
  static const char *const routine[] = {
    "CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM later'",
  };
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "check_function_bodies = false;", "FUNCTION public.f()",
                                "check_function_bodies = true;", "CREATE TABLE later", NULL };
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  pair_start (&pair);
  gp_test_add_entity (pair.wanted, "later");
  gp_change_set_set (changes, gp_design_get_root (pair.wanted), GP_DESIGN_ROUTINES,
                     gp_value_texts (routine, 1));
  g_assert_true (gp_design_apply (pair.wanted, changes, NULL));
  assert_script (&pair, words);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-migration/nothing-to-do-is-no-script",
                   test_nothing_to_do_is_no_script);
  g_test_add_func ("/data/postgresql-migration/a-rename-is-a-rename", test_a_rename_is_a_rename);
  g_test_add_func ("/data/postgresql-migration/a-field-may-point-to-a-bucket",
                   test_a_field_may_point_to_a_bucket);
  g_test_add_func ("/data/postgresql-migration/tables-come-and-go", test_tables_come_and_go);
  g_test_add_func ("/data/postgresql-migration/functions-come-before-tables",
                   test_functions_come_before_tables);
  return g_test_run ();
}

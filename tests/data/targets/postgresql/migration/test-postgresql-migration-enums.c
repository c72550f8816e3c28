/* test-postgresql-migration-enums.c — the types of enums
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "migration-pair.h"

static void
make_enum (Pair       *pair,
           const char *values)
{
  gp_test_set_text (pair->live, &pair->name, GP_FIELD_TYPE, "enum");
  gp_test_set_texts (pair->live, &pair->name, GP_FIELD_VALUES, values);
  g_clear_object (&pair->wanted);
  pair->wanted = gp_design_copy (pair->live);
}

/* In steps of their own, each after the value that it follows. */
static void
test_new_values_are_steps (void)
{
  g_auto(Pair) pair = { 0 };
  g_autoptr(GpPostgresqlMigration) migration = NULL;
  const char *const *steps;

  pair_start (&pair);
  make_enum (&pair, "b d");
  gp_test_set_texts (pair.wanted, &pair.name, GP_FIELD_VALUES, "a b c d");
  migration = gp_postgresql_migration_new (pair.live, pair.wanted, NULL);
  steps = gp_postgresql_migration_get_steps (migration);
  g_assert_cmpstr (gp_postgresql_migration_get_script (migration), ==, "");
  g_assert_cmpstr (steps[0], ==, "ALTER TYPE thing_name ADD VALUE IF NOT EXISTS 'a' BEFORE 'b'");
  g_assert_cmpstr (steps[1], ==, "ALTER TYPE thing_name ADD VALUE IF NOT EXISTS 'c' AFTER 'b'");
  g_assert_null (steps[2]);
}

static void
test_one_value_in_the_place_of_another_is_renamed (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "ALTER TYPE thing_name RENAME VALUE 'b' TO 'x';", NULL };

  pair_start (&pair);
  make_enum (&pair, "a b c");
  gp_test_set_texts (pair.wanted, &pair.name, GP_FIELD_VALUES, "a x c");
  assert_script (&pair, words);
}

static void
test_a_value_that_goes_makes_the_type_anew (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "ALTER TYPE thing_name RENAME TO gp_old_0;",
                                "CREATE TYPE thing_name AS ENUM ('a', 'c');",
                                "TYPE thing_name USING name::text::thing_name;",
                                "DROP TYPE gp_old_0;", NULL };

  pair_start (&pair);
  make_enum (&pair, "a b c");
  gp_test_set_texts (pair.wanted, &pair.name, GP_FIELD_VALUES, "a c");
  assert_script (&pair, words);
}

static void
test_a_type_follows_its_field (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "ALTER TYPE thing_name RENAME TO thing_kind;", NULL };

  pair_start (&pair);
  make_enum (&pair, "a b");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "kind");
  assert_script (&pair, words);
}

static void
test_a_type_that_nobody_has_goes (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "TYPE text;", "DROP TYPE IF EXISTS thing_name;", NULL };

  pair_start (&pair);
  make_enum (&pair, "a b");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_TYPE, "text");
  assert_script (&pair, words);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-migration-enums/new-values-are-steps",
                   test_new_values_are_steps);
  g_test_add_func ("/data/postgresql-migration-enums/one-value-in-the-place-of-another-is-renamed",
                   test_one_value_in_the_place_of_another_is_renamed);
  g_test_add_func ("/data/postgresql-migration-enums/a-value-that-goes-makes-the-type-anew",
                   test_a_value_that_goes_makes_the_type_anew);
  g_test_add_func ("/data/postgresql-migration-enums/a-type-follows-its-field",
                   test_a_type_follows_its_field);
  g_test_add_func ("/data/postgresql-migration-enums/a-type-that-nobody-has-goes",
                   test_a_type_that_nobody_has_goes);
  return g_test_run ();
}

/* test-postgresql-migration-columns.c — columns: their names, types, defaults
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "migration-pair.h"

static void
assert_lacks (const Pair *pair,
              const char *word)
{
  g_autoptr(GpPostgresqlMigration) migration = gp_postgresql_migration_new (pair->live,
                                                                            pair->wanted, NULL);

  g_assert_null (strstr (gp_postgresql_migration_get_script (migration), word));
}

static void
test_two_names_change_places (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "RENAME COLUMN name TO gp_aside_", "RENAME COLUMN title TO name;",
                                "RENAME COLUMN gp_aside_", " TO title;", NULL };
  GpId title;

  pair_start (&pair);
  g_clear_object (&pair.wanted);
  title = gp_test_add_field (pair.live, &pair.thing, "title", "text");
  pair.wanted = gp_design_copy (pair.live);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "between");
  gp_test_set_text (pair.wanted, &title, GP_FIELD_NAME, "name");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "title");
  assert_script (&pair, words);
}

static void
test_a_type_is_cast_by_its_text (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = {
    "ALTER TABLE thing ALTER COLUMN name TYPE integer USING name::text::integer;", NULL };

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_TYPE, "integer");
  assert_script (&pair, words);
}

/* With USING, values that are too long would be cut off in silence. */
static void
test_a_text_is_never_cut_off (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = {
    "ALTER TABLE thing ALTER COLUMN name TYPE character varying(3);", NULL };

  pair_start (&pair);
  gp_test_set_int (pair.wanted, &pair.name, GP_FIELD_LENGTH, 3);
  assert_script (&pair, words);
}

static void
test_defaults_and_nulls (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "ALTER COLUMN name SET DEFAULT 'none';",
                                "ALTER COLUMN name DROP NOT NULL;", NULL };

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_DEFAULT, "'none'");
  gp_test_set_bool (pair.wanted, &pair.name, GP_FIELD_NULLABLE, TRUE);
  assert_script (&pair, words);
}

static void
test_what_is_computed_now_is_made_anew (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "DROP COLUMN name;", "ADD COLUMN name text GENERATED ALWAYS AS",
                                NULL };

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_COMPUTED, "'a' || 'b'");
  assert_script (&pair, words);
}

/* Designs are shared: a name must never become a statement. */
static void
test_names_are_quoted_where_they_are_text (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = {
    "SELECT setval(pg_get_serial_sequence('thing', 'a''; $number$ DROP'), ", NULL };
  GpId number;

  pair_start (&pair);
  g_clear_object (&pair.wanted);
  number = gp_test_add_field (pair.live, &pair.thing, "a'; $number$ DROP", "integer");
  pair.wanted = gp_design_copy (pair.live);
  gp_test_set_text (pair.wanted, &number, GP_FIELD_IDENTITY, "always");
  assert_script (&pair, words);
}

/* The old one is gone by then. */
static void
test_what_is_made_anew_is_not_renamed (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "DROP COLUMN name;", "ADD COLUMN title text GENERATED ALWAYS AS",
                                NULL };

  pair_start (&pair);
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_NAME, "title");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_COMPUTED, "'a' || 'b'");
  assert_script (&pair, words);
  assert_lacks (&pair, "RENAME");
}

static void
test_a_serial_keeps_its_numbering (void)
{
  g_auto(Pair) pair = { 0 };
  const char *const words[] = { "ALTER COLUMN name TYPE bigint;", NULL };

  pair_start (&pair);
  gp_test_set_text (pair.live, &pair.name, GP_FIELD_TYPE, "integer");
  gp_test_set_text (pair.live, &pair.name, GP_FIELD_IDENTITY, "serial");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_TYPE, "bigint");
  gp_test_set_text (pair.wanted, &pair.name, GP_FIELD_IDENTITY, "serial");
  assert_script (&pair, words);
  assert_lacks (&pair, "DROP DEFAULT");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-migration-columns/two-names-change-places",
                   test_two_names_change_places);
  g_test_add_func ("/data/postgresql-migration-columns/a-type-is-cast-by-its-text",
                   test_a_type_is_cast_by_its_text);
  g_test_add_func ("/data/postgresql-migration-columns/a-text-is-never-cut-off",
                   test_a_text_is_never_cut_off);
  g_test_add_func ("/data/postgresql-migration-columns/defaults-and-nulls",
                   test_defaults_and_nulls);
  g_test_add_func ("/data/postgresql-migration-columns/what-is-computed-now-is-made-anew",
                   test_what_is_computed_now_is_made_anew);
  g_test_add_func ("/data/postgresql-migration-columns/names-are-quoted-where-they-are-text",
                   test_names_are_quoted_where_they_are_text);
  g_test_add_func ("/data/postgresql-migration-columns/what-is-made-anew-is-not-renamed",
                   test_what_is_made_anew_is_not_renamed);
  g_test_add_func ("/data/postgresql-migration-columns/a-serial-keeps-its-numbering",
                   test_a_serial_keeps_its_numbering);
  return g_test_run ();
}

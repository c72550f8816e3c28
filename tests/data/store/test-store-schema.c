/* test-store-schema.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

static void
assert_refused (const char *name, const char *sql)
{
  g_autofree char *path = gp_test_dup_path (name);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&store);
  run_sql (path, sql);
  before = read_file (path);
  store = gp_store_open (path, 0, &error);
  g_assert_null (store);
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
  assert_file_is (path, before);
  assert_alone (path);
}

static void
test_strange_schemas_are_refused (void)
{
  assert_refused ("trigger.gplan", "CREATE TRIGGER t AFTER UPDATE ON state BEGIN"
                                   " DELETE FROM element; END");
  assert_refused ("view.gplan", "CREATE VIEW v AS SELECT 1");
  assert_refused ("table.gplan", "DROP TABLE owner");
  assert_refused ("renamed.gplan", "ALTER TABLE step RENAME TO stop");
}

static void
test_the_schema_passes_sqlites_own_checks (void)
{
  g_autofree char *path = gp_test_dup_path ("checked.gplan");
  g_autoptr(GpDesign) design = gp_random_design (300);
  g_autoptr(GpStore) store = create_store (path, design);

  g_clear_object (&store);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM pragma_integrity_check"
                                    " WHERE integrity_check = 'ok'"),
                   ==, 1);
}

/* Without an index each removal would look through all rows. */
static void
test_every_foreign_key_to_elements_has_an_index (void)
{
  g_autofree char *path = gp_test_dup_path ("indexed.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);

  g_clear_object (&store);
  g_assert_cmpint (
    query_int (path,
               "SELECT count (*) FROM sqlite_schema AS t, pragma_foreign_key_list (t.name) AS k"
               " WHERE t.type = 'table' AND k.\"table\" = 'element' AND NOT EXISTS (SELECT 1"
               " FROM pragma_index_list (t.name) AS i, pragma_index_info (i.name) AS c"
               " WHERE c.seqno = 0 AND c.name = k.\"from\") AND NOT EXISTS (SELECT 1"
               " FROM pragma_table_info (t.name) AS p WHERE p.pk = 1 AND p.name = k.\"from\")"),
    ==, 0);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-schema/strange-schemas-are-refused",
                   test_strange_schemas_are_refused);
  g_test_add_func ("/data/store-schema/the-schema-passes-sqlites-own-checks",
                   test_the_schema_passes_sqlites_own_checks);
  g_test_add_func ("/data/store-schema/every-foreign-key-to-elements-has-an-index",
                   test_every_foreign_key_to_elements_has_an_index);

  return g_test_run ();
}

/* test-store-dictionary.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

static void
make_file (const char *path, GpDesign *design)
{
  g_autoptr(GpStore) store = create_store (path, design);
}

static void
add_entity (GpHistory *history, const char *name, GError **error)
{
  GpDesign *design = gp_history_get_design (history);
  GpId id = gp_id_new ();
  g_autoptr(GpElement)
               entity = gp_element_new (GP_KIND_ENTITY, &id, gp_design_get_root_id (design), 1);
  g_autoptr(GpChangeSet) edit = gp_change_set_new ("Added");

  gp_element_set_text (entity, GP_ENTITY_NAME, name);
  gp_element_set_bool (entity, GP_ENTITY_AUDIT, TRUE);
  gp_change_set_add (edit, entity);
  gp_history_do (history, edit, error);
}

/* The numbers of kinds and properties are the file's own affair. */
static void
test_other_numbers_are_read (void)
{
  g_autofree char *path = gp_test_dup_path ("numbers.gplan");
  g_autoptr(GpDesign) design = gp_random_design (200);
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  make_file (path, design);
  run_sql (path, "PRAGMA foreign_keys = 0;"
                 "UPDATE kind SET number = 500 - number;"
                 "UPDATE property SET number = 5000 - number, kind = 500 - kind;"
                 "UPDATE element SET kind = 500 - kind;"
                 "UPDATE value SET property = 5000 - property;"
                 "UPDATE text_item SET property = 5000 - property;"
                 "UPDATE reference SET property = 5000 - property");

  store = open_store (path);
  found = load_design (store);
  gp_assert_design_equal (found, design);
  history = attach_history (store, found);
  add_entity (history, "new one", &error);
  g_assert_no_error (error);
  assert_file_holds (path, found);
}

/* A file from before a kind or property was invented gets their nicks with the first write. */
static void
test_missing_nicks_are_added (void)
{
  g_autofree char *path = gp_test_dup_path ("missing.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GError) error = NULL;

  make_file (path, design);
  run_sql (path, "DELETE FROM property WHERE nick = 'audit' OR kind = (SELECT number FROM kind"
                 " WHERE nick = 'waiver'); DELETE FROM kind WHERE nick = 'waiver'");
  before = read_file (path);

  store = open_store (path);
  g_assert_cmpint (gp_store_get_access (store), ==, GP_STORE_ACCESS_WRITABLE);
  found = load_design (store);
  g_clear_object (&store);
  assert_file_is (path, before);

  store = open_store (path);
  g_clear_object (&found);
  found = load_design (store);
  history = attach_history (store, found);
  add_entity (history, "order", &error);
  g_assert_no_error (error);
  assert_file_holds (path, found);
  g_clear_object (&history);
  g_clear_object (&store);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM kind WHERE nick = 'waiver'"), ==, 1);
}

static void
assert_read_as_newer (const char *path, GpDesign *design)
{
  g_autoptr(GBytes) before = read_file (path);
  g_autoptr(GpStore) store = open_store (path);
  g_autoptr(GpDesign) found = load_design (store);
  g_autoptr(GpHistory) history = gp_history_new (found);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (gp_store_get_access (store), ==, GP_STORE_ACCESS_NEWER);
  g_assert_true (gp_store_get_read_only (store));
  gp_assert_design_equal (found, design);

  g_assert_true (gp_store_attach (store, history, &error));
  g_assert_false (rename_design (history, "b", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_NEWER);
  gp_assert_design_equal (found, design);

  g_clear_object (&history);
  g_clear_object (&store);
  assert_file_is (path, before);
  assert_alone (path);
}

/* A newer program's kinds and properties are left out, with all that hangs on them. */
static void
test_newer_files_are_read_and_not_written (void)
{
  g_autofree char *path = gp_test_dup_path ("newer.gplan");
  g_autoptr(GpDesign) design = gp_random_design (100);

  make_file (path, design);
  run_sql (path, "PRAGMA user_version = 2");
  assert_read_as_newer (path, design);

  run_sql (path,
           "PRAGMA user_version = 1;"
           "INSERT INTO kind (number, nick) VALUES (900, 'hologram');"
           "INSERT INTO property (number, kind, nick) VALUES (901, 900, 'depth'),"
           " (902, (SELECT kind FROM element WHERE number = 1), 'aura');"
           "INSERT INTO element VALUES (100000, randomblob (16), 900, 1, 1, 'h');"
           "INSERT INTO element VALUES (100001, randomblob (16),"
           " (SELECT number FROM kind WHERE nick = 'comment'), 100000, 1, NULL);"
           "INSERT INTO value (element, property, integer) VALUES (100000, 901, 3), (1, 902, 4);"
           "INSERT INTO text_item VALUES (1, 902, 0, 'a'), (1, 902, 1, 'b');"
           "INSERT INTO reference VALUES (1, 902, 0, 1), (100001, 902, 0, 1)");
  assert_read_as_newer (path, design);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-dictionary/other-numbers-are-read", test_other_numbers_are_read);
  g_test_add_func ("/data/store-dictionary/missing-nicks-are-added", test_missing_nicks_are_added);
  g_test_add_func ("/data/store-dictionary/newer-files-are-read-and-not-written",
                   test_newer_files_are_read_and_not_written);

  return g_test_run ();
}

/* test-store-file.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_refused (const char *name, const void *content, gsize size)
{
  g_autofree char *path = gp_test_dup_path (name);
  g_autoptr(GBytes) before = g_bytes_new (content, size);
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, size, NULL));
  store = gp_store_open (path, 0, &error);
  g_assert_null (store);
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, name));
  assert_file_is (path, before);
  assert_alone (path);
}

static void
test_foreign_files_are_refused (void)
{
  g_autofree char *path = gp_test_dup_path ("other.db");
  g_autoptr(GpSqlite) other = gp_sqlite_open (path, GP_SQLITE_CREATE, NULL);
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const void *data;

  assert_refused ("empty.gplan", "", 0);
  assert_refused ("words.gplan", "Dear Sir or Madam", 17);
  assert_refused ("magic.gplan", "SQLite format 3", 16);

  g_assert_true (gp_sqlite_exec (other, "CREATE TABLE t (a); PRAGMA application_id = 7", NULL));
  g_clear_pointer (&other, gp_sqlite_free);
  bytes = read_file (path);
  data = g_bytes_get_data (bytes, &size);
  assert_refused ("foreign.gplan", data, size);
}

static void
test_paths_that_cannot_be_are_refused (void)
{
  g_autofree char *missing = gp_test_dup_path ("missing.gplan");
  g_autofree char *nowhere = gp_test_dup_path ("no/such/folder.gplan");
  g_autofree char *folder = gp_test_dup_path (NULL);
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_store_open (missing, 0, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (gp_store_open (folder, 0, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (gp_store_create (nowhere, design, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (gp_store_create (folder, design, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
}

/* Names that mean something to SQLite, to a URI or to a shell are names like others. */
static void
test_any_name_is_a_name (void)
{
  static const char *const names[] = {
    "file:a.gplan",        "a?mode=memory.gplan", "a#b%20c.gplan",
    "Ärzte & Söhne.gplan", "'quoted'.gplan",      ":memory:",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = gp_test_dup_path (names[i]);
      g_autoptr(GpDesign) design = gp_random_design (5);
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpDesign) found = NULL;

      g_clear_object (&store);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      assert_file_holds (path, design);
      store = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, NULL);
      found = load_design (store);
      gp_assert_design_equal (found, design);
    }
}

/* A copy over a file keeps the mode that people gave it. */
static void
test_a_replaced_file_keeps_its_mode (void)
{
  g_autofree char *path = gp_test_dup_path ("from.gplan");
  g_autofree char *target = gp_test_dup_path ("to.gplan");
  g_autoptr(GpDesign) design = gp_random_design (5);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GError) error = NULL;
  GStatBuf at;

  g_assert_true (g_file_set_contents (target, "old", -1, NULL));
  g_assert_cmpint (g_chmod (target, 0640), ==, 0);
  g_assert_true (gp_store_save_as (store, target, &error));
  g_assert_cmpint (g_stat (target, &at), ==, 0);
  g_assert_cmpint (at.st_mode & 07777, ==, 0640);
  assert_file_holds (target, design);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-file/foreign-files-are-refused", test_foreign_files_are_refused);
  g_test_add_func ("/data/store-file/paths-that-cannot-be-are-refused",
                   test_paths_that_cannot_be_are_refused);
  g_test_add_func ("/data/store-file/any-name-is-a-name", test_any_name_is_a_name);
  g_test_add_func ("/data/store-file/a-replaced-file-keeps-its-mode",
                   test_a_replaced_file_keeps_its_mode);

  return g_test_run ();
}

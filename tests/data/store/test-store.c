/* test-store.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
test_a_new_file_holds_the_design (void)
{
  g_autofree char *path = gp_test_dup_path ("new.gplan");
  g_autoptr(GpDesign) design = gp_random_design (300);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpStore) again = NULL;
  g_autoptr(GpDesign) found = load_design (store);
  g_autoptr(GError) error = NULL;

  gp_assert_design_equal (found, design);
  g_assert_finalize_object (g_steal_pointer (&store));
  assert_file_holds (path, design);

  again = gp_store_create (path, design, &error);
  g_assert_null (again);
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
}

static void
test_the_header_names_the_format (void)
{
  g_autofree char *path = gp_test_dup_path ("header.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autofree char *bytes = NULL;
  gsize length;

  g_clear_object (&store);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes + 68, 4, "GPLN", 4);
  g_assert_cmpint (bytes[63], ==, GP_STORE_FORMAT);
  g_assert_cmpint (bytes[18], ==, 2); /* a write-ahead log */
  g_assert_true (gp_store_is_header (bytes, length));
  g_assert_false (gp_store_is_header (bytes, 50));
}

/* Every random change set, its undo and its redo: memory and file stay the same. */
static void
test_round_trip_is_identity (void)
{
  guint rounds = gp_random_rounds (120);
  guint file = 0;

  while (rounds > 0)
    {
      g_autofree char *name = g_strdup_printf ("round-%u.gplan", file++);
      g_autofree char *path = gp_test_dup_path (name);
      g_autoptr(GpDesign) design = gp_random_design (40);
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpHistory) history = attach_history (store, design);

      for (guint i = 0; i < 30 && rounds > 0; i++, rounds--)
        {
          g_autoptr(GpChangeSet) edit = gp_random_edit (design, 1 + i % 12);
          g_autoptr(GpDesign) found = NULL;
          g_autoptr(GError) error = NULL;

          gp_history_do (history, edit, &error);
          g_assert_no_error (error);
          if (i % 3 == 0)
            gp_history_undo (history, &error);
          g_assert_no_error (error);
          if (i % 6 == 0)
            gp_history_redo (history, &error);
          g_assert_no_error (error);
          found = load_design (store);
          gp_assert_design_equal (found, design);
        }

      g_clear_object (&history);
      g_clear_object (&store);
      assert_file_holds (path, design);
      g_unlink (path);
    }
}

static void
test_a_copy_has_the_history (void)
{
  g_autofree char *path = gp_test_dup_path ("from.gplan");
  g_autofree char *copy_path = gp_test_dup_path ("copy.gplan");
  g_autoptr(GpDesign) design = gp_random_design (50);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpStore) copy = NULL;
  g_autoptr(GpDesign) copied = NULL;
  g_autoptr(GpHistory) copied_history = NULL;
  g_autoptr(GError) error = NULL;

  rename_design (history, "b", &error);
  g_assert_true (gp_store_save_as (store, path, &error));
  g_assert_true (gp_store_save_as (store, copy_path, &error));
  g_assert_no_error (error);

  copy = open_store (copy_path);
  copied = load_design (copy);
  copied_history = attach_history (copy, copied);
  gp_assert_design_equal (copied, design);
  g_assert_cmpuint (gp_history_get_size (copied_history), ==, 1);

  /* The copy is a file of its own, and is not overwritten while it is open. */
  rename_design (copied_history, "c", &error);
  g_assert_no_error (error);
  assert_file_holds (path, design);
  g_assert_false (gp_store_save_as (store, copy_path, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_BUSY);
  g_clear_error (&error);

  g_clear_object (&copied_history);
  g_clear_object (&copy);
  g_assert_true (gp_store_save_as (store, copy_path, &error));
  assert_file_holds (copy_path, design);
}

static void
test_reading_alone_changes_nothing (void)
{
  g_autofree char *path = gp_test_dup_path ("asked.gplan");
  g_autofree char *copy_path = gp_test_dup_path ("copied.gplan");
  g_autoptr(GpDesign) design = gp_random_design (50);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&store);
  before = read_file (path);
  store = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (gp_store_get_read_only (store));
  g_assert_cmpint (gp_store_get_access (store), ==, GP_STORE_ACCESS_ASKED);

  found = load_design (store);
  history = attach_history (store, found);
  g_assert_false (rename_design (history, "b", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  gp_assert_design_equal (found, design);

  /* A copy is how people go on. */
  g_assert_true (gp_store_save_as (store, copy_path, &error));
  assert_file_holds (copy_path, design);

  g_clear_object (&history);
  g_clear_object (&store);
  assert_file_is (path, before);
  assert_alone (path);
}

/* A reader sees what a program that has the file open has written to its log. */
static void
test_reading_alone_sees_the_log (void)
{
  g_autofree char *path = gp_test_dup_path ("log.gplan");
  g_autoptr(GpDesign) design = gp_random_design (20);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpStore) reader = NULL;
  g_autoptr(GpDesign) found = NULL;

  g_assert_true (rename_design (history, "b", NULL));
  reader = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, NULL);
  found = load_design (reader);
  gp_assert_design_equal (found, design);
}

/* In a process of its own, which gives up the right to write everywhere. */
static void
test_protected_in_subprocess (const char *path)
{
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0)
    g_assert_cmpint (setuid (65534), ==, 0);

  store = open_store (path);
  g_assert_cmpint (gp_store_get_access (store), ==, GP_STORE_ACCESS_PROTECTED);
  design = load_design (store);
  history = attach_history (store, design);
  g_assert_false (rename_design (history, "b", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_READ_ONLY);
}

static void
test_a_protected_folder_is_read (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GBytes) before = NULL;

  if (g_test_subprocess ())
    {
      test_protected_in_subprocess (g_getenv ("GP_TEST_PROTECTED"));
      return;
    }

  folder = g_dir_make_tmp ("gp-protected-XXXXXX", NULL);
  path = g_build_filename (folder, "a.gplan", NULL);
  design = gp_random_design (50);
  store = create_store (path, design);
  g_clear_object (&store);
  before = read_file (path);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);

  g_setenv ("GP_TEST_PROTECTED", path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  assert_file_is (path, before);
  assert_alone (path);

  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store/a-new-file-holds-the-design", test_a_new_file_holds_the_design);
  g_test_add_func ("/data/store/the-header-names-the-format", test_the_header_names_the_format);
  g_test_add_func ("/data/store/round-trip-is-identity", test_round_trip_is_identity);
  g_test_add_func ("/data/store/a-copy-has-the-history", test_a_copy_has_the_history);
  g_test_add_func ("/data/store/reading-alone-changes-nothing", test_reading_alone_changes_nothing);
  g_test_add_func ("/data/store/reading-alone-sees-the-log", test_reading_alone_sees_the_log);
  g_test_add_func ("/data/store/a-protected-folder-is-read", test_a_protected_folder_is_read);

  return g_test_run ();
}

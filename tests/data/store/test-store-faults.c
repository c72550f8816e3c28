/* test-store-faults.c — the disk fails or is full at the n-th write, for every n
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "fault-vfs.h"
#include "gp-store-versions.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

static const int codes[] = { SQLITE_IOERR_WRITE, SQLITE_FULL };

static void
assert_store_error (const GError *error, int code)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == GP_STORE_ERROR);
  g_assert_true (error->code == GP_STORE_ERROR_FAILED || error->code == GP_STORE_ERROR_FULL);
}

/* Without loading it into a store, so that the log is left to the program that has it open. */
static void
assert_design_in_file (const char *path, GpDesign *design)
{
  g_autoptr(GpStore) reader = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, NULL);
  g_autoptr(GpDesign) found = load_design (reader);

  gp_assert_design_equal (found, design);
}

/* One edit with the @n-th write failing. Returns whether it was done. */
static gboolean
edit_with_fault (const char *path, GpHistory *history, guint n, int code)
{
  GpDesign *design = gp_history_get_design (history);
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GpChangeSet) edit = gp_random_edit (design, 150);
  g_autoptr(GError) error = NULL;
  gsize steps = gp_history_get_size (history);
  gboolean done;
  guint failed;

  fault_vfs_arm (n, code);
  done = gp_history_do (history, edit, &error);
  failed = fault_vfs_disarm ();

  if (done)
    {
      g_assert_no_error (error);
      assert_design_in_file (path, design);
      return failed == 0;
    }

  assert_store_error (error, code);
  g_assert_cmpuint (gp_history_get_size (history), ==, steps);
  gp_assert_design_equal (design, before);
  assert_design_in_file (path, before);
  return FALSE;
}

static void
test_a_failed_write_takes_the_step_back (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (codes); k++)
    {
      g_autofree char *name = g_strdup_printf ("failing-%zu.gplan", k);
      g_autofree char *path = gp_test_dup_path (name);
      g_autoptr(GpDesign) design = gp_random_design (40);
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpHistory) history = attach_history (store, design);
      guint n = 1;

      while (!edit_with_fault (path, history, n, codes[k]))
        {
          g_assert_cmpuint (n, <, 500);
          /* The disk has recovered: the next step is stored. */
          g_assert_true (rename_design (history, n % 2 == 0 ? "even" : "odd", NULL));
          assert_design_in_file (path, design);
          n++;
        }
      g_assert_cmpuint (n, >, 5);

      g_clear_object (&history);
      g_clear_object (&store);
      assert_file_holds (path, design);
      g_assert_cmpint (query_int (path, "SELECT count (*) FROM pragma_integrity_check"
                                        " WHERE integrity_check = 'ok'"),
                       ==, 1);
    }
}

/* A failure while closing, when the log is copied in, costs nothing: the log is still there. */
static void
test_a_failed_close_loses_nothing (void)
{
  guint n = 1;

  for (gboolean failed = TRUE; failed; n++)
    {
      g_autofree char *name = g_strdup_printf ("closing-%u.gplan", n);
      g_autofree char *path = gp_test_dup_path (name);
      g_autoptr(GpDesign) design = gp_random_design (20);
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpHistory) history = attach_history (store, design);
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 60);

      g_assert_true (gp_history_do (history, edit, NULL));
      g_clear_object (&history);
      fault_vfs_arm (n, SQLITE_IOERR_WRITE);
      g_clear_object (&store);
      failed = fault_vfs_disarm () > 0;
      assert_file_holds (path, design);
    }
  g_assert_cmpuint (n, >, 4);
}

/* A new file, and a copy, appear whole or not at all. */
static void
test_a_failed_file_does_not_appear (void)
{
  g_autofree char *path = gp_test_dup_path ("whole.gplan");
  g_autofree char *copy_path = gp_test_dup_path ("copy.gplan");
  g_autoptr(GpDesign) design = gp_random_design (400);
  g_autoptr(GpStore) store = NULL;
  guint n = 0;

  while (store == NULL)
    {
      g_autoptr(GError) error = NULL;

      fault_vfs_arm (++n, SQLITE_FULL);
      store = gp_store_create (path, design, &error);
      fault_vfs_disarm ();
      if (store != NULL)
        break;
      assert_store_error (error, SQLITE_FULL);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      assert_alone (path);
    }
  g_assert_cmpuint (n, >, 5);
  assert_design_in_file (path, design);

  for (n = 1; n < 1000; n++)
    {
      g_autoptr(GError) error = NULL;
      gboolean saved;

      fault_vfs_arm (n, SQLITE_IOERR_WRITE);
      saved = gp_store_save_as (store, copy_path, &error);
      fault_vfs_disarm ();
      if (saved)
        break;
      assert_store_error (error, SQLITE_IOERR_WRITE);
      g_assert_false (g_file_test (copy_path, G_FILE_TEST_EXISTS));
      assert_alone (copy_path);
    }
  g_assert_cmpuint (n, >, 5);
  assert_file_holds (copy_path, design);
}

static void
test_a_failed_version_is_not_there (void)
{
  g_autofree char *path = gp_test_dup_path ("version.gplan");
  g_autoptr(GpDesign) design = gp_random_design (200);
  g_autoptr(GpStore) store = create_store (path, design);

  for (guint n = 1; n < 1000; n++)
    {
      g_autoptr(GPtrArray) versions = NULL;
      g_autoptr(GError) error = NULL;
      gboolean added;

      fault_vfs_arm (n, SQLITE_FULL);
      added = gp_store_add_version (store, design, "1.0", "Ann", &error);
      fault_vfs_disarm ();
      versions = gp_store_list_versions (store, NULL);
      g_assert_cmpuint (versions->len, ==, added ? 1 : 0);
      if (added)
        break;
      assert_store_error (error, SQLITE_FULL);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  fault_vfs_install ();

  g_test_add_func ("/data/store-faults/a-failed-write-takes-the-step-back",
                   test_a_failed_write_takes_the_step_back);
  g_test_add_func ("/data/store-faults/a-failed-close-loses-nothing",
                   test_a_failed_close_loses_nothing);
  g_test_add_func ("/data/store-faults/a-failed-file-does-not-appear",
                   test_a_failed_file_does_not_appear);
  g_test_add_func ("/data/store-faults/a-failed-version-is-not-there",
                   test_a_failed_version_is_not_there);

  return g_test_run ();
}

/* test-design-file.c — designs from and to files of either form
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-design-file.h"
#include "gp-edit.h"
#include "gp-history.h"
#include "gp-random.h"
#include "gp-store.h"
#include "gp-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
test_both_forms_hold_the_same (void)
{
  static const char *const names[] = { "a.gplan", "a.gplan.json" };

  for (guint round = 0; round < 10; round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (100);

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *name = g_strdup_printf ("%u-%s", round, names[i]);
          g_autofree char *path = gp_test_dup_path (name);
          g_autoptr(GpDesign) back = NULL;
          g_autoptr(GError) error = NULL;
          int format = 0;

          gp_design_file_save (design, path, "Made", &error);
          g_assert_no_error (error);
          back = gp_design_file_load (path, &format, &error);
          g_assert_no_error (error);
          g_assert_cmpint (format, ==, 1);
          gp_assert_design_equal (design, back);
        }
    }
}

/* Saving into a *.gplan is a step like any other. */
static void
test_saving_again_can_be_undone (void)
{
  g_autofree char *path = gp_test_dup_path ("again.gplan");
  g_autoptr(GpDesign) design = gp_random_design (60);
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GpChangeSet) edit = gp_random_edit (design, 10);
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GpDesign) loaded = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_design_file_save (design, path, "Made", NULL));
  g_assert_true (gp_design_apply (design, edit, NULL));
  gp_design_file_save (design, path, "Merged", &error);
  g_assert_no_error (error);

  store = gp_store_open (path, 0, &error);
  g_assert_no_error (error);
  loaded = gp_store_load_design (store, NULL);
  gp_assert_design_equal (design, loaded);
  history = gp_history_new (loaded);
  g_assert_true (gp_store_attach (store, history, NULL));
  g_assert_cmpstr (gp_history_get_undo_title (history), ==, "Merged");
  g_assert_true (gp_history_undo (history, NULL));
  gp_assert_design_equal (before, loaded);
}

static void
test_refusals_name_the_file (void)
{
  g_autofree char *noise = gp_test_dup_path ("noise.gplan");
  g_autofree char *other = gp_test_dup_path ("other.gplan");
  g_autofree char *nameless = gp_test_dup_path ("design.txt");
  g_autofree char *after = NULL;
  g_autoptr(GpDesign) design = gp_random_design (10);
  g_autoptr(GpDesign) another = gp_random_design (10);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (noise, "no design", -1, NULL));
  g_assert_null (gp_design_file_load (noise, NULL, &error));
  g_assert_nonnull (strstr (error->message, noise));
  g_clear_error (&error);
  g_assert_null (gp_design_file_load ("/nowhere/at/all.gplan", NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.gplan"));
  g_clear_error (&error);
  g_assert_false (gp_design_file_save (design, nameless, "Made", &error));
  g_assert_nonnull (strstr (error->message, ".gplan"));
  g_clear_error (&error);

  g_assert_true (gp_design_file_save (design, other, "Made", NULL));
  g_assert_false (gp_design_file_save (another, other, "Made", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (gp_design_file_save (design, noise, "Made", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (noise, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "no design");
}

/* Loading, saving and failing leave nothing beside the file. */
static void
test_nothing_is_left_beside (void)
{
  g_autofree char *folder = gp_test_dup_path ("tidy");
  g_autofree char *path = g_build_filename (folder, "a.gplan", NULL);
  g_autoptr(GpDesign) design = gp_random_design (30);
  g_autoptr(GpDesign) back = NULL;
  g_autoptr(GpStore) second = NULL;
  g_autoptr(GDir) dir = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (gp_design_file_save (design, path, "Made", NULL));
  back = gp_design_file_load (path, NULL, NULL);
  g_assert_nonnull (back);
  second = gp_store_create (path, design, NULL);
  g_assert_null (second);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.gplan");
  g_assert_null (g_dir_read_name (dir));
}

/* A text that is reached through a link is replaced where it lies, and keeps its mode. */
static void
test_a_link_to_a_text_stays (void)
{
  g_autofree char *path = gp_test_dup_path ("real.gplan.json");
  g_autofree char *link_path = gp_test_dup_path ("link.gplan.json");
  g_autoptr(GpDesign) design = gp_random_design (10);
  g_autoptr(GpChangeSet) edit = gp_random_edit (design, 5);
  g_autoptr(GpDesign) back = NULL;
  GStatBuf at;

  g_assert_true (gp_design_file_save (design, path, "Made", NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("real.gplan.json", link_path), ==, 0);
  g_assert_true (gp_design_apply (design, edit, NULL));
  g_assert_true (gp_design_file_save (design, link_path, "Changed", NULL));

  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &at), ==, 0);
  g_assert_cmpint (at.st_mode & 07777, ==, 0640);
  back = gp_design_file_load (path, NULL, NULL);
  gp_assert_design_equal (design, back);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/design-file/both-forms-hold-the-same", test_both_forms_hold_the_same);
  g_test_add_func ("/data/design-file/saving-again-can-be-undone", test_saving_again_can_be_undone);
  g_test_add_func ("/data/design-file/refusals-name-the-file", test_refusals_name_the_file);
  g_test_add_func ("/data/design-file/nothing-is-left-beside", test_nothing_is_left_beside);
  g_test_add_func ("/data/design-file/a-link-to-a-text-stays", test_a_link_to_a_text_stays);
  return g_test_run ();
}

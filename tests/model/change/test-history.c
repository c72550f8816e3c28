/* test-history.c — steps are undone and redone, and a writer can refuse them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-history.h"
#include "gp-random.h"
#include "gp-test.h"

#include <gio/gio.h>

/* Any walk through the steps ends where the number of steps in effect says. */
static void
test_walks_through_steps (void)
{
  g_autoptr(GpDesign) design = gp_random_design (60);
  g_autoptr(GpHistory) history = gp_history_new (design);
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (states, gp_design_copy (design));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 5);

      g_assert_true (gp_history_do (history, edit, NULL));
      g_ptr_array_add (states, gp_design_copy (design));
    }
  for (guint i = 0; i < 60; i++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, 21);

      gp_history_go_to (history, n, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (states->pdata[n], design);
      g_assert_cmpuint (gp_history_get_done (history), ==, n);
    }
}

static void
test_new_step_cuts_off_undone_ones (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Cut");
  g_autoptr(GpHistory) history = gp_history_new (design);
  const GpId *root = gp_design_get_root_id (design);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GpChangeSet) add = gp_edit_add (design, GP_KIND_ROLE, root, NULL, NULL, NULL, NULL);
      g_assert_true (gp_history_do (history, add, NULL));
    }
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_nonnull (gp_history_get_redo_title (history));
  {
    g_autoptr(GpChangeSet) add = gp_edit_add (design, GP_KIND_ENTITY, root, "e", NULL, NULL, NULL);
    g_assert_true (gp_history_do (history, add, NULL));
  }
  g_assert_cmpuint (gp_history_get_size (history), ==, 2);
  g_assert_false (gp_history_can_redo (history));
  g_assert_false (gp_history_redo (history, NULL));
}

static void
test_typing_is_one_step (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "");
  g_autoptr(GpHistory) history = gp_history_new (design);
  const GpId *root = gp_design_get_root_id (design);
  const char *const typed[] = { "C", "Cl", "Cli", "Clinic" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(GpChangeSet) set = gp_edit_set (design, root, GP_DESIGN_DESCRIPTION,
                                                 gp_value_text (typed[i]), NULL);
      g_assert_true (gp_history_do_merged (history, set, "description", NULL));
    }
  g_assert_cmpuint (gp_history_get_size (history), ==, 1);
  gp_history_break (history);
  {
    g_autoptr(GpChangeSet) set = gp_edit_set (design, root, GP_DESIGN_DESCRIPTION,
                                               gp_value_text ("Clinics"), NULL);
    g_assert_true (gp_history_do_merged (history, set, "description", NULL));
  }
  g_assert_cmpuint (gp_history_get_size (history), ==, 2);
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_cmpstr (gp_element_get_text (gp_design_get_root (design), GP_DESIGN_DESCRIPTION), ==,
                   "Clinic");
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_null (gp_element_get_text (gp_design_get_root (design), GP_DESIGN_DESCRIPTION));
}

/* What was drawn and then named is one step, however long the naming took. */
static void
test_naming_is_part_of_drawing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "");
  g_autoptr(GpHistory) history = gp_history_new (design);
  g_autoptr(GpChangeSet) add = NULL;
  g_autoptr(GpChangeSet) name = NULL;
  g_autoptr(GpChangeSet) again = NULL;
  g_autofree char *title = NULL;
  const GpId *root = gp_design_get_root_id (design);
  guint64 number;
  GpId id;

  g_assert_cmpuint (gp_history_get_newest (history), ==, 0);
  add = gp_edit_add (design, GP_KIND_ENTITY, root, NULL, NULL, NULL, &id);
  g_assert_true (gp_history_do (history, add, NULL));
  number = gp_history_get_newest (history);
  name = gp_edit_rename (design, &id, "patient", NULL);
  title = gp_edit_say_added (design, GP_KIND_ENTITY, "patient", root);
  gp_change_set_set_title (name, title);
  g_assert_true (gp_history_do_into (history, name, number, NULL));
  g_assert_cmpuint (gp_history_get_size (history), ==, 1);
  g_assert_cmpstr (gp_history_get_undo_title (history), ==, "Added entity patient");
  g_assert_cmpuint (gp_history_get_newest (history), ==, number);

  /* Once something else has happened, it is a step of its own. */
  again = gp_edit_rename (design, &id, "person", NULL);
  g_assert_true (gp_history_do_into (history, again, number + 1, NULL));
  g_assert_cmpuint (gp_history_get_size (history), ==, 2);
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_cmpuint (gp_history_get_newest (history), ==, 0);
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_null (gp_design_lookup (design, &id));
}

typedef struct
{
  int  calls;
  int  fail_at;
} Disk;

static gboolean
write_cb (GpHistoryAction      action,
          const GpHistoryStep *step,
          GpChangeSet         *applied,
          gpointer             user_data,
          GError             **error)
{
  Disk *disk = user_data;

  g_assert_cmpuint (step->number, >, 0);
  if (++disk->calls != disk->fail_at)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

/* What could not be stored is not in memory either. */
static void
test_failed_write_is_taken_back (void)
{
  for (int fail_at = 1; fail_at <= 5; fail_at++)
    {
      g_autoptr(GpDesign) design = gp_design_new (NULL, "Disk");
      g_autoptr(GpHistory) history = gp_history_new (design);
      Disk disk = { 0, fail_at };
      const GpId *root = gp_design_get_root_id (design);

      gp_history_set_writer (history, write_cb, &disk, NULL);
      for (int i = 1; i <= 5; i++)
        {
          g_autoptr(GpDesign) before = gp_design_copy (design);
          g_autoptr(GError) error = NULL;
          g_autoptr(GpChangeSet)
                       add = gp_edit_add (design, GP_KIND_ROLE, root, NULL, NULL, NULL, NULL);
          gsize steps = gp_history_get_size (history);
          gboolean done = i < 4 ? gp_history_do_merged (history, add, i > 1 ? "key" : NULL, &error)
                          : i == 4 ? gp_history_undo (history, &error)
                                   : gp_history_redo (history, &error);

          g_assert_cmpint (done, ==, i != fail_at && !(i == 5 && fail_at == 4));
          if (i == fail_at)
            {
              g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
              g_assert_cmpuint (gp_history_get_size (history), ==, steps);
              gp_assert_design_equal (before, design);
            }
        }
    }
}

static void
test_restore_goes_on_counting (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Restored");
  g_autoptr(GpDesign) empty = gp_design_copy (design);
  g_autoptr(GpChangeSet) add =
    gp_edit_add (design, GP_KIND_ROLE, gp_design_get_root_id (design), "doctor", NULL, NULL, NULL);
  g_autoptr(GpHistory) history = gp_history_new (design);
  GpHistoryStep kept = { .number = 41, .time = 5, .author = "Ana", .changes = add };
  GpHistoryStep step;

  g_assert_true (gp_design_apply (design, add, NULL));
  gp_history_restore (history, &kept, 1, 1);
  g_assert_true (gp_history_undo (history, NULL));
  gp_assert_design_equal (empty, design);
  g_assert_true (gp_history_do (history, add, NULL));
  gp_history_get_step (history, 0, &step);
  g_assert_cmpuint (step.number, ==, 42);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/history/walks-through-steps", test_walks_through_steps);
  g_test_add_func ("/model/history/new-step-cuts-off-undone-ones",
                   test_new_step_cuts_off_undone_ones);
  g_test_add_func ("/model/history/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/model/history/naming-is-part-of-drawing", test_naming_is_part_of_drawing);
  g_test_add_func ("/model/history/failed-write-is-taken-back", test_failed_write_is_taken_back);
  g_test_add_func ("/model/history/restore-goes-on-counting", test_restore_goes_on_counting);
  return g_test_run ();
}

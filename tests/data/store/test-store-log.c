/* test-store-log.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

static void
test_undo_and_redo_survive_closing (void)
{
  g_autofree char *path = gp_test_dup_path ("undo.gplan");
  g_autoptr(GpDesign) design = gp_random_design (60);
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  const guint steps = 12;

  g_ptr_array_add (states, gp_design_copy (design));
  {
    g_autoptr(GpStore) store = create_store (path, design);
    g_autoptr(GpHistory) history = attach_history (store, design);

    gp_history_set_author (history, "Änne");
    for (guint i = 0; i < steps; i++)
      {
        g_autoptr(GpChangeSet) edit = gp_random_edit (design, 6);

        g_assert_true (gp_history_do (history, edit, &error));
        g_ptr_array_add (states, gp_design_copy (design));
      }
    g_assert_true (gp_history_go_to (history, 7, &error));
  }

  for (guint n = 7; n > 0;)
    {
      g_autoptr(GpStore) store = open_store (path);
      g_autoptr(GpDesign) found = load_design (store);
      g_autoptr(GpHistory) history = attach_history (store, found);
      GpHistoryStep step;

      g_assert_cmpuint (gp_history_get_size (history), ==, steps);
      g_assert_cmpuint (gp_history_get_done (history), ==, n);
      gp_history_get_step (history, 0, &step);
      g_assert_cmpstr (step.author, ==, "Änne");
      g_assert_cmpstr (gp_change_set_get_title (step.changes), ==, "Edited at random");
      gp_assert_design_equal (found, states->pdata[n]);

      n = n == 7 ? steps : n - 3;
      g_assert_true (gp_history_go_to (history, n, &error));
      gp_assert_design_equal (found, states->pdata[n]);
    }
}

static void
test_a_new_step_replaces_undone_ones (void)
{
  g_autofree char *path = gp_test_dup_path ("branch.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "a");
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(GpStore) store = create_store (path, design);
    g_autoptr(GpHistory) history = attach_history (store, design);

    rename_design (history, "b", &error);
    rename_design (history, "c", &error);
    g_assert_true (gp_history_undo (history, &error));
    rename_design (history, "d", &error);
    g_assert_no_error (error);
  }
  {
    g_autoptr(GpStore) store = open_store (path);
    g_autoptr(GpDesign) found = load_design (store);
    g_autoptr(GpHistory) history = attach_history (store, found);

    g_assert_cmpuint (gp_history_get_size (history), ==, 2);
    g_assert_false (gp_history_can_redo (history));
    g_assert_cmpstr (gp_history_get_undo_title (history), ==, "Renamed to d");
  }
}

static void
test_typing_is_one_step (void)
{
  g_autofree char *path = gp_test_dup_path ("typing.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "");
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(GpStore) store = create_store (path, design);
    g_autoptr(GpHistory) history = attach_history (store, design);

    for (const char *typed = "reporting"; *typed != '\0'; typed++)
      {
        g_autoptr(GpChangeSet) edit = gp_change_set_new ("Typed");

        gp_change_set_set (edit, gp_design_get_root (design), GP_DESIGN_NAME,
                           gp_value_text (typed));
        g_assert_true (gp_history_do_merged (history, edit, "name", &error));
      }
  }
  {
    g_autoptr(GpStore) store = open_store (path);
    g_autoptr(GpDesign) found = load_design (store);
    g_autoptr(GpHistory) history = attach_history (store, found);

    g_assert_cmpstr (gp_element_get_name (gp_design_get_root (found)), ==, "g");
    g_assert_cmpuint (gp_history_get_size (history), ==, 1);
    g_assert_true (gp_history_undo (history, &error));
    g_assert_cmpstr (gp_element_get_name (gp_design_get_root (found)), ==, "");
  }
}

/* A step of an import is large: it is compressed, and comes back. */
static void
test_large_steps_come_back (void)
{
  g_autofree char *path = gp_test_dup_path ("large.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "a");
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpChangeSet) edit = gp_random_edit (design, 400);
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_history_do (history, edit, &error));
  g_clear_object (&history);
  g_clear_object (&store);
  g_assert_cmpint (query_int (path, "SELECT length (changes) FROM step"), <, 40000);

  store = open_store (path);
  found = load_design (store);
  history = attach_history (store, found);
  gp_assert_design_equal (found, design);
  g_assert_true (gp_history_undo (history, &error));
  gp_assert_design_equal (found, before);
}

static void
test_a_damaged_log_is_refused (void)
{
  static const char *const damages[] = {
    "UPDATE step SET changes = x'00'",           "UPDATE step SET changes = x''",
    "UPDATE step SET changes = x'0178'",         "UPDATE step SET changes = x'07'",
    "UPDATE step SET done = 0 WHERE number = 1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strdup_printf ("damaged-%zu.gplan", i);
      g_autofree char *path = gp_test_dup_path (name);
      g_autoptr(GpDesign) design = gp_design_new (NULL, "a");
      g_autoptr(GpStore) store = create_store (path, design);
      g_autoptr(GpHistory) history = attach_history (store, design);
      g_autoptr(GpDesign) found = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (rename_design (history, "b", NULL));
      g_assert_true (rename_design (history, "c", NULL));
      g_clear_object (&history);
      g_clear_object (&store);
      run_sql (path, damages[i]);

      store = open_store (path);
      found = load_design (store);
      gp_assert_design_equal (found, design);
      history = gp_history_new (found);
      g_assert_false (gp_store_attach (store, history, &error));
      g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-log/undo-and-redo-survive-closing",
                   test_undo_and_redo_survive_closing);
  g_test_add_func ("/data/store-log/a-new-step-replaces-undone-ones",
                   test_a_new_step_replaces_undone_ones);
  g_test_add_func ("/data/store-log/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/data/store-log/large-steps-come-back", test_large_steps_come_back);
  g_test_add_func ("/data/store-log/a-damaged-log-is-refused", test_a_damaged_log_is_refused);

  return g_test_run ();
}

/* test-store.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-random.h"
#include "gp-sqlite.h"
#include "gp-store.h"
#include "gp-test.h"

#include <glib/gstdio.h>
#include <string.h>

static GpStore *
create (const char *path, GpDesign *design)
{
  g_autoptr(GError) error = NULL;
  GpStore *store = gp_store_create (path, design, &error);

  g_assert_no_error (error);
  return store;
}

static GpStore *
reopen (const char *path)
{
  g_autoptr(GError) error = NULL;
  GpStore *store = gp_store_open (path, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gp_store_get_access (store), ==, GP_STORE_ACCESS_WRITABLE);
  return store;
}

static GpDesign *
load (GpStore *store)
{
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_store_load_design (store, &error);

  g_assert_no_error (error);
  return design;
}

static GpHistory *
attach (GpStore *store, GpDesign *design)
{
  g_autoptr(GError) error = NULL;
  GpHistory *history = gp_history_new (design);

  gp_store_attach (store, history, &error);
  g_assert_no_error (error);
  return history;
}

static void
assert_file_holds (const char *path, GpDesign *design)
{
  g_autoptr(GpStore) store = reopen (path);
  g_autoptr(GpDesign) found = load (store);

  gp_assert_design_equal (found, design);
}

static void
rename_root (GpHistory *history, const char *name, GError **error)
{
  g_autofree char *title = g_strdup_printf ("Renamed to %s", name);
  g_autoptr(GpChangeSet) edit = gp_change_set_new (title);
  const GpElement *root = gp_design_get_root (gp_history_get_design (history));

  gp_change_set_set (edit, root, GP_DESIGN_NAME, gp_value_text (name));
  gp_history_do (history, edit, error);
}

static void
test_a_new_file_holds_the_design (void)
{
  g_autofree char *path = gp_test_dup_path ("new.gplan");
  g_autoptr(GpDesign) design = gp_random_design (300);
  g_autoptr(GpStore) store = create (path, design);
  g_autoptr(GpStore) again = NULL;
  g_autoptr(GpDesign) found = load (store);
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
  g_autoptr(GpStore) store = create (path, design);
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
      g_autoptr(GpStore) store = create (path, design);
      g_autoptr(GpHistory) history = attach (store, design);

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
          found = load (store);
          gp_assert_design_equal (found, design);
        }

      g_clear_object (&history);
      g_clear_object (&store);
      assert_file_holds (path, design);
      g_unlink (path);
    }
}

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
    g_autoptr(GpStore) store = create (path, design);
    g_autoptr(GpHistory) history = attach (store, design);

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
      g_autoptr(GpStore) store = reopen (path);
      g_autoptr(GpDesign) found = load (store);
      g_autoptr(GpHistory) history = attach (store, found);
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
    g_autoptr(GpStore) store = create (path, design);
    g_autoptr(GpHistory) history = attach (store, design);

    rename_root (history, "b", &error);
    rename_root (history, "c", &error);
    g_assert_true (gp_history_undo (history, &error));
    rename_root (history, "d", &error);
    g_assert_no_error (error);
  }
  {
    g_autoptr(GpStore) store = reopen (path);
    g_autoptr(GpDesign) found = load (store);
    g_autoptr(GpHistory) history = attach (store, found);

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
    g_autoptr(GpStore) store = create (path, design);
    g_autoptr(GpHistory) history = attach (store, design);

    for (const char *typed = "reporting"; *typed != '\0'; typed++)
      {
        g_autoptr(GpChangeSet) edit = gp_change_set_new ("Typed");

        gp_change_set_set (edit, gp_design_get_root (design), GP_DESIGN_NAME,
                           gp_value_text (typed));
        g_assert_true (gp_history_do_merged (history, edit, "name", &error));
      }
  }
  {
    g_autoptr(GpStore) store = reopen (path);
    g_autoptr(GpDesign) found = load (store);
    g_autoptr(GpHistory) history = attach (store, found);

    g_assert_cmpstr (gp_element_get_name (gp_design_get_root (found)), ==, "g");
    g_assert_cmpuint (gp_history_get_size (history), ==, 1);
    g_assert_true (gp_history_undo (history, &error));
    g_assert_cmpstr (gp_element_get_name (gp_design_get_root (found)), ==, "");
  }
}

static void
test_a_copy_has_the_history (void)
{
  g_autofree char *path = gp_test_dup_path ("from.gplan");
  g_autofree char *copy_path = gp_test_dup_path ("copy.gplan");
  g_autoptr(GpDesign) design = gp_random_design (50);
  g_autoptr(GpStore) store = create (path, design);
  g_autoptr(GpHistory) history = attach (store, design);
  g_autoptr(GpStore) copy = NULL;
  g_autoptr(GpDesign) copied = NULL;
  g_autoptr(GpHistory) copied_history = NULL;
  g_autoptr(GError) error = NULL;

  rename_root (history, "b", &error);
  g_assert_true (gp_store_save_as (store, path, &error));
  g_assert_true (gp_store_save_as (store, copy_path, &error));
  g_assert_no_error (error);

  copy = reopen (copy_path);
  copied = load (copy);
  copied_history = attach (copy, copied);
  gp_assert_design_equal (copied, design);
  g_assert_cmpuint (gp_history_get_size (copied_history), ==, 1);

  /* The copy is a file of its own, and is not overwritten while it is open. */
  rename_root (copied_history, "c", &error);
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

/* References are rows with foreign keys: not even SQL can leave one dangling. */
static void
test_a_dangling_reference_cannot_be_stored (void)
{
  g_autofree char *path = gp_test_dup_path ("dangling.gplan");
  g_autoptr(GpDesign) design = gp_random_design (400);
  g_autoptr(GpStore) store = create (path, design);
  g_autoptr(GpSqlite) db = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  g_clear_object (&store);
  db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);
  gp_sqlite_query_int (db, "SELECT count (*) FROM reference", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
  g_assert_false (gp_sqlite_exec (db, "UPDATE reference SET target = 1000000", &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (
    gp_sqlite_exec (db, "DELETE FROM element WHERE number IN (SELECT target FROM reference)",
                    &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  gp_sqlite_query_int (db, "SELECT count (*) FROM pragma_foreign_key_check", &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
}

/* An element may go and come back within one change set while others point to it. */
static void
test_an_element_may_go_and_come_back (void)
{
  g_autofree char *path = gp_test_dup_path ("back.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create (path, design);
  g_autoptr(GpHistory) history = attach (store, design);
  g_autoptr(GpChangeSet) first = gp_change_set_new ("Added");
  g_autoptr(GpChangeSet) second = gp_change_set_new ("Made anew");
  g_autoptr(GError) error = NULL;
  GpId domain_id = gp_id_new (), entity_id = gp_id_new ();
  g_autoptr(GpElement) domain = gp_element_new (GP_KIND_DOMAIN, &domain_id,
                                                 gp_design_get_root_id (design), 2);
  g_autoptr(GpElement) entity = gp_element_new (GP_KIND_ENTITY, &entity_id,
                                                 gp_design_get_root_id (design), 1);
  g_autoptr(GpElement) other = NULL;

  gp_element_set_text (domain, GP_DOMAIN_NAME, "booking");
  gp_element_set_text (entity, GP_ENTITY_NAME, "order");
  gp_element_set_ref (entity, GP_ENTITY_DOMAIN, &domain_id);

  /* The reference comes before what it points to. */
  gp_change_set_add (first, entity);
  gp_change_set_add (first, domain);
  g_assert_true (gp_history_do (history, first, &error));

  other = gp_element_copy (domain);
  gp_element_set_text (other, GP_DOMAIN_NAME, "laboratory");
  gp_change_set_remove (second, domain);
  gp_change_set_add (second, other);
  gp_history_do (history, second, &error);
  g_assert_no_error (error);

  g_clear_object (&history);
  g_clear_object (&store);
  assert_file_holds (path, design);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store/a-new-file-holds-the-design", test_a_new_file_holds_the_design);
  g_test_add_func ("/data/store/the-header-names-the-format", test_the_header_names_the_format);
  g_test_add_func ("/data/store/round-trip-is-identity", test_round_trip_is_identity);
  g_test_add_func ("/data/store/undo-and-redo-survive-closing", test_undo_and_redo_survive_closing);
  g_test_add_func ("/data/store/a-new-step-replaces-undone-ones",
                   test_a_new_step_replaces_undone_ones);
  g_test_add_func ("/data/store/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/data/store/a-copy-has-the-history", test_a_copy_has_the_history);
  g_test_add_func ("/data/store/a-dangling-reference-cannot-be-stored",
                   test_a_dangling_reference_cannot_be_stored);
  g_test_add_func ("/data/store/an-element-may-go-and-come-back",
                   test_an_element_may_go_and_come_back);

  return g_test_run ();
}

/* test-store-place.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *path;
  char *beside;
  GpDesign *design;
  GpStore *store;
  GpHistory *history;
} Fixture;

/* A design with a step that lies in the log alone. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->path = gp_test_dup_path ("place.gplan");
  f->beside = gp_test_dup_path ("beside.gplan");
  f->design = gp_random_design (200);
  f->store = create_store (f->path, f->design);
  f->history = attach_history (f->store, f->design);
  rename_design (f->history, "ours", &error);
  g_assert_no_error (error);
}

static void
close_all (Fixture *f)
{
  g_clear_object (&f->history);
  g_clear_object (&f->store);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_all (f);
  remove_file (f->path);
  remove_file (f->beside);
  g_clear_object (&f->design);
  g_free (f->path);
  g_free (f->beside);
}

/* Another program's file comes to the place of ours; returns what it holds. */
static GpDesign *
replace_file (Fixture *f)
{
  g_autoptr(GpDesign) theirs = gp_random_design (900);
  g_autoptr(GpStore) store = create_store (f->beside, theirs);

  g_clear_object (&store);
  g_assert_cmpint (g_rename (f->beside, f->path), ==, 0);
  return g_steal_pointer (&theirs);
}

static void
assert_refused (Fixture *f)
{
  g_autoptr(GpDesign) before = gp_design_copy (f->design);
  g_autoptr(GError) error = NULL;

  g_assert_false (rename_design (f->history, "more", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MOVED);
  gp_assert_design_equal (f->design, before);
  g_assert_true (gp_store_is_lost (f->store));
  g_assert_true (gp_store_get_read_only (f->store));
}

static void
test_what_came_to_its_place_stays (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = replace_file (f);
  g_autoptr(GpDesign) held = NULL;

  assert_refused (f);
  held = load_design (f->store);
  gp_assert_design_equal (held, f->design);
  assert_file_holds (f->path, theirs);
  close_all (f);
  assert_file_holds (f->path, theirs);
  assert_alone (f->path);
}

/* Closing writes, too. */
static void
test_closing_leaves_it_alone (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = replace_file (f);

  close_all (f);
  assert_file_holds (f->path, theirs);
  assert_alone (f->path);
}

static void
test_a_log_that_was_copied_in_does_no_harm (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = NULL;

  g_assert_cmpint (query_int (f->path, "PRAGMA wal_checkpoint (TRUNCATE)"), ==, 0);
  theirs = replace_file (f);
  assert_refused (f);
  close_all (f);
  assert_file_holds (f->path, theirs);
}

/* The one that is left brings the log home, or takes it away. */
static void
let_two_go (Fixture *f, gboolean replaced)
{
  g_autoptr(GpDesign) theirs = NULL;
  g_autoptr(GpStore) other = open_store (f->path);
  g_autoptr(GpDesign) design = load_design (other);
  g_autoptr(GpHistory) history = attach_history (other, design);

  if (replaced)
    theirs = replace_file (f);
  else
    g_assert_cmpint (g_rename (f->path, f->beside), ==, 0);
  assert_refused (f);
  g_assert_false (rename_design (history, "more", NULL));
  g_assert_true (gp_store_is_lost (other));
  gp_assert_design_equal (design, f->design);
  if (replaced)
    assert_file_holds (f->path, theirs);
  else
    assert_file_holds (f->beside, f->design);
}

static void
test_two_that_have_it_open_let_go (Fixture *f, gconstpointer data)
{
  let_two_go (f, TRUE);
}

static void
test_two_that_have_it_open_let_it_move (Fixture *f, gconstpointer data)
{
  let_two_go (f, FALSE);
}

/* By the time that we look, somebody works on it with a log of its own. */
static void
test_the_log_of_the_other_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *memory = g_strconcat (f->path, "-shm", NULL);
  g_autoptr(GpDesign) theirs = NULL;
  g_autoptr(GpDesign) read = NULL;
  g_autoptr(GpStore) other = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  g_unlink (f->path);
  g_unlink (log);
  g_unlink (memory);
  theirs = replace_file (f);
  other = open_store (f->path);
  read = load_design (other);
  history = attach_history (other, read);
  g_assert_true (rename_design (history, "theirs", &error));

  assert_refused (f);
  close_all (f);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (rename_design (history, "theirs, too", &error));
  g_assert_no_error (error);
  g_clear_object (&history);
  g_clear_object (&other);
  assert_file_holds (f->path, read);
}

static void
test_a_moved_file_has_every_step (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (g_rename (f->path, f->beside), ==, 0);
  assert_refused (f);
  assert_file_holds (f->beside, f->design);
  close_all (f);
  assert_file_holds (f->beside, f->design);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_a_moved_file_has_every_step_when_closed (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);

  g_assert_cmpint (g_rename (f->path, f->beside), ==, 0);
  close_all (f);
  assert_file_holds (f->beside, f->design);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
go_on (Fixture *f, GpStore *again)
{
  g_autoptr(GError) error = NULL;

  gp_store_attach (again, f->history, &error);
  g_assert_no_error (error);
  g_clear_object (&f->store);
  f->store = again;
  g_assert_true (rename_design (f->history, "ours again", &error));
  g_assert_no_error (error);
  assert_file_holds (f->path, f->design);
}

static void
test_a_file_that_is_back_is_written (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (g_rename (f->path, f->beside), ==, 0);
  assert_refused (f);
  g_assert_null (gp_store_come_back (f->store, f->design));
  g_assert_cmpint (g_rename (f->beside, f->path), ==, 0);
  g_assert_true (gp_store_is_lost (f->store));
  go_on (f, gp_store_come_back (f->store, f->design));
}

static void
test_a_file_that_is_back_changed_is_not (Fixture *f, gconstpointer data)
{
  g_autoptr(GpStore) other = NULL;
  g_autoptr(GpDesign) theirs = NULL;
  g_autoptr(GpHistory) history = NULL;

  g_assert_cmpint (g_rename (f->path, f->beside), ==, 0);
  assert_refused (f);
  other = open_store (f->beside);
  theirs = load_design (other);
  history = attach_history (other, theirs);
  g_assert_true (rename_design (history, "theirs", NULL));
  g_clear_object (&history);
  g_clear_object (&other);
  g_assert_cmpint (g_rename (f->beside, f->path), ==, 0);

  g_assert_null (gp_store_come_back (f->store, f->design));
  assert_refused (f);
  close_all (f);
  assert_file_holds (f->path, theirs);
}

/* The system may give the number of a file that was deleted to the next one. */
static void
test_a_new_file_is_not_the_old_one (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = gp_random_design (30);
  g_autoptr(GpStore) other = NULL;

  g_unlink (f->path);
  assert_refused (f);
  other = create_store (f->path, theirs);
  g_clear_object (&other);
  g_assert_null (gp_store_come_back (f->store, f->design));
  assert_refused (f);
  close_all (f);
  assert_file_holds (f->path, theirs);
}

/* With all that was in it, to its own name, too. */
static void
save_over (Fixture *f)
{
  g_autoptr(GpDesign) copied = NULL;
  g_autoptr(GpStore) copy = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;

  gp_store_save_as (f->store, f->path, &error);
  g_assert_no_error (error);
  copy = open_store (f->path);
  copied = load_design (copy);
  gp_assert_design_equal (copied, f->design);
  history = attach_history (copy, copied);
  g_assert_cmpuint (gp_history_get_size (history), ==, 1);
  g_assert_true (rename_design (history, "saved", &error));
  g_assert_no_error (error);
  close_all (f);
  assert_file_holds (f->path, copied);
}

static void
test_saving_with_the_same_name_saves_ours (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = replace_file (f);

  g_assert_false (gp_store_is_at (f->store, f->path));
  save_over (f);
}

static void
test_a_deleted_file_is_saved_again (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  save_over (f);
}

static void
test_another_design_is_not_followed (Fixture *f, gconstpointer data)
{
  g_autoptr(GpDesign) theirs = gp_random_design (30);
  g_autoptr(GpDesign) before = gp_design_copy (f->design);
  g_autoptr(GpStore) other = create_store (f->beside, theirs);
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_store_catch_up (other, f->history, NULL, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE);
  gp_assert_design_equal (f->design, before);
}

/* Other windows, other programs, copies and links of the file. */
static void
test_what_is_written_in_place_is_ours (Fixture *f, gconstpointer data)
{
  g_autoptr(GpStore) other = open_store (f->path);
  g_autoptr(GpDesign) theirs = load_design (other);
  g_autoptr(GpHistory) history = attach_history (other, theirs);
  g_autoptr(GError) error = NULL;

  g_assert_true (rename_design (history, "theirs", &error));
  g_assert_false (gp_store_is_lost (f->store));
  g_assert_true (gp_store_catch_up (f->store, f->history, NULL, &error));
  g_assert_true (gp_store_save_as (f->store, f->beside, &error));
  g_assert_no_error (error);
  g_clear_object (&history);
  g_clear_object (&other);
  run_sql (f->path, "VACUUM");
  g_assert_false (gp_store_is_lost (f->store));
  g_assert_true (rename_design (f->history, "ours again", &error));
  g_assert_no_error (error);

  g_unlink (f->beside);
  g_assert_cmpint (symlink (f->path, f->beside), ==, 0);
  g_assert_true (gp_store_is_at (f->store, f->beside));
  close_all (f);
  assert_file_holds (f->path, f->design);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "what-came-to-its-place-stays", test_what_came_to_its_place_stays },
    { "closing-leaves-it-alone", test_closing_leaves_it_alone },
    { "a-log-that-was-copied-in", test_a_log_that_was_copied_in_does_no_harm },
    { "two-that-have-it-open", test_two_that_have_it_open_let_go },
    { "two-that-have-it-open-and-moved", test_two_that_have_it_open_let_it_move },
    { "the-log-of-the-other-stays", test_the_log_of_the_other_stays },
    { "a-moved-file-has-every-step", test_a_moved_file_has_every_step },
    { "a-moved-file-when-closed", test_a_moved_file_has_every_step_when_closed },
    { "a-file-that-is-back", test_a_file_that_is_back_is_written },
    { "a-file-that-is-back-changed", test_a_file_that_is_back_changed_is_not },
    { "a-new-file-is-not-the-old-one", test_a_new_file_is_not_the_old_one },
    { "saving-with-the-same-name", test_saving_with_the_same_name_saves_ours },
    { "a-deleted-file-is-saved-again", test_a_deleted_file_is_saved_again },
    { "another-design-is-not-followed", test_another_design_is_not_followed },
    { "what-is-written-in-place", test_what_is_written_in_place_is_ours },
  };

  gp_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/data/store/place/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  return g_test_run ();
}

/* test-store-write.c — two programs on one file
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

/* One program: its store, its design and its history. */
typedef struct
{
  GpStore *store;
  GpDesign *design;
  GpHistory *history;
} Program;

static Program
start (const char *path, const char *author)
{
  Program program;

  program.store = open_store (path);
  program.design = load_design (program.store);
  program.history = attach_history (program.store, program.design);
  gp_history_set_author (program.history, author);
  return program;
}

static void
stop (Program *program)
{
  g_clear_object (&program->history);
  g_clear_object (&program->design);
  g_assert_finalize_object (program->store);
}

static void
make_file (const char *path)
{
  g_autoptr(GpDesign) design = gp_random_design (40);
  g_autoptr(GpStore) store = create_store (path, design);
}

static void
catch_up (Program *program)
{
  g_autoptr(GError) error = NULL;

  gp_store_catch_up (program->store, program->history, NULL, &error);
  g_assert_no_error (error);
}

static void
test_a_stale_program_may_not_write (void)
{
  g_autofree char *path = gp_test_dup_path ("stale.gplan");
  g_autoptr(GpDesign) before = NULL;
  g_autoptr(GError) error = NULL;
  Program a, b;

  make_file (path);
  a = start (path, "Ann");
  b = start (path, "Bob");
  before = gp_design_copy (b.design);

  g_assert_true (rename_design (a.history, "from Ann", &error));
  g_assert_false (rename_design (b.history, "from Bob", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE);
  g_clear_error (&error);
  gp_assert_design_equal (b.design, before);
  g_assert_cmpuint (gp_history_get_size (b.history), ==, 0);
  assert_file_holds (path, a.design);

  catch_up (&b);
  gp_assert_design_equal (b.design, a.design);
  g_assert_true (rename_design (b.history, "from Bob", &error));
  assert_file_holds (path, b.design);

  stop (&a);
  stop (&b);
}

static void
test_foreign_steps_are_told (void)
{
  g_autofree char *path = gp_test_dup_path ("poll.gplan");
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  Program a, b;

  make_file (path);
  a = start (path, "Ann");
  b = start (path, "Bob");

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(GPtrArray) none = gp_store_poll_foreign_steps (b.store, &error);
      g_autoptr(GPtrArray) own = NULL;
      g_autoptr(GPtrArray) steps = NULL;
      const GpStoreStep *step;

      g_assert_no_error (error);
      g_assert_cmpuint (none->len, ==, 0);
      g_assert_true (rename_design (a.history, round == 1 ? "x" : "y", &error));
      g_assert_true (rename_design (a.history, "z", &error));
      if (round == 2)
        g_assert_true (gp_history_undo (a.history, &error));

      own = gp_store_poll_foreign_steps (a.store, &error);
      g_assert_cmpuint (own->len, ==, 0);
      steps = gp_store_poll_foreign_steps (b.store, &error);
      g_assert_cmpuint (steps->len, ==, 2);
      step = steps->pdata[1];
      g_assert_cmpstr (step->author, ==, "Ann");
      g_assert_cmpstr (step->title, ==, "Renamed to z");
      g_assert_cmpint (step->done, ==, round != 2);
      catch_up (&b);
    }

  /* Nothing new: catching up again changes nothing. */
  g_assert_true (gp_store_catch_up (b.store, b.history, &changes, &error));
  g_assert_cmpuint (gp_change_set_get_size (changes), ==, 0);
  stop (&a);
  stop (&b);
}

/* Undo of one program is undo for both. */
static void
test_histories_are_shared (void)
{
  g_autofree char *path = gp_test_dup_path ("shared.gplan");
  g_autoptr(GpDesign) before = NULL;
  g_autoptr(GError) error = NULL;
  Program a, b;

  make_file (path);
  a = start (path, "Ann");
  b = start (path, "Bob");
  before = gp_design_copy (a.design);

  g_assert_true (rename_design (a.history, "from Ann", &error));
  catch_up (&b);
  g_assert_cmpstr (gp_history_get_undo_title (b.history), ==, "Renamed to from Ann");
  g_assert_true (gp_history_undo (b.history, &error));
  gp_assert_design_equal (b.design, before);

  g_assert_false (gp_history_undo (a.history, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE);
  g_clear_error (&error);
  catch_up (&a);
  gp_assert_design_equal (a.design, before);
  g_assert_true (gp_history_redo (a.history, &error));
  stop (&a);
  stop (&b);
}

/* Many random edits by turns, each after catching up: the file and both designs stay one. */
static void
test_turns_keep_the_designs_equal (void)
{
  g_autofree char *path = gp_test_dup_path ("turns.gplan");
  guint rounds = gp_random_rounds (40);
  Program programs[2];

  rounds = MIN (rounds, 2000);
  make_file (path);
  programs[0] = start (path, "Ann");
  programs[1] = start (path, "Bob");
  for (guint i = 0; i < rounds; i++)
    {
      Program *program = &programs[g_test_rand_bit ()];
      g_autoptr(GpChangeSet) edit = NULL;
      g_autoptr(GError) error = NULL;

      catch_up (program);
      edit = gp_random_edit (program->design, 5);
      gp_history_do (program->history, edit, &error);
      g_assert_no_error (error);
    }
  catch_up (&programs[0]);
  catch_up (&programs[1]);
  gp_assert_design_equal (programs[0].design, programs[1].design);
  assert_file_holds (path, programs[0].design);
  stop (&programs[0]);
  stop (&programs[1]);
}

static void
test_attaching_an_old_design_is_refused (void)
{
  g_autofree char *path = gp_test_dup_path ("old.gplan");
  g_autoptr(GpStore) late = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GError) error = NULL;
  Program a;

  make_file (path);
  late = open_store (path);
  design = load_design (late);
  a = start (path, "Ann");
  g_assert_true (rename_design (a.history, "from Ann", &error));

  history = gp_history_new (design);
  g_assert_false (gp_store_attach (late, history, &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_STALE);
  stop (&a);
}

static void
test_a_held_lock_is_busy (void)
{
  g_autofree char *path = gp_test_dup_path ("busy.gplan");
  g_autoptr(GpSqlite) other = NULL;
  g_autoptr(GpSqliteTransaction) held = NULL;
  g_autoptr(GpDesign) before = NULL;
  g_autoptr(GError) error = NULL;
  Program a;

  make_file (path);
  a = start (path, "Ann");
  before = gp_design_copy (a.design);
  other = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, NULL);
  held = gp_sqlite_begin (other, &error);
  g_assert_no_error (error);

  gp_store_set_busy_timeout (a.store, 10);
  g_assert_false (rename_design (a.history, "b", &error));
  g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_BUSY);
  g_clear_error (&error);
  gp_assert_design_equal (a.design, before);

  g_clear_pointer (&held, gp_sqlite_transaction_free);
  g_assert_true (rename_design (a.history, "b", &error));
  assert_file_holds (path, a.design);
  stop (&a);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-write/a-stale-program-may-not-write",
                   test_a_stale_program_may_not_write);
  g_test_add_func ("/data/store-write/foreign-steps-are-told", test_foreign_steps_are_told);
  g_test_add_func ("/data/store-write/histories-are-shared", test_histories_are_shared);
  g_test_add_func ("/data/store-write/turns-keep-the-designs-equal",
                   test_turns_keep_the_designs_equal);
  g_test_add_func ("/data/store-write/attaching-an-old-design-is-refused",
                   test_attaching_an_old_design_is_refused);
  g_test_add_func ("/data/store-write/a-held-lock-is-busy", test_a_held_lock_is_busy);

  return g_test_run ();
}

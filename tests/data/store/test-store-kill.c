/* test-store-kill.c — a writer is killed at random points
 * SPDX-License-Identifier: Apache-2.0
 *
 * The program starts itself as a writer, which edits a file at random and says on its output,
 * before each step, what the design will be (its fingerprint), and after it that it is stored.
 * Killed at any moment, the file must hold what was said last: the stored state or the one just
 * begun.
 * GP_KILLS: how many times; 20 unless it says otherwise. */
#include "config.h"

#include "gp-json-design.h"
#include "store-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
dup_fingerprint (GpDesign *design)
{
  gsize length;
  g_autofree char *text = gp_json_design_to_text (design, &length);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
}

static void
say (const char *word, GpDesign *design)
{
  g_autofree char *fingerprint = dup_fingerprint (design);
  g_autofree char *line = g_strdup_printf ("%s %s\n", word, fingerprint);

  /* One call for one line: it is in the pipe whole, or not at all. */
  if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
    _exit (2);
}

/* The design as it will be after the next step of @history. */
static GpDesign *
foresee (GpHistory *history, GpChangeSet *edit, guint dice)
{
  GpDesign *design = gp_design_copy (gp_history_get_design (history));
  g_autoptr(GpHistory) shadow = gp_history_new (design);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (GpHistoryStep));

  for (gsize i = 0; i < gp_history_get_size (history); i++)
    {
      GpHistoryStep step;

      gp_history_get_step (history, i, &step);
      g_array_append_val (steps, step);
    }
  gp_history_restore (shadow, (const GpHistoryStep *) (void *) steps->data, steps->len,
                      gp_history_get_done (history));
  if (dice == 0)
    gp_history_undo (shadow, NULL);
  else if (dice == 1)
    gp_history_redo (shadow, NULL);
  else
    gp_history_do (shadow, edit, NULL);
  return design;
}

static void
write_step (GpHistory *history)
{
  GpDesign *design = gp_history_get_design (history);
  g_autoptr(GpChangeSet) edit = gp_random_edit (design, g_test_rand_int_range (1, 30));
  g_autoptr(GpDesign) next = NULL;
  guint dice = g_test_rand_int_range (0, 6);

  if ((dice == 0 && !gp_history_can_undo (history)) ||
      (dice == 1 && !gp_history_can_redo (history)))
    dice = 2;
  next = foresee (history, edit, dice);

  say ("try", next);
  if (dice == 0   ? !gp_history_undo (history, NULL)
      : dice == 1 ? !gp_history_redo (history, NULL)
                  : !gp_history_do (history, edit, NULL))
    _exit (3);
  say ("done", design);
}

static int
run_writer (const char *path)
{
  g_autoptr(GpStore) store = open_store (path);
  g_autoptr(GpDesign) design = load_design (store);
  g_autoptr(GpHistory) history = attach_history (store, design);

  say ("done", design);
  while (gp_design_size (design) < 2000)
    write_step (history);
  return 0;
}

typedef struct
{
  char *tried; /* fingerprint of a step that was begun and not acknowledged, or NULL */
  char *stored;
  guint steps;
} Said;

static void
take_line (Said *said, char *line)
{
  char *space = strchr (line, ' ');

  /* The test framework has its own lines, which begin with a #. */
  if (line[0] == '#')
    return;
  g_assert_nonnull (space);
  *space = '\0';
  g_strchomp (space + 1);
  if (g_str_equal (line, "try"))
    {
      g_free (said->tried);
      said->tried = g_strdup (space + 1);
      return;
    }
  g_free (said->stored);
  said->stored = g_strdup (space + 1);
  g_clear_pointer (&said->tried, g_free);
  said->steps++;
}

/* Lets a writer work for a random number of steps and a little longer, and kills it. */
static Said
kill_a_writer (const char *path)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *seed = g_strdup_printf ("%u", g_test_rand_int ());
  const char *const arguments[] = { self, "--writer", path, seed, NULL };
  guint patience = g_test_rand_int_range (1, 25);
  g_autoptr(GError) error = NULL;
  Said said = { 0 };
  FILE *output;
  char line[128];
  GPid pid;
  int fd;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                            &pid, NULL, &fd, NULL, &error);
  g_assert_no_error (error);

  output = fdopen (fd, "r");
  while (said.steps < patience && fgets (line, sizeof line, output) != NULL)
    take_line (&said, line);
  /* Not waiting for anything: this is the random point. */
  g_usleep (g_test_rand_int_range (0, 4000));
  kill (pid, SIGKILL);
  while (fgets (line, sizeof line, output) != NULL)
    take_line (&said, line);
  fclose (output);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
  return said;
}

static guint
count_kills (void)
{
  const char *kills = g_getenv ("GP_KILLS");

  return kills != NULL ? (guint) g_ascii_strtoull (kills, NULL, 10) : 20;
}

static void
test_no_acknowledged_step_is_lost (void)
{
  g_autofree char *path = gp_test_dup_path ("killed.gplan");
  g_autoptr(GpDesign) first = gp_random_design (30);
  g_autoptr(GpStore) store = create_store (path, first);
  guint kills = count_kills (), begun = 0;

  g_clear_object (&store);
  for (guint i = 0; i < kills; i++)
    {
      Said said = kill_a_writer (path);
      g_autoptr(GpDesign) found = NULL;
      g_autoptr(GpHistory) history = NULL;
      g_autofree char *fingerprint = NULL;

      g_assert_nonnull (said.stored);
      store = open_store (path);
      found = load_design (store);
      fingerprint = dup_fingerprint (found);
      if (g_strcmp0 (fingerprint, said.tried) == 0)
        begun++;
      else
        g_assert_cmpstr (fingerprint, ==, said.stored);

      /* The history fits the design: all of it can be taken back. */
      history = attach_history (store, found);
      if (i % 5 == 4)
        g_assert_true (gp_history_go_to (history, 0, NULL));
      g_clear_object (&history);
      g_clear_object (&store);
      g_free (said.stored);
      g_free (said.tried);
    }
  g_test_message ("%u writers killed, %u within a step that had reached the file", kills, begun);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM pragma_integrity_check"
                                    " WHERE integrity_check = 'ok'"),
                   ==, 1);
}

/* Several programs at once on one file: each catches up when it must; no step is lost or twice. */
static int
run_sharer (const char *path)
{
  g_autoptr(GpStore) store = open_store (path);
  g_autoptr(GpDesign) design = load_design (store);
  g_autoptr(GpHistory) history = gp_history_new (design);
  g_autoptr(GError) error = NULL;

  while (!gp_store_attach (store, history, &error))
    {
      g_autoptr(GError) failed = g_steal_pointer (&error);

      if (failed->code != GP_STORE_ERROR_STALE || !gp_store_catch_up (store, history, NULL, NULL))
        return 2;
    }
  for (guint i = 0; i < 25;)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 3);
      g_autoptr(GError) refused = NULL;

      if (gp_history_do (history, edit, &refused))
        i++;
      else if (!g_error_matches (refused, GP_STORE_ERROR, GP_STORE_ERROR_STALE) ||
               !gp_store_catch_up (store, history, NULL, NULL))
        return 3;
    }
  return 0;
}

static void
test_programs_at_once_lose_nothing (void)
{
  g_autofree char *path = gp_test_dup_path ("at-once.gplan");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr(GpDesign) design = gp_random_design (30);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpDesign) found = NULL;
  g_autoptr(GpHistory) history = NULL;
  GPid pids[3];

  g_clear_object (&store);
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      g_autofree char *seed = g_strdup_printf ("%u", g_test_rand_int ());
      const char *const arguments[] = { self, "--sharer", path, seed, NULL };

      g_assert_true (g_spawn_async (NULL, (char **) arguments, NULL,
                                    G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                                    NULL, &pids[i], NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      int status;

      g_assert_cmpint (waitpid (pids[i], &status, 0), ==, pids[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }

  store = open_store (path);
  found = load_design (store);
  history = attach_history (store, found);
  g_assert_cmpuint (gp_history_get_size (history), ==, 25 * G_N_ELEMENTS (pids));
  g_assert_true (gp_history_go_to (history, 0, NULL));
  gp_assert_design_equal (found, design);
}

/* g_test_rand_int() wants the test framework; a writer has a seed and no tests. */
static int
run_child (char **arguments)
{
  g_autofree char *seed = g_strdup_printf ("--seed=R02S%032x",
                                           (guint) strtoul (arguments[3], NULL, 10));
  char *argv[] = { arguments[0], seed, NULL };
  char **rest = argv;
  int argc = 2;

  g_test_init (&argc, &rest, NULL);
  return g_str_equal (arguments[1], "--writer") ? run_writer (arguments[2])
                                                : run_sharer (arguments[2]);
}

int
main (int argc, char *argv[])
{
  if (argc == 4)
    return run_child (argv);

  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-kill/no-acknowledged-step-is-lost",
                   test_no_acknowledged_step_is_lost);
  g_test_add_func ("/data/store-kill/programs-at-once-lose-nothing",
                   test_programs_at_once_lose_nothing);

  return g_test_run ();
}

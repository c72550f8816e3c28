/* test-kill-designer.c — a program that is killed while it edits loses nothing that was stored
 * SPDX-License-Identifier: Apache-2.0
 *
 * This program starts itself as the one that edits: it opens the file as the designer does, takes
 * step after step, and writes the step's number to its standard output after the history has said
 * that it is stored. It is killed at a random moment, and the file is opened again: it must hold
 * exactly the steps that were acknowledged, or the one under way besides.
 *
 * Steps come in fours: add an entity, add another, undo, redo. So what the design holds after n
 * steps is known without keeping anything, and undo and redo cross the kills too. GP_KILLS says
 * how often; 24 unless told otherwise. */

#include "config.h"

#include "gp-edit.h"
#include "gp-history.h"
#include "gp-kind.h"
#include "gp-store.h"
#include "gp-test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEPS 1000000

/* The entities that n steps leave behind. */
static guint
entities_after (guint n)
{
  guint quarter = n % 4;

  return 2 * (n / 4) + (quarter == 3 ? 1 : quarter);
}

static GpHistory *
open_history (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpStore) store = gp_store_open (path, 0, &error);
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpHistory) history = NULL;

  g_assert_no_error (error);
  design = gp_store_load_design (store, &error);
  g_assert_no_error (error);
  history = gp_history_new (design);
  gp_store_attach (store, history, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&history);
}

static void
take_step (GpHistory *history, guint i)
{
  GpDesign *design = gp_history_get_design (history);
  g_autoptr(GError) error = NULL;

  if (i % 4 == 2)
    gp_history_undo (history, &error);
  else if (i % 4 == 3)
    gp_history_redo (history, &error);
  else
    {
      g_autofree char *name = g_strdup_printf ("entity_%u", i);
      g_autoptr(GpChangeSet) changes = NULL;

      changes = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, NULL,
                             NULL, NULL);
      gp_history_do (history, changes, &error);
    }
  g_assert_no_error (error);
}

/* The child: edits until it is killed. */
static int
edit (const char *path, guint first)
{
  g_autoptr(GpHistory) history = open_history (path);

  for (guint i = first; i < STEPS; i++)
    {
      take_step (history, i);
      printf ("%u\n", i + 1);
      fflush (stdout);
    }

  return EXIT_SUCCESS;
}

/* Starts the child, kills it after @delay_us, and returns how many steps it acknowledged. */
static guint
edit_and_kill (const char *program, const char *path, guint done, guint delay_us)
{
  g_autofree char *first = g_strdup_printf ("%u", done);
  const char *arguments[] = { program, "--edit", path, first, NULL };
  g_autoptr(GError) error = NULL;
  char line[32];
  GPid child;
  FILE *pipe;
  int output;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  g_usleep (delay_us);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  pipe = fdopen (output, "r");
  while (fgets (line, sizeof line, pipe) != NULL)
    if (g_str_has_suffix (line, "\n"))
      done = (guint) strtoul (line, NULL, 10);
  fclose (pipe);

  return done;
}

/* Returns how many steps the file really holds: those that were acknowledged, or one more. */
static guint
check (const char *path, guint acknowledged)
{
  g_autoptr(GpHistory) history = open_history (path);
  GpDesign *design = gp_history_get_design (history);
  guint found = gp_design_count (design, GP_KIND_ENTITY);
  gboolean redo = gp_history_can_redo (history);

  for (guint n = acknowledged; n <= acknowledged + 1; n++)
    if (entities_after (n) == found && (n % 4 == 3) == redo)
      return n;

  g_test_message ("%u steps were acknowledged; the file holds %u entities", acknowledged, found);
  g_test_fail ();

  return acknowledged;
}

static void
test_kill (gconstpointer user_data)
{
  const char *program = user_data;
  const char *wish = g_getenv ("GP_KILLS");
  guint kills = wish != NULL ? (guint) strtoul (wish, NULL, 10) : 24;
  g_autofree char *path = gp_test_dup_path ("killed.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Killed");
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GError) error = NULL;
  guint done = 0;

  store = gp_store_create (path, design, &error);
  g_assert_no_error (error);
  g_clear_object (&store);

  for (guint i = 0; i < kills && !g_test_failed (); i++)
    done = check (path, edit_and_kill (program, path, done, g_test_rand_int_range (1000, 60000)));

  g_test_message ("%u kills, %u steps", kills, done);
  g_assert_cmpuint (done, >, 0);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_strcmp0 (argv[1], "--edit") == 0)
    return edit (argv[2], (guint) strtoul (argv[3], NULL, 10));

  gp_test_init (&argc, &argv);
  g_test_add_data_func ("/e2e/kill-designer/acknowledged-steps-are-kept", argv[0], test_kill);

  return g_test_run ();
}

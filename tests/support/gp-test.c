/* gp-test.c
 * SPDX-License-Identifier: Apache-2.0
 *
 * One folder for the program, in the temporary folder, removed at exit: the user folders (GLib, GTK
 * and child processes find them through the environment) and below tests/ one for each test.
 * G_TEST_OPTION_ISOLATE_DIRS would do, but GLib 2.74 leaks there and child processes escape it. */

#define _XOPEN_SOURCE 700

#define G_LOG_DOMAIN "gp-test"

#include "config.h"

#include "gp-test.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DEADLINE_US (60 * G_USEC_PER_SEC)
#define USUAL_SEED  "R02S0badcafe0badcafe0badcafe0badcafe"     /* as in programs.py */

static char **program_arguments;
static char *program_folder;
static pid_t program_pid;

static int
remove_cb (const char *path, const struct stat *status, int type, struct FTW *place)
{
  return g_remove (path);
}

static void
clean_up (void)
{
  g_clear_pointer (&program_arguments, g_free);
  /* A forked child that ends must not take the folder of its parent along. */
  if (getpid () == program_pid)
    nftw (program_folder, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&program_folder, g_free);
}

static void
isolate (void)
{
  static const char *const variables[] = {
    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
  };
  g_autoptr(GError) error = NULL;

  program_folder = g_dir_make_tmp ("gp-test-XXXXXX", &error);
  g_assert_no_error (error);
  program_pid = getpid ();
  atexit (clean_up);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (program_folder, variables[i], NULL);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_setenv (variables[i], folder, TRUE);
    }
}

/* GLib would draw a new seed for each run; one that is given on the command line, as when a failure
 * is looked at again, goes before ours. */
static void
init_seeded (int *argc, char ***argv)
{
  const char *seed = g_getenv ("GP_SEED");
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();

  if (seed == NULL)
    seed = USUAL_SEED;
  g_ptr_array_add (arguments, (*argv)[0]);
  if (!g_str_equal (seed, "random"))
    {
      g_ptr_array_add (arguments, (gpointer) "--seed");
      g_ptr_array_add (arguments, (gpointer) seed);
    }
  for (int i = 1; i <= *argc; i++)
    g_ptr_array_add (arguments, (*argv)[i]);
  *argc = (int) arguments->len - 1;
  program_arguments = (char **) g_ptr_array_steal (arguments, NULL);
  *argv = program_arguments;
  g_test_init (argc, argv, NULL);
}

void
gp_test_init (int *argc, char ***argv)
{
  isolate ();
  init_seeded (argc, argv);
}

char *
gp_test_dup_path (const char *name)
{
  g_autofree char *folder = g_build_filename (program_folder, "tests", g_test_get_path (), NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return name == NULL ? g_steal_pointer (&folder) : g_build_filename (folder, name, NULL);
}

char *
gp_test_dup_corpus_path (const char *relative)
{
  const char *folder = g_getenv ("GP_CORPUS_DIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "corpus", relative, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *reason = g_strdup_printf ("the corpus has no %s on this machine", relative);

      g_test_skip (reason);
      return NULL;
    }

  return g_steal_pointer (&path);
}

char *
gp_test_dup_corpus (const char *relative, gsize *length)
{
  g_autofree char *path = gp_test_dup_corpus_path (relative);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return NULL;

  g_file_get_contents (path, &content, length, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&content);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  gboolean *passed = user_data;

  *passed = TRUE;

  return G_SOURCE_REMOVE;
}

gint64
gp_test_iterate_until (gint64 deadline)
{
  gint64 now = g_get_monotonic_time ();
  gint64 end = deadline == 0 ? now + DEADLINE_US : deadline;
  gboolean passed = FALSE;
  guint source;

  if (now >= end)
    return 0;

  /* Wakes the loop now and then even where what is waited for happens in a thread. */
  source = g_timeout_add (20, deadline_passed_cb, &passed);
  g_main_context_iteration (NULL, TRUE);
  if (!passed)
    g_source_remove (source);

  return end;
}

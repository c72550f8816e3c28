/* gp-test.c
 * SPDX-License-Identifier: Apache-2.0
 *
 * GLib isolates the user folders of each test; the folder of a test is one inside its cache
 * folder, so that GLib removes it too. */

#define G_LOG_DOMAIN "gp-test"

#include "config.h"

#include "gp-test.h"

#define DEADLINE_US (30 * G_USEC_PER_SEC)

void
gp_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

char *
gp_test_dup_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "test", NULL);

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

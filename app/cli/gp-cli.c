/* gp-cli.c — what the commands of gplan have in common
 * SPDX-License-Identifier: Apache-2.0
 *
 * Standard output carries the result alone; everything said to people goes to standard error. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const GpCliCommand *
find_command (const char *name)
{
  const GpCliCommand *command = gp_cli_get_commands ();

  while (command->name != NULL && !g_str_equal (command->name, name))
    command++;
  return command;
}

static GOptionContext *
new_context (const char         *name,
             const GOptionEntry *entries)
{
  const GpCliCommand *command = find_command (name);
  GOptionContext *context = g_option_context_new (command->synopsis);

  g_option_context_set_summary (context, _(command->summary));
  if (command->more != NULL)
    g_option_context_set_description (context, _(command->more));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, FALSE);
  return context;
}

gboolean
gp_cli_parse (const char          *name,
              const GOptionEntry  *entries,
              int                 *argc,
              char              ***argv,
              int                  min,
              int                  max)
{
  g_autoptr(GOptionContext) context = new_context (name, entries);
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_strdup_printf ("gplan %s", name);

  g_set_prgname (program);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      gp_cli_usage (name, "%s", error->message);
      return FALSE;
    }
  /* "--" is only a separator here. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (*argv + 1, *argv + 2, (gsize) (*argc - 1) * sizeof (char *));
      (*argc)--;
    }
  if (*argc - 1 < min)
    gp_cli_usage (name, _("Something is missing after “%s”."), name);
  else if (*argc - 1 > max)
    gp_cli_usage (name, _("“%s” is one word too many."), (*argv)[max + 1]);
  return *argc - 1 >= min && *argc - 1 <= max;
}

GpCliStatus
gp_cli_usage (const char *name,
              const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "gplan: %s\n", message);
  fprintf (stderr, _("Usage: gplan %s %s\n"), name, find_command (name)->synopsis);
  return GP_CLI_USAGE;
}

GpCliStatus
gp_cli_fail (const GError *error)
{
  gp_cli_say ("%s", error->message);
  return GP_CLI_FAILED;
}

void
gp_cli_say (const char *format,
            ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "gplan: %s\n", message);
}

gboolean
gp_cli_ask (const char *question)
{
  char answer[16] = "";

  if (!isatty (STDIN_FILENO))
    return FALSE;

  fputs (question, stderr);
  fflush (stderr);
  return fgets (answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

const char *
gp_cli_get_author (void)
{
  const char *author = g_getenv ("GPLAN_AUTHOR");

  return author != NULL && *author != '\0' ? author : g_get_real_name ();
}

gboolean
gp_cli_print (const char *text,
              gsize       length)
{
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  gp_cli_say (_("Standard output cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

GpCliStatus
gp_cli_write (const char *path,
              const char *text,
              gsize       length)
{
  g_autoptr(GError) error = NULL;

  if (path == NULL || g_str_equal (path, "-"))
    return gp_cli_print (text, length) ? GP_CLI_DONE : GP_CLI_FAILED;
  if (!g_file_set_contents_full (path, text, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                 &error))
    return gp_cli_fail (error);
  return GP_CLI_DONE;
}

GpCliStatus
gp_cli_print_json (GpJsonWriter *writer,
                   GString      *text,
                   GpCliStatus   status)
{
  gp_json_writer_finish (writer);
  return gp_cli_print (text->str, text->len) ? status : GP_CLI_FAILED;
}

gboolean
gp_cli_check_free (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  gp_cli_say (_("%s is there already. Choose another name, or remove it first."), path);
  return FALSE;
}

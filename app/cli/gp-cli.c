/* gp-cli.c — what the commands of gplan have in common
 * SPDX-License-Identifier: Apache-2.0
 *
 * Standard output carries the result alone; everything said to people goes to standard error. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-expr-json.h"
#include "gp-expr-problem.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
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

/* A device or a pipe is written to; it is never replaced by a file. */
static gboolean
write_through (const char *path,
               const char *text,
               gsize       length)
{
  FILE *file = g_fopen (path, "wb");
  gboolean done = file != NULL && fwrite (text, 1, length, file) == length && fflush (file) == 0;
  int saved = errno;

  if (file != NULL)
    fclose (file);
  if (!done)
    gp_cli_say (_("%s cannot be written: %s"), path, g_strerror (saved));
  return done;
}

/* GLib names the temporary file, which nobody has heard of. */
static void
say_unwritten (const char   *path,
               const GError *error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    gp_cli_say (_("%s cannot be written: there is no folder %s."), path, folder);
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM))
    gp_cli_say (_("%s cannot be written: you may not write in %s."), path, folder);
  else
    gp_cli_say (_("%s cannot be written: %s"), path, error->message);
}

GpCliStatus
gp_cli_write (const char *path,
              const char *text,
              gsize       length)
{
  g_autoptr(GError) error = NULL;
  GStatBuf at;

  if (path == NULL || g_str_equal (path, "-"))
    return gp_cli_print (text, length) ? GP_CLI_DONE : GP_CLI_FAILED;
  if (g_stat (path, &at) == 0 && S_ISDIR (at.st_mode))
    {
      gp_cli_say (_("%s is a folder: name a file in it."), path);
      return GP_CLI_FAILED;
    }
  if (g_stat (path, &at) == 0 && !S_ISREG (at.st_mode))
    return write_through (path, text, length) ? GP_CLI_DONE : GP_CLI_FAILED;
  if (!g_file_set_contents_full (path, text, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                 &error))
    {
      say_unwritten (path, error);
      return GP_CLI_FAILED;
    }
  return GP_CLI_DONE;
}

gboolean
gp_cli_read (const char  *path,
             char       **text,
             gsize       *length,
             GError     **error)
{
  g_autoptr(GError) cause = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                 _("%s is a folder: name a file in it."), path);
  else if (g_file_get_contents (path, text, length, &cause))
    return TRUE;
  else if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("There is no file %s."), path);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

void
gp_cli_prefix_place (GError     **error,
                     const char  *path,
                     const char  *text)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (text, -1, NULL);
  guint line = 1, column = 1;
  gsize offset;

  if (error == NULL || *error == NULL)
    return;
  /* What is JSON fails for another reason, which has no place in it. */
  if (value != NULL || !gp_expr_error_get_position (*error, &offset, NULL)
      || offset > strlen (text))
    {
      g_prefix_error (error, "%s: ", path);
      return;
    }
  for (const char *at = text; at < text + offset; at++)
    if (*at == '\n')
      {
        line++;
        column = 1;
      }
    else if (((guchar) *at & 0xc0) != 0x80)
      column++;
  g_prefix_error (error, "%s:%u:%u: ", path, line, column);
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

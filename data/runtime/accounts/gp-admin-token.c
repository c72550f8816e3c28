/* gp-admin-token.c — the secret of whoever runs a local backend
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-token"
#include "config.h"
#include "gp-admin-token.h"

#include "gp-runtime-error.h"
#include "gp-tokens.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <unistd.h>

#define MAX_FILE_BYTES 4096

gboolean
gp_admin_token_check (const char *token,
                      GError    **error)
{
  gsize length = strlen (token);
  gboolean fits = length >= GP_ADMIN_TOKEN_MIN_CHARS;

  for (gsize i = 0; i < length; i++)
    fits = fits && g_ascii_isgraph (token[i]);
  if (!fits)
    g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_TOKEN,
                 _("The admin token must have at least %d characters without spaces."),
                 GP_ADMIN_TOKEN_MIN_CHARS);

  return fits;
}

static gboolean
set_error_from_errno (const char  *path,
                      GError     **error)
{
  int saved = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_TOKEN,
               _("The admin token in “%s” cannot be read or kept: %s."), shown,
               g_strerror (saved));

  return FALSE;
}

/* Whole or not at all, and readable by its owner alone from the first moment. */
static char *
make (const char *path,
      GError    **error)
{
  g_autofree char *token = NULL;
  g_autofree char *line = NULL;
  int fd;

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used on this machine");
  token = gp_token_new ();
  line = g_strconcat (token, "\n", NULL);

  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      set_error_from_errno (path, error);
      return NULL;
    }
  if (write (fd, line, strlen (line)) != (gssize) strlen (line) || fsync (fd) != 0)
    {
      set_error_from_errno (path, error);
      g_close (fd, NULL);
      g_unlink (path);
      return NULL;
    }
  g_close (fd, NULL);

  return g_steal_pointer (&token);
}

char *
gp_admin_token_load (const char  *path,
                     gboolean     may_make,
                     gboolean    *out_made,
                     GError     **error)
{
  char buffer[MAX_FILE_BYTES];
  GStatBuf info;
  gssize n;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  *out_made = FALSE;
  if (fd < 0 && errno == ENOENT && may_make)
    {
      char *made = make (path, error);

      *out_made = made != NULL;
      return made;
    }
  if (fd < 0)
    {
      set_error_from_errno (path, error);
      return NULL;
    }

  if (fstat (fd, &info) == 0 && (info.st_mode & 077) != 0 && S_ISREG (info.st_mode))
    g_message ("others may read the admin token in “%s”: take that away with chmod 600", path);
  n = read (fd, buffer, sizeof buffer - 1);
  g_close (fd, NULL);
  if (n < 0)
    {
      set_error_from_errno (path, error);
      return NULL;
    }
  buffer[n] = '\0';
  g_strstrip (buffer);

  if (!gp_admin_token_check (buffer, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_strdup (buffer);
}

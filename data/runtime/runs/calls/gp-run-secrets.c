/* gp-run-secrets.c — what the backend knows and designs only name
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-secrets"
#include "config.h"
#include "gp-run-secrets.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static char *
make_variable (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);

  for (char *p = upper; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = '_';

  return g_strconcat ("GPLAN_SECRET_", upper, NULL);
}

/* The file's text without the line break at its end. */
static char *
read_credential (const char *name)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *path = NULL;
  char *text = NULL;

  if (folder == NULL || strchr (name, '/') != NULL || *name == '.')
    return NULL;
  path = g_build_filename (folder, name, NULL);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  return g_strchomp (text);
}

char *
gp_run_secrets_dup (const char  *name,
                    GError     **error)
{
  g_autofree char *variable = make_variable (name);
  const char *value = g_getenv (variable);
  char *secret = value != NULL ? g_strdup (value) : read_credential (name);

  if (secret != NULL && *secret != '\0')
    return secret;
  gp_run_secrets_free (secret);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("The secret %s is missing: give it to the backend as %s."), name, variable);

  return NULL;
}

void
gp_run_secrets_free (char *secret)
{
  if (secret == NULL)
    return;

  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

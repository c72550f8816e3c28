/* gp-credentials.c — what people and administrators give to make and to use an account
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-credentials"
#include "config.h"
#include "gp-credentials.h"

#include "gp-password.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_EMAIL_BYTES 254

char *
gp_credentials_dup_text (GpJsonDocument *body,
                         const char     *key)
{
  GpJsonNode node = gp_json_find (body, GP_JSON_ROOT, key);

  return node != 0 ? g_strdup (gp_json_get_text (body, node)) : NULL;
}

/* A dot and an at sign prove nothing; only a message that arrives would. */
static gboolean
is_email (const char *email)
{
  const char *at = strchr (email, '@');

  if (at == NULL || at == email || at[1] == '\0' || strchr (at + 1, '@') != NULL
      || strlen (email) > MAX_EMAIL_BYTES)
    return FALSE;
  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)) || g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_credentials_check (const char  *email,
                      const char  *password,
                      GError     **error)
{
  glong chars = g_utf8_strlen (password, -1);
  GError *problem = NULL;

  if (!is_email (email))
    gp_problem_add_field (&problem, "email", g_strdup (_("an e-mail address is expected")));
  if (chars < GP_PASSWORD_MIN_CHARS || chars > GP_PASSWORD_MAX_CHARS)
    gp_problem_add_field (&problem, "password",
                          g_strdup_printf (_("%d to %d characters are expected"),
                                           GP_PASSWORD_MIN_CHARS, GP_PASSWORD_MAX_CHARS));
  if (problem != NULL)
    g_propagate_error (error, problem);

  return problem == NULL;
}

void
gp_credentials_fail_busy (GpRequest    *request,
                          const GError *failure)
{
  g_autoptr(GError) error = NULL;

  gp_problem_set (&error, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "%s", failure->message);
  gp_request_set_header (request, "Retry-After", "2");
  gp_request_fail (request, error);
  gp_request_resume (request);
}

/* gp-webhook.c — requests that are signed, as Standard Webhooks does it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-webhook"
#include "config.h"
#include "gp-webhook.h"

#include "gp-problem.h"
#include "gp-run-secrets.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PREFIX     "whsec_"
#define MAX_HEADER 1024

char *
gp_webhook_sign (const char *secret,
                 const char *id,
                 const char *timestamp,
                 const char *body,
                 gsize       length)
{
  gboolean is_encoded = g_str_has_prefix (secret, PREFIX);
  gsize key_length = strlen (secret), digest_length = 32;
  g_autofree guchar *key = is_encoded ? g_base64_decode (secret + strlen (PREFIX), &key_length)
                                      : (guchar *) g_strdup (secret);
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  g_autofree char *head = g_strdup_printf ("%s.%s.", id, timestamp);
  g_autofree char *encoded = NULL;
  guint8 digest[32];

  g_hmac_update (hmac, (const guchar *) head, (gssize) strlen (head));
  g_hmac_update (hmac, (const guchar *) body, (gssize) length);
  g_hmac_get_digest (hmac, digest, &digest_length);
  sodium_memzero (key, key_length);
  encoded = g_base64_encode (digest, digest_length);

  return g_strconcat ("v1,", encoded, NULL);
}

static const char *
get_header (GpRequest  *request,
            const char *name)
{
  const char *value = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), name);

  return value != NULL && strlen (value) <= MAX_HEADER ? value : NULL;
}

static gboolean
refuse (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "signature", "%s",
                         _("The request is not signed, or not as it must be."));
}

/* Several signatures may be given, with blanks between them. */
static gboolean
has_signature (const char *given,
               const char *wanted)
{
  g_auto(GStrv) all = g_strsplit (given, " ", 8);
  gboolean found = FALSE;

  for (gsize i = 0; all[i] != NULL; i++)
    if (strlen (all[i]) == strlen (wanted)
        && sodium_memcmp (all[i], wanted, strlen (wanted)) == 0)
      found = TRUE;

  return found;
}

gboolean
gp_webhook_find (GpSqlite    *sqlite,
                 const GpId  *flow,
                 const char  *id,
                 gint64      *out,
                 GError     **error)
{
  g_autoptr(GpSqliteStatement) statement =
    gp_sqlite_prepare (sqlite, "SELECT run FROM _gp_webhook WHERE flow = ?1 AND id = ?2", error);
  GpSqliteStep step;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, flow);
  gp_sqlite_bind_text (statement, 2, id);
  step = gp_sqlite_step (statement, error);
  if (step == GP_SQLITE_ROW)
    *out = gp_sqlite_column_int (statement, 0);

  return step != GP_SQLITE_FAILED;
}

gboolean
gp_webhook_note (GpSqlite    *sqlite,
                 const GpId  *flow,
                 const char  *id,
                 gint64       run,
                 gint64       now,
                 GError     **error)
{
  g_autoptr(GpSqliteStatement) forget =
    gp_sqlite_prepare (sqlite, "DELETE FROM _gp_webhook WHERE until < ?1", error);
  g_autoptr(GpSqliteStatement) note = NULL;

  if (forget == NULL)
    return FALSE;
  gp_sqlite_bind_int (forget, 1, now);
  if (!gp_sqlite_run (forget, error))
    return FALSE;
  note = gp_sqlite_prepare (sqlite, "INSERT OR REPLACE INTO _gp_webhook (flow, id, until, run) "
                                    "VALUES (?1, ?2, ?3, ?4)", error);
  if (note == NULL)
    return FALSE;
  gp_sqlite_bind_id (note, 1, flow);
  gp_sqlite_bind_text (note, 2, id);
  gp_sqlite_bind_int (note, 3, now + 2 * GP_WEBHOOK_SECONDS * (gint64) G_USEC_PER_SEC);
  gp_sqlite_bind_int (note, 4, run);

  return gp_sqlite_run (note, error);
}

gboolean
gp_webhook_verify (GpRequest        *request,
                   const GpElement  *flow,
                   GError          **error)
{
  const char *id = get_header (request, "webhook-id");
  const char *timestamp = get_header (request, "webhook-timestamp");
  const char *given = get_header (request, "webhook-signature");
  g_autoptr(GError) missing = NULL;
  g_autofree char *wanted = NULL;
  char *secret;
  guint64 seconds;
  gint64 apart;

  if (id == NULL || !g_utf8_validate (id, -1, NULL) || timestamp == NULL || given == NULL
      || !g_ascii_string_to_unsigned (timestamp, 10, 0, G_MAXINT32, &seconds, NULL))
    return refuse (error);
  apart = request->now / G_USEC_PER_SEC - (gint64) seconds;
  if (ABS (apart) > GP_WEBHOOK_SECONDS)
    return refuse (error);
  secret = gp_run_secrets_dup (gp_element_get_name (flow), &missing);
  if (secret == NULL)
    {
      g_message ("%s", missing->message);
      return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "secret", "%s",
                             _("The backend cannot tell whether this is signed."));
    }
  wanted = gp_webhook_sign (secret, id, timestamp, request->body->str, request->body->len);
  gp_run_secrets_free (secret);

  return has_signature (given, wanted) || refuse (error);
}

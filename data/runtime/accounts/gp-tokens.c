/* gp-tokens.c — sessions: who holds which token
 * SPDX-License-Identifier: Apache-2.0
 *
 * Tokens are random and mean nothing; only their SHA-256 is kept, so that whoever reads the file
 * cannot use them. A used refresh token stays known until it would have ended, to notice that it is
 * used again. */
#define G_LOG_DOMAIN "gp-tokens"
#include "config.h"
#include "gp-tokens.h"

#include "gp-problem.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define TOKEN_BYTES 32

void
gp_token_pair_clear (GpTokenPair *self)
{
  g_clear_pointer (&self->access, g_free);
  g_clear_pointer (&self->refresh, g_free);
}

char *
gp_token_new (void)
{
  guchar bytes[TOKEN_BYTES];
  char *text = g_malloc (sodium_base64_ENCODED_LEN (TOKEN_BYTES,
                                                    sodium_base64_VARIANT_URLSAFE_NO_PADDING));

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sodium_base64_ENCODED_LEN (TOKEN_BYTES,
                                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return text;
}

static void
hash_token (const char *token,
            guchar      out[crypto_hash_sha256_BYTES])
{
  crypto_hash_sha256 (out, (const guchar *) token, strlen (token));
}

/* Sessions that are over: looked for whenever a new one begins. */
static gboolean
forget_old (GpBackend *backend,
            gint64     now,
            GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "DELETE FROM _gp_session WHERE refresh_expires < ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, now);

  return gp_sqlite_run (statement, error);
}

gboolean
gp_tokens_issue (GpBackend    *backend,
                 const char   *user,
                 gint64        now,
                 const void   *family,
                 GpTokenPair  *out,
                 GError      **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_auto(GpTokenPair) pair = { gp_token_new (), gp_token_new () };
  guchar access[crypto_hash_sha256_BYTES];
  guchar refresh[crypto_hash_sha256_BYTES];

  if (!forget_old (backend, now, error))
    return FALSE;
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "INSERT INTO _gp_session (access, refresh, user, family, "
                                 "access_expires, refresh_expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                 error);
  if (statement == NULL)
    return FALSE;

  hash_token (pair.access, access);
  hash_token (pair.refresh, refresh);
  gp_sqlite_bind_blob (statement, 1, access, sizeof access);
  gp_sqlite_bind_blob (statement, 2, refresh, sizeof refresh);
  gp_sqlite_bind_text (statement, 3, user);
  gp_sqlite_bind_blob (statement, 4, family != NULL ? family : access, sizeof access);
  gp_sqlite_bind_int (statement, 5, now + GP_TOKEN_ACCESS_SECONDS * G_USEC_PER_SEC);
  gp_sqlite_bind_int (statement, 6, now + GP_TOKEN_REFRESH_SECONDS * G_USEC_PER_SEC);
  if (!gp_sqlite_run (statement, error))
    return FALSE;

  *out = pair;
  pair = (GpTokenPair) { NULL, NULL };

  return TRUE;
}

static gboolean
run_with_blob (GpBackend   *backend,
               const char  *sql,
               const void  *blob,
               GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend), sql, error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_blob (statement, 1, blob, crypto_hash_sha256_BYTES);

  return gp_sqlite_run (statement, error);
}

static gboolean
refuse_token (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s",
                         _("The token is unknown or over: log in again."));
}

gboolean
gp_tokens_refresh (GpBackend    *backend,
                   const char   *refresh,
                   gint64        now,
                   GpTokenPair  *out,
                   char        **out_user,
                   GError      **error)
{
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autofree char *user = NULL;
  guchar hash[crypto_hash_sha256_BYTES];
  guchar family[crypto_hash_sha256_BYTES];
  const void *blob;
  gsize size;
  gboolean used;

  transaction = gp_sqlite_begin (gp_backend_get_sqlite (backend), error);
  if (transaction == NULL)
    return FALSE;
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT user, family, used FROM _gp_session "
                                 "WHERE refresh = ?1 AND refresh_expires > ?2", error);
  if (statement == NULL)
    return FALSE;

  hash_token (refresh, hash);
  gp_sqlite_bind_blob (statement, 1, hash, sizeof hash);
  gp_sqlite_bind_int (statement, 2, now);
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_FAILED:
      return FALSE;
    case GP_SQLITE_DONE:
      return refuse_token (error);
    case GP_SQLITE_ROW:
    default:
      break;
    }

  user = g_strdup (gp_sqlite_column_text (statement, 0, NULL));
  blob = gp_sqlite_column_blob (statement, 1, &size);
  memcpy (family, blob, MIN (size, sizeof family));
  used = gp_sqlite_column_int (statement, 2) != 0;
  gp_sqlite_reset (statement);

  if (used)
    {
      if (!run_with_blob (backend, "DELETE FROM _gp_session WHERE family = ?1", family, error)
          || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
        return FALSE;
      return refuse_token (error);
    }

  if (!run_with_blob (backend, "UPDATE _gp_session SET used = 1, access_expires = 0 "
                               "WHERE refresh = ?1", hash, error)
      || !gp_tokens_issue (backend, user, now, family, out, error)
      || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  *out_user = g_steal_pointer (&user);

  return TRUE;
}

gboolean
gp_tokens_revoke (GpBackend   *backend,
                  const char  *access,
                  GError     **error)
{
  guchar hash[crypto_hash_sha256_BYTES];

  hash_token (access, hash);

  return run_with_blob (backend, "DELETE FROM _gp_session WHERE family = "
                                 "(SELECT family FROM _gp_session WHERE access = ?1)", hash, error);
}

static gboolean
read_roles (GpBackend  *backend,
            GpCaller   *caller,
            GError    **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpSqliteStep step;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT role FROM _gp_user_role WHERE user = ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, caller->user);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      GpId role;

      if (gp_sqlite_column_id (statement, 0, &role))
        g_array_append_val (caller->roles, role);
    }

  return step == GP_SQLITE_DONE;
}

gboolean
gp_tokens_identify (GpBackend   *backend,
                    const char  *access,
                    gint64       now,
                    GpCaller    *caller,
                    GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  guchar hash[crypto_hash_sha256_BYTES];

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT user, email, tenant, claims FROM _gp_session "
                                 "JOIN _gp_user ON id = user "
                                 "WHERE access = ?1 AND access_expires > ?2", error);
  if (statement == NULL)
    return FALSE;

  hash_token (access, hash);
  gp_sqlite_bind_blob (statement, 1, hash, sizeof hash);
  gp_sqlite_bind_int (statement, 2, now);
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_FAILED:
      return FALSE;
    case GP_SQLITE_DONE:
      return refuse_token (error);
    case GP_SQLITE_ROW:
    default:
      break;
    }

  caller->user = g_strdup (gp_sqlite_column_text (statement, 0, NULL));
  caller->email = g_strdup (gp_sqlite_column_text (statement, 1, NULL));
  caller->tenant = g_strdup (gp_sqlite_column_text (statement, 2, NULL));
  caller->claims = g_strdup (gp_sqlite_column_text (statement, 3, NULL));
  caller->is_signed_in = TRUE;

  return read_roles (backend, caller, error);
}

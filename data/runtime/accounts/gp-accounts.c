/* gp-accounts.c — sign-up, log-in, and what belongs to them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whether an account exists is not told: log-in says the same and takes as long. Sign-up has to say
 * it; how often one client may ask bounds what it gives away. After some failures an account waits
 * longer and longer, whoever tries. */
#define G_LOG_DOMAIN "gp-accounts"
#include "config.h"
#include "gp-route.h"

#include "gp-credentials.h"
#include "gp-problem.h"
#include "gp-server.h"
#include "gp-tokens.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH 4

typedef struct
{
  GpRequest *request;
  char      *email;
  char      *user;       /* NULL where there is no such account */
} Attempt;

static Attempt *
attempt_new (GpRequest  *request,
             const char *email,
             const char *user)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->request = gp_request_ref (request);
  attempt->email = g_strdup (email);
  attempt->user = g_strdup (user);

  return attempt;
}

static void
attempt_free (Attempt *attempt)
{
  gp_request_unref (attempt->request);
  g_free (attempt->email);
  g_free (attempt->user);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
write_user (GpJsonWriter *writer,
            const char   *user,
            const char   *email)
{
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", user);
  gp_json_writer_member (writer, "email", email);
  gp_json_writer_end_object (writer);
}

static void
reply_session (GpRequest         *request,
               guint              status,
               const GpTokenPair *pair,
               const char        *user,
               const char        *email)
{
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "token", pair->access);
  gp_json_writer_member (&writer, "refresh_token", pair->refresh);
  gp_json_writer_member (&writer, "token_type", "Bearer");
  gp_json_writer_key (&writer, "expires_in");
  gp_json_writer_int (&writer, GP_TOKEN_ACCESS_SECONDS);
  gp_json_writer_key (&writer, "user");
  write_user (&writer, user, email);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);
  gp_request_reply_json (request, status, out);
}

static GpJsonDocument *
parse_form (GpRequest         *request,
            const char *const *known,
            GError           **error)
{
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  GError *problem = NULL;

  if (document == NULL)
    return NULL;

  for (GpJsonNode node = gp_json_first (document, GP_JSON_ROOT); node != 0;
       node = gp_json_next (document, node))
    {
      const char *key = gp_json_get_key (document, node);

      if (key == NULL || !g_strv_contains (known, key))
        gp_problem_add_field (&problem, key != NULL ? key : "",
                              g_strdup (_("this is not known here")));
    }
  for (gsize i = 0; known[i] != NULL; i++)
    {
      g_autofree char *text = gp_credentials_dup_text (document, known[i]);

      if (text == NULL)
        gp_problem_add_field (&problem, known[i], g_strdup (_("a text is expected")));
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }

  return g_steal_pointer (&document);
}

/* FALSE with @error only where the database fails; else @out_user is NULL for an unknown
 * account. */
static gboolean
find_user (GpBackend   *backend,
           const char  *email,
           char       **out_user,
           char       **out_hash,
           GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  GpSqliteStep step;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT id, password FROM _gp_user WHERE email = ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, email);
  step = gp_sqlite_step (statement, error);
  if (step == GP_SQLITE_ROW)
    {
      *out_user = g_strdup (gp_sqlite_column_text (statement, 0, NULL));
      *out_hash = g_strdup (gp_sqlite_column_text (statement, 1, NULL));
    }

  return step != GP_SQLITE_FAILED;
}

static gboolean
refuse_taken (GError **error)
{
  gp_problem_set (error, SOUP_STATUS_CONFLICT, "exists", "%s",
                  _("There is an account with this e-mail address: log in."));

  return FALSE;
}

static gboolean
create_user (GpRequest    *request,
             const char   *email,
             const char   *hash,
             char        **out_user,
             GpTokenPair  *out,
             GError      **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;
  char buffer[GP_ID_STRING_SIZE];
  GpId id = gp_id_new ();

  transaction = gp_sqlite_begin (sqlite, error);
  if (transaction == NULL)
    return FALSE;
  statement = gp_sqlite_prepare (sqlite, "INSERT INTO _gp_user (id, email, password, created) "
                                         "VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;

  gp_sqlite_bind_text (statement, 1, gp_id_format (&id, buffer));
  gp_sqlite_bind_text (statement, 2, email);
  gp_sqlite_bind_text (statement, 3, hash);
  gp_sqlite_bind_int (statement, 4, request->now);
  if (!gp_sqlite_run (statement, &failure))
    {
      if (g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT))
        return refuse_taken (error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!gp_tokens_issue (request->backend, buffer, request->now, NULL, out, error)
      || !gp_sqlite_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  *out_user = g_strdup (buffer);

  return TRUE;
}

static void
signup_hashed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  GpRequest *request = attempt->request;
  g_autoptr(GError) error = NULL;
  g_auto(GpTokenPair) pair = { NULL, NULL };
  g_autofree char *user = NULL;
  g_autofree char *hash = NULL;

  hash = gp_passwords_hash_finish (gp_server_get_passwords (request->server), result, &error);
  if (hash == NULL)
    {
      gp_credentials_fail_busy (request, error);
      return;
    }

  if (create_user (request, attempt->email, hash, &user, &pair, &error))
    reply_session (request, SOUP_STATUS_CREATED, &pair, user, attempt->email);
  else
    gp_request_fail (request, error);
  gp_request_resume (request);
}

gboolean
gp_handle_signup (GpRequest  *request,
                  GError    **error)
{
  static const char *const known[] = { "email", "password", NULL };
  g_autoptr(GpJsonDocument) document = parse_form (request, known, error);
  g_autofree char *email = NULL;
  g_autofree char *password = NULL;
  g_autofree char *user = NULL;
  g_autofree char *hash = NULL;

  if (document == NULL)
    return FALSE;

  email = gp_credentials_dup_text (document, "email");
  password = gp_credentials_dup_text (document, "password");
  if (!gp_credentials_check (email, password, error)
      || !find_user (request->backend, email, &user, &hash, error))
    return FALSE;
  if (user != NULL)
    return refuse_taken (error);

  gp_request_pause (request);
  gp_passwords_hash_async (gp_server_get_passwords (request->server), password, signup_hashed_cb,
                           attempt_new (request, email, NULL));

  return TRUE;
}

static gboolean
keep_rehash (GpBackend   *backend,
             const char  *user,
             const char  *hash,
             GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "UPDATE _gp_user SET password = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, user);
  gp_sqlite_bind_text (statement, 2, hash);

  return gp_sqlite_run (statement, error);
}

static gboolean
finish_login (Attempt     *attempt,
              gboolean     right,
              const char  *rehash,
              GError     **error)
{
  GpRequest *request = attempt->request;
  GpRateLimit *limit = gp_server_get_account_limit (request->server);
  g_autofree char *key = g_utf8_strdown (attempt->email, -1);
  g_auto(GpTokenPair) pair = { NULL, NULL };

  if (!right || attempt->user == NULL)
    {
      gp_rate_limit_take (limit, key, request->started);
      return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "credentials", "%s",
                             _("E-mail address or password is wrong."));
    }

  gp_rate_limit_forget (limit, key);
  if ((rehash != NULL && !keep_rehash (request->backend, attempt->user, rehash, error))
      || !gp_tokens_issue (request->backend, attempt->user, request->now, NULL, &pair, error))
    return FALSE;
  reply_session (request, SOUP_STATUS_OK, &pair, attempt->user, attempt->email);

  return TRUE;
}

static void
login_verified_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(Attempt) attempt = user_data;
  GpRequest *request = attempt->request;
  g_autoptr(GError) error = NULL;
  g_autofree char *rehash = NULL;
  gboolean right;

  if (!gp_passwords_verify_finish (gp_server_get_passwords (request->server), result, &right,
                                   &rehash, &error))
    {
      gp_credentials_fail_busy (request, error);
      return;
    }

  if (!finish_login (attempt, right, rehash, &error))
    gp_request_fail (request, error);
  gp_request_resume (request);
}

gboolean
gp_handle_login (GpRequest  *request,
                 GError    **error)
{
  static const char *const known[] = { "email", "password", NULL };
  g_autoptr(GpJsonDocument) document = parse_form (request, known, error);
  g_autofree char *email = NULL;
  g_autofree char *password = NULL;
  g_autofree char *user = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *key = NULL;
  guint wait;

  if (document == NULL)
    return FALSE;

  email = gp_credentials_dup_text (document, "email");
  password = gp_credentials_dup_text (document, "password");
  if (!gp_credentials_check (email, password, error))
    return FALSE;

  key = g_utf8_strdown (email, -1);
  wait = gp_rate_limit_peek (gp_server_get_account_limit (request->server), key, request->started);
  if (wait > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", wait);

      gp_request_set_header (request, "Retry-After", seconds);
      return gp_problem_set (error, 429, "rate", "%s",
                             _("Too many wrong passwords for this account: try again later."));
    }
  if (!find_user (request->backend, email, &user, &hash, error))
    return FALSE;

  gp_request_pause (request);
  gp_passwords_verify_async (gp_server_get_passwords (request->server), hash, password,
                             login_verified_cb, attempt_new (request, email, user));

  return TRUE;
}

static char *
dup_email (GpBackend   *backend,
           const char  *user,
           GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (backend),
                                 "SELECT email FROM _gp_user WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_text (statement, 1, user);
  switch (gp_sqlite_step (statement, error))
    {
    case GP_SQLITE_ROW:
      return g_strdup (gp_sqlite_column_text (statement, 0, NULL));
    case GP_SQLITE_DONE:
      gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s", _("The account is gone."));
      return NULL;
    case GP_SQLITE_FAILED:
    default:
      return NULL;
    }
}

gboolean
gp_handle_refresh (GpRequest  *request,
                   GError    **error)
{
  static const char *const known[] = { "refresh_token", NULL };
  g_autoptr(GpJsonDocument) document = parse_form (request, known, error);
  g_auto(GpTokenPair) pair = { NULL, NULL };
  g_autofree char *token = NULL;
  g_autofree char *user = NULL;
  g_autofree char *email = NULL;

  if (document == NULL)
    return FALSE;

  token = gp_credentials_dup_text (document, "refresh_token");
  if (!gp_tokens_refresh (request->backend, token, request->now, &pair, &user, error))
    return FALSE;
  email = dup_email (request->backend, user, error);
  if (email == NULL)
    return FALSE;
  reply_session (request, SOUP_STATUS_OK, &pair, user, email);

  return TRUE;
}

static gboolean
need_user (GpRequest  *request,
           GError    **error)
{
  if (request->caller.user != NULL)
    return TRUE;
  if (request->caller.is_signed_in)
    return gp_problem_set (error, SOUP_STATUS_FORBIDDEN, "key", "%s", _("A key has no account."));

  return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s", _("Log in first."));
}

gboolean
gp_handle_logout (GpRequest  *request,
                  GError    **error)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");

  if (!need_user (request, error)
      || !gp_tokens_revoke (request->backend, header + strlen ("Bearer "), error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);

  return TRUE;
}

gboolean
gp_handle_me (GpRequest  *request,
              GError    **error)
{
  g_autofree char *email = NULL;
  GpDesign *design = gp_backend_get_design (request->backend);
  GString *out;
  GpJsonWriter writer;

  if (!need_user (request, error))
    return FALSE;
  email = dup_email (request->backend, request->caller.user, error);
  if (email == NULL)
    return FALSE;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "id", request->caller.user);
  gp_json_writer_member (&writer, "email", email);
  gp_json_writer_key (&writer, "roles");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; design != NULL && i < request->caller.roles->len; i++)
    {
      const GpElement *role = gp_design_lookup_kind (
        design, &g_array_index (request->caller.roles, GpId, i), GP_KIND_ROLE);

      if (role != NULL)
        gp_json_writer_string (&writer, gp_element_get_name (role));
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}

/* gp-postgresql-server.c — PostgreSQL that takes SQL over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both ways take {"query": "…"} by POST and answer with the rows of the last statement that has
 * some. They differ in the path, and in how they tell of an error: postgres-meta has the SQLSTATE
 * as a member of its own, the Management API has it in the middle of a sentence. */
#define G_LOG_DOMAIN "gp-postgresql-server"
#include "config.h"
#include "gp-postgresql-server.h"

#include "gp-http-address.h"
#include "gp-http-call.h"
#include "gp-json-writer.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 4110
#define CLOUD     "https://api.supabase.com/v1/projects/"
#define CLOUD_END ".supabase.co"
#define META      "postgres-meta"
#define META_LIMIT "PG_META_MAX_BODY_LIMIT_MB"

struct _GpPostgresqlServer
{
  char       *name;
  char       *url;       /* of the requests */
  char       *path;
  char       *token;
  const char *product;
  gboolean    has_gateway;    /* Supabase's before it */
};

/* Where queries go to: @url with a path behind it. */
static char *
find_query_url (const char  *type,
                const char  *url,
                const char **out_product)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = g_uri_get_host (uri);
  g_autofree char *base = g_strdup (url);

  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  *out_product = "Supabase";
  if (g_str_equal (type, "supabase") && g_str_has_suffix (host, CLOUD_END))
    {
      g_autofree char *project = g_strndup (host, strlen (host) - strlen (CLOUD_END));

      return g_strconcat (CLOUD, project, "/database/query", NULL);
    }
  if (g_str_equal (type, "supabase") && strstr (base, "/v1/projects/") != NULL)
    return g_strconcat (base, "/database/query", NULL);

  *out_product = META;
  return g_strconcat (base, "/query", NULL);
}

GpPostgresqlServer *
gp_postgresql_server_new (const char  *type,
                          const char  *url,
                          const char  *token,
                          GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  GpPostgresqlServer *self;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  if (!gp_http_address_check (url, GP_HTTP_ADDRESS_PATH, error))
    return NULL;

  self = g_atomic_rc_box_new0 (GpPostgresqlServer);
  self->name = g_strdup_printf ("%s:%s", type, url);
  if (g_str_has_suffix (self->name, "/"))
    self->name[strlen (self->name) - 1] = '\0';
  self->url = find_query_url (type, url, &self->product);
  uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);
  self->path = g_strdup (g_uri_get_path (uri));
  self->token = g_strdup (token);
  self->has_gateway = g_str_equal (type, "supabase");

  return self;
}

GpPostgresqlServer *
gp_postgresql_server_ref (GpPostgresqlServer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
server_clear (gpointer data)
{
  GpPostgresqlServer *self = data;

  g_free (self->name);
  g_free (self->url);
  g_free (self->path);
  g_free (self->token);
}

void
gp_postgresql_server_unref (GpPostgresqlServer *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, server_clear);
}

const char *
gp_postgresql_server_get_name (const GpPostgresqlServer *self)
{
  return self->name;
}

const char *
gp_postgresql_server_get_path (const GpPostgresqlServer *self)
{
  return self->path;
}

static char *
dup_member (GpJsonDocument *document,
            const char     *name)
{
  GpJsonNode node = gp_json_find (document, GP_JSON_ROOT, name);

  return node != 0 ? g_strdup (gp_json_get_text (document, node)) : NULL;
}

/* The SQLSTATE in "Failed to run sql query: ERROR:  42P01: relation …", or NULL. */
static char *
find_state (const char *message)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\bERROR:\\s+([0-9A-Z]{5}):", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  return message != NULL && g_regex_match (regex, message, 0, &match)
           ? g_match_info_fetch (match, 1) : NULL;
}

/* What people should do about an error of the database, by its SQLSTATE. */
static const struct
{
  const char    *state;
  GpTargetError  code;
  const char    *hint;
} states[] = {
  { GP_POSTGRESQL_STALE, GP_TARGET_ERROR_STALE, NULL },
  { "55P03", GP_TARGET_ERROR_FAILED,
    N_("Others are at work on the tables, or another deployment is: try again later.") },
  { "42501", GP_TARGET_ERROR_TOKEN,
    N_("The role that the server connects as must own the tables.") },
  { "57014", GP_TARGET_ERROR_FAILED, N_("It took too long and was ended by the server.") },
};

static void
set_sql_error (const GpPostgresqlServer *self,
               const char               *message,
               const char               *state,
               const char               *detail,
               GError                  **error)
{
  GpTargetError code = GP_TARGET_ERROR_FAILED;
  const char *hint = NULL;
  const char *end = "";

  for (gsize i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (!g_str_equal (states[i].state, state))
        continue;
      code = states[i].code;
      hint = states[i].hint;
    }
  /* PostgreSQL's details are sentences, its messages are not. */
  if (hint != NULL)
    end = g_str_has_suffix (detail != NULL ? detail : message, ".") ? " " : ". ";
  g_set_error (error, GP_TARGET_ERROR, code, "%s: %s%s%s%s%s", self->name, message,
               detail != NULL ? " — " : "", detail != NULL ? detail : "", end,
               hint != NULL ? _(hint) : "");
}

/* An answer with a 400 is the database's; others are the server's. */
static void
set_error (const GpPostgresqlServer *self,
           const GpHttpCall         *call,
           const GpHttpAnswer       *answer,
           GpJsonDocument           *document,
           char                    **out_state,
           GError                  **error)
{
  g_autofree char *message = document != NULL ? dup_member (document, "message") : NULL;
  g_autofree char *state = document != NULL ? dup_member (document, "code") : NULL;
  g_autofree char *detail = document != NULL ? dup_member (document, "detail") : NULL;

  if (state == NULL)
    state = find_state (message);
  if (message == NULL && document != NULL)
    message = dup_member (document, "error");
  if (message != NULL && state != NULL && strlen (state) == 5)
    set_sql_error (self, message, state, detail, error);
  else
    gp_http_call_check (call, answer, message, error);
  if (out_state != NULL)
    *out_state = g_steal_pointer (&state);
}

char *
gp_postgresql_server_query (GpPostgresqlServer  *self,
                            const char          *sql,
                            guint                seconds,
                            GCancellable        *cancellable,
                            GError             **error)
{
  return gp_postgresql_server_query_state (self, sql, seconds, NULL, cancellable, error);
}

char *
gp_postgresql_server_query_state (GpPostgresqlServer  *self,
                                  const char          *sql,
                                  guint                seconds,
                                  char               **out_state,
                                  GCancellable        *cancellable,
                                  GError             **error)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GpJsonDocument) document = NULL;
  GpHttpCall call = { .name = self->name, .product = self->product, .method = "POST",
                      .url = self->url, .token = self->token, .has_gateway = self->has_gateway,
                      .limit = g_str_equal (self->product, META) ? META_LIMIT : NULL,
                      .seconds = seconds };
  GpHttpAnswer head;
  GpJsonWriter writer;
  const char *text;
  gsize length;

  g_return_val_if_fail (sql != NULL, NULL);

  gp_json_writer_init (&writer, body, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "query", sql);
  gp_json_writer_end_object (&writer);
  call.body = bytes = g_bytes_new (body->str, body->len);
  answer = gp_http_call (&call, &head, cancellable, error);
  if (answer == NULL)
    return NULL;

  text = g_bytes_get_data (answer, &length);
  document = text != NULL ? gp_json_document_parse (text, length, MAX_DEPTH, NULL) : NULL;
  if (head.status >= 300)
    {
      set_error (self, &call, &head, document, out_state, error);
      return NULL;
    }
  if (document == NULL || gp_json_get_type (document, GP_JSON_ROOT) != GP_JSON_ARRAY)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("%s is no %s: it gives another answer. See whether the address is right."),
                   self->name, self->product);
      return NULL;
    }

  return g_strndup (text, length);
}

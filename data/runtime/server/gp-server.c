/* gp-server.c — the HTTP side of a local backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * A request goes through: the head is judged as soon as it is there (size, host, origin); the body
 * is counted while it comes; then the route is found, the caller is known by the token, and the
 * handler works in the database. Everything happens in one thread, one request after the other;
 * only passwords are hashed elsewhere, while their request is paused. */
#define G_LOG_DOMAIN "gp-server"
#include "config.h"
#include "gp-server.h"

#include "gp-backend-drift.h"
#include "gp-api-keys.h"
#include "gp-connections.h"
#include "gp-event-stream.h"
#include "gp-files.h"
#include "gp-problem.h"
#include "gp-record-files.h"
#include "gp-record-sweep.h"
#include "gp-route.h"
#include "gp-run-engine.h"
#include "gp-server-private.h"
#include "gp-tokens.h"
#include "gp-upload.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define LARGE_BODY_BYTES (64 * 1024 * 1024)
#define REQUEST_KEY      "gp-request"

struct _GpServer
{
  GpBackend       *backend;
  GpServerOptions  options;
  char            *admin_token;
  char           **names;
  SoupServer      *soup;
  GpConnections   *connections;
  GpHttpMetrics   *metrics;
  GpRateLimit     *rate_limit;      /* of all requests; NULL: none */
  GpRateLimit     *client_limit;    /* of signing in */
  GpRateLimit     *account_limit;
  GpPasswords     *passwords;
  GpRunEngine     *engine;
  GpRecordSweep   *sweep;
  GpEventLog      *events;
  GpEventStream   *stream;
  gboolean         is_ending;
};

static void
set_headers (GpRequest *request)
{
  gp_request_set_header (request, "Connection", "close");
  gp_request_set_header (request, "X-Content-Type-Options", "nosniff");
  gp_request_set_header (request, "Cache-Control", "no-store");
  gp_request_set_header (request, "Referrer-Policy", "no-referrer");
  gp_request_set_header (request, "Content-Security-Policy",
                         "default-src 'none'; frame-ancestors 'none'");
}

/* The answer is complete: what the server remembers of it, and of the connection. */
static void
finish (GpServer  *self,
        GpRequest *request)
{
  const char *method = soup_server_message_get_method (request->message);
  double seconds = (double) (g_get_monotonic_time () - request->started) / G_USEC_PER_SEC;

  request->is_finished = TRUE;
  gp_connections_note (self->connections, request->message, TRUE);
  gp_http_metrics_count (self->metrics, request->route != NULL ? method : "other",
                    request->route != NULL ? request->route : "other",
                    soup_server_message_get_status (request->message), seconds);
}

static void
finished_cb (SoupServerMessage *message,
             GpRequest         *request)
{
  finish (request->server, request);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              GpRequest         *request)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (chunk, &size);

  if (request->is_too_large)
    {
      /* The rest is read away so that the answer gets through, but not for ever. */
      request->passed_over += size;
      if (request->passed_over > LARGE_BODY_BYTES)
        gp_connections_drop (request->server->connections, message);
      return;
    }
  if (request->body->len + size > request->body_limit)
    {
      request->is_too_large = TRUE;
      g_string_truncate (request->body, 0);
      return;
    }
  g_string_append_len (request->body, data, size);
}

/* The rest of the header "Authorization: Bearer …"; NULL where there is no bearer token. */
static const char *
get_token (GpRequest *request)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");

  return header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0 ? header + 7 : NULL;
}

static gboolean
is_admin_token (GpServer   *self,
                const char *token)
{
  gsize length = strlen (self->admin_token);

  return token != NULL && strlen (token) == length
         && sodium_memcmp (token, self->admin_token, length) == 0;
}

static gboolean
refuse_admin (GpRequest  *request,
              GError    **error)
{
  return gp_problem_set (error, request->caller.is_signed_in ? SOUP_STATUS_FORBIDDEN
                                                             : SOUP_STATUS_UNAUTHORIZED,
                         "admin", "%s", _("This needs the admin token."));
}

/* Who asks, by the token. No token is nobody; a wrong one is a 401. */
static gboolean
identify (GpServer   *self,
          GpRequest  *request,
          GError    **error)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");
  const char *token = get_token (request);

  if (header == NULL)
    return TRUE;
  if (token == NULL)
    return gp_problem_set (error, SOUP_STATUS_UNAUTHORIZED, "token", "%s",
                           _("Only bearer tokens are known here."));
  if (is_admin_token (self, token))
    {
      request->caller.is_admin = TRUE;
      return TRUE;
    }

  if (g_str_has_prefix (token, GP_API_KEY_PREFIX))
    return gp_api_keys_identify (self->backend, token, request->now, &request->caller, error);

  return gp_tokens_identify (self->backend, token, request->now, &request->caller, error);
}

gboolean
gp_server_identify (GpServer   *self,
                    GpRequest  *request,
                    GError    **error)
{
  gp_caller_clear (&request->caller);
  gp_caller_init (&request->caller);

  return identify (self, request, error);
}

/* A file may be larger than other bodies, where the caller may send one. Who that is is found out
 * again when the request is there: the rules may have changed by then. */
static void
raise_limit (GpServer   *self,
             GpRequest  *request,
             const char *path)
{
  g_autoptr(GError) ignored = NULL;
  const char *method = soup_server_message_get_method (request->message);
  gboolean is_file = g_str_has_prefix (path, "/api/files/");

  if (!is_file && !gp_upload_is_form (request))
    return;
  if (identify (self, request, &ignored))
    request->body_limit = is_file
                            ? gp_files_get_limit (request, method, path, request->body_limit)
                            : gp_record_files_get_limit (request, method, path,
                                                         request->body_limit);
  gp_caller_clear (&request->caller);
  gp_caller_init (&request->caller);
}

/* Large bodies are kept for the admin alone, and others are told so before they send one. */
static gboolean
check_early (GpServer    *self,
             GpRequest   *request,
             const char  *path,
             GError     **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  gboolean is_admin_path = g_str_has_prefix (path, "/admin/");
  gboolean is_admin = is_admin_path && is_admin_token (self, get_token (request));

  request->json_limit = is_admin ? LARGE_BODY_BYTES : self->options.max_body_bytes;
  request->body_limit = request->json_limit;
  raise_limit (self, request, path);
  if (is_admin_path && !is_admin
      && soup_message_headers_get_content_length (headers) > (goffset) request->body_limit)
    return refuse_admin (request, error);

  return gp_server_check_head (request, (const char *const *) self->names, error);
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  GpServer *self = user_data;
  GpRequest *request;
  g_autoptr(GError) error = NULL;

  if (gp_server_refuse_length (message))
    return;

  request = gp_request_new (self, self->backend, message);
  g_object_set_data_full (G_OBJECT (message), REQUEST_KEY, request,
                          (GDestroyNotify) gp_request_unref);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), request);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  set_headers (request);
  gp_server_take_range (request);

  if (!check_early (self, request, path, &error))
    gp_request_fail (request, error);
}

static gboolean
check_rate (GpRequest    *request,
            GpRateLimit  *limit,
            GError      **error)
{
  guint wait = gp_rate_limit_take (limit, request->peer, request->started);
  g_autofree char *seconds = g_strdup_printf ("%u", wait);

  if (wait == 0)
    return TRUE;

  gp_request_set_header (request, "Retry-After", seconds);

  return gp_problem_set (error, 429, "rate",
                         g_dngettext (GETTEXT_PACKAGE, "Too often: try again in %u second.",
                                      "Too often: try again in %u seconds.", wait), wait);
}

/* A statement that fails because of what another program did says so, and not that something went
 * wrong. */
static gboolean
call_handler (GpServer       *self,
              const GpRoute  *route,
              GpRequest      *request,
              GError        **error)
{
  g_autoptr(GError) failure = NULL;

  if (route->handler (request, &failure))
    return TRUE;

  if (g_error_matches (failure, GP_SQLITE_ERROR, GP_SQLITE_ERROR_FAILED)
      && !gp_backend_check_tables (self->backend, error))
    {
      g_message ("%s", failure->message);
      return FALSE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
handle (GpServer   *self,
        GpRequest  *request,
        GError    **error)
{
  const GpRoute *route;

  /* A write would be lost to the flows, whose engine has gone. */
  if (self->is_ending)
    return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "ending", "%s",
                           _("The backend is ending."));
  if (request->is_too_large)
    return gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                           _("The body is larger than %zu bytes."),
                           request->body_limit);
  if (!gp_request_read_target (request, error))
    return FALSE;

  if (self->rate_limit != NULL && !check_rate (request, self->rate_limit, error))
    return FALSE;
  route = gp_route_find (request, soup_server_message_get_method (request->message), error);
  if (route == NULL
      || ((route->flags & GP_ROUTE_LIMITED) != 0
          && !check_rate (request, self->client_limit, error))
      || !identify (self, request, error))
    return FALSE;
  if ((route->flags & GP_ROUTE_ADMIN) != 0 && !request->caller.is_admin)
    return refuse_admin (request, error);
  if (!gp_backend_refresh (self->backend, error))
    return FALSE;

  gp_backend_limit (self->backend, (route->flags & GP_ROUTE_SLOW) != 0
                                     ? 0 : self->options.query_milliseconds);

  return call_handler (self, route, request, error);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  GpServer *self = user_data;
  GpRequest *request = g_object_get_data (G_OBJECT (message), REQUEST_KEY);
  g_autoptr(GError) error = NULL;

  gp_connections_note (self->connections, message, FALSE);
  request->engine = self->engine;
  if (!handle (self, request, &error))
    gp_request_fail (request, error);
  gp_backend_limit (self->backend, 0);
  gp_event_log_settle (self->events);
  if (self->engine != NULL)
    gp_run_engine_notice (self->engine);
  if (self->sweep != NULL)
    gp_record_sweep_notice (self->sweep);
}

GpServer *
gp_server_new (GpBackend             *backend,
               const GpServerOptions *options)
{
  GpServer *self = g_new0 (GpServer, 1);

  g_return_val_if_fail (options->admin_token != NULL && *options->admin_token != '\0', NULL);

  self->backend = backend;
  self->options = *options;
  self->admin_token = g_strdup (options->admin_token);
  self->names = g_strdupv ((char **) options->names);
  self->metrics = gp_http_metrics_new ();
  if (options->rate_per_second > 0)
    self->rate_limit = gp_rate_limit_new (MAX (1, 2 * options->rate_per_second),
                                          1 / options->rate_per_second);
  self->client_limit = gp_rate_limit_new (options->auth_burst, options->auth_seconds);
  self->account_limit = gp_rate_limit_new (5, 60);
  self->passwords = gp_passwords_new (options->password_strength);
  self->events = gp_event_log_new (gp_backend_get_sqlite (backend), options->event_lines);
  gp_backend_set_events (backend, self->events);
  self->engine = gp_run_engine_new (backend);
  self->sweep = gp_record_sweep_new (backend, self->engine);
  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", "groundplan", NULL);
  self->connections = gp_connections_new (self->soup, options->max_connections,
                                          options->connection_seconds);
  self->stream = gp_event_stream_new (self->events, self->connections,
                                      options->event_beat_milliseconds);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);

  return self;
}

void
gp_server_free (GpServer *self)
{
  if (self == NULL)
    return;

  /* Until the connections are closed more requests come in, whenever events are dispatched. */
  self->is_ending = TRUE;
  /* Hashes under way come back to their requests first. */
  g_clear_pointer (&self->passwords, gp_passwords_free);
  g_clear_pointer (&self->sweep, gp_record_sweep_free);
  g_clear_pointer (&self->engine, gp_run_engine_free);
  g_clear_pointer (&self->stream, gp_event_stream_free);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  soup_server_disconnect (self->soup);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  gp_backend_set_events (self->backend, NULL);
  gp_event_log_free (self->events);
  gp_connections_free (self->connections);
  g_object_unref (self->soup);
  gp_http_metrics_free (self->metrics);
  gp_rate_limit_free (self->rate_limit);
  gp_rate_limit_free (self->client_limit);
  gp_rate_limit_free (self->account_limit);
  sodium_memzero (self->admin_token, strlen (self->admin_token));
  g_free (self->admin_token);
  g_strfreev (self->names);
  g_free (self);
}

gboolean
gp_server_listen (GpServer    *self,
                  const char  *address,
                  guint        port,
                  guint       *out_port,
                  GError     **error)
{
  return gp_connections_listen (self->connections, address, port, out_port, error);
}

GpBackend *
gp_server_get_backend (GpServer *self)
{
  return self->backend;
}

GpRunEngine *
gp_server_get_engine (GpServer *self)
{
  return self->engine;
}

GpEventStream *
gp_server_get_stream (GpServer *self)
{
  return self->stream;
}

GpRecordSweep *
gp_server_get_sweep (GpServer *self)
{
  return self->sweep;
}

GpHttpMetrics *
gp_server_get_metrics (GpServer *self)
{
  return self->metrics;
}

GpRateLimit *
gp_server_get_account_limit (GpServer *self)
{
  return self->account_limit;
}

GpPasswords *
gp_server_get_passwords (GpServer *self)
{
  return self->passwords;
}

guint
gp_server_get_n_connections (GpServer *self)
{
  return gp_connections_get_n (self->connections);
}

/* gp-request.c — one HTTP request on its way through the backend
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-request"
#include "config.h"
#include "gp-request.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-problem.h"
#include "gp-record-access.h"

#include <glib/gi18n-lib.h>

#define MAX_SEGMENTS 16
#define MAX_QUERY    64

static GpRequest *
request_alloc (GpBackend *backend)
{
  GpRequest *self = g_new0 (GpRequest, 1);

  g_atomic_ref_count_init (&self->count);
  self->backend = backend;
  self->body = g_string_new (NULL);
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->now = g_get_real_time ();
  self->started = g_get_monotonic_time ();
  gp_caller_init (&self->caller);

  return self;
}

GpRequest *
gp_request_new (GpServer          *server,
                GpBackend         *backend,
                SoupServerMessage *message)
{
  GpRequest *self = request_alloc (backend);
  GSocketAddress *peer = soup_server_message_get_remote_address (message);

  self->server = server;
  self->message = message;
  if (G_IS_INET_SOCKET_ADDRESS (peer))
    self->peer = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
  else
    self->peer = g_strdup ("");

  return self;
}

GpRequest *
gp_request_new_for_flow (GpBackend   *backend,
                         GpRunEngine *engine,
                         guint        depth,
                         GpExprValue *user,
                         const char  *tenant)
{
  GpRequest *self = request_alloc (backend);

  self->engine = engine;
  self->depth = depth;
  self->user = user != NULL ? gp_expr_value_ref (user) : NULL;
  self->peer = g_strdup ("");
  self->caller.is_admin = TRUE;
  self->caller.tenant = g_strdup (tenant);

  return self;
}

GpRequest *
gp_request_new_for_backend (GpBackend   *backend,
                            GpRunEngine *engine,
                            const char  *actor,
                            gint64       now)
{
  GpRequest *self = gp_request_new_for_flow (backend, engine, 0, NULL, NULL);

  self->actor = actor;
  self->now = now;

  return self;
}

GpRequest *
gp_request_ref (GpRequest *self)
{
  g_atomic_ref_count_inc (&self->count);

  return self;
}

void
gp_request_unref (GpRequest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;

  g_strfreev (self->segments);
  g_strfreev (self->raw_segments);
  g_hash_table_unref (self->query);
  g_string_free (self->body, TRUE);
  g_free (self->peer);
  g_free (self->range);
  gp_expr_value_unref (self->user);
  gp_caller_clear (&self->caller);
  g_clear_pointer (&self->uploads, g_ptr_array_unref);
  g_clear_pointer (&self->accesses, g_hash_table_unref);
  g_free (self);
}

static gboolean
refuse_target (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "address", "%s",
                         _("The address is malformed."));
}

static gboolean
read_path (GpRequest  *self,
           const char *path,
           GError    **error)
{
  g_auto(GStrv) parts = g_strsplit (*path == '/' ? path + 1 : path, "/", MAX_SEGMENTS + 1);

  if (g_strv_length (parts) > MAX_SEGMENTS)
    return refuse_target (error);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *decoded = g_uri_unescape_string (parts[i], NULL);

      if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
        {
          g_free (decoded);
          return refuse_target (error);
        }
      g_free (parts[i]);
      parts[i] = decoded;
    }
  self->raw_segments = g_strsplit (*path == '/' ? path + 1 : path, "/", MAX_SEGMENTS + 1);
  self->segments = g_steal_pointer (&parts);

  return TRUE;
}

static gboolean
read_parameter (GpRequest  *self,
                char       *part,
                GError    **error)
{
  char *equals = strchr (part, '=');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (equals != NULL)
    *equals = '\0';
  g_strdelimit (part, "+", ' ');
  if (equals != NULL)
    g_strdelimit (equals + 1, "+", ' ');

  name = g_uri_unescape_string (part, NULL);
  value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
  if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL)
      || !g_utf8_validate (value, -1, NULL))
    return refuse_target (error);
  if (g_hash_table_contains (self->query, name))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "query",
                           _("The parameter “%s” is given twice."), name);
  g_hash_table_insert (self->query, g_steal_pointer (&name), g_steal_pointer (&value));

  return TRUE;
}

gboolean
gp_request_read_target (GpRequest *self,
                        GError   **error)
{
  GUri *uri = soup_server_message_get_uri (self->message);
  const char *query = g_uri_get_query (uri);
  g_auto(GStrv) parts = NULL;

  if (!read_path (self, g_uri_get_path (uri), error))
    return FALSE;
  if (query == NULL || *query == '\0')
    return TRUE;

  parts = g_strsplit (query, "&", MAX_QUERY + 1);
  if (g_strv_length (parts) > MAX_QUERY)
    return refuse_target (error);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0' && !read_parameter (self, parts[i], error))
        return FALSE;
    }

  return TRUE;
}

const char *
gp_request_get (GpRequest  *self,
                const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

gboolean
gp_request_check_query (GpRequest         *self,
                        const char *const *known,
                        GError           **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_strv_contains (known, name))
        {
          g_autofree char *list = g_strjoinv (", ", (char **) known);

          return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "query",
                                 _("There is no parameter “%s” here, but: %s."),
                                 (const char *) name, list);
        }
    }

  return TRUE;
}

GpJsonDocument *
gp_request_parse_body (GpRequest *self,
                       guint      max_depth,
                       GError   **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GError) failure = NULL;
  GpJsonDocument *document;

  /* Also keeps other sites' pages out: a browser asks before it sends this type across origins. */
  if (g_strcmp0 (type, "application/json") != 0)
    {
      gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type", "%s",
                      _("The body must be JSON, with Content-Type: application/json."));
      return NULL;
    }

  document = gp_json_document_parse (self->body->str, self->body->len, max_depth, &failure);
  if (document == NULL)
    gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "json", "%s", failure->message);

  return document;
}

void
gp_request_set_header (GpRequest  *self,
                       const char *name,
                       const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

void
gp_request_reply (GpRequest  *self,
                  guint       status,
                  const char *content_type,
                  GString    *body)
{
  soup_server_message_set_status (self->message, status, NULL);
  if (body == NULL)
    return;

  gsize length = body->len;

  soup_server_message_set_response (self->message, content_type, SOUP_MEMORY_TAKE,
                                    g_string_free (body, FALSE), length);
}

gboolean
gp_request_reply_json (GpRequest *self,
                       guint      status,
                       GString   *body)
{
  gp_request_reply (self, status, "application/json", body);

  return TRUE;
}

void
gp_request_fail (GpRequest    *self,
                 const GError *error)
{
  guint status;
  char *json = gp_problem_to_json (error, &status);

  if (status >= SOUP_STATUS_INTERNAL_SERVER_ERROR)
    g_message ("%s %s: %s", soup_server_message_get_method (self->message),
               self->route != NULL ? self->route : "", error->message);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    gp_request_set_header (self, "WWW-Authenticate", "Bearer");

  soup_server_message_set_status (self->message, status, NULL);
  soup_server_message_set_response (self->message, "application/problem+json", SOUP_MEMORY_TAKE,
                                    json, strlen (json));
}

void
gp_request_pause (GpRequest *self)
{
  self->is_paused = TRUE;
  g_object_ref (self->message);
  soup_server_message_pause (self->message);
}

void
gp_request_resume (GpRequest *self)
{
  g_return_if_fail (self->is_paused);

  self->is_paused = FALSE;
  if (!self->is_finished)
    soup_server_message_unpause (self->message);
  g_object_unref (self->message);
}

void
gp_caller_init (GpCaller *self)
{
  *self = (GpCaller) { .roles = g_array_new (FALSE, FALSE, sizeof (GpId)) };
}

void
gp_caller_clear (GpCaller *self)
{
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->tenant, g_free);
  g_clear_pointer (&self->claims, g_free);
  g_clear_pointer (&self->entities, g_array_unref);
  g_clear_pointer (&self->roles, g_array_unref);
  g_clear_pointer (&self->access, gp_access_caller_free);
}

gboolean
gp_caller_reaches (const GpCaller *self,
                   const GpId     *entity)
{
  for (guint i = 0; self->entities != NULL && i < self->entities->len; i++)
    if (gp_id_equal (&g_array_index (self->entities, GpId, i), entity))
      return TRUE;

  return self->entities == NULL;
}

const GpAccessCaller *
gp_request_get_caller (GpRequest *self)
{
  GpCaller *caller = &self->caller;
  g_autoptr(GpExprValue) claims = NULL;
  GpAccessUser user;

  if (caller->access != NULL)
    return caller->access;

  if (caller->claims != NULL)
    claims = gp_expr_value_from_json (caller->claims, -1, NULL);
  user = (GpAccessUser) {
    .signed_in = caller->is_signed_in, .id = caller->user, .email = caller->email,
    .tenant = caller->tenant, .claims = claims, .roles = (const GpId *) caller->roles->data,
    .n_roles = caller->roles->len,
  };
  caller->access = gp_access_caller_new (gp_backend_get_access (self->backend), &user);

  return caller->access;
}

GpExprValue *
gp_request_dup_user (GpRequest *self)
{
  g_autoptr(GpExprValue) user = NULL;
  g_autoptr(GpExprValue) settled = NULL;

  if (self->user != NULL)
    return gp_expr_value_ref (self->user);
  user = gp_expr_value_ref (gp_access_caller_get_user (gp_request_get_caller (self)));
  settled = gp_flow_value_settle (user);

  return self->caller.key == NULL
           ? g_steal_pointer (&settled)
           : gp_flow_value_with (settled, GP_REQUEST_USER_KEY,
                                 gp_expr_value_new_string (self->caller.key, -1));
}

gboolean
gp_request_may_at_all (GpRequest  *self,
                       const GpId *subject,
                       const char *action)
{
  const GPtrArray *rules = gp_access_peek_rules (gp_backend_get_access (self->backend), subject);

  if (self->caller.is_admin)
    return TRUE;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];

      if (!rule->forbid && gp_access_rule_is_about (rule, action)
          && gp_access_caller_is_meant (gp_request_get_caller (self), rule))
        return gp_caller_reaches (&self->caller, subject);
    }

  return FALSE;
}

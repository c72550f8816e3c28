/* gp-json-client.c — questions to a server that speaks JSON, one after the other
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-json-client"
#include "config.h"
#include "gp-json-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-http-request.h"
#include "gp-target.h"

#define MAX_DEPTH 64
#define SECONDS   60

struct _GpJsonClient
{
  SoupSession *session;
  char        *url;
  char        *token;
  char        *body;
};

GpJsonClient *
gp_json_client_new (const char *url,
                    const char *token)
{
  GpJsonClient *self = g_new0 (GpJsonClient, 1);

  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->url = g_strdup (url);
  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->token = g_strdup (token);
  return self;
}

void
gp_json_client_free (GpJsonClient *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->session);
  g_free (self->url);
  g_free (self->token);
  g_free (self->body);
  g_free (self);
}

const char *
gp_json_client_get_url (const GpJsonClient *self)
{
  return self->url;
}

const char *
gp_json_client_get_token (const GpJsonClient *self)
{
  return self->token;
}

const char *
gp_json_client_get_body (const GpJsonClient *self)
{
  return self->body;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static SoupMessage *
make_message (GpJsonClient *self,
              const char   *method,
              const char   *path,
              const char   *token,
              const char   *body)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  g_autofree char *value = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  value);
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

guint
gp_json_client_call (GpJsonClient  *self,
                     const char    *method,
                     const char    *path,
                     const char    *token,
                     const char    *body,
                     GError       **error)
{
  g_autoptr(SoupMessage) message = make_message (self, method, path, token, body);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  const char *text;

  g_clear_pointer (&self->body, g_free);
  gp_http_request_async (self->session, message, SECONDS, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = gp_http_request_finish (answer, &failure);
  if (bytes == NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT,
                   _("%s does not answer: %s. Is the backend started?"), self->url,
                   failure->message);
      return 0;
    }
  text = g_bytes_get_data (bytes, &length);
  self->body = g_strndup (length > 0 ? text : "", length);
  return soup_message_get_status (message);
}

guint
gp_json_client_manage (GpJsonClient  *self,
                       const char    *method,
                       const char    *path,
                       const char    *body,
                       GError       **error)
{
  return gp_json_client_call (self, method, path, self->token, body, error);
}

char *
gp_json_client_dup (GpJsonClient *self,
                    const char   *path)
{
  g_autoptr(GpJsonDocument) document = NULL;
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  GpJsonNode node = GP_JSON_ROOT;
  const char *raw;
  gsize length;

  if (self->body == NULL)
    return NULL;
  document = gp_json_document_parse (self->body, strlen (self->body), MAX_DEPTH, NULL);
  if (document == NULL)
    return NULL;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      node = gp_json_find (document, node, names[i]);
      if (node == GP_JSON_ROOT)
        return NULL;
    }
  if (gp_json_get_type (document, node) == GP_JSON_STRING)
    return g_strdup (gp_json_get_text (document, node));
  raw = gp_json_get_raw (document, node, &length);
  return g_strndup (raw, length);
}

/* gp-directus-client.c — requests to a Directus, strictly one after the other
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-directus-client"
#include "config.h"
#include "gp-directus-client.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "gp-http-call.h"
#include "gp-target.h"

#define SECONDS 300    /* an apply that rebuilds large tables takes its time */

struct _GpDirectusClient
{
  GCancellable *cancellable;
  char         *name;
  char         *url;         /* without a slash at the end */
  char         *token;
};

GpDirectusClient *
gp_directus_client_new (const char   *name,
                        const char   *url,
                        const char   *token,
                        GCancellable *cancellable)
{
  GpDirectusClient *self = g_new0 (GpDirectusClient, 1);

  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->name = g_strdup (name);
  self->url = g_strdup (url);
  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->token = g_strdup (token);
  return self;
}

void
gp_directus_client_free (GpDirectusClient *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_free (self->name);
  g_free (self->url);
  g_free (self->token);
  g_free (self);
}

/* What Directus says itself: all messages of its body. NULL where it says nothing. */
static char *
dup_reasons (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) root = length > 0 ? gp_directus_json_parse (text, length, NULL) : NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  JsonArray *errors;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  errors = gp_directus_json_array (json_node_get_object (root), "errors");
  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    {
      JsonNode *item = json_array_get_element (errors, i);
      const char *message = JSON_NODE_HOLDS_OBJECT (item)
        ? gp_directus_json_text (json_node_get_object (item), "message") : NULL;

      if (message != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", message);
    }
  if (strstr (out->str, "entity too large") != NULL)
    g_string_append_printf (out, " (%s)", _("raise its MAX_PAYLOAD_SIZE"));
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* A form with @body as its one file; @type: (out): what it is. */
static GBytes *
make_form (GBytes  *body,
           char   **type)
{
  g_autoptr(SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  GBytes *parts = NULL;

  soup_multipart_append_form_file (form, "file", "body.json", "application/json", body);
  soup_multipart_to_message (form, headers, &parts);
  *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  soup_message_headers_unref (headers);
  return parts;
}

static JsonNode *
read_data (GpDirectusClient  *self,
           GBytes            *bytes,
           GError           **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr(JsonNode) root = NULL;
  JsonNode *data;

  if (length == 0)
    return json_node_new (JSON_NODE_NULL);
  root = gp_directus_json_parse (text, length, error);
  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", self->name);
      return NULL;
    }
  data = JSON_NODE_HOLDS_OBJECT (root)
    ? json_object_get_member (json_node_get_object (root), "data") : NULL;
  if (data == NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("%s is no Directus: it gives another answer. Look at the address."),
                   self->name);
      return NULL;
    }
  return gp_directus_json_copy (data);
}

static JsonNode *
send (GpDirectusClient  *self,
      const char        *method,
      const char        *path,
      JsonNode          *body,
      gboolean           as_file,
      GError           **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autofree char *text = body != NULL ? gp_directus_json_print (body) : NULL;
  g_autoptr(GBytes) json = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autofree char *type = NULL;
  g_autoptr(GBytes) form = as_file ? make_form (json, &type) : NULL;
  GpHttpCall call = { .name = self->name, .product = "Directus", .method = method, .url = url,
                      .token = self->token, .content_type = type,
                      .body = as_file ? form : json, .seconds = SECONDS };
  GpHttpAnswer answer;
  g_autoptr(GBytes) bytes = gp_http_call (&call, &answer, self->cancellable, error);
  g_autofree char *reasons = NULL;

  if (bytes == NULL)
    return NULL;
  if (SOUP_STATUS_IS_SUCCESSFUL (answer.status))
    return read_data (self, bytes, error);
  reasons = dup_reasons (bytes);
  gp_http_call_check (&call, &answer, reasons, error);
  return NULL;
}

JsonNode *
gp_directus_client_send (GpDirectusClient  *self,
                         const char        *method,
                         const char        *path,
                         JsonNode          *body,
                         GError           **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return send (self, method, path, body, FALSE, error);
}

JsonNode *
gp_directus_client_upload (GpDirectusClient  *self,
                           const char        *path,
                           JsonNode          *body,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  return send (self, "POST", path, body, TRUE, error);
}

/* gp-pocketbase-client.c — requests to a PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * A token is asked for with the first request that needs one, where only a password is known. The
 * server that restores a backup starts anew: it is asked until it answers. */
#define G_LOG_DOMAIN "gp-pocketbase-client"
#include "config.h"
#include "gp-pocketbase-client.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "gp-http-call.h"
#include "gp-target.h"

#define SECONDS 300          /* backups and indexes take their time */
#define PROBE_SECONDS 10
#define RESTART_SECONDS 60

struct _GpPocketbaseClient
{
  GCancellable *cancellable;
  char         *name;
  char         *url;         /* without a slash at the end */
  char         *login;       /* NULL: @token is what was given */
  char         *password;
  char         *token;
  gboolean      is_new;
};

GpPocketbaseClient *
gp_pocketbase_client_new (const char   *name,
                          const char   *url,
                          const char   *secret,
                          GCancellable *cancellable)
{
  GpPocketbaseClient *self = g_new0 (GpPocketbaseClient, 1);
  const char *colon = secret != NULL ? strchr (secret, ':') : NULL;
  const char *at = secret != NULL ? strchr (secret, '@') : NULL;

  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->name = g_strdup (name);
  self->url = g_strdup (url);
  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  if (colon != NULL && at != NULL && at < colon)
    {
      self->login = g_strndup (secret, (gsize) (colon - secret));
      self->password = g_strdup (colon + 1);
    }
  else
    {
      self->token = g_strdup (secret);
    }
  return self;
}

void
gp_pocketbase_client_free (GpPocketbaseClient *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_free (self->name);
  g_free (self->url);
  g_free (self->login);
  g_free (self->password);
  g_free (self->token);
  g_free (self);
}

gboolean
gp_pocketbase_client_is_new (const GpPocketbaseClient *self)
{
  return self->is_new;
}

void
gp_pocketbase_client_set_new (GpPocketbaseClient *self,
                              gboolean            is_new)
{
  self->is_new = is_new;
}

static void
append_message (GString    *out,
                const char *message)
{
  if (message != NULL && *message != '\0' && strstr (out->str, message) == NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", message);
}

/* {"message": …, "data": {field: {"message": …}}}: all of them. NULL where it says nothing. */
static char *
dup_reasons (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) root = length > 0 ? gp_directus_json_parse (text, length, NULL) : NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  JsonObjectIter iter;
  JsonObject *data;
  const char *name;
  JsonNode *node;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  append_message (out, gp_directus_json_text (json_node_get_object (root), "message"));
  data = gp_directus_json_object (json_node_get_object (root), "data");
  if (data != NULL)
    {
      json_object_iter_init (&iter, data);
      while (json_object_iter_next (&iter, &name, &node))
        if (JSON_NODE_HOLDS_OBJECT (node))
          append_message (out, gp_directus_json_text (json_node_get_object (node), "message"));
    }
  g_strdelimit (out->str, "\n", ' ');
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* The body of any answer; NULL where there is none. */
static GBytes *
ask (GpPocketbaseClient  *self,
     const char          *method,
     const char          *path,
     JsonNode            *body,
     guint                seconds,
     GpHttpCall          *call,
     GpHttpAnswer        *answer,
     GError             **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autofree char *text = body != NULL ? gp_directus_json_print (body) : NULL;
  g_autoptr(GBytes) json = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  GBytes *bytes;

  *call = (GpHttpCall) { .name = self->name, .product = "PocketBase", .method = method,
                         .url = url, .token = self->token, .body = json, .seconds = seconds };
  bytes = gp_http_call (call, answer, self->cancellable, error);
  call->url = NULL;
  call->body = NULL;
  return bytes;
}

static JsonNode *
read_answer (GpPocketbaseClient  *self,
             GBytes              *bytes,
             GError             **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr(GError) cause = NULL;
  JsonNode *root;

  if (length == 0)
    return json_node_new (JSON_NODE_NULL);
  root = gp_directus_json_parse (text, length, &cause);
  if (root == NULL)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                 _("%s is no PocketBase: it gives another answer. Look at the address."),
                 self->name);
  return root;
}

static JsonNode *
send (GpPocketbaseClient  *self,
      const char          *method,
      const char          *path,
      JsonNode            *body,
      GError             **error)
{
  GpHttpCall call;
  GpHttpAnswer answer;
  g_autoptr(GBytes) bytes = ask (self, method, path, body, SECONDS, &call, &answer, error);
  g_autofree char *reasons = NULL;

  if (bytes == NULL)
    return NULL;
  if (SOUP_STATUS_IS_SUCCESSFUL (answer.status))
    return read_answer (self, bytes, error);
  reasons = dup_reasons (bytes);
  gp_http_call_check (&call, &answer, reasons, error);
  return NULL;
}

/* The path of 0.22; that of newer ones where there is none. */
static gboolean
sign_in (GpPocketbaseClient  *self,
         GError             **error)
{
  static const char *const paths[] = { "/api/admins/auth-with-password",
                                       "/api/collections/_superusers/auth-with-password" };
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) body = NULL;
  const char *token = NULL;

  json_object_set_string_member (object, "identity", self->login);
  json_object_set_string_member (object, "password", self->password);
  body = gp_directus_json_wrap (object);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GpHttpCall call;
      GpHttpAnswer answer;
      g_autoptr(GBytes) bytes = ask (self, "POST", paths[i], body, SECONDS, &call, &answer, error);
      g_autoptr(JsonNode) node = NULL;

      if (bytes == NULL)
        return FALSE;
      if (answer.status == SOUP_STATUS_NOT_FOUND && i == 0)
        continue;
      if (answer.status == SOUP_STATUS_BAD_REQUEST)
        break;
      if (!gp_http_call_check (&call, &answer, NULL, error))
        return FALSE;
      node = read_answer (self, bytes, error);
      if (node == NULL)
        return FALSE;
      if (JSON_NODE_HOLDS_OBJECT (node))
        token = gp_directus_json_text (json_node_get_object (node), "token");
      self->token = g_strdup (token);
      if (token != NULL)
        return TRUE;
    }
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN,
               _("%s does not accept the e-mail and the password of the administrator."),
               self->name);
  return FALSE;
}

JsonNode *
gp_pocketbase_client_send (GpPocketbaseClient  *self,
                           const char          *method,
                           const char          *path,
                           JsonNode            *body,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->token == NULL && self->login != NULL && !sign_in (self, error))
    return NULL;
  return send (self, method, path, body, error);
}

gboolean
gp_pocketbase_client_probe (GpPocketbaseClient  *self,
                            GError             **error)
{
  GpHttpCall call;
  GpHttpAnswer answer;
  g_autoptr(GBytes) bytes = ask (self, "GET", "/api/health", NULL, PROBE_SECONDS, &call, &answer,
                                 error);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *health;

  if (bytes == NULL || !gp_http_call_check (&call, &answer, NULL, error))
    return FALSE;
  node = read_answer (self, bytes, error);
  if (node == NULL)
    return FALSE;
  health = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (gp_directus_json_int (health, "code", 0) == SOUP_STATUS_OK)
    return TRUE;
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
               _("%s is no PocketBase: it gives another answer. Look at the address."),
               self->name);
  return FALSE;
}

gboolean
gp_pocketbase_client_wait (GpPocketbaseClient  *self,
                           GError             **error)
{
  gint64 end = g_get_monotonic_time () + RESTART_SECONDS * G_USEC_PER_SEC;
  g_autoptr(GError) last = NULL;

  do
    {
      g_clear_error (&last);
      if (gp_pocketbase_client_probe (self, &last))
        return TRUE;
      g_usleep (G_USEC_PER_SEC / 5);
    }
  while (g_get_monotonic_time () < end && !g_cancellable_is_cancelled (self->cancellable));
  g_propagate_error (error, g_steal_pointer (&last));
  return FALSE;
}

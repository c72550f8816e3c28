/* gp-http-call.c — one question to a server of somebody else's, asked by a worker
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each question has a session and a main context of its own. That costs a connection for each, and
 * a deployment asks few; nothing is left behind that another thread could meet. */
#define G_LOG_DOMAIN "gp-http-call"
#include "config.h"
#include "gp-http-call.h"

#include "gp-http-request.h"
#include "gp-retry-after.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

#define MAX_DETAIL  600   /* characters of what a server says that are shown */
#define LARGE       ((gsize) 1000 * 1000)   /* bytes; servers rarely have a lower limit */
#define MAX_WAIT    20    /* seconds that a busy server may ask for */
#define MAX_REPEATS 3
#define TOO_MANY_REQUESTS 429   /* libsoup has no name for it */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static SoupMessage *
make_message (const GpHttpCall *self)
{
  SoupMessage *message = soup_message_new (self->method, self->url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      if (self->has_gateway)
        soup_message_headers_replace (headers, "apikey", self->token);
    }
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (
      message, self->content_type != NULL ? self->content_type : "application/json", self->body);

  return message;
}

GError *
gp_http_call_explain (const GpHttpCall *self,
                      SoupMessage      *message,
                      const GError     *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (failure);
  if (failure->domain == G_TLS_ERROR || soup_message_get_tls_peer_certificate_errors (message) != 0)
    return g_error_new (GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                        _("%s cannot prove who it is: %s. Nothing was sent. Mend its certificate, "
                          "or add the authority that signed it to those that this system trusts."),
                        self->name, failure->message);
  /* A server that has seen enough goes away in the middle, and what it said may be lost. */
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) && self->body != NULL
      && g_bytes_get_size (self->body) > LARGE)
    {
      g_autofree char *size = g_format_size (g_bytes_get_size (self->body));
      g_autofree char *sentence =
        g_strdup_printf (_("%s ended the connection at a request of %s: it may take none of this "
                           "size. Raise the limit there."), self->name, size);

      return g_error_new (GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT, "%s%s%s%s", sentence,
                          self->limit != NULL ? " (" : "", self->limit != NULL ? self->limit : "",
                          self->limit != NULL ? ")" : "");
    }
  return g_error_new (GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT,
                      _("%s does not answer: %s. See whether it runs and the address is right."),
                      self->name, failure->message);
}

void
gp_http_answer_read (GpHttpAnswer *self,
                     SoupMessage  *message)
{
  guint wait;

  self->status = soup_message_get_status (message);
  self->wait = gp_retry_after_read (message, g_get_real_time (), &wait) ? MAX (wait, 1) : 0;
}

static GBytes *
send (const GpHttpCall  *self,
      GMainContext      *context,
      GpHttpAnswer      *out,
      GCancellable      *cancellable,
      GError           **error)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = make_message (self);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) body = NULL;

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  gp_http_request_async (session, message, self->seconds, cancellable, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (context, TRUE);
  body = gp_http_request_finish (answer, &failure);
  soup_session_abort (session);
  /* What the session began may still end: it must find its context alive. */
  while (g_main_context_iteration (context, FALSE))
    ;
  if (body == NULL)
    {
      g_propagate_error (error, gp_http_call_explain (self, message, failure));
      return NULL;
    }
  gp_http_answer_read (out, message);

  return g_steal_pointer (&body);
}

static gboolean
waited_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* In steps, so that it can be cancelled. */
static void
wait_for (guint         seconds,
          GMainContext *context,
          GCancellable *cancellable)
{
  for (guint i = 0; i < seconds * 10 && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(GSource) source = g_timeout_source_new (100);
      gboolean waited = FALSE;

      g_source_set_callback (source, waited_cb, &waited, NULL);
      g_source_attach (source, context);
      while (!waited)
        g_main_context_iteration (context, TRUE);
    }
}

GBytes *
gp_http_call (const GpHttpCall  *self,
              GpHttpAnswer      *out,
              GCancellable      *cancellable,
              GError           **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  GpHttpAnswer answer = { 0 };
  GBytes *body = NULL;

  g_return_val_if_fail (self->name != NULL && self->method != NULL && self->url != NULL, NULL);

  g_main_context_push_thread_default (context);
  for (guint i = 0; i <= MAX_REPEATS; i++)
    {
      g_clear_pointer (&body, g_bytes_unref);
      body = send (self, context, &answer, cancellable, error);
      if (body == NULL || answer.status != TOO_MANY_REQUESTS || answer.wait == 0
          || answer.wait > MAX_WAIT || i == MAX_REPEATS)
        break;
      wait_for (answer.wait, context, cancellable);
    }
  g_main_context_pop_thread_default (context);
  if (body != NULL)
    *out = answer;

  return body;
}

/* What each status asks people to do. %s: the target, and the product where @names_product. */
static const struct
{
  guint         status;
  GpTargetError code;
  gboolean      names_product;
  const char   *sentence;
} meanings[] = {
  { SOUP_STATUS_UNAUTHORIZED, GP_TARGET_ERROR_TOKEN, FALSE,
    N_("%s refuses the token: it is missing, wrong or has expired. Make a new one there.") },
  { SOUP_STATUS_FORBIDDEN, GP_TARGET_ERROR_TOKEN, FALSE,
    N_("%s knows the token and does not let it do this: it needs the right to change the "
       "database.") },
  { SOUP_STATUS_NOT_FOUND, GP_TARGET_ERROR_PROTOCOL, TRUE,
    N_("%s has nothing at this address: it should be that of %s.") },
  { SOUP_STATUS_METHOD_NOT_ALLOWED, GP_TARGET_ERROR_PROTOCOL, TRUE,
    N_("%s takes no such request: the address should be that of %s.") },
  { SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, GP_TARGET_ERROR_FAILED, FALSE,
    N_("%s takes no request of this size: raise the limit there.") },
};

gboolean
gp_http_call_check (const GpHttpCall   *self,
                    const GpHttpAnswer *answer,
                    const char         *detail,
                    GError            **error)
{
  guint status = answer->status;
  g_autofree char *sentence = NULL;
  g_autofree char *shown = NULL;
  GpTargetError code = GP_TARGET_ERROR_FAILED;

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return TRUE;

  if (self->token == NULL
      && (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN,
                   _("%s wants a token, and none is given."), self->name);
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (meanings) && sentence == NULL; i++)
    {
      if (meanings[i].status != status)
        continue;
      code = meanings[i].code;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      sentence = g_strdup_printf (_(meanings[i].sentence), self->name, self->product);
#pragma GCC diagnostic pop
    }
  if (status == TOO_MANY_REQUESTS)
    sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                             "%s wants fewer requests: try again in %u second.",
                                             "%s wants fewer requests: try again in %u seconds.",
                                             answer->wait),
                                self->name, answer->wait > 0 ? answer->wait : 60);
  if (sentence == NULL && SOUP_STATUS_IS_REDIRECTION (status))
    {
      code = GP_TARGET_ERROR_ADDRESS;
      sentence = g_strdup_printf (_("%s points to another address: give that one. Nothing was sent "
                                    "there."), self->name);
    }
  if (sentence == NULL && SOUP_STATUS_IS_SERVER_ERROR (status))
    sentence = g_strdup_printf (_("%s fails with %u %s: try again later, or see its log."),
                                self->name, status, soup_status_get_phrase (status));
  if (sentence == NULL)
    sentence = g_strdup_printf (_("%s answers with %u %s."), self->name, status,
                                soup_status_get_phrase (status));
  if (detail != NULL && *detail != '\0' && g_utf8_validate (detail, -1, NULL))
    {
      shown = g_utf8_substring (detail, 0, MIN (g_utf8_strlen (detail, -1), MAX_DETAIL));
      g_set_error (error, GP_TARGET_ERROR, code, _("%s It says: %s"), sentence, shown);
    }
  else
    g_set_error_literal (error, GP_TARGET_ERROR, code, sentence);

  return FALSE;
}

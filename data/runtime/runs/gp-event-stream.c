/* gp-event-stream.c — events as they are sent, for whoever listens
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each listener's answer never ends: chunks are added to it, and libsoup is told to go on. A line
 * of comment now and then finds out who has gone. */
#define G_LOG_DOMAIN "gp-event-stream"
#include "config.h"
#include "gp-event-stream.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-problem.h"
#include "gp-route.h"
#include "gp-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LISTENERS 50
#define BEAT_SECONDS  15
#define MAX_WAITING   (1024 * 1024)     /* bytes that a listener has not taken */

typedef struct
{
  GpRequest         *request;
  SoupServerMessage *message;
  char              *type;
  gsize              waiting;
  gulong             wrote;
} Listener;

struct _GpEventStream
{
  GPtrArray *listeners;      /* of Listener */
  GSource   *beat;           /* NULL while nobody listens */
};

static void
wrote_cb (SoupServerMessage *message,
          guint              size,
          gpointer           user_data)
{
  Listener *self = user_data;

  self->waiting -= MIN (self->waiting, size);
}

static void
listener_free (gpointer data)
{
  Listener *self = data;

  g_signal_handler_disconnect (self->message, self->wrote);
  if (!self->request->is_finished)
    {
      soup_message_body_complete (soup_server_message_get_response_body (self->message));
      soup_server_message_unpause (self->message);
    }
  gp_request_unref (self->request);
  g_object_unref (self->message);
  g_free (self->type);
  g_free (self);
}

static void
send_text (Listener   *self,
           const char *text)
{
  gsize length = strlen (text);

  self->waiting += length;
  soup_message_body_append (soup_server_message_get_response_body (self->message),
                            SOUP_MEMORY_COPY, text, length);
  soup_server_message_unpause (self->message);
}

/* Those who have gone, or do not listen any more, are let go. */
static void
tidy (GpEventStream *self)
{
  for (guint i = self->listeners->len; i > 0; i--)
    {
      const Listener *listener = self->listeners->pdata[i - 1];

      if (listener->request->is_finished || listener->waiting > MAX_WAITING)
        g_ptr_array_remove_index (self->listeners, i - 1);
    }
  if (self->listeners->len > 0 || self->beat == NULL)
    return;
  g_source_destroy (self->beat);
  g_clear_pointer (&self->beat, g_source_unref);
}

static gboolean
beat_cb (gpointer user_data)
{
  GpEventStream *self = user_data;

  tidy (self);
  for (guint i = 0; i < self->listeners->len; i++)
    send_text (self->listeners->pdata[i], ":\n\n");

  return self->beat != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

GpEventStream *
gp_event_stream_new (void)
{
  GpEventStream *self = g_new0 (GpEventStream, 1);

  self->listeners = g_ptr_array_new_with_free_func (listener_free);

  return self;
}

void
gp_event_stream_free (GpEventStream *self)
{
  if (self == NULL)
    return;

  g_ptr_array_set_size (self->listeners, 0);
  tidy (self);
  g_ptr_array_unref (self->listeners);
  g_free (self);
}

guint
gp_event_stream_get_n (GpEventStream *self)
{
  tidy (self);

  return self->listeners->len;
}

gboolean
gp_event_stream_add (GpEventStream  *self,
                     GpRequest      *request,
                     const char     *type,
                     GError        **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  Listener *listener;

  if (gp_event_stream_get_n (self) >= MAX_LISTENERS)
    return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "%s",
                           _("Too many listen already."));

  listener = g_new0 (Listener, 1);
  listener->request = gp_request_ref (request);
  listener->message = g_object_ref (request->message);
  listener->type = g_strdup (type);
  listener->wrote = g_signal_connect (request->message, "wrote-body-data", G_CALLBACK (wrote_cb),
                                      listener);
  g_ptr_array_add (self->listeners, listener);
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (request->message),
                                    FALSE);
  send_text (listener, ":\n\n");
  if (self->beat == NULL)
    {
      self->beat = g_timeout_source_new_seconds (BEAT_SECONDS);
      g_source_set_callback (self->beat, beat_cb, self, NULL);
      g_source_attach (self->beat, g_main_context_get_thread_default ());
    }

  return TRUE;
}

void
gp_event_stream_publish (const GpExprValue *envelope,
                         gpointer           user_data)
{
  GpEventStream *self = user_data;
  const char *type = gp_flow_value_get_text (envelope, "type");
  const char *id = gp_flow_value_get_text (envelope, "id");
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  tidy (self);
  if (self->listeners->len == 0 || type == NULL || id == NULL || strpbrk (type, "\r\n") != NULL)
    return;
  json = gp_expr_value_to_json (envelope);
  text = g_strdup_printf ("id: %s\nevent: %s\ndata: %s\n\n", id, type, json);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      Listener *listener = self->listeners->pdata[i];

      if (listener->type == NULL || g_str_equal (listener->type, type))
        send_text (listener, text);
    }
}

gboolean
gp_handle_events (GpRequest  *request,
                  GError    **error)
{
  static const char *const known[] = { "type", NULL };

  return gp_request_check_query (request, known, error)
         && gp_event_stream_add (gp_server_get_stream (request->server), request,
                                 gp_request_get (request, "type"), error);
}

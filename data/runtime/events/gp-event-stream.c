/* gp-event-stream.c — all who listen to what happens
 * SPDX-License-Identifier: Apache-2.0
 *
 * What has been committed is told a little later, so that who listens is found out once for several
 * changes, and for no longer at a time than requests can wait. */
#define G_LOG_DOMAIN "gp-event-stream"
#include "config.h"
#include "gp-event-stream.h"

#include "gp-event-listener.h"
#include "gp-problem.h"
#include "gp-route.h"
#include "gp-server.h"

#include <glib/gi18n-lib.h>

#define MAX_LISTENERS 100
#define MAX_OF_ONE    10
#define DELAY         20                                  /* milliseconds */
#define TURN          (10 * G_TIME_SPAN_MILLISECOND)

struct _GpEventStream
{
  GpEventLog    *log;
  GpConnections *connections;
  guint          beat_milliseconds;
  GPtrArray     *listeners;      /* of GpEventListener */
  GSource       *beat;           /* NULL while nobody listens */
  GSource       *turn;           /* NULL while there is nothing to tell */
};

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
attach (GSource     *source,
        GSourceFunc  func,
        gpointer     user_data)
{
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/* Returns whether the @i-th is still there. */
static gboolean
keep (GpEventStream        *self,
      guint                 i,
      GpEventListenerState  state)
{
  g_autoptr(SoupServerMessage) message = NULL;

  if (state == GP_EVENT_LISTENER_DONE || state == GP_EVENT_LISTENER_MORE)
    return TRUE;
  message = g_object_ref (gp_event_listener_get_message (self->listeners->pdata[i]));
  g_ptr_array_remove_index (self->listeners, i);
  if (state == GP_EVENT_LISTENER_SLOW)
    gp_connections_drop (self->connections, message);
  if (self->listeners->len == 0)
    clear_source (&self->beat);

  return FALSE;
}

static gboolean turn_cb (gpointer user_data);

static void
wake (gpointer user_data)
{
  GpEventStream *self = user_data;

  if (self->turn == NULL && self->listeners->len > 0)
    self->turn = attach (g_timeout_source_new (DELAY), turn_cb, self);
}

static gboolean
turn_cb (gpointer user_data)
{
  GpEventStream *self = user_data;
  gint64 until = g_get_monotonic_time () + TURN;
  gboolean more = FALSE;

  clear_source (&self->turn);
  /* Backwards, and each a share: none keeps the others from hearing. */
  for (guint i = self->listeners->len; i > 0; i--)
    {
      gint64 left = until - g_get_monotonic_time ();
      GpEventListenerState state =
        gp_event_listener_pump (self->listeners->pdata[i - 1],
                                g_get_monotonic_time () + MAX (left, 0) / i);

      more = more || state == GP_EVENT_LISTENER_MORE;
      keep (self, i - 1, state);
    }
  if (more)
    wake (self);

  return G_SOURCE_REMOVE;
}

static gboolean
beat_cb (gpointer user_data)
{
  GpEventStream *self = user_data;

  for (guint i = self->listeners->len; i > 0; i--)
    keep (self, i - 1, gp_event_listener_beat (self->listeners->pdata[i - 1]));

  return self->beat != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

GpEventStream *
gp_event_stream_new (GpEventLog    *log,
                     GpConnections *connections,
                     guint          beat)
{
  GpEventStream *self = g_new0 (GpEventStream, 1);

  self->log = log;
  self->connections = connections;
  self->beat_milliseconds = beat;
  self->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_event_listener_free);
  gp_event_log_set_waker (log, wake, self);

  return self;
}

void
gp_event_stream_free (GpEventStream *self)
{
  if (self == NULL)
    return;

  gp_event_log_set_waker (self->log, NULL, NULL);
  g_ptr_array_unref (self->listeners);
  clear_source (&self->beat);
  clear_source (&self->turn);
  g_free (self);
}

/* Those who have gone without a word do not count. */
static void
tidy (GpEventStream *self)
{
  for (guint i = self->listeners->len; i > 0; i--)
    if (gp_event_listener_is_gone (self->listeners->pdata[i - 1]))
      keep (self, i - 1, GP_EVENT_LISTENER_GONE);
}

static guint
count_of (GpEventStream         *self,
          const GpEventListener *listener)
{
  guint n = 0;

  for (guint i = 0; i < self->listeners->len; i++)
    n += g_str_equal (gp_event_listener_get_owner (self->listeners->pdata[i]),
                      gp_event_listener_get_owner (listener));

  return n;
}

gboolean
gp_event_stream_add (GpEventStream  *self,
                     GpRequest      *request,
                     GError        **error)
{
  g_autoptr(GpEventListener) listener =
    gp_event_listener_new (request, self->log, wake, self, error);

  if (listener == NULL)
    return FALSE;
  tidy (self);
  if (self->listeners->len >= MAX_LISTENERS)
    return gp_problem_set (error, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "%s",
                           _("Too many listen already."));
  if (count_of (self, listener) >= MAX_OF_ONE)
    return gp_problem_set (error, 429, "listeners", _("You listen %d times already."), MAX_OF_ONE);

  gp_event_listener_begin (listener);
  g_ptr_array_add (self->listeners, g_steal_pointer (&listener));
  if (self->beat == NULL)
    self->beat = attach (g_timeout_source_new (self->beat_milliseconds), beat_cb, self);
  wake (self);

  return TRUE;
}

gboolean
gp_handle_events (GpRequest  *request,
                  GError    **error)
{
  static const char *const known[] = { "entity", "type", NULL };

  return gp_request_check_query (request, known, error)
         && gp_event_stream_add (gp_server_get_stream (request->server), request, error);
}

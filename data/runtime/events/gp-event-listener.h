/* gp-event-listener.h — one who listens to what happens
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-event-log.h"
#include "gp-request.h"

G_BEGIN_DECLS

/**
 * GpEventListener: a request whose answer never ends. It has a place in the log, and goes on from
 * there as fast as its client reads: what is held for it is bounded, however much happens.
 */
typedef struct _GpEventListener GpEventListener;

/** gp_event_listener_new: of @request, whose query names what it is about, from the line on that
 * follows its header Last-Event-ID, or from now on. @woken: called with @user_data where the
 * client has read, and there may be room for more.
 *
 * NULL with a problem: 404 for what is not there, 403 or 401 where the caller may hear nothing of
 * it, and 410 where it is too late to go on. */
GpEventListener *gp_event_listener_new  (GpRequest *request, GpEventLog *log,
                                         void (*woken) (gpointer), gpointer user_data,
                                         GError **error);

/** gp_event_listener_free: ends the answer. */
void             gp_event_listener_free (GpEventListener *self);

/** gp_event_listener_begin: begins the answer. */
void             gp_event_listener_begin (GpEventListener *self);

/** gp_event_listener_is_gone: the client has left. */
gboolean         gp_event_listener_is_gone (const GpEventListener *self);

/** gp_event_listener_get_owner: (transfer none): tells callers apart: an account, or an address. */
const char      *gp_event_listener_get_owner (const GpEventListener *self);

typedef enum
{
  GP_EVENT_LISTENER_DONE,    /* it has heard all, or reads no faster */
  GP_EVENT_LISTENER_MORE,    /* there was no more time */
  GP_EVENT_LISTENER_GONE,    /* to be freed: it has left, or may not listen any more */
  GP_EVENT_LISTENER_SLOW,    /* to be cut off and freed: it does not read */
} GpEventListenerState;

/** gp_event_listener_pump: tells what it has not heard, until the monotonic time @until. Its token
 * and its rights are asked for anew. */
GpEventListenerState gp_event_listener_pump (GpEventListener *self, gint64 until);

/** gp_event_listener_beat: a sign of life; asks for its token, too. */
GpEventListenerState gp_event_listener_beat (GpEventListener *self);

SoupServerMessage   *gp_event_listener_get_message (const GpEventListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpEventListener, gp_event_listener_free)
G_END_DECLS

/* gp-event-stream.h — all who listen to what happens (server-sent events)
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-connections.h"
#include "gp-event-log.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** GpEventStream: lives in the server's thread. */
typedef struct _GpEventStream GpEventStream;

/** gp_event_stream_new: @log, @connections: outlive it. @beat: milliseconds between two signs of
 * life. */
GpEventStream *gp_event_stream_new     (GpEventLog *log, GpConnections *connections, guint beat);
void           gp_event_stream_free    (GpEventStream *self);    /* NULL is fine; ends all */

/** gp_event_stream_add: answers @request with the stream. Problems as gp_event_listener_new() has
 * them, 503 where too many listen, and 429 where too many of the same caller do. */
gboolean       gp_event_stream_add     (GpEventStream *self, GpRequest *request, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpEventStream, gp_event_stream_free)
G_END_DECLS

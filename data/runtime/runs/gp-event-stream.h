/* gp-event-stream.h — events as they are sent, for whoever listens (server-sent events)
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** GpEventStream: lives in the server's thread. A listener who does not take what is sent is let
 * go. */
typedef struct _GpEventStream GpEventStream;

GpEventStream *gp_event_stream_new     (void);
void           gp_event_stream_free    (GpEventStream *self);    /* NULL is fine; ends all */

/** gp_event_stream_add: answers @request with the stream. @type: (nullable): events of this name
 * alone. A 503 problem where there are too many. */
gboolean       gp_event_stream_add     (GpEventStream *self, GpRequest *request, const char *type,
                                        GError **error);

/** gp_event_stream_publish: @envelope: as CloudEvents 1.0 has it. @user_data: the stream. */
void           gp_event_stream_publish (const GpExprValue *envelope, gpointer user_data);

guint          gp_event_stream_get_n   (GpEventStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpEventStream, gp_event_stream_free)
G_END_DECLS

/* gp-connections.h — who is connected, and for how long
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * GpConnections: accepts connections for a SoupServer, and bounds how many there are and how long
 * each may take to deliver a request. Lives in one thread and its default main context. A
 * connection carries one request: answers must say "Connection: close".
 */
typedef struct _GpConnections GpConnections;

/** gp_connections_new: @soup: borrowed. @seconds: for a request to arrive whole, and for its answer
 * to be taken. */
GpConnections *gp_connections_new    (SoupServer *soup, guint max, guint seconds);
void           gp_connections_free   (GpConnections *self);      /* closes them all */

/** gp_connections_listen: @address: an IP address, or "localhost". @port: 0 for any that is
 * free. */
gboolean       gp_connections_listen (GpConnections *self, const char *address, guint port,
                                      guint *out_port, GError **error);

guint          gp_connections_get_n  (GpConnections *self);

/** gp_connections_note: a request of this message's client has arrived whole (@waiting FALSE), or
 * has been answered (@waiting TRUE). */
void           gp_connections_note   (GpConnections *self, SoupServerMessage *message,
                                      gboolean waiting);

/** gp_connections_drop: ends the connection at once. */
void           gp_connections_drop   (GpConnections *self, SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpConnections, gp_connections_free)
G_END_DECLS

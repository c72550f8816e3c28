/* gp-test-server.h — an HTTP server in a thread of its own
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/** GpTestServer: on a free port of the loopback, so that the one who asks may wait for the answer
 * in the test's own thread. */
typedef struct _GpTestServer GpTestServer;

/** gp_test_server_new: listens. @callback: in the server's thread, for every request. */
GpTestServer *gp_test_server_new     (SoupServerCallback callback, gpointer user_data);

/** gp_test_server_free: afterwards no callback runs any more. */
void          gp_test_server_free    (GpTestServer *self);

/** gp_test_server_get_url: as "http://127.0.0.1:1234". */
const char   *gp_test_server_get_url (GpTestServer *self);

/** gp_test_server_cut: the connection of @message ends without an answer. */
void          gp_test_server_cut     (SoupServerMessage *message);

/** gp_test_server_set_header: @header: (nullable): of the answer, as "Name: value". */
void          gp_test_server_set_header (SoupServerMessage *message, const char *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestServer, gp_test_server_free)
G_END_DECLS

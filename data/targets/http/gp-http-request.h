/* gp-http-request.h — one HTTP request that ends in time
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * gp_http_request_async:
 * @message: not sent before
 * @seconds: the request ends within them, answered or not
 *
 * Sends @message and reads the whole body of the answer. The session should have no timeouts of
 * its own that are shorter. Runs in the caller's default main context.
 */
void    gp_http_request_async  (SoupSession          *session,
                                SoupMessage          *message,
                                guint                 seconds,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);

/**
 * gp_http_request_finish:
 *
 * Returns: (transfer full): the body of an answer with any status, which @message knows. NULL with
 *   G_IO_ERROR_TIMED_OUT, G_IO_ERROR_CANCELLED, or what libsoup says of the connection.
 */
GBytes *gp_http_request_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS

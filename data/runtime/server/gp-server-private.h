/* gp-server-private.h — what is checked of a request
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_server_check_head: sizes, host and origin. @names: hosts beside addresses and localhost, or
 * NULL. */
gboolean gp_server_check_head (GpRequest *request, const char *const *names, GError **error);

/** gp_server_refuse_length: answers a request with a negative length, and one beyond what a number
 * can hold, past libsoup, which would hand it to GObject and have that log a warning. To be called
 * before anything is kept of @message, which it may free.
 *
 * Returns: whether it did */
gboolean gp_server_refuse_length (SoupServerMessage *message);

/** gp_server_identify: finds out anew who sent @request. A 401 problem where its token does not
 * hold any more. */
gboolean gp_server_identify     (GpServer *self, GpRequest *request, GError **error);

/** gp_server_take_range: takes the range that is asked for out of libsoup's hands. */
void     gp_server_take_range    (GpRequest *request);

G_END_DECLS

/* gp-server-private.h — what is checked before a request is read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_server_check_head: sizes, host and origin. @names: hosts beside addresses and localhost, or
 * NULL. */
gboolean gp_server_check_head (GpRequest *request, const char *const *names, GError **error);

G_END_DECLS

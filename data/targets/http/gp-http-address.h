/* gp-http-address.h — addresses of servers that a token may be sent to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GP_HTTP_ADDRESS_HOST,      /* no path: the whole server is meant */
  GP_HTTP_ADDRESS_PATH,      /* a path is fine, as https://example.org/pg */
} GpHttpAddressKind;

/** gp_http_address_check: whether @url is the address of a server to which a token may be sent:
 * https, or this computer; without user, query and fragment. GP_TARGET_ERROR_ADDRESS otherwise; its
 * message shows nothing of these three. */
gboolean gp_http_address_check (const char *url, GpHttpAddressKind kind, GError **error);

G_END_DECLS

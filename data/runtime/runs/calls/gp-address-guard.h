/* gp-address-guard.h — which addresses a backend may be made to call
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/** gp_address_guard_is_public: FALSE for this computer, private and local networks, and everything
 * else that the internet does not lead to, also where it is written as an IPv6 address. */
gboolean gp_address_guard_is_public (GInetAddress *address);

/** gp_address_guard_check: FALSE with G_IO_ERROR_PERMISSION_DENIED where @host is such an address
 * by itself, or a name for this computer. A name says nothing until it is looked up. */
gboolean gp_address_guard_check     (const char *host, GError **error);

/** gp_address_guard_check_peer: the same for whoever is at the other end of @connection, to which
 * @host has led. */
gboolean gp_address_guard_check_peer (GSocketConnection *connection, const char *host,
                                      GError **error);

G_END_DECLS

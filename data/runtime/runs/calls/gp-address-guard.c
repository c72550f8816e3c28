/* gp-address-guard.c — which addresses a backend may be made to call
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-address-guard"
#include "config.h"
#include "gp-address-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Networks that are not public: the first @bits of @address. */
typedef struct
{
  const char *address;
  guint       bits;
} Network;

static const Network closed[] = {
  { "0.0.0.0", 8 },       { "10.0.0.0", 8 },     { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
  { "169.254.0.0", 16 },  { "172.16.0.0", 12 },  { "192.0.0.0", 24 },  { "192.0.2.0", 24 },
  { "192.88.99.0", 24 },  { "192.168.0.0", 16 }, { "198.18.0.0", 15 }, { "198.51.100.0", 24 },
  { "203.0.113.0", 24 },  { "224.0.0.0", 4 },    { "240.0.0.0", 4 },
  { "::", 96 },           { "64:ff9b:1::", 48 }, { "100::", 64 },      { "2001:db8::", 32 },
  { "fc00::", 7 },        { "fe80::", 10 },      { "fec0::", 10 },     { "ff00::", 8 },
};

/* IPv6 addresses that stand for one of IPv4, which is behind the prefix: mapped, NAT64, 6to4. */
static const struct
{
  const char *prefix;
  guint       bits;
  gsize       offset;
} embedding[] = { { "::ffff:0:0", 96, 12 }, { "64:ff9b::", 96, 12 }, { "2002::", 16, 2 } };

static gboolean
begins_with (const guint8 *bytes,
             const guint8 *prefix,
             guint         bits)
{
  guint rest = bits % 8;

  if (memcmp (bytes, prefix, bits / 8) != 0)
    return FALSE;

  return rest == 0 || ((bytes[bits / 8] ^ prefix[bits / 8]) >> (8 - rest)) == 0;
}

static gboolean
is_within (GInetAddress *address,
           const char   *network,
           guint         bits)
{
  g_autoptr(GInetAddress) prefix = g_inet_address_new_from_string (network);

  return g_inet_address_get_family (prefix) == g_inet_address_get_family (address)
         && begins_with (g_inet_address_to_bytes (address), g_inet_address_to_bytes (prefix), bits);
}

gboolean
gp_address_guard_is_public (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (embedding); i++)
    if (is_within (address, embedding[i].prefix, embedding[i].bits))
      {
        g_autoptr(GInetAddress) inner = g_inet_address_new_from_bytes (
          g_inet_address_to_bytes (address) + embedding[i].offset, G_SOCKET_FAMILY_IPV4);

        return gp_address_guard_is_public (inner);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    if (is_within (address, closed[i].address, closed[i].bits))
      return FALSE;

  return TRUE;
}

gboolean
gp_address_guard_check (const char  *host,
                        GError     **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *lower = g_ascii_strdown (host, -1);
  gsize length = strlen (lower);

  if (length > 0 && lower[length - 1] == '.')
    lower[length - 1] = '\0';
  if (address != NULL ? gp_address_guard_is_public (address)
                      : !g_str_equal (lower, "localhost")
                          && !g_str_has_suffix (lower, ".localhost"))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               _("%s is not an address of the internet: switch on “In a private network” of the "
                 "connection where that is meant."), host);

  return FALSE;
}

gboolean
gp_address_guard_check_peer (GSocketConnection  *connection,
                             const char         *host,
                             GError            **error)
{
  g_autoptr(GSocketAddress) peer = g_socket_connection_get_remote_address (connection, error);

  if (peer == NULL)
    return FALSE;
  if (G_IS_INET_SOCKET_ADDRESS (peer)
      && gp_address_guard_is_public (g_inet_socket_address_get_address (
           G_INET_SOCKET_ADDRESS (peer))))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               _("%s leads to an address that is not of the internet: switch on “In a private "
                 "network” of the connection where that is meant."), host);

  return FALSE;
}

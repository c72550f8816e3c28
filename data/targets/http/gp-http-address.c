/* gp-http-address.c — addresses of servers that a token may be sent to
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-http-address"
#include "config.h"
#include "gp-http-address.h"

#include "gp-target.h"

#include <glib/gi18n-lib.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* What may be shown of an address that is refused: what people put into it may be secret, and what
 * has no host may have the password anywhere. */
static char *
dup_shown (GUri *uri)
{
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup ("…");
  return g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY
                                       | G_URI_HIDE_FRAGMENT);
}

static gboolean
is_address (GUri              *uri,
            GpHttpAddressKind  kind)
{
  const char *path;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  path = g_uri_get_path (uri);
  if (kind == GP_HTTP_ADDRESS_HOST && !g_str_equal (path, "") && !g_str_equal (path, "/"))
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "http")
         || g_str_equal (g_uri_get_scheme (uri), "https");
}

gboolean
gp_http_address_check (const char         *url,
                       GpHttpAddressKind   kind,
                       GError            **error)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *shown = dup_shown (uri);

  if (uri != NULL && g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("The address of “%s” has a user or a password before its “@”: take them out. "
                     "The token of a target is kept apart from its address."), shown);
      return FALSE;
    }
  if (!is_address (uri, kind))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("“%s” is no address of a backend: write http://127.0.0.1:8090, say."),
                   shown);
      return FALSE;
    }
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !is_loopback (g_uri_get_host (uri)))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("“%s” would send the token in clear text over the network: use https."),
                   url);
      return FALSE;
    }
  return TRUE;
}

/* gp-run-address.c — the address that a call of a flow goes to
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-address"
#include "config.h"
#include "gp-run-address.h"

#include <string.h>

/* Whether @path is an address by itself; one may well stand in the query of another. */
static gboolean
is_whole (const char *path)
{
  const char *scheme = g_uri_peek_scheme (path);

  return scheme != NULL && g_str_has_prefix (path + strlen (scheme), "://");
}

char *
gp_run_address_join (const char *base,
                     const char *path)
{
  gsize end = strcspn (base, "?#");
  gsize length = end;
  gsize query = base[end] == '?' ? strcspn (base + end, "#") : 0;
  gsize own = strcspn (path, "?#");
  gboolean is_below = own > 0;
  const char *rest = path[own] == '?' ? path + own + 1 : "";
  gsize n_rest = strcspn (rest, "#");
  GString *out;

  if (is_whole (path))
    return g_strdup (path);
  while (length > 0 && is_below && base[length - 1] == '/')
    length--;
  while (own > 0 && *path == '/')
    {
      path++;
      own--;
    }
  out = g_string_new_len (base, (gssize) length);
  if (is_below)
    g_string_append_c (out, '/');
  g_string_append_len (out, path, (gssize) own);
  g_string_append_len (out, base + end, (gssize) query);
  if (n_rest > 0)
    g_string_append_c (out, query > 0 ? '&' : '?');
  g_string_append_len (out, rest, (gssize) n_rest);

  return g_string_free (out, FALSE);
}

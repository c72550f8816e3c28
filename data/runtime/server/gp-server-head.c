/* gp-server-head.c — what is checked before a request is read
 * SPDX-License-Identifier: Apache-2.0
 *
 * A page on the web can have its own name point to this machine and then ask for it by that name
 * (DNS rebinding). So a request must ask for an address or for localhost, which nobody else can
 * have, or for a name that the backend was told. */
#define G_LOG_DOMAIN "gp-server-head"
#include "config.h"
#include "gp-server-private.h"

#include "gp-problem.h"

#include <glib/gi18n-lib.h>

#define MAX_HEADER_BYTES (16 * 1024)
#define MAX_TARGET_BYTES (12 * 1024)

static gboolean
is_own_host (const char        *host,
             const char *const *names)
{
  if (host == NULL)
    return FALSE;
  if (g_hostname_is_ip_address (host) || g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (host, names[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static gsize
count_headers (SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  gsize bytes = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    bytes += strlen (name) + strlen (value) + 4;

  return bytes;
}

/* A browser names the page's origin in what it sends on its own; only our own pages may write. */
static gboolean
check_origin (GpRequest   *request,
              const char  *origin,
              GError     **error)
{
  GUri *own = soup_server_message_get_uri (request->message);
  g_autoptr(GUri) other = g_uri_parse (origin, SOUP_HTTP_URI_FLAGS, NULL);

  if (other != NULL && g_strcmp0 (g_uri_get_host (other), g_uri_get_host (own)) == 0
      && g_uri_get_port (other) == g_uri_get_port (own))
    return TRUE;

  return gp_problem_set (error, SOUP_STATUS_FORBIDDEN, "origin", "%s",
                         _("Pages of other origins may not use this backend."));
}

/* libsoup 3.2 cuts any answer by itself: of many ranges that overlap it sends each, at their size
 * in sum, and one that ends behind the content makes it read there. If-Range needs a validator,
 * which no answer here has. */
void
gp_server_take_range (GpRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);

  if (soup_message_headers_get_one (headers, "If-Range") == NULL)
    request->range = g_strdup (soup_message_headers_get_list (headers, "Range"));
  soup_message_headers_remove (headers, "Range");
}

gboolean
gp_server_refuse_length (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GIOStream) stream = NULL;
  g_autoptr(GError) problem = NULL;
  g_autofree char *body = NULL;
  g_autofree char *head = NULL;
  guint status;

  if (soup_message_headers_get_content_length (headers) >= 0)
    return FALSE;

  stream = soup_server_message_steal_connection (message);
  if (stream == NULL)
    return TRUE;

  gp_problem_set (&problem, SOUP_STATUS_BAD_REQUEST, "size", "%s",
                  _("The length of the body is no number that makes sense."));
  body = gp_problem_to_json (problem, &status);
  head = g_strdup_printf ("HTTP/1.1 %u %s\r\nConnection: close\r\n"
                          "Content-Type: application/problem+json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          status, soup_status_get_phrase (status), strlen (body));

  /* It fits into what the kernel keeps for a socket, so nothing waits for the client. */
  if (g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, strlen (head), NULL,
                                 NULL, NULL))
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), body, strlen (body), NULL,
                               NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);

  return TRUE;
}

gboolean
gp_server_check_head (GpRequest          *request,
                      const char *const  *names,
                      GError            **error)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  const char *query = g_uri_get_query (uri);
  goffset length = soup_message_headers_get_content_length (headers);

  if (strlen (g_uri_get_path (uri)) + (query != NULL ? strlen (query) : 0) > MAX_TARGET_BYTES)
    return gp_problem_set (error, SOUP_STATUS_REQUEST_URI_TOO_LONG, "size", "%s",
                           _("The address is too long."));
  if (count_headers (headers) > MAX_HEADER_BYTES)
    return gp_problem_set (error, 431, "size", "%s", _("The headers are too long."));
  if (!is_own_host (g_uri_get_host (uri), names))
    return gp_problem_set (error, 421, "host",
                           _("This backend does not answer for “%s”: ask for its address."),
                           g_uri_get_host (uri));
  if (origin != NULL && !check_origin (request, origin, error))
    return FALSE;
  if (length > 0 && (gsize) length > request->body_limit)
    return gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                           _("The body is larger than %zu bytes."),
                           request->body_limit);

  return TRUE;
}

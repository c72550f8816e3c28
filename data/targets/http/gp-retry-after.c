/* gp-retry-after.c — when a server wants to be asked again
 * SPDX-License-Identifier: Apache-2.0
 *
 * A date is one of the server's clock, so that it is compared with the time that the answer itself
 * has: how long to wait does not depend on whose clock is right. */
#define G_LOG_DOMAIN "gp-retry-after"
#include "config.h"
#include "gp-retry-after.h"

static gboolean
read_date (SoupMessageHeaders *headers,
           const char         *name,
           gint64             *out_seconds)
{
  const char *text = soup_message_headers_get_one (headers, name);
  g_autoptr(GDateTime) time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (time != NULL)
    *out_seconds = g_date_time_to_unix (time);

  return time != NULL;
}

gboolean
gp_retry_after_read (SoupMessage *message,
                     gint64       now,
                     guint       *out_seconds)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  gint64 there = now / G_USEC_PER_SEC, then;
  guint64 seconds;

  if (text == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    {
      *out_seconds = (guint) seconds;
      return TRUE;
    }
  if (!read_date (headers, "Retry-After", &then))
    return FALSE;
  read_date (headers, "Date", &there);
  *out_seconds = (guint) CLAMP (then - there, 0, G_MAXINT32);

  return TRUE;
}

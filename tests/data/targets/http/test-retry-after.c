/* test-retry-after.c — numbers, dates and what is neither
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-retry-after.h"
#include "gp-test.h"

#define NOON  "Sun, 06 Nov 1994 12:00:00 GMT"
#define LATER "Sun, 06 Nov 1994 12:00:07 GMT"

typedef struct
{
  const char *after;      /* NULL: no such header */
  const char *date;
  gint64      now;        /* seconds */
  gint64      seconds;    /* -1: says nothing */
} Case;

static void
test_cases (void)
{
  static const gint64 noon = 784123200;
  const Case cases[] = {
    { NULL, NOON, noon, -1 },
    { "7", NULL, noon, 7 },
    { "0", NULL, noon, 0 },
    { "-1", NULL, noon, -1 },
    { "soon", NULL, noon, -1 },
    { "99999999999999999999", NULL, noon, -1 },
    { LATER, NULL, noon, 7 },
    { LATER, NULL, noon + 60, 0 },
    { "Sunday, 06-Nov-94 12:00:07 GMT", NULL, noon, 7 },
    { LATER, NOON, noon + 3600, 7 },      /* the server's own clock */
    { LATER, NOON, noon - 3600, 7 },
    { LATER, "yesterday", noon, 7 },
    { "Fri, 31 Dec 9999 23:59:59 GMT", NOON, noon, G_MAXINT32 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("GET", "https://example.org/");
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);
      guint seconds = 0;
      gboolean says;

      g_test_message ("%s", cases[i].after != NULL ? cases[i].after : "(nothing)");
      if (cases[i].after != NULL)
        soup_message_headers_append (headers, "Retry-After", cases[i].after);
      if (cases[i].date != NULL)
        soup_message_headers_append (headers, "Date", cases[i].date);
      says = gp_retry_after_read (message, cases[i].now * G_USEC_PER_SEC, &seconds);
      g_assert_cmpint (says ? (gint64) seconds : -1, ==, cases[i].seconds);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/retry-after/cases", test_cases);

  return g_test_run ();
}

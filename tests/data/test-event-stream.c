/* test-event-stream.c — an event of a flow reaches those who listen
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <string.h>

/* In @session: the backend's own has two connections and no more. */
static GDataInputStream *
listen (GpTestRuntime *backend,
        SoupSession   *session,
        const char    *query)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/events", query,
                                      NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer " GP_TEST_ADMIN_TOKEN);
  stream = soup_session_send (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);

  return g_data_input_stream_new (stream);
}

/* (transfer full): the next line that is no comment and not empty. */
static char *
read_line (GDataInputStream *stream)
{
  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (*line != '\0' && *line != ':')
        return g_steal_pointer (&line);
    }
}

static void
test_an_event_arrives (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(GDataInputStream) all = NULL;
  g_autoptr(GDataInputStream) some = NULL;
  g_autofree char *id = NULL, *event = NULL, *data = NULL, *other = NULL, *only = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\nevent paid n:integer\nevent sent n:integer\n"
                       "flow main trigger=data trigger_entity=order trigger_changes=created\n"
                       "step a emit event=paid with.n=trigger.record.total\n"
                       "step b emit event=sent with.n=1\n");
  gp_test_assert_call (backend, "GET", "/api/events", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/api/events?odd=1", GP_TEST_ADMIN_TOKEN, NULL, 400);
  all = listen (backend, session, "");
  some = listen (backend, session, "?type=sent");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":7}"));
  id = read_line (all);
  event = read_line (all);
  data = read_line (all);
  g_assert_true (g_str_has_prefix (id, "id: "));
  g_assert_cmpstr (event, ==, "event: paid");
  g_assert_nonnull (strstr (data, "\"data\":{\"n\":7}"));
  other = read_line (some);
  only = read_line (some);
  g_assert_cmpstr (only, ==, "event: sent");
  soup_session_abort (session);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/event-stream/an-event-arrives", test_an_event_arrives);

  return g_test_run ();
}

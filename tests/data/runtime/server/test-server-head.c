/* test-server-head.c — what is checked before a request is read
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#ifdef __SANITIZE_ADDRESS__
/* A leak of libsoup's own, which lsan.supp names, is only told from ours by whole stacks. */
G_MODULE_EXPORT const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}
#endif

static guint
ask (GpTestRuntime *backend,
     const char    *host,
     const char    *origin)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/health", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  if (origin != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Origin", origin);
  body = soup_session_send_and_read (backend->session, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

static void
test_hosts (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  g_assert_cmpuint (ask (backend, "10.0.0.1", NULL), ==, 200);
  g_assert_cmpuint (ask (backend, "LOCALHOST:99", NULL), ==, 200);
  g_assert_cmpuint (ask (backend, "rebound.example.org", NULL), ==, 421);
  g_assert_cmpuint (ask (backend, "localhost.example.org", NULL), ==, 421);
  g_assert_cmpuint (ask (backend, "localhost", "http://localhost"), ==, 200);
  g_assert_cmpuint (ask (backend, "localhost", "http://localhost:81"), ==, 403);
  g_assert_cmpuint (ask (backend, "localhost", "null"), ==, 403);
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Sends @head and a body on a connection of its own; the status line of the answer. */
static char *
send_raw (GpTestRuntime *backend,
          const char    *head)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GDataInputStream) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *request = g_strdup_printf ("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\n"
                                              "%s\r\n\r\n{}", head);
  g_autoptr(GError) error = NULL;
  char *line;

  connection = g_socket_client_connect_to_uri (client, gp_runtime_get_url (backend->runtime), 80,
                                               NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_read_line_async (answer, G_PRIORITY_DEFAULT, NULL, line_read_cb, &result);
  gp_test_wait_until (result != NULL);
  line = g_data_input_stream_read_line_finish (answer, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return g_strchomp (line);
}

/* Warnings are fatal here: libsoup alone would log one for each of these. */
static void
test_lengths_that_make_no_sense (void)
{
  static const char *const lengths[] = {
    "-5", "-1", "99999999999999999999999", "9223372036854775808", "5x", "0x10",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint expect = 0; expect < 2; expect++)
      {
        g_autofree char *head = g_strdup_printf ("Content-Length: %s%s", lengths[i],
                                                 expect ? "\r\nExpect: 100-continue" : "");
        g_autofree char *line = send_raw (backend, head);

        g_assert_cmpstr (line, ==, "HTTP/1.1 400 Bad Request");
      }
  g_assert_cmpuint (ask (backend, "localhost", NULL), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/server-head/hosts", test_hosts);

  g_test_add_func ("/server-head/lengths-that-make-no-sense", test_lengths_that_make_no_sense);

  return g_test_run ();
}

/* test-connections.c — how many may be connected
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-connections.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static GSocketConnection *
connect_to (GpTestRuntime *backend)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                gp_runtime_get_port (backend->runtime), NULL,
                                                  &error);
  g_assert_no_error (error);

  return connection;
}

/* Clients that connect and say nothing, or half of something, are let go of when they leave. */
static void
test_silent_clients (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  for (guint i = 0; i < 600; i++)
    {
      g_autoptr(GSocketConnection) connection = connect_to (backend);

      if (i % 2 == 0)
        g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                   "GET /api", 8, NULL, NULL, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      if (i % 50 == 49)
        gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
    }
}

/* Asks without insisting: as long as too many are connected nobody answers. */
static gboolean
answers (GpTestRuntime *backend)
{
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/api/health", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GBytes) body = soup_session_send_and_read (backend->session, message, NULL, NULL);

  return body != NULL && soup_message_get_status (message) == SOUP_STATUS_OK;
}

/* Of too many at once the last ones are turned away, and the others stay. */
static void
test_too_many (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GSocketConnection) last = NULL;
  char byte;

  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (held, connect_to (backend));
  last = connect_to (backend);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (last)), &byte, 1,
                                        NULL, NULL), <=, 0);
  g_ptr_array_set_size (held, 0);
  gp_test_wait_until (answers (backend));
}

/* Those who come while the server works on something else need not come again: here it does not
 * accept anybody at all. */
static void
test_many_at_once (void)
{
  g_autoptr(SoupServer) soup = soup_server_new (NULL, NULL);
  g_autoptr(GpConnections) connections = gp_connections_new (soup, 200, 30);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  guint port;

  g_assert_true (gp_connections_listen (connections, "127.0.0.1", 0, &port, &error));
  g_socket_client_set_timeout (client, 60);
  for (guint i = 0; i < 100; i++)
    {
      GSocketConnection *connection = g_socket_client_connect_to_host (
        client, "127.0.0.1", (guint16) port, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (held, connection);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/connections/silent-clients", test_silent_clients);
  g_test_add_func ("/connections/too-many", test_too_many);
  g_test_add_func ("/connections/many-at-once", test_many_at_once);

  return g_test_run ();
}

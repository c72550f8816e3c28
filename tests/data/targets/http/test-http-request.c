/* test-http-request.c — one HTTP request that ends in time
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-http-request.h"

#include "gp-test.h"

#include <string.h>

/* Far more than any answer here takes. */
#define LONG 60

typedef struct
{
  GSocketService    *service;
  SoupServer        *server;
  SoupSession       *session;
  char              *url;
  SoupServerMessage *held;      /* a request that gets no answer until the test wants one */
} Peers;

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Peers *peers = user_data;

  if (g_str_equal (path, "/held"))
    {
      peers->held = g_object_ref (message);
      soup_server_message_pause (message);
      return;
    }
  soup_server_message_set_status (message, g_str_equal (path, "/") ? 200 : 404, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, path, strlen (path));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             Peers             *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

/* The server listens to a socket of ours: libsoup 3.2 keeps those that it opens itself. */
static void
peers_start (Peers *self)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->session = soup_session_new ();
  self->service = g_socket_service_new ();
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", (guint) g_inet_socket_address_get_port (
                                                        G_INET_SOCKET_ADDRESS (address)));
}

static void
peers_close (Peers *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

/* The server ends its connections in the loop. */
static void
peers_clear (Peers *self)
{
  g_clear_object (&self->held);
  soup_session_abort (self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->session);
  peers_close (self);
  g_clear_object (&self->service);
  soup_server_disconnect (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->server);
  g_free (self->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Peers, peers_clear)

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **out = user_data;

  g_assert_null (*out);
  *out = g_object_ref (result);
}

static SoupMessage *
message_to (Peers      *peers,
            const char *path)
{
  g_autofree char *url = g_strconcat (peers->url, path, NULL);

  return soup_message_new ("GET", url);
}

static void
test_any_status_is_an_answer (void)
{
  static const struct { const char *path; guint status; } cases[] = { { "/", 200 }, { "/x", 404 } };
  g_auto(Peers) peers = { NULL };

  peers_start (&peers);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessage) message = message_to (&peers, cases[i].path);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GError) error = NULL;

      gp_http_request_async (peers.session, message, LONG, NULL, done_cb, &result);
      gp_test_wait_until (result != NULL);
      body = gp_http_request_finish (result, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), cases[i].path,
                       strlen (cases[i].path));
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
    }
}

/* The answer that comes after the deadline is dropped. */
static void
test_silence_ends_at_the_deadline (void)
{
  g_auto(Peers) peers = { NULL };
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(SoupMessage) next = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) next_result = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  peers_start (&peers);
  message = message_to (&peers, "/held");
  gp_http_request_async (peers.session, message, 1, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);
  g_assert_null (gp_http_request_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);

  if (peers.held != NULL)      /* on a very slow machine it may not have come that far */
    {
      soup_server_message_set_status (peers.held, 200, NULL);
      soup_server_message_unpause (peers.held);
    }
  next = message_to (&peers, "/");
  gp_http_request_async (peers.session, next, LONG, NULL, done_cb, &next_result);
  gp_test_wait_until (next_result != NULL);
  body = gp_http_request_finish (next_result, &error);
  g_assert_no_error (error);
}

static void
test_cancelling_ends_it (void)
{
  g_auto(Peers) peers = { NULL };

  peers_start (&peers);
  for (guint before = 0; before < 2; before++)
    {
      g_autoptr(SoupMessage) message = message_to (&peers, "/held");
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      g_clear_object (&peers.held);
      if (before)
        g_cancellable_cancel (cancellable);
      gp_http_request_async (peers.session, message, LONG, cancellable, done_cb, &result);
      if (!before)
        {
          gp_test_wait_until (peers.held != NULL);
          g_cancellable_cancel (cancellable);
        }
      gp_test_wait_until (result != NULL);
      g_assert_null (gp_http_request_finish (result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_a_closed_port_is_an_error (void)
{
  g_auto(Peers) peers = { NULL };
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  peers_start (&peers);
  message = message_to (&peers, "/");
  peers_close (&peers);
  gp_http_request_async (peers.session, message, LONG, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);
  g_assert_null (gp_http_request_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/http-request/any-status-is-an-answer", test_any_status_is_an_answer);
  g_test_add_func ("/data/http-request/silence-ends-at-the-deadline",
                   test_silence_ends_at_the_deadline);
  g_test_add_func ("/data/http-request/cancelling-ends-it", test_cancelling_ends_it);
  g_test_add_func ("/data/http-request/a-closed-port-is-an-error",
                   test_a_closed_port_is_an_error);
  return g_test_run ();
}

/* gp-test-server.c — an HTTP server in a thread of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * The server and its connections belong to the thread, from the moment it runs. It listens to a
 * socket of ours: libsoup 3.2 keeps those that it opens itself. */
#include "config.h"
#include "gp-test-server.h"

struct _GpTestServer
{
  GThread        *thread;
  GMainContext   *context;
  GMainLoop      *loop;
  SoupServer     *server;
  GSocketService *service;
  char           *url;
};

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             GpTestServer      *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);

  return TRUE;
}

static void
finish_pending (GpTestServer *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    continue;
}

/* Connections end in the loop that they were taken in, those of clients that have gone, too. */
static gpointer
serve (gpointer data)
{
  GpTestServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  finish_pending (self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  soup_server_disconnect (self->server);
  finish_pending (self);
  g_clear_object (&self->server);
  finish_pending (self);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

GpTestServer *
gp_test_server_new (SoupServerCallback callback,
                    gpointer           user_data)
{
  GpTestServer *self = g_new0 (GpTestServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, callback, user_data, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", (guint) g_inet_socket_address_get_port (
                                                        G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("test-server", serve, self);

  return self;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

void
gp_test_server_free (GpTestServer *self)
{
  g_autoptr(GSource) quit = g_idle_source_new ();

  if (self == NULL)
    return;

  /* A source waits until the loop runs; it may not have begun yet. */
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->url);
  g_free (self);
}

const char *
gp_test_server_get_url (GpTestServer *self)
{
  return self->url;
}

void
gp_test_server_cut (SoupServerMessage *message)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

void
gp_test_server_set_header (SoupServerMessage *message,
                           const char        *header)
{
  g_auto(GStrv) parts = header != NULL ? g_strsplit (header, ": ", 2) : NULL;

  if (parts != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), parts[0],
                                  parts[1]);
}

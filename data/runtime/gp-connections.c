/* gp-connections.c — who is connected, and for how long
 * SPDX-License-Identifier: Apache-2.0
 *
 * SoupServer has no limits of its own, so connections are accepted here, and handed to it when the
 * first byte has come: it never lets go of one that ends before. For the same reason a connection
 * carries one request, and none rests between two.
 *
 * One table by the client's address and port finds the connection of a message again. A clock looks
 * every few seconds for connections that have been waited for too long: a client that sends a byte
 * at a time is cut off as well as one that sends nothing. */
#define G_LOG_DOMAIN "gp-connections"
#include "config.h"
#include "gp-connections.h"

#include "gp-runtime-error.h"

#include <glib/gi18n-lib.h>
#include <sys/socket.h>

#define LOOK_SECONDS 2

/* Connections that were made and not accepted yet. GLib's own ten are too few: callers beyond them
 * wait for seconds, and are cut off in the end. */
#define BACKLOG 1024

typedef struct
{
  GpConnections     *owner;
  GSocketConnection *stream;          /* held until it is handed over, then borrowed */
  GSource           *first_byte;      /* NULL when it is handed over */
  char              *peer;
  gint64             waiting_since;   /* monotonic; 0 while a request is worked on */
} Connection;

struct _GpConnections
{
  SoupServer     *soup;
  GSocketService *service;
  GHashTable     *all;                /* peer → Connection */
  GSource        *clock;
  guint           max;
  guint           seconds;
};

static char *
describe_peer (GSocketAddress *address)
{
  return address != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address))
                         : g_strdup ("");
}

static void
forget (Connection *connection)
{
  /* A newer connection may have the same address already. */
  if (g_hash_table_lookup (connection->owner->all, connection->peer) == connection)
    g_hash_table_remove (connection->owner->all, connection->peer);
  g_free (connection->peer);
  g_free (connection);
}

static void
stream_gone_cb (gpointer  data,
                GObject  *stream)
{
  forget (data);
}

/* Ends a connection that was not handed over yet. */
static void
drop_silent (Connection *connection)
{
  g_source_destroy (connection->first_byte);
  g_source_unref (connection->first_byte);
  g_io_stream_close (G_IO_STREAM (connection->stream), NULL, NULL);
  g_object_unref (connection->stream);
  forget (connection);
}

static gboolean
first_byte_cb (GSocket      *socket,
               GIOCondition  condition,
               gpointer      user_data)
{
  Connection *connection = user_data;
  g_autoptr(GSocketConnection) stream = NULL;
  g_autoptr(GSocketAddress) local = NULL;
  g_autoptr(GSocketAddress) remote = NULL;
  char byte;

  local = g_socket_connection_get_local_address (connection->stream, NULL);
  remote = g_socket_connection_get_remote_address (connection->stream, NULL);
  if (local == NULL || remote == NULL
      || recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0)
    {
      drop_silent (connection);
      return G_SOURCE_REMOVE;
    }

  stream = connection->stream;
  g_clear_pointer (&connection->first_byte, g_source_unref);
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, connection);
  soup_server_accept_iostream (connection->owner->soup, G_IO_STREAM (stream), local, remote, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *stream,
             GObject           *source,
             gpointer           user_data)
{
  GpConnections *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (stream);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (stream, NULL);
  Connection *connection;

  if (remote == NULL || g_hash_table_size (self->all) >= self->max)
    {
      g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
      return TRUE;
    }

  connection = g_new0 (Connection, 1);
  connection->owner = self;
  connection->stream = g_object_ref (stream);
  connection->peer = describe_peer (remote);
  connection->waiting_since = g_get_monotonic_time ();
  connection->first_byte = g_socket_create_source (socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (connection->first_byte, G_SOURCE_FUNC (first_byte_cb), connection, NULL);
  g_source_attach (connection->first_byte, g_main_context_get_thread_default ());
  g_hash_table_replace (self->all, connection->peer, connection);

  return TRUE;
}

/* Libsoup sees the end of the stream, and lets go of it. */
static void
cut_off (Connection *connection)
{
  connection->waiting_since = 0;
  g_socket_shutdown (g_socket_connection_get_socket (connection->stream), TRUE, TRUE, NULL);
}

static void
end (Connection *connection)
{
  if (connection->first_byte != NULL)
    drop_silent (connection);
  else
    cut_off (connection);
}

static gboolean
look_cb (gpointer user_data)
{
  GpConnections *self = user_data;
  gint64 now = g_get_monotonic_time ();
  g_autoptr(GList) all = g_hash_table_get_values (self->all);

  for (GList *l = all; l != NULL; l = l->next)
    {
      Connection *connection = l->data;

      if (connection->waiting_since != 0
          && now - connection->waiting_since > (gint64) self->seconds * G_USEC_PER_SEC)
        end (connection);
    }

  return G_SOURCE_CONTINUE;
}

GpConnections *
gp_connections_new (SoupServer *soup,
                    guint       max,
                    guint       seconds)
{
  GpConnections *self = g_new0 (GpConnections, 1);

  self->soup = soup;
  self->max = max;
  self->seconds = seconds;
  self->all = g_hash_table_new (g_str_hash, g_str_equal);
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  self->clock = g_timeout_source_new_seconds (LOOK_SECONDS);
  g_source_set_callback (self->clock, look_cb, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());

  return self;
}

void
gp_connections_free (GpConnections *self)
{
  g_autoptr(GList) left = NULL;

  if (self == NULL)
    return;

  g_source_destroy (self->clock);
  g_source_unref (self->clock);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_object_unref (self->service);

  left = g_hash_table_get_values (self->all);
  for (GList *l = left; l != NULL; l = l->next)
    {
      Connection *connection = l->data;

      if (connection->first_byte != NULL)
        {
          drop_silent (connection);
          continue;
        }
      cut_off (connection);
      g_object_weak_unref (G_OBJECT (connection->stream), stream_gone_cb, connection);
      forget (connection);
    }
  g_hash_table_unref (self->all);
  g_free (self);
}

gboolean
gp_connections_listen (GpConnections  *self,
                       const char     *address,
                       guint           port,
                       guint          *out_port,
                       GError        **error)
{
  const char *ip = g_str_equal (address, "localhost") ? "127.0.0.1" : address;
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (ip, port);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) failure = NULL;

  if (wanted == NULL
      || !g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                         G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                         &effective, &failure))
    {
      g_set_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_LISTEN,
                   _("Cannot listen on %s, port %u: %s"), address, port,
                   failure != NULL ? failure->message : _("this is not an IP address."));
      return FALSE;
    }

  *out_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);

  return TRUE;
}

guint
gp_connections_get_n (GpConnections *self)
{
  return g_hash_table_size (self->all);
}

static Connection *
find (GpConnections     *self,
      SoupServerMessage *message)
{
  g_autofree char *peer = describe_peer (soup_server_message_get_remote_address (message));

  return g_hash_table_lookup (self->all, peer);
}

void
gp_connections_note (GpConnections     *self,
                     SoupServerMessage *message,
                     gboolean           waiting)
{
  Connection *connection = find (self, message);

  if (connection != NULL)
    connection->waiting_since = waiting ? g_get_monotonic_time () : 0;
}

void
gp_connections_drop (GpConnections     *self,
                     SoupServerMessage *message)
{
  Connection *connection = find (self, message);

  if (connection != NULL)
    cut_off (connection);
}

/* gp-test-http.c — a server that answers what a test tells it to
 * SPDX-License-Identifier: Apache-2.0
 *
 * The lists belong to the lock; the server, its socket and its context to the thread. */
#include "config.h"
#include "gp-test-http.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  guint  status;
  char  *header;
  char  *body;
} Answer;

struct _GpTestHttp
{
  GMutex        lock;
  GPtrArray    *answers;
  GPtrArray    *bodies;     /* of char */
  GPtrArray    *headers;    /* of SoupMessageHeaders */
  guint         next;
  char         *url;
  GMainContext *context;
  GMainLoop    *loop;
  SoupServer   *server;
  GSocketService *service;
  GThread      *thread;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->header);
  g_free (answer->body);
  g_free (answer);
}

static void
keep_header_cb (const char *name,
                const char *value,
                gpointer    copy)
{
  soup_message_headers_append (copy, name, value);
}

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  GpTestHttp *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *copy = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Answer *answer = self->next < self->answers->len
                     ? g_ptr_array_index (self->answers, self->next++) : NULL;

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header_cb,
                                copy);
  g_ptr_array_add (self->headers, copy);
  g_ptr_array_add (self->bodies, g_strndup (body->data != NULL ? body->data : "", body->length));
  if (answer == NULL)
    {
      soup_server_message_set_status (message, 500, NULL);
      return;
    }
  if (answer->status == GP_TEST_HTTP_CUT)
    {
      g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->header != NULL)
    {
      g_auto(GStrv) words = g_strsplit (answer->header, ": ", 2);

      soup_message_headers_replace (soup_server_message_get_response_headers (message), words[0],
                                    words[1]);
    }
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             GpTestHttp        *self)
{
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  GpTestHttp *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  soup_server_disconnect (self->server);
  g_clear_object (&self->service);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

GpTestHttp *
gp_test_http_new (void)
{
  GpTestHttp *self = g_new0 (GpTestHttp, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->lock);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) soup_message_headers_unref);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", (guint) g_inet_socket_address_get_port (
                                                        G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("test-http", serve, self);
  return self;
}

void
gp_test_http_free (GpTestHttp *self)
{
  if (self == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->headers);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
gp_test_http_get_url (GpTestHttp *self)
{
  return self->url;
}

void
gp_test_http_add (GpTestHttp *self,
                  guint       status,
                  const char *header,
                  const char *body)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->header = g_strdup (header);
  answer->body = g_strdup (body);
  g_ptr_array_add (self->answers, answer);
}

guint
gp_test_http_count (GpTestHttp *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->bodies->len;
}

char *
gp_test_http_dup_body (GpTestHttp *self,
                       guint       i)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return i < self->bodies->len ? g_strdup (g_ptr_array_index (self->bodies, i)) : NULL;
}

char *
gp_test_http_dup_header (GpTestHttp *self,
                         guint       i,
                         const char *name)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return i < self->headers->len
           ? g_strdup (soup_message_headers_get_one (g_ptr_array_index (self->headers, i), name))
           : NULL;
}

/* gp-test-http.c — a server that answers what a test tells it to
 * SPDX-License-Identifier: Apache-2.0
 *
 * The lists belong to the lock. */
#include "config.h"
#include "gp-test-http.h"

#include "gp-test-server.h"

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
  GpTestServer *server;
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
      gp_test_server_cut (message);
      return;
    }
  soup_server_message_set_status (message, answer->status, NULL);
  gp_test_server_set_header (message, answer->header);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
}

GpTestHttp *
gp_test_http_new (void)
{
  GpTestHttp *self = g_new0 (GpTestHttp, 1);

  g_mutex_init (&self->lock);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) soup_message_headers_unref);
  self->server = gp_test_server_new (answer_cb, self);
  return self;
}

void
gp_test_http_free (GpTestHttp *self)
{
  if (self == NULL)
    return;
  gp_test_server_free (self->server);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->headers);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
gp_test_http_get_url (GpTestHttp *self)
{
  return gp_test_server_get_url (self->server);
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

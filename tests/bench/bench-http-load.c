/* bench-http-load.c — callers that send one small request after the other
 * SPDX-License-Identifier: Apache-2.0
 *
 * Plain sockets: a client library would take more of the processor than what is measured. */
#include "config.h"

#include "bench-http-load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  struct sockaddr_in address;
  char              *request;
  gint               n_left;
} Load;

static void
send_one (const Load *load)
{
  gsize length = strlen (load->request), got = 0;
  char answer[8192];
  gssize n;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (fd < 0 || connect (fd, (const struct sockaddr *) &load->address, sizeof load->address) != 0
      || send (fd, load->request, length, MSG_NOSIGNAL) != (gssize) length)
    g_error ("the server cannot be reached");
  while (got < sizeof answer - 1 && (n = read (fd, answer + got, sizeof answer - 1 - got)) > 0)
    got += (gsize) n;
  answer[got] = '\0';
  if (!g_str_has_prefix (answer, "HTTP/1.1 200"))
    g_error ("the server said: %s", answer);
  close (fd);
}

static gpointer
call_cb (gpointer data)
{
  Load *load = data;

  while (g_atomic_int_add (&load->n_left, -1) > 0)
    send_one (load);

  return NULL;
}

double
bench_http_load (guint16     port,
                 const char *path,
                 guint       n_callers,
                 guint       n_requests)
{
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();
  Load load = { .n_left = (gint) n_requests };
  gint64 begin;

  load.address.sin_family = AF_INET;
  load.address.sin_port = htons (port);
  load.address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  load.request = g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n"
                                  "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n"
                                  "{\"n\":3}", path, port);
  send_one (&load);
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < n_callers; i++)
    g_ptr_array_add (threads, g_thread_new ("caller", call_cb, &load));
  for (guint i = 0; i < n_callers; i++)
    g_thread_join (threads->pdata[i]);
  g_free (load.request);

  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC / n_requests;
}

/* gp-http-request.c — one HTTP request that ends in time
 * SPDX-License-Identifier: Apache-2.0
 *
 * libsoup may lose a request whose server dies at the wrong moment and never answer for it. So the
 * task does not wait for libsoup alone: whichever comes first ends it, the answer or the deadline,
 * and what the other one brings later is dropped. */
#define G_LOG_DOMAIN "gp-http-request"
#include "config.h"
#include "gp-http-request.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GCancellable *sending;     /* ends what libsoup does, whoever wants it ended */
  gulong        cancelled;   /* the handler on the caller's, 0 where there is none */
  GSource      *deadline;    /* NULL once the task has ended */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_assert (request->deadline == NULL);
  g_clear_object (&request->sending);
  g_free (request);
}

/* Returns: FALSE where the task has ended before. May run inside the caller's “cancelled”, where
 * g_cancellable_disconnect() would wait for itself. */
static gboolean
end (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->deadline == NULL)
    return FALSE;

  g_source_destroy (request->deadline);
  g_clear_pointer (&request->deadline, g_source_unref);
  if (request->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), request->cancelled);

  return TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result,
                                                             &error);

  if (!end (task))
    return;

  if (body != NULL)
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
deadline_cb (gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);

  end (task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _("there was no answer in time"));
  g_cancellable_cancel (request->sending);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      sending)
{
  g_cancellable_cancel (sending);
}

void
gp_http_request_async (SoupSession         *session,
                       SoupMessage         *message,
                       guint                seconds,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (session, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, gp_http_request_async);
  g_task_set_name (task, "http request");
  g_task_set_task_data (task, request, request_free);

  request->sending = g_cancellable_new ();
  request->deadline = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (request->deadline, deadline_cb, g_object_ref (task), g_object_unref);
  g_source_attach (request->deadline, g_task_get_context (task));
  if (cancellable != NULL)
    request->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (request->sending), g_object_unref);

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, request->sending,
                                    sent_cb, g_object_ref (task));
}

GBytes *
gp_http_request_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gp_http_request_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* gp-run-call.c — calls that runs of flows make to services outside
 * SPDX-License-Identifier: Apache-2.0
 *
 * Where a name leads is only known when the connection is made: there the address is looked at, and
 * a call to a private one ended before anything is sent. Connections to private networks are kept
 * in a session of their own, so that none of them is used again by a call that may not go there.
 *
 * libsoup may lose a request whose server dies at the wrong moment: a clock of ours ends each. */
#define G_LOG_DOMAIN "gp-run-call"
#include "config.h"
#include "gp-run-call.h"

#include "gp-address-guard.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-run-code.h"
#include "gp-run-http.h"
#include "gp-run-mail.h"

#include <glib/gi18n-lib.h>

#define MAX_CONNECTIONS 100
#define CHUNK           (64 * 1024)
#define MAX_CODES       4

/* The code of steps; outlives the caller while some is at work. */
typedef struct
{
  guint  n;          /* at work */
  GQueue waiting;    /* of Call */
} Codes;

struct _GpRunCaller
{
  Codes       *codes;
  SoupSession *open;       /* to the internet alone */
  SoupSession *closed;     /* to private networks, too */
  GHashTable  *calls;      /* of Call: those under way */
};

/* One call, until it is answered. Reference counted: whatever libsoup has still to tell holds one,
 * and finds caller NULL where nobody wants to know any more. */
typedef struct
{
  gatomicrefcount count;
  GpRunCaller    *caller;
  gint64          run;
  guint64         effect;
  GpRunCalled     called;
  gpointer        user_data;
  SoupMessage    *message;
  GCancellable   *cancellable;    /* ours */
  GCancellable   *outer;          /* theirs */
  gulong          outer_handler;
  GSource        *deadline;       /* NULL while code waits for its turn */
  GByteArray     *body;
  GInputStream   *stream;
  gboolean        is_private;
  char           *function;       /* the place of a step that calls one, else NULL */
  GError         *refusal;        /* of its address */
  guint           n_redirects;
  GpExprValue    *code;           /* of a step that runs code: what it is, and its input */
  Codes          *codes;          /* while it is at work */
} Call;

static void
call_unref (Call *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;

  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer);
  g_clear_object (&self->stream);
  g_clear_error (&self->refusal);
  g_free (self->function);
  gp_expr_value_unref (self->code);
  g_byte_array_unref (self->body);
  g_free (self);
}

static Call *
call_ref (Call *self)
{
  g_atomic_ref_count_inc (&self->count);

  return self;
}

/* Nobody is told any more. Returns FALSE where that was so before. */
static gboolean
call_end (Call *self)
{
  if (self->caller == NULL)
    return FALSE;

  self->caller = NULL;
  if (self->outer_handler != 0)
    g_signal_handler_disconnect (self->outer, self->outer_handler);
  self->outer_handler = 0;
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_cancellable_cancel (self->cancellable);

  return TRUE;
}

/* @result, @fault: taken: one of both. */
static void
call_tell (Call        *self,
           GpExprValue *result,
           GpExprValue *fault)
{
  g_autoptr(GpExprValue) given = result;
  g_autoptr(GpExprValue) wrong = fault;
  GpRunCaller *caller = self->caller;

  if (!call_end (self))
    return;
  self->called (self->run, self->effect, given, wrong, self->user_data);
  g_hash_table_remove (caller->calls, self);
}

static void
call_fail (Call         *self,
           const GError *error)
{
  g_autofree char *detail = NULL;
  const char *host;

  if (self->caller == NULL)
    return;
  if (self->message == NULL)
    {
      call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 0, error->message));
      return;
    }
  host = g_uri_get_host (soup_message_get_uri (self->message));
  if (self->refusal != NULL)
    {
      call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0,
                                                self->refusal->message));
      return;
    }
  detail = g_strdup_printf (_("%s cannot be reached: %s"), host, error->message);
  call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 0, detail));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Call *self = user_data;
  g_autofree char *detail = g_strdup_printf (_("There was no whole answer within %d seconds."),
                                             GP_RUN_CALL_SECONDS);

  call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0, detail));

  return G_SOURCE_REMOVE;
}

static void
call_start_deadline (Call *self)
{
  self->deadline = g_timeout_source_new_seconds (GP_RUN_CALL_SECONDS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
}

static void
cancelled_cb (GCancellable *outer,
              gpointer      user_data)
{
  Call *self = user_data;

  g_cancellable_cancel (self->cancellable);
}

/* Before anything is sent. */
static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            user_data)
{
  Call *self = user_data;
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  if (event != G_SOCKET_CLIENT_CONNECTED || self->is_private || self->refusal != NULL
      || !G_IS_SOCKET_CONNECTION (connection)
      || gp_address_guard_check_peer (G_SOCKET_CONNECTION (connection), host, &self->refusal))
    return;
  g_cancellable_cancel (self->cancellable);
}

static void call_send (Call *self);

static void
call_finish (Call *self)
{
  SoupMessage *next = gp_run_http_redirect (self->message, self->n_redirects);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GpExprValue) answer = NULL;
  GpExprValue *result, *fault = NULL;

  if (next != NULL)
    {
      const char *host = g_uri_get_host (soup_message_get_uri (next));
      g_autoptr(GError) error = NULL;

      g_object_unref (self->message);
      self->message = next;
      self->n_redirects++;
      g_clear_object (&self->stream);
      g_byte_array_set_size (self->body, 0);
      if (self->is_private || gp_address_guard_check (host, &error))
        call_send (self);
      else
        call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0,
                                                  error->message));
      return;
    }
  body = g_bytes_new (self->body->data, self->body->len);
  answer = gp_run_http_read (self->message, body, g_get_real_time ());
  result = self->function != NULL ? gp_run_http_read_function (answer, self->function, &fault)
                                  : g_steal_pointer (&answer);
  call_tell (self, result, fault);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                             &error);

  if (bytes == NULL)
    call_fail (self, error);
  else if (self->caller == NULL)
    ;
  else if (g_bytes_get_size (bytes) == 0)
    call_finish (self);
  else if (self->body->len + g_bytes_get_size (bytes) > GP_RUN_CALL_MAX_BYTES)
    call_tell (self, NULL, gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 413,
                                              _("The answer is larger than 1 MB.")));
  else
    {
      g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_cb, call_ref (self));
    }
  call_unref (self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Call *self = user_data;
  g_autoptr(GError) error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    call_fail (self, error);
  else if (self->caller == NULL)
    g_object_unref (stream);
  else
    {
      self->stream = stream;
      g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_cb, call_ref (self));
    }
  call_unref (self);
}

static void
call_send (Call *self)
{
  SoupSession *session = self->is_private ? self->caller->closed : self->caller->open;

  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb,
                           call_ref (self));
}

static void
mailed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call *self = user_data;
  g_autoptr(GpExprValue) fault = gp_run_mail_send_finish (result);

  if (fault != NULL)
    call_tell (self, NULL, g_steal_pointer (&fault));
  else
    call_tell (self, gp_expr_value_new_null (), NULL);
  call_unref (self);
}

static void start_codes (Codes *codes);

static void
coded_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Call *self = user_data;
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(GpExprValue) value = gp_run_code_finish (result, &fault);
  Codes *codes = self->codes;

  codes->n--;
  call_tell (self, g_steal_pointer (&value), g_steal_pointer (&fault));
  call_unref (self);
  start_codes (codes);
  g_rc_box_release (codes);
}

/* Each is a process: a few at a time. */
static void
start_codes (Codes *codes)
{
  while (codes->n < MAX_CODES && codes->waiting.length > 0)
    {
      Call *call = g_queue_pop_head (&codes->waiting);

      if (call->caller == NULL)
        {
          call_unref (call);
          continue;
        }
      codes->n++;
      call_start_deadline (call);
      call->codes = g_rc_box_acquire (codes);
      gp_run_code_async (call->code, call->cancellable, coded_cb, call);
    }
}

/* What cannot even begin is told later all the same. */
static gboolean
told_cb (gpointer user_data)
{
  Call *self = user_data;
  GpExprValue *fault = g_object_steal_data (G_OBJECT (self->cancellable), "fault");

  call_tell (self, NULL, fault);

  return G_SOURCE_REMOVE;
}

static void
tell_soon (Call        *self,
           GpExprValue *fault)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_object_set_data_full (G_OBJECT (self->cancellable), "fault", fault,
                          (GDestroyNotify) gp_expr_value_unref);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, call_ref (self), (GDestroyNotify) call_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

gboolean
gp_run_caller_can (GpFlowEffectKind kind)
{
  return kind == GP_FLOW_EFFECT_HTTP || kind == GP_FLOW_EFFECT_FUNCTION
         || kind == GP_FLOW_EFFECT_MAIL || kind == GP_FLOW_EFFECT_CODE;
}

static Call *
call_new (GpRunCaller       *caller,
          const GpRunEffect *call,
          GCancellable      *cancellable,
          GpRunCalled        called,
          gpointer           user_data)
{
  Call *self = g_new0 (Call, 1);

  g_atomic_ref_count_init (&self->count);
  self->caller = caller;
  self->run = call->run;
  self->effect = call->effect->number;
  self->called = called;
  self->user_data = user_data;
  self->body = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  self->outer = g_object_ref (cancellable);
  self->outer_handler = g_signal_connect (cancellable, "cancelled", G_CALLBACK (cancelled_cb),
                                          self);
  g_hash_table_add (caller->calls, self);

  return self;
}

void
gp_run_caller_make (GpRunCaller       *self,
                    GpDesign          *design,
                    const GpRunEffect *call,
                    GCancellable      *cancellable,
                    GpRunCalled        called,
                    gpointer           user_data)
{
  Call *made = call_new (self, call, cancellable, called, user_data);
  GpExprValue *fault = NULL;

  /* Code has its time from its turn on. */
  if (call->effect->kind != GP_FLOW_EFFECT_CODE)
    call_start_deadline (made);
  if (call->effect->kind == GP_FLOW_EFFECT_MAIL)
    {
      gp_run_mail_send_async (design, call->effect, made->cancellable, mailed_cb, call_ref (made));
      return;
    }
  if (call->effect->kind == GP_FLOW_EFFECT_CODE)
    {
      made->code = gp_expr_value_ref (call->effect->arguments);
      g_queue_push_tail (&self->codes->waiting, call_ref (made));
      start_codes (self->codes);
      return;
    }
  if (call->effect->kind == GP_FLOW_EFFECT_FUNCTION)
    made->function = g_strdup (call->effect->place);
  made->message = gp_run_http_new (design, call->effect, &made->is_private, &fault);
  if (made->message != NULL)
    call_send (made);
  else
    tell_soon (made, fault);
}

static SoupSession *
make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                                        "max-conns-per-host", MAX_CONNECTIONS / 4,
                                                        "timeout", 0, "idle-timeout", 30,
                                                        "proxy-resolver", NULL, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);

  return session;
}

GpRunCaller *
gp_run_caller_new (void)
{
  GpRunCaller *self = g_new0 (GpRunCaller, 1);

  self->open = make_session ();
  self->closed = make_session ();
  self->calls = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) call_unref, NULL);
  self->codes = g_rc_box_new0 (Codes);

  return self;
}

void
gp_run_caller_free (GpRunCaller *self)
{
  g_autoptr(GList) calls = NULL;

  if (self == NULL)
    return;

  calls = g_hash_table_get_keys (self->calls);
  for (GList *l = calls; l != NULL; l = l->next)
    call_end (l->data);
  g_hash_table_unref (self->calls);
  start_codes (self->codes);
  g_rc_box_release (self->codes);
  soup_session_abort (self->open);
  soup_session_abort (self->closed);
  /* What was cancelled comes back once more. */
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  g_object_unref (self->open);
  g_object_unref (self->closed);
  g_free (self);
}

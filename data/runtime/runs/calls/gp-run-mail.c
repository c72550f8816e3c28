/* gp-run-mail.c — mail that flows send
 * SPDX-License-Identifier: Apache-2.0
 *
 * Written here, sent by a thread. The id of the mail is made from the step's key, so that one that
 * is sent again after a crash is known as the same. */
#define G_LOG_DOMAIN "gp-run-mail"
#include "config.h"
#include "gp-run-mail.h"

#include "gp-address-guard.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-run-secrets.h"
#include "gp-smtp.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define SECONDS        30
#define MAX_RECIPIENTS 50

typedef struct
{
  char     *host;
  guint16   port;
  gboolean  is_encrypted;    /* from the start */
  gboolean  is_private;
  char     *user;
  char     *password;
  char     *from;
  GPtrArray *to;             /* of char *, ends with NULL */
  char     *content;
} Mail;

static void
mail_free (gpointer data)
{
  Mail *self = data;

  g_free (self->host);
  g_free (self->user);
  gp_run_secrets_free (self->password);
  g_free (self->from);
  g_ptr_array_unref (self->to);
  g_free (self->content);
  g_free (self);
}

/* --- writing ---------------------------------------------------------------------------------- */

static GpExprValue *
add_address (Mail              *self,
             const GpExprValue *value,
             GString           *header)
{
  const char *text = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
                       ? gp_expr_value_get_string (value, NULL) : "";
  g_autofree char *detail = NULL;

  if (!gp_smtp_is_address (text))
    {
      detail = g_strdup_printf (_("“%s” is no address such as name@example.org."), text);
      return gp_flow_fault_new (GP_FLOW_FAULT_VALIDATION, 0, detail);
    }
  if (self->to->len >= MAX_RECIPIENTS)
    return gp_flow_fault_new (GP_FLOW_FAULT_VALIDATION, 413,
                              _("A mail goes to at most 50 addresses."));
  g_ptr_array_add (self->to, g_strdup (text));
  g_string_append_printf (header, "%s%s", header->len > 0 ? ",\r\n " : "", text);

  return NULL;
}

/* @header: gets what stands behind "To: ". (transfer full): NULL where it is well. */
static GpExprValue *
add_addresses (Mail              *self,
               const GpExprValue *value,
               GString           *header)
{
  GpExprValue *fault = NULL;

  if (value == NULL || gp_expr_value_is_null (value))
    return NULL;
  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_LIST)
    return add_address (self, value, header);
  for (gsize i = 0; fault == NULL && i < gp_expr_value_get_size (value); i++)
    fault = add_address (self, gp_expr_value_get_item (value, i), header);

  return fault;
}

/* Encoded words of at most 45 bytes, cut between characters (RFC 2047). */
static void
append_subject (GString    *out,
                const char *subject)
{
  const char *p = subject;

  g_string_append (out, "Subject:");
  while (*p != '\0')
    {
      const char *end = p;
      g_autofree char *word = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - p <= 45)
        end = g_utf8_next_char (end);
      word = g_base64_encode ((const guint8 *) p, (gsize) (end - p));
      g_string_append_printf (out, "%s =?UTF-8?B?%s?=", p == subject ? "" : "\r\n", word);
      p = end;
    }
  g_string_append (out, "\r\n");
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *) text, strlen (text));

  for (const char *p = encoded; *p != '\0'; p += strnlen (p, 76))
    g_string_append_printf (out, "%.76s\r\n", p);
}

static char *
to_text (const GpExprValue *value)
{
  if (value == NULL || gp_expr_value_is_null (value))
    return g_strdup ("");
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
    return g_strdup (gp_expr_value_get_string (value, NULL));

  return gp_expr_value_to_text (value);
}

static GpExprValue *
write_mail (Mail               *self,
            const GpFlowEffect *effect)
{
  g_autoptr(GString) out = g_string_new (NULL), to = g_string_new (NULL);
  g_autoptr(GString) cc = g_string_new (NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  g_autofree char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, effect->key, -1);
  g_autofree char *subject = to_text (gp_flow_effect_get (effect, "subject"));
  g_autofree char *text = to_text (gp_flow_effect_get (effect, "text"));
  const char *reply_to = gp_flow_value_get_text (effect->arguments, "reply_to");
  GpExprValue *fault = add_addresses (self, gp_flow_effect_get (effect, "to"), to);

  if (fault == NULL)
    fault = add_addresses (self, gp_flow_effect_get (effect, "cc"), cc);
  if (fault == NULL && to->len == 0)
    fault = gp_flow_fault_new (GP_FLOW_FAULT_VALIDATION, 0,
                               _("The mail goes to nobody: add “to”."));
  if (fault == NULL && reply_to != NULL && !gp_smtp_is_address (reply_to))
    fault = gp_flow_fault_new_setup (_("“%s” is no address such as name@example.org."), reply_to);
  if (fault != NULL)
    return fault;

  g_string_append_printf (out, "From: %s\r\nTo: %s\r\n", self->from, to->str);
  if (cc->len > 0)
    g_string_append_printf (out, "Cc: %s\r\n", cc->str);
  if (reply_to != NULL)
    g_string_append_printf (out, "Reply-To: %s\r\n", reply_to);
  append_subject (out, subject);
  g_string_append_printf (out, "Date: %s\r\nMessage-ID: <%.32s@%s>\r\nMIME-Version: 1.0\r\n"
                               "Content-Type: text/plain; charset=utf-8\r\n"
                               "Content-Transfer-Encoding: base64\r\nAuto-Submitted: "
                               "auto-generated\r\n\r\n",
                          date, id, strrchr (self->from, '@') + 1);
  append_text (out, text);
  g_ptr_array_add (self->to, NULL);
  self->content = g_string_free (g_steal_pointer (&out), FALSE);

  return NULL;
}

/* --- the server ------------------------------------------------------------------------------- */

static GpExprValue *
read_secret (Mail            *self,
             const GpElement *connection)
{
  const char *name = gp_element_get_text (connection, GP_CONNECTION_SECRET);
  g_autoptr(GError) error = NULL;
  char *secret, *colon;

  if (gp_element_is (connection, GP_CONNECTION_AUTH, "none"))
    return NULL;
  if (!gp_element_is (connection, GP_CONNECTION_AUTH, "basic"))
    return gp_flow_fault_new_setup (_("The mail server of %s is signed in to with a name and a "
                                      "password and nothing else."),
                                    gp_element_get_name (connection));
  secret = gp_run_secrets_dup (name != NULL ? name : gp_element_get_name (connection), &error);
  if (secret == NULL)
    return gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0, error->message);
  colon = strchr (secret, ':');
  if (colon != NULL)
    {
      self->user = g_strndup (secret, (gsize) (colon - secret));
      self->password = g_strdup (colon + 1);
    }
  gp_run_secrets_free (secret);

  if (colon == NULL)
    return gp_flow_fault_new_setup (_("The secret of %s must be a name, a colon and a password."),
                                    gp_element_get_name (connection));

  return NULL;
}

static GpExprValue *
read_server (Mail            *self,
             const GpElement *connection)
{
  const char *url = gp_element_get_text (connection, GP_CONNECTION_URL);
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autoptr(GError) error = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (!g_str_equal (g_uri_get_scheme (uri), "smtp")
          && !g_str_equal (g_uri_get_scheme (uri), "smtps")))
    return gp_flow_fault_new_setup (_("%s is no mail server: its address begins with smtp:// or "
                                      "smtps://."),
                                    gp_element_get_name (connection));
  self->is_encrypted = g_str_equal (g_uri_get_scheme (uri), "smtps");
  self->is_private = gp_element_get_bool (connection, GP_CONNECTION_PRIVATE_NETWORK);
  self->host = g_strdup (g_uri_get_host (uri));
  self->port = g_uri_get_port (uri) > 0 ? (guint16) g_uri_get_port (uri)
                                        : self->is_encrypted ? 465 : 587;
  if (!self->is_private && !gp_address_guard_check (self->host, &error))
    return gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0, error->message);

  return read_secret (self, connection);
}

static GpExprValue *
read_sender (Mail               *self,
             const GpFlowEffect *effect)
{
  const char *from = gp_flow_value_get_text (effect->arguments, "from");

  if (from == NULL)
    from = self->user;
  if (from == NULL || !gp_smtp_is_address (from))
    return gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0,
                              _("Nobody is named as the sender: add “from” to the step, with an "
                                "address."));
  self->from = g_strdup (from);

  return NULL;
}

static gboolean
deliver (Mail          *self,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnectable) address = g_network_address_new (self->host, self->port);
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GIOStream) secured = NULL;
  const GpSmtpMail mail = {
    .from = self->from, .to = (const char *const *) self->to->pdata, .content = self->content,
    .user = self->user, .password = self->password,
    .needs_tls = !self->is_private || self->user != NULL,
  };

  g_socket_client_set_timeout (client, SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect (client, address, cancellable, error);
  if (connection == NULL
      || (!self->is_private
          && !gp_address_guard_check_peer (connection, self->host, error)))
    return FALSE;
  if (self->is_encrypted)
    {
      secured = g_tls_client_connection_new (G_IO_STREAM (connection), address, error);
      if (secured == NULL
          || !g_tls_connection_handshake (G_TLS_CONNECTION (secured), cancellable, error))
        return FALSE;
    }

  return gp_smtp_send (secured != NULL ? secured : G_IO_STREAM (connection), self->is_encrypted,
                       address, &mail, cancellable, error);
}

static GpExprValue *
to_fault (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0, error->message);
  if (g_error_matches (error, GP_SMTP_ERROR, GP_SMTP_ERROR_LATER))
    return gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 503, error->message);
  if (error->domain == GP_SMTP_ERROR)
    return gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 422, error->message);

  return gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 0, error->message);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (deliver (data, cancellable, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (task, to_fault (error), (GDestroyNotify) gp_expr_value_unref);
}

void
gp_run_mail_send_async (GpDesign            *design,
                        const GpFlowEffect  *effect,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const GpElement *connection = gp_design_lookup (design, &effect->subject);
  Mail *mail = g_new0 (Mail, 1);
  GpExprValue *fault;

  mail->to = g_ptr_array_new_with_free_func (g_free);
  g_task_set_source_tag (task, gp_run_mail_send_async);
  g_task_set_task_data (task, mail, mail_free);
  g_task_set_check_cancellable (task, FALSE);
  fault = connection != NULL
            ? read_server (mail, connection)
            : gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0,
                                 _("The step names no mail server: choose a connection."));
  if (fault == NULL)
    fault = read_sender (mail, effect);
  if (fault == NULL)
    fault = write_mail (mail, effect);
  if (fault != NULL)
    g_task_return_pointer (task, fault, (GDestroyNotify) gp_expr_value_unref);
  else
    g_task_run_in_thread (task, run_in_thread);
}

GpExprValue *
gp_run_mail_send_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gp_run_mail_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

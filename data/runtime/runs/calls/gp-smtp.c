/* gp-smtp.c — hands one mail to a server (RFC 5321)
 * SPDX-License-Identifier: Apache-2.0
 *
 * EHLO, STARTTLS and EHLO again, AUTH, MAIL FROM, RCPT TO, DATA, QUIT: each line is answered before
 * the next is sent, so that nothing a server said before it encrypted is believed afterwards. */
#define G_LOG_DOMAIN "gp-smtp"
#include "config.h"
#include "gp-smtp.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAX_LINE  2000
#define MAX_LINES 100

G_DEFINE_QUARK (gp-smtp-error-quark, gp_smtp_error)

typedef struct
{
  GIOStream            *stream;      /* borrowed, or @secured */
  GIOStream            *secured;
  GBufferedInputStream *input;       /* its buffer holds one line at most */
  GCancellable         *cancellable;
  gboolean              has_starttls;
  gboolean              has_plain;
  gboolean              has_login;
} Talk;

static void
talk_clear (Talk *self)
{
  g_clear_object (&self->input);
  g_clear_object (&self->secured);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Talk, talk_clear)

gboolean
gp_smtp_is_address (const char *text)
{
  const char *at = strrchr (text, '@');

  if (at == NULL || at == text || at[1] == '\0' || strlen (text) > 254
      || strchr (text, '@') != at)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8) *p <= 0x20 || (guint8) *p >= 0x7f || strchr ("<>()[],;:\\\"", *p) != NULL)
      return FALSE;

  return TRUE;
}

static void
talk_take (Talk      *self,
           GIOStream *stream)
{
  self->stream = stream;
  g_clear_object (&self->input);
  self->input = G_BUFFERED_INPUT_STREAM (
    g_buffered_input_stream_new_sized (g_io_stream_get_input_stream (stream), MAX_LINE));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (self->input), FALSE);
}

/* One line without its end; whatever is no UTF-8 in it is replaced. */
static char *
read_line (Talk    *self,
           GError **error)
{
  for (;;)
    {
      gsize available;
      const char *text = g_buffered_input_stream_peek_buffer (self->input, &available);
      const char *end = memchr (text, '\n', available);
      gssize n;

      if (end != NULL)
        {
          g_autofree char *line = g_utf8_make_valid (text, end - text);

          if (g_input_stream_skip (G_INPUT_STREAM (self->input), (gsize) (end - text) + 1,
                                   self->cancellable, error) < 0)
            return NULL;
          return g_strchomp (g_steal_pointer (&line));
        }
      if (available >= MAX_LINE)
        {
          g_set_error_literal (error, GP_SMTP_ERROR, GP_SMTP_ERROR_PROTOCOL,
                               _("The server does not speak SMTP."));
          return NULL;
        }
      n = g_buffered_input_stream_fill (self->input, -1, self->cancellable, error);
      if (n == 0)
        g_set_error_literal (error, GP_SMTP_ERROR, GP_SMTP_ERROR_PROTOCOL,
                             _("The mail server ended the connection."));
      if (n <= 0)
        return NULL;
    }
}

static void
note_extension (Talk       *self,
                const char *line)
{
  if (g_ascii_strcasecmp (line, "STARTTLS") == 0)
    self->has_starttls = TRUE;
  if (g_ascii_strncasecmp (line, "AUTH", 4) == 0)
    {
      g_auto(GStrv) words = g_strsplit_set (line + 4, " =", -1);

      for (gsize i = 0; words[i] != NULL; i++)
        {
          self->has_plain = self->has_plain || g_ascii_strcasecmp (words[i], "PLAIN") == 0;
          self->has_login = self->has_login || g_ascii_strcasecmp (words[i], "LOGIN") == 0;
        }
    }
}

static gboolean
is_status (const char *line)
{
  return strlen (line) >= 3 && g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1])
         && g_ascii_isdigit (line[2]);
}

/* Reads an answer of any number of lines, and fails where its status is not @wanted. */
static gboolean
expect (Talk    *self,
        int      wanted,
        GError **error)
{
  for (guint n = 0; n < MAX_LINES; n++)
    {
      g_autofree char *line = read_line (self, error);
      int status;

      if (line == NULL)
        return FALSE;
      if (!is_status (line))
        break;
      status = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
      if (line[3] == '-' || (status == 250 && line[3] == ' '))
        note_extension (self, line + 4);
      if (line[3] == '-')
        continue;
      if (status == wanted || (wanted == 250 && status == 251))
        return TRUE;
      g_set_error (error, GP_SMTP_ERROR, status >= 500 ? GP_SMTP_ERROR_REFUSED
                                                       : GP_SMTP_ERROR_LATER,
                   _("The mail server said: %s"), line);
      return FALSE;
    }
  g_set_error_literal (error, GP_SMTP_ERROR, GP_SMTP_ERROR_PROTOCOL,
                       _("The server does not speak SMTP."));

  return FALSE;
}

static gboolean
say (Talk        *self,
     const char  *line,
     int          wanted,
     GError     **error)
{
  g_autofree char *whole = g_strconcat (line, "\r\n", NULL);
  gboolean sent = g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), whole,
                                             strlen (whole), NULL, self->cancellable, error);

  sodium_memzero (whole, strlen (whole));

  return sent && expect (self, wanted, error);
}

static gboolean
greet (Talk    *self,
       GError **error)
{
  self->has_starttls = self->has_plain = self->has_login = FALSE;

  return say (self, "EHLO localhost", 250, error);
}

static gboolean
encrypt (Talk                *self,
         GSocketConnectable  *identity,
         GError             **error)
{
  if (!say (self, "STARTTLS", 220, error))
    return FALSE;
  self->secured = g_tls_client_connection_new (self->stream, identity, error);
  if (self->secured == NULL
      || !g_tls_connection_handshake (G_TLS_CONNECTION (self->secured), self->cancellable, error))
    return FALSE;
  talk_take (self, self->secured);

  return greet (self, error);
}

static gboolean
say_encoded (Talk        *self,
             const char  *prefix,
             const char  *data,
             gsize        length,
             int          wanted,
             GError     **error)
{
  g_autofree char *encoded = g_base64_encode ((const guint8 *) data, length);
  g_autofree char *line = g_strconcat (prefix, encoded, NULL);
  gboolean taken = say (self, line, wanted, error);

  sodium_memzero (encoded, strlen (encoded));
  sodium_memzero (line, strlen (line));

  return taken;
}

static gboolean
sign_in (Talk              *self,
         const GpSmtpMail  *mail,
         GError           **error)
{
  g_autoptr(GString) plain = NULL;
  gboolean taken;

  if (mail->user == NULL)
    return TRUE;
  if (self->has_plain)
    {
      plain = g_string_new (NULL);
      g_string_append_c (plain, '\0');
      g_string_append (plain, mail->user);
      g_string_append_c (plain, '\0');
      g_string_append (plain, mail->password);
      taken = say_encoded (self, "AUTH PLAIN ", plain->str, plain->len, 235, error);
      sodium_memzero (plain->str, plain->len);
      return taken;
    }
  if (self->has_login)
    return say (self, "AUTH LOGIN", 334, error)
           && say_encoded (self, "", mail->user, strlen (mail->user), 334, error)
           && say_encoded (self, "", mail->password, strlen (mail->password), 235, error);
  g_set_error_literal (error, GP_SMTP_ERROR, GP_SMTP_ERROR_REFUSED,
                       _("The mail server takes no name and password, or not in a way that is "
                         "known here."));

  return FALSE;
}

/* A line that begins with a dot gets another one. */
static char *
stuff_dots (const char *content)
{
  g_autoptr(GString) out = g_string_new (*content == '.' ? "." : NULL);

  for (const char *p = content; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == '\n' && p[1] == '.')
        g_string_append_c (out, '.');
    }
  if (out->len < 2 || !g_str_has_suffix (out->str, "\r\n"))
    g_string_append (out, "\r\n");
  g_string_append_c (out, '.');

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
hand_over (Talk              *self,
           const GpSmtpMail  *mail,
           GError           **error)
{
  g_autofree char *from = g_strdup_printf ("MAIL FROM:<%s>", mail->from);
  g_autofree char *content = stuff_dots (mail->content);

  if (!say (self, from, 250, error))
    return FALSE;
  for (gsize i = 0; mail->to[i] != NULL; i++)
    {
      g_autofree char *to = g_strdup_printf ("RCPT TO:<%s>", mail->to[i]);

      if (!say (self, to, 250, error))
        return FALSE;
    }
  if (!say (self, "DATA", 354, error) || !say (self, content, 250, error))
    return FALSE;

  /* It is the server's now, whatever it says to this. */
  say (self, "QUIT", 221, NULL);
  return TRUE;
}

gboolean
gp_smtp_send (GIOStream           *stream,
              gboolean             is_encrypted,
              GSocketConnectable  *identity,
              const GpSmtpMail    *mail,
              GCancellable        *cancellable,
              GError             **error)
{
  g_auto(Talk) talk = { .cancellable = cancellable };

  talk_take (&talk, stream);
  if (!expect (&talk, 220, error) || !greet (&talk, error))
    return FALSE;
  if (!is_encrypted && talk.has_starttls)
    {
      if (!encrypt (&talk, identity, error))
        return FALSE;
    }
  else if (!is_encrypted && mail->needs_tls)
    {
      g_set_error_literal (error, GP_SMTP_ERROR, GP_SMTP_ERROR_UNSAFE,
                           _("The mail server offers no encryption: nothing was sent."));
      return FALSE;
    }

  return sign_in (&talk, mail, error) && hand_over (&talk, mail, error);
}

/* test-smtp.c — a mail is handed to a server, which plays its part from a script
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-smtp.h"
#include "gp-test.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

/* What the server says, one answer for each line (or the whole content) that comes. */
typedef struct
{
  GSocketConnection *stream;
  const char *const *answers;
  GString           *heard;
} Server;

static gpointer
serve (gpointer data)
{
  Server *self = data;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->stream));
  g_autoptr(GDataInputStream) in =
    g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (self->stream)));
  gboolean is_content = FALSE;

  for (gsize i = 0; self->answers[i] != NULL; i++)
    {
      g_autofree char *line = NULL;

      g_output_stream_write_all (out, self->answers[i], strlen (self->answers[i]), NULL, NULL,
                                 NULL);
      do
        {
          g_free (line);
          line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
          if (line == NULL)
            return NULL;
          g_string_append_printf (self->heard, "%s\n", g_strchomp (line));
        }
      while (is_content && !g_str_equal (line, "."));
      is_content = g_str_equal (line, "DATA");
    }
  g_io_stream_close (G_IO_STREAM (self->stream), NULL, NULL);

  return NULL;
}

static GSocketConnection *
connect_fd (int fd)
{
  g_autoptr(GSocket) socket = g_socket_new_from_fd (fd, NULL);

  return g_socket_connection_factory_create_connection (socket);
}

/* (transfer full): what the server heard. */
static char *
send_mail (const char *const *answers,
           const char        *user,
           gboolean           needs_tls,
           GError           **error)
{
  static const char *const to[] = { "a@example.org", "b@example.org", NULL };
  const GpSmtpMail mail = { .from = "me@example.org", .to = to, .user = user, .password = "word",
                            .content = "Subject: x\r\n\r\n.a\r\nb\r\n", .needs_tls = needs_tls };
  g_autoptr(GSocketConnectable) identity = g_network_address_new ("localhost", 25);
  g_autoptr(GSocketConnection) client = NULL;
  Server server = { .answers = answers, .heard = g_string_new (NULL) };
  GThread *thread;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, fds), ==, 0);
  client = connect_fd (fds[0]);
  server.stream = connect_fd (fds[1]);
  thread = g_thread_new ("smtp", serve, &server);
  gp_smtp_send (G_IO_STREAM (client), FALSE, identity, &mail, NULL, error);
  g_io_stream_close (G_IO_STREAM (client), NULL, NULL);
  g_thread_join (thread);
  g_object_unref (server.stream);

  return g_string_free (server.heard, FALSE);
}

static void
test_a_mail_is_taken (void)
{
  static const char *const answers[] = {
    "220 here\r\n", "250-here\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE\r\n", "235 welcome\r\n",
    "250 ok\r\n", "250 ok\r\n", "251 ok\r\n", "354 go on\r\n", "250 taken\r\n", "221 bye\r\n", NULL
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *heard = send_mail (answers, "me", FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (heard, ==,
                   "EHLO localhost\nAUTH PLAIN AG1lAHdvcmQ=\nMAIL FROM:<me@example.org>\n"
                   "RCPT TO:<a@example.org>\nRCPT TO:<b@example.org>\nDATA\nSubject: x\n\n..a\nb\n"
                   ".\nQUIT\n");
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *answers[5];
    gboolean needs_tls;
    GpSmtpError code;
  } cases[] = {
    { { "220 here\r\n", "250 here\r\n" }, TRUE, GP_SMTP_ERROR_UNSAFE },
    { { "220 here\r\n", "250 here\r\n", "451 later\r\n" }, FALSE, GP_SMTP_ERROR_LATER },
    { { "220 here\r\n", "250 here\r\n", "550 never\r\n" }, FALSE, GP_SMTP_ERROR_REFUSED },
    { { "hello\r\n" }, FALSE, GP_SMTP_ERROR_PROTOCOL },
    { { "220 here\r\n", NULL }, FALSE, GP_SMTP_ERROR_PROTOCOL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *heard = send_mail (cases[i].answers, NULL, cases[i].needs_tls, &error);

      g_assert_error (error, GP_SMTP_ERROR, (int) cases[i].code);
    }
}

/* However long a line grows, no more of it is kept than a line may have. */
static void
test_a_line_without_end_is_refused (void)
{
  g_autofree char *endless = g_strnfill (3000, '2');
  const char *answers[] = { endless, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *heard = send_mail (answers, NULL, FALSE, &error);

  g_assert_error (error, GP_SMTP_ERROR, GP_SMTP_ERROR_PROTOCOL);
  g_assert_cmpstr (heard, ==, "");
}

static void
test_addresses (void)
{
  g_assert_true (gp_smtp_is_address ("a.b+c@example.org"));
  g_assert_false (gp_smtp_is_address ("a"));
  g_assert_false (gp_smtp_is_address ("@example.org"));
  g_assert_false (gp_smtp_is_address ("a@"));
  g_assert_false (gp_smtp_is_address ("a@b@c"));
  g_assert_false (gp_smtp_is_address ("A <a@example.org>"));
  g_assert_false (gp_smtp_is_address ("a@example.org\r\nRCPT TO:<b@example.org>"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/smtp/a-mail-is-taken", test_a_mail_is_taken);
  g_test_add_func ("/smtp/refusals", test_refusals);
  g_test_add_func ("/smtp/a-line-without-end-is-refused", test_a_line_without_end_is_refused);
  g_test_add_func ("/smtp/addresses", test_addresses);

  return g_test_run ();
}

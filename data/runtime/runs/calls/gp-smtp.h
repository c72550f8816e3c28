/* gp-smtp.h — hands one mail to a server (RFC 5321)
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpSmtpError:
 * @GP_SMTP_ERROR_LATER: the server says that it may take the mail another time.
 * @GP_SMTP_ERROR_REFUSED: it does not take it, or the secret.
 * @GP_SMTP_ERROR_UNSAFE: it offers no encryption, and that is needed.
 * @GP_SMTP_ERROR_PROTOCOL: it says something that makes no sense.
 */
typedef enum
{
  GP_SMTP_ERROR_LATER,
  GP_SMTP_ERROR_REFUSED,
  GP_SMTP_ERROR_UNSAFE,
  GP_SMTP_ERROR_PROTOCOL,
} GpSmtpError;

#define GP_SMTP_ERROR (gp_smtp_error_quark ())
GQuark gp_smtp_error_quark (void);

/**
 * GpSmtpMail: a plain struct, all borrowed.
 * @from, @to: addresses as name@host and nothing else, checked by gp_smtp_is_address(); @to ends
 *   with NULL
 * @content: with its headers; lines end with CR LF
 * @user, @password: (nullable)
 * @needs_tls: refuse a server that does not encrypt
 */
typedef struct
{
  const char        *from;
  const char *const *to;
  const char        *content;
  const char        *user;
  const char        *password;
  gboolean           needs_tls;
} GpSmtpMail;

gboolean gp_smtp_is_address (const char *text);

/** gp_smtp_send: blocks; for threads. @stream: connected. @is_encrypted: it is TLS already.
 * @identity: the name that the server's certificate must have. */
gboolean gp_smtp_send       (GIOStream *stream, gboolean is_encrypted,
                             GSocketConnectable *identity, const GpSmtpMail *mail,
                             GCancellable *cancellable, GError **error);

G_END_DECLS

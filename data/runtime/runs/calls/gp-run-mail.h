/* gp-run-mail.h — mail that flows send
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-design.h"
#include "gp-flow-effect.h"

G_BEGIN_DECLS

/**
 * gp_run_mail_send_async:
 * @effect: of kind MAIL: `to` (an address or a list of them), `subject`, `text`, and maybe `from`,
 *   `cc`, `reply_to`
 *
 * Through the server that the connection names, with TLS: smtp:// with STARTTLS (port 587),
 * smtps:// from the start (port 465). Without it only in a private network, where smtp:// goes on
 * when the server offers none and there is no secret to tell. The secret is "name:password".
 */
void         gp_run_mail_send_async  (GpDesign *design, const GpFlowEffect *effect,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/** gp_run_mail_send_finish: (transfer full): NULL where the server took it, else the error of the
 * step. */
GpExprValue *gp_run_mail_send_finish (GAsyncResult *result);

G_END_DECLS

/* gp-webhook.h — requests that are signed, as Standard Webhooks does it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/* How far the time of a request may be from ours. */
#define GP_WEBHOOK_SECONDS 300

/** gp_webhook_sign: (transfer full): "v1,…": HMAC-SHA256 of "ID.TIMESTAMP.BODY", in base64.
 * @secret: as it is, or "whsec_" and base64 */
char    *gp_webhook_sign   (const char *secret, const char *id, const char *timestamp,
                            const char *body, gsize length);

/** gp_webhook_verify: the headers webhook-id, webhook-timestamp and webhook-signature; the secret
 * is called as the flow is. 401 problems; 503 where the backend lacks the secret. */
gboolean gp_webhook_verify (GpRequest *request, const GpElement *flow, GError **error);

/** gp_webhook_find: @out: the run that the request with this id started; untouched where it did not
 * come before. */
gboolean gp_webhook_find   (GpSqlite *sqlite, const GpId *flow, const char *id, gint64 *out,
                            GError **error);

/** gp_webhook_note: in the transaction that starts @run: remembers @id for as long as its signature
 * may be used. */
gboolean gp_webhook_note   (GpSqlite *sqlite, const GpId *flow, const char *id, gint64 run,
                            gint64 now, GError **error);

G_END_DECLS

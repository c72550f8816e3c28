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
 * is called as the flow is. 401 problems, also for a request that came before; 503 where the
 * backend lacks the secret. What is right is remembered. */
gboolean gp_webhook_verify (GpRequest *request, const GpElement *flow, GError **error);

G_END_DECLS

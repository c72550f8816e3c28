/* gp-run-http.h — one call over HTTP on behalf of a flow
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>
#include "gp-design.h"
#include "gp-flow-effect.h"

G_BEGIN_DECLS

/**
 * gp_run_http_new: (transfer full): the request that @effect (of kind HTTP or FUNCTION) asks for.
 * @design: where its connection is
 * @out_private: (out): whether it may go to a private network
 *
 * NULL with @fault (transfer full) where something is missing or cannot be: the address, a secret.
 */
SoupMessage *gp_run_http_new      (GpDesign *design, const GpFlowEffect *effect,
                                   gboolean *out_private, GpExprValue **fault);

/** gp_run_http_redirect: (transfer full): the request that the answer to @message sends it to, of
 * which it may be the @n-th in a row; NULL where it is none, or is not followed. */
SoupMessage *gp_run_http_redirect (SoupMessage *message, guint n);

/** gp_run_http_map_headers: (transfer full): a MAP from names in lower case to texts, without those
 * that hold secrets; of those that occur twice the last. */
GpExprValue *gp_run_http_map_headers (SoupMessageHeaders *headers);

/** gp_run_http_read: (transfer full): what a flow gets: status, headers, body, retry_after. */
GpExprValue *gp_run_http_read     (SoupMessage *message, GBytes *body, gint64 now);

/** gp_run_http_read_function: (transfer full): what a function gave back: the body of such an
 * answer; NULL with @fault (transfer full) where its status is 400 or more. @place: of the step. */
GpExprValue *gp_run_http_read_function (const GpExprValue *answer, const char *place,
                                        GpExprValue **fault);

G_END_DECLS

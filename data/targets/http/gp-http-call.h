/* gp-http-call.h — one question to a server of somebody else's, asked by a worker
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/** GpHttpCall: what is asked. All but @method, @url and @name are optional. */
typedef struct
{
  const char *name;           /* of the target, for messages */
  const char *product;        /* "postgres-meta": what should answer there, for messages */
  const char *method;
  const char *url;
  const char *token;          /* goes out as a bearer */
  gboolean    has_gateway;    /* one as of Supabase, which wants the token as its key, too */
  const char *content_type;   /* of @body; NULL: JSON */
  GBytes     *body;
  const char *limit;          /* the setting there of how large @body may be, for messages */
  guint       seconds;        /* the longest that it may take */
} GpHttpCall;

/** GpHttpAnswer: @wait: seconds after which the server would like to be asked again; 0: it does not
 * say. */
typedef struct
{
  guint status;
  guint wait;
} GpHttpAnswer;

/**
 * gp_http_call:
 * @out: about the answer
 *
 * Waits for the whole answer while it serves a main context of its own: for worker threads. Where
 * the server has too much to do (429) and names a short time, it is asked again after that.
 * Redirects are not followed: a token goes to nobody who was not named.
 *
 * Returns: (transfer full): the body of an answer of any status. NULL with GP_TARGET_ERROR_CONNECT
 *   (the request may have been carried out all the same), GP_TARGET_ERROR_ADDRESS where TLS says
 *   that it is somebody else, or G_IO_ERROR_CANCELLED.
 */
GBytes   *gp_http_call         (const GpHttpCall *self, GpHttpAnswer *out,
                                GCancellable *cancellable, GError **error);

/**
 * gp_http_call_check: what a status means that no product gives a meaning of its own: 401, 403,
 * 404, 413, 429, redirects and 5xx.
 * @detail: (nullable): what the answer says itself
 *
 * Returns: FALSE and a sentence with what to do, where the status is no success.
 */
gboolean  gp_http_call_check   (const GpHttpCall *self, const GpHttpAnswer *answer,
                                const char *detail, GError **error);

/* For those who send by themselves. */

/** gp_http_call_explain: (transfer full): why there is no answer to @message, from what @failure of
 * sending it says: the errors of gp_http_call(). */
GError   *gp_http_call_explain (const GpHttpCall *self, SoupMessage *message,
                                const GError *failure);

/** gp_http_answer_read: the head of the answer to @message. */
void      gp_http_answer_read  (GpHttpAnswer *self, SoupMessage *message);

G_END_DECLS

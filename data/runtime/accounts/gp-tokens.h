/* gp-tokens.h — sessions: who holds which token
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** GpTokenPair: a plain struct; owns its texts. */
typedef struct
{
  char *access;
  char *refresh;
} GpTokenPair;

#define GP_TOKEN_ACCESS_SECONDS  (G_GINT64_CONSTANT (60) * 60)
#define GP_TOKEN_REFRESH_SECONDS (G_GINT64_CONSTANT (30) * 24 * 60 * 60)

void      gp_token_pair_clear (GpTokenPair *self);

/** gp_token_new: (transfer full): 256 random bits, as base64url. */
char     *gp_token_new        (void);

/** gp_tokens_issue: within the caller's transaction, or as one: a new session of @user. @now:
 * microseconds since 1970. @family: the session that it goes on from, 32 bytes, or NULL. */
gboolean  gp_tokens_issue     (GpBackend *backend, const char *user, gint64 now, const void *family,
                               GpTokenPair *out, GError **error);

/** gp_tokens_refresh: takes a refresh token, which is used up. One that was used before has been
 * stolen by somebody: all sessions that came from the same log-in end. 401 problems. @out_user:
 * (transfer full). */
gboolean  gp_tokens_refresh   (GpBackend *backend, const char *refresh, gint64 now,
                               GpTokenPair *out, char **out_user, GError **error);

/** gp_tokens_revoke: ends the session of the access token, with all from the same log-in. */
gboolean  gp_tokens_revoke    (GpBackend *backend, const char *access, GError **error);

/** gp_tokens_identify: fills in the user and the assigned roles; a 401 problem for a token that is
 * unknown or over. */
gboolean  gp_tokens_identify  (GpBackend *backend, const char *access, gint64 now, GpCaller *caller,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpTokenPair, gp_token_pair_clear)
G_END_DECLS

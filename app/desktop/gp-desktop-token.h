/* gp-desktop-token.h — where the tokens of targets are kept
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-desktop-session.h"

G_BEGIN_DECLS

/** gp_desktop_token_lookup: (transfer full) (nullable): what is known without asking the keyring:
 * of the backend that runs here, given for this session, or in the environment. Free with
 * gp_keyring_free(). */
char *gp_desktop_token_lookup (GpDesktopSession *session, const GpElement *target);

/* What the session's virtual functions of these names do; see gp-session.h. */
void  gp_desktop_token_find   (GpDesktopSession *session, const GpId *target, GTask *task);
void  gp_desktop_token_keep   (GpDesktopSession *session, const GpId *target, const char *token,
                               GpTokenPlace place, GTask *task);

G_END_DECLS

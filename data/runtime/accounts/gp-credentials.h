/* gp-credentials.h — what people and administrators give to make and to use an account
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-document.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_credentials_dup_text: (transfer full): the text of a member of the body; NULL where it is
 * missing or no text. */
char    *gp_credentials_dup_text  (GpJsonDocument *body, const char *key);

/** gp_credentials_check: FALSE with a problem for each of the two that no account can have. */
gboolean gp_credentials_check     (const char *email, const char *password, GError **error);

/** gp_credentials_fail_busy: answers that the password threads have too much to do, and when to
 * come again; nothing is logged. The request goes on. */
void     gp_credentials_fail_busy (GpRequest *request, const GError *failure);

G_END_DECLS

/* gp-pocketbase-target.h — deploying to a PocketBase over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/** gp_pocketbase_target_new: (transfer full): @url: https, or a PocketBase on this computer.
 * @token: of an administrator, or "e-mail:password" of one, or NULL. NULL with
 * GP_TARGET_ERROR_ADDRESS. */
GpTarget *gp_pocketbase_target_new (const char *url, const char *token, GError **error);

G_END_DECLS

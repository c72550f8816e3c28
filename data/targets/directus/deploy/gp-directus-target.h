/* gp-directus-target.h — deploying to a Directus over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/** gp_directus_target_new: (transfer full): @url: https, or a Directus on this computer. @token: of
 * an administrator, or NULL. NULL with GP_TARGET_ERROR_ADDRESS. */
GpTarget *gp_directus_target_new (const char *url, const char *token, GError **error);

G_END_DECLS

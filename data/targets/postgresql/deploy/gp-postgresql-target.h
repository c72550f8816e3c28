/* gp-postgresql-target.h — deploying to PostgreSQL over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/** gp_postgresql_target_new: @url: of postgres-meta. @token: (nullable): for a gateway before it.
 * NULL with GP_TARGET_ERROR_ADDRESS. */
GpTarget *gp_postgresql_target_new (const char *url, const char *token, GError **error);

/** gp_postgresql_target_new_supabase: @url: of a project, or of a postgres-meta. */
GpTarget *gp_postgresql_target_new_supabase (const char *url, const char *token, GError **error);

G_END_DECLS

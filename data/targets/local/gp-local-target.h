/* gp-local-target.h — deploying to a local backend over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/**
 * GpLocalTarget: a GpTarget. Speaks http to this machine alone, so that the token stays on it, and
 * https to others.
 */
#define GP_TYPE_LOCAL_TARGET (gp_local_target_get_type ())
G_DECLARE_FINAL_TYPE (GpLocalTarget, gp_local_target, GP, LOCAL_TARGET, GObject)

/** gp_local_target_new: @url: as "http://127.0.0.1:8090". @token: the backend's admin token, or
 * NULL. Both are copied. GP_TARGET_ERROR_ADDRESS. */
GpTarget *gp_local_target_new (const char *url, const char *token, GError **error);

G_END_DECLS

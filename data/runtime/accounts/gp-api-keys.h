/* gp-api-keys.h — keys for programs: some roles, and perhaps some entities only
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

#define GP_API_KEY_PREFIX "gpk_"

/**
 * gp_api_keys_create: within a transaction.
 * @roles, @entities: of GpId; @entities NULL: all of them
 * @tenant: user.tenant, or NULL
 * @expires: microseconds since 1970; 0: never
 * @out_id, @out_key: (transfer full): the key itself, which only its hash is kept of
 */
gboolean gp_api_keys_create   (GpBackend *backend, const char *name, const GArray *roles,
                               const GArray *entities, const char *tenant, gint64 now,
                               gint64 expires, char **out_id, char **out_key, GError **error);

/** gp_api_keys_identify: fills in roles, entities and tenant; there is no user. A 401 problem for a
 * key that is unknown, revoked or over. */
gboolean gp_api_keys_identify (GpBackend *backend, const char *key, gint64 now, GpCaller *caller,
                               GError **error);

/** gp_api_keys_revoke: at once and for good; a 404 problem where there is no such key in use. */
gboolean gp_api_keys_revoke   (GpBackend *backend, const char *id, gint64 now, GError **error);

/** gp_api_keys_list: appends an array of objects, revoked keys among them. */
gboolean gp_api_keys_list     (GpBackend *backend, GpJsonWriter *writer, GError **error);

G_END_DECLS

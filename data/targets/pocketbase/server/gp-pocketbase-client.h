/* gp-pocketbase-client.h — requests to a PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** GpPocketbaseClient: one question after the other; for worker threads. */
typedef struct _GpPocketbaseClient GpPocketbaseClient;

/**
 * gp_pocketbase_client_new:
 * @name: of the target, for messages. @url: one that gp_http_address_check() accepts
 * @secret: (nullable): a token of an administrator, or "e-mail:password", which gets one
 * @cancellable: (nullable): ends each request
 */
GpPocketbaseClient *gp_pocketbase_client_new  (const char *name, const char *url,
                                               const char *secret, GCancellable *cancellable);
void                gp_pocketbase_client_free (GpPocketbaseClient *self);    /* NULL is fine */

/**
 * gp_pocketbase_client_send:
 * @path: with its query, escaped
 * @body: (nullable): sent as JSON
 *
 * Waits and asks again as gp_http_call() does.
 *
 * Returns: (transfer full): the answer, or a null where there is none. NULL with a GP_TARGET_ERROR:
 * as gp_http_call() and gp_http_call_check(), or _PROTOCOL; or G_IO_ERROR_CANCELLED.
 */
JsonNode *gp_pocketbase_client_send   (GpPocketbaseClient *self, const char *method,
                                       const char *path, JsonNode *body, GError **error);

/** gp_pocketbase_client_probe: whether a PocketBase answers, without a token. */
gboolean  gp_pocketbase_client_probe  (GpPocketbaseClient *self, GError **error);

/** gp_pocketbase_client_wait: until it answers again after it has begun to start anew. */
gboolean  gp_pocketbase_client_wait   (GpPocketbaseClient *self, GError **error);

/** gp_pocketbase_client_is_new: whether the server is 0.23 or newer; known once collections were
 * read. */
gboolean  gp_pocketbase_client_is_new  (const GpPocketbaseClient *self);
void      gp_pocketbase_client_set_new (GpPocketbaseClient *self, gboolean is_new);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPocketbaseClient, gp_pocketbase_client_free)
G_END_DECLS

/* gp-directus-client.h — requests to a Directus, strictly one after the other
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * GpDirectusClient: for one thread; each request blocks it. Never two requests at a time: on
 * SQLite, Directus loses rows of other tables when two requests change the schema at once.
 */
typedef struct _GpDirectusClient GpDirectusClient;

/** gp_directus_client_new: @name: for messages, as "directus:https://…". @url: one that
 * gp_http_address_check() accepts. @token: (nullable). @cancellable: (nullable): ends each
 * request. */
GpDirectusClient *gp_directus_client_new  (const char *name, const char *url, const char *token,
                                           GCancellable *cancellable);
void              gp_directus_client_free (GpDirectusClient *self);    /* NULL is fine */

/**
 * gp_directus_client_send:
 * @path: with its query, escaped
 * @body: (nullable): sent as JSON
 *
 * Waits and asks again as gp_http_call() does.
 *
 * Returns: (transfer full): "data" of the answer, or a null where there is none. NULL with a
 * GP_TARGET_ERROR: as gp_http_call() and gp_http_call_check(), or _PROTOCOL; or
 * G_IO_ERROR_CANCELLED.
 */
JsonNode *gp_directus_client_send   (GpDirectusClient *self, const char *method, const char *path,
                                     JsonNode *body, GError **error);

/** gp_directus_client_upload: the same by POST with @body as a file in a form: it may be larger
 * than any other body. */
JsonNode *gp_directus_client_upload (GpDirectusClient *self, const char *path, JsonNode *body,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusClient, gp_directus_client_free)
G_END_DECLS

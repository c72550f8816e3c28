/* gp-json-client.h — questions to a server that speaks JSON, one after the other
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-document.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** GpJsonClient: waits for each answer while it serves the main context; for the command line. */
typedef struct _GpJsonClient GpJsonClient;

/** gp_json_client_new: @url: one that was checked. @token: (nullable): of the administrator */
GpJsonClient *gp_json_client_new     (const char *url, const char *token);
void          gp_json_client_free    (GpJsonClient *self);    /* NULL is fine */
const char   *gp_json_client_get_url (const GpJsonClient *self);
const char   *gp_json_client_get_token (const GpJsonClient *self);

/** gp_json_client_call: the status of the answer, or 0 with GP_TARGET_ERROR_CONNECT. @token: NULL:
 * nobody asks. @body: (nullable): JSON */
guint         gp_json_client_call    (GpJsonClient *self, const char *method, const char *path,
                                      const char *token, const char *body, GError **error);

/** gp_json_client_manage: the same as the administrator. */
guint         gp_json_client_manage  (GpJsonClient *self, const char *method, const char *path,
                                      const char *body, GError **error);

/** gp_json_client_dup: (transfer full): the text, or the JSON of another value, at "a.b" in the
 * last answer; NULL where there is none, or no object on the way. */
char         *gp_json_client_dup     (GpJsonClient *self, const char *path);

/** gp_json_client_get_body: borrowed: the last answer. */
const char   *gp_json_client_get_body (const GpJsonClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpJsonClient, gp_json_client_free)
G_END_DECLS

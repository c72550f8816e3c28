/* gp-directus-request.h — a request that is going to be sent, and what it is good for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * GpDirectusRequest: one that a deployment sends.
 * @body: (nullable)
 * @sentence: translated: what it is good for
 */
typedef struct
{
  const char *method;
  char       *path;
  JsonNode   *body;
  char       *sentence;
} GpDirectusRequest;

void       gp_directus_request_free (GpDirectusRequest *self);    /* NULL is fine */

/** gp_directus_requests_new: (transfer full): an empty array that owns what is added to it. */
GPtrArray *gp_directus_requests_new (void);

/** gp_directus_requests_add: @method: static. @path, @body (nullable) and @sentence are taken. */
void       gp_directus_requests_add (GPtrArray *requests, const char *method, char *path,
                                     JsonObject *body, char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusRequest, gp_directus_request_free)
G_END_DECLS

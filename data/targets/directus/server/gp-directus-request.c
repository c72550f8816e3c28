/* gp-directus-request.c — a request that is going to be sent, and what it is good for
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is to be done is listed before it is done, so that the journal can say it. */
#define G_LOG_DOMAIN "gp-directus-request"
#include "config.h"
#include "gp-directus-request.h"

void
gp_directus_request_free (GpDirectusRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->sentence);
  g_free (self);
}

GPtrArray *
gp_directus_requests_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_directus_request_free);
}

void
gp_directus_requests_add (GPtrArray  *requests,
                          const char *method,
                          char       *path,
                          JsonObject *body,
                          char       *sentence)
{
  GpDirectusRequest *request = g_new0 (GpDirectusRequest, 1);

  request->method = method;
  request->path = path;
  request->body = body != NULL ? gp_directus_json_wrap (body) : NULL;
  request->sentence = sentence;
  g_ptr_array_add (requests, request);
  if (body != NULL)
    json_object_unref (body);
}

/* gp-pocketbase-filter.h — filters of PocketBase in the language of expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GpPocketbaseCase: one way to be let through.
 * @role: the role that must be held; "" for whoever is signed in; NULL for everybody
 * @condition: NULL: any record
 */
typedef struct
{
  char *role;
  char *condition;
} GpPocketbaseCase;

/** gp_pocketbase_filter_read: (transfer full): of GpPocketbaseCase: whoever passes one of them
 * passes @filter. NULL where it cannot be said. */
GPtrArray *gp_pocketbase_filter_read (JsonArray *collections, JsonObject *collection,
                                      const char *filter);

G_END_DECLS

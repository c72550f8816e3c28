/* gp-directus-merge.h — a live schema with what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * gp_directus_merge: (transfer full): a snapshot: everything of @live stays; of what @managed
 * names, the members that it names are as it says. What only Directus knows is kept.
 * @before: (nullable): what was managed until now: options and validations that were ours go
 */
JsonObject *gp_directus_merge        (JsonObject *live, JsonObject *managed, JsonObject *before);

/** gp_directus_merge_field: (transfer full): the same of one field; @live: NULL for a new one. */
JsonObject *gp_directus_merge_field  (JsonObject *live, JsonObject *managed, JsonObject *before,
                                      gboolean is_sqlite);

/** gp_directus_remove_keys: takes what @keys names (see gp_directus_index()) out of a snapshot:
 * relations too whose field or collection goes. */
void        gp_directus_remove_keys  (JsonObject *snapshot, GHashTable *keys);

/** gp_directus_list_differences: (transfer full): the keys of what is in @wish and not just so in
 * @live; a relation's begins with ">". */
GPtrArray  *gp_directus_list_differences (JsonObject *live, JsonObject *wish);

G_END_DECLS

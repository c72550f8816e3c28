/* gp-pocketbase-merge.h — live collections with what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-schema.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_merge_collection: (transfer full): a whole collection. What only PocketBase knows
 * is kept, and what others have added.
 * @live: (nullable)
 * @removed: a set of "collection/field" that are left out
 */
JsonObject *gp_pocketbase_merge_collection (JsonObject *live, JsonObject *wanted,
                                            GHashTable *removed);

/** gp_pocketbase_merge_accounts: (transfer full): the accounts with the fields that rules ask for,
 * which nobody sets for themselves. @live: (nullable) */
JsonObject *gp_pocketbase_merge_accounts   (JsonObject *live, const GpPocketbaseSchema *wanted);

/** gp_pocketbase_merge_same: whether the two are the same. */
gboolean    gp_pocketbase_merge_same       (JsonObject *a, JsonObject *b);

/** gp_pocketbase_merge_copy: (transfer full): nothing is shared with @object. */
JsonObject *gp_pocketbase_merge_copy       (JsonObject *object);

/** gp_pocketbase_merge_account_field: (transfer full): the id of the field by which accounts know
 * their roles or their tenant. */
char       *gp_pocketbase_merge_account_field (const char *name);

G_END_DECLS

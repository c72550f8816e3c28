/* gp-pocketbase-dialect.h — collections of PocketBase 0.23 and newer as those of 0.22
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-json.h"

G_BEGIN_DECLS

/** gp_pocketbase_dialect_is_new: whether @collection has "fields", as since 0.23. */
gboolean    gp_pocketbase_dialect_is_new (JsonObject *collection);

/** gp_pocketbase_dialect_read: changes @collection: "schema" with "options" stands for what
 * "fields" says; fields of the system are kept beside. */
void        gp_pocketbase_dialect_read   (JsonObject *collection);

/** gp_pocketbase_dialect_write: (transfer full): @collection as 0.23 and newer have it. */
JsonObject *gp_pocketbase_dialect_write  (JsonObject *collection);

G_END_DECLS

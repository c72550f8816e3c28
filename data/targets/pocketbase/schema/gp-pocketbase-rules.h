/* gp-pocketbase-rules.h — rules of PocketBase as rules of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_rules_read: adds to @design the rules of @collection, which is @entity there, and
 * the roles that they name. What cannot be said here grants nothing, and is a finding: it never
 * grants more than it did there.
 * @collections: all of them
 */
void gp_pocketbase_rules_read (GpDesign *design, const GpId *entity, JsonObject *collection,
                               JsonArray *collections, GPtrArray *findings);

G_END_DECLS

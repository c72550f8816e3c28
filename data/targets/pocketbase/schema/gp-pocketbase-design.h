/* gp-pocketbase-design.h — collections of PocketBase as a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_design_read: (transfer full):
 * @collections: as 0.22 has them
 * @known: (nullable): a design whose root's id is taken over, and the places of its elements
 * @elements: (nullable): "collection" and "collection/field" → GpId: they keep these ids. The ids
 *   of others follow from the root's and those that they have there: the same each time
 * @name: (nullable): of the design
 * @findings: (nullable): of GpFinding: what has no place in a design; where it is NULL, rules are
 *   not read either
 *
 * Entities with fields, keys, references, indexes, views and, as far as they can be said here,
 * rules. Collections of accounts are passed over.
 */
GpDesign *gp_pocketbase_design_read (JsonArray *collections, GpDesign *known,
                                     GHashTable *elements, const char *name, GPtrArray *findings,
                                     GError **error);

G_END_DECLS

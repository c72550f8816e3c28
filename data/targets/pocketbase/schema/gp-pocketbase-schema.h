/* gp-pocketbase-schema.h — what a design asks of the collections of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpPocketbaseSchema: a plain struct, read-only.
 * @collections: of objects with "id", "name", "schema", "indexes" and the five rules; of the
 *   options of fields, those alone that follow from the design
 * @elements: "collection" and "collection/field", by their ids there → GpId
 * @roles: (element-type utf8): names that accounts can have, in the design's order
 * @has_tenant: accounts know their tenant
 */
typedef struct
{
  JsonArray  *collections;
  GHashTable *elements;
  GPtrArray  *roles;
  gboolean    has_tenant;
} GpPocketbaseSchema;

/**
 * gp_pocketbase_schema_new:
 * @ids: (nullable): ids as they follow from the design → those of what was there before us
 * @findings: (nullable): of GpFinding: what is less there
 */
GpPocketbaseSchema *gp_pocketbase_schema_new  (GpDesign *design, GHashTable *ids,
                                               GPtrArray *findings);
void                gp_pocketbase_schema_free (GpPocketbaseSchema *self);    /* NULL is fine */

/** gp_pocketbase_find: the object of @array whose @member is @value; NULL. Borrowed. */
JsonObject         *gp_pocketbase_find        (JsonArray *array, const char *member,
                                               const char *value);

extern const char *const gp_pocketbase_rules[6];    /* "listRule" and so on; NULL-terminated */

/** Whether the index is one that we made; by its text. */
gboolean            gp_pocketbase_index_is_ours (const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPocketbaseSchema, gp_pocketbase_schema_free)
G_END_DECLS

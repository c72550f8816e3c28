/* gp-directus-schema.h — what a design asks of the schema of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * GpDirectusSchema: a plain struct.
 * @managed: "collections", "fields" and "relations" as in a snapshot, each with the members alone
 *   that follow from the design; whatever else Directus keeps of them is other people's
 * @elements: "collection" or "collection.field" → GpId of the element; not for what only filters
 *   need
 * @access: "policies", "roles" and "requires" as the export of access has them
 * @flows: see gp_directus_flow_set_new()
 */
typedef struct
{
  JsonObject *managed;
  GHashTable *elements;
  JsonObject *access;
  JsonArray  *flows;
} GpDirectusSchema;

/**
 * gp_directus_schema_new:
 * @is_sqlite: whether Directus keeps its data in SQLite, where some types are others
 * @findings: (nullable): of GpFinding: errors (DEP002) for what cannot be deployed, warnings for
 *   what is less there
 */
GpDirectusSchema *gp_directus_schema_new  (GpDesign *design, gboolean is_sqlite,
                                           GPtrArray *findings);
void              gp_directus_schema_free (GpDirectusSchema *self);    /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusSchema, gp_directus_schema_free)
G_END_DECLS

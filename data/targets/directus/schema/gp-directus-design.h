/* gp-directus-design.h — the schema of a Directus as a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * gp_directus_design_read: (transfer full):
 * @snapshot: as GET /schema/snapshot gives it
 * @known: (nullable): a design whose elements are found by their names: they keep their ids, as
 *   the root does. The ids of others follow from the root's and their names: the same each time
 * @name: (nullable): of the design
 * @findings: (nullable): of GpFinding: what has no place in a design
 *
 * Entities with fields, keys, references, defaults, enums and indexes. NULL with a
 * GP_DESIGN_ERROR where the snapshot contradicts itself.
 */
GpDesign *gp_directus_design_read (JsonObject *snapshot, GpDesign *known, const char *name,
                                   GPtrArray *findings, GError **error);

G_END_DECLS

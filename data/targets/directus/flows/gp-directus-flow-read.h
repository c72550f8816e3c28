/* gp-directus-flow-read.h — flows of a Directus as flows of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-state.h"

G_BEGIN_DECLS

/**
 * gp_directus_flow_read: adds to @design the flows of @state, with their ids.
 * @design: with the entities of @state; collections that it does not have become external ones
 * @ours: (nullable): a set as of gp_directus_flow_set_new(): these are in @design already
 * @findings: (nullable): of GpFinding: what has no place in a flow
 */
gboolean gp_directus_flow_read (GpDesign *design, const GpDirectusState *state, JsonArray *ours,
                                GPtrArray *findings, GError **error);

G_END_DECLS

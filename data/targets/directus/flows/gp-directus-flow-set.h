/* gp-directus-flow-set.h — the flows that a design asks of a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-directus-json.h"

G_BEGIN_DECLS

/**
 * gp_directus_flow_set_new: (transfer full): of flows as POST /flows takes them, what is called
 * first. A flow that Directus cannot run as it is drawn is not among them, nor what calls one.
 *
 * The ids of operations follow from what the flow does: another flow under the same id shares no
 * operation with it.
 * @findings: (nullable): of GpFinding: a warning (DEP001) for each flow that does not run there and
 *   for each of its steps that is why, infos for what is done in another way
 */
JsonArray *gp_directus_flow_set_new  (GpDesign *design, GPtrArray *findings);

/** gp_directus_flow_same: whether the two do the same: by every member that a design decides on.
 * Either may be NULL. */
gboolean   gp_directus_flow_same     (JsonObject *a, JsonObject *b);

/** gp_directus_flow_sort: (transfer full): the operations of @flow, those that others lead to
 * first, as Directus wants them. */
JsonArray *gp_directus_flow_sort     (JsonObject *flow);

G_END_DECLS

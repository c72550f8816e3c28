/* gp-postgresql-flow.h — a flow as functions of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-postgresql-deployed.h"

G_BEGIN_DECLS

/**
 * gp_postgresql_flow_write:
 * @number: from 1: of several flows that a change starts, the lower ones run first
 * @deployed: (nullable): ids of the flows that this one may call; NULL: all of the design
 * @findings: (nullable): a warning for each part that PostgreSQL cannot do, on that part
 *
 * Returns: (transfer full): the function that is a run of the flow, and what starts it; NULL where
 *   it is refused
 */
char *gp_postgresql_flow_write (GpDesign *design, const GpElement *flow, guint number,
                                GHashTable *deployed, const GpPostgresqlAbilities *abilities,
                                GPtrArray *findings);

/** gp_postgresql_flow_append_id: the id of @flow as the names of its functions hold it. */
void  gp_postgresql_flow_append_id (GString *out, const GpElement *flow);

G_END_DECLS

/* gp-postgresql-flow-set.h — the flows that a design asks of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-flow.h"

G_BEGIN_DECLS

/** GpPostgresqlFlowSet: all of them. Immutable. */
typedef struct _GpPostgresqlFlowSet GpPostgresqlFlowSet;

/** gp_postgresql_flow_set_new: @findings: (nullable): what the database cannot do; a flow with such
 * a part, and one that calls it, is not in the set. */
GpPostgresqlFlowSet *gp_postgresql_flow_set_new  (GpDesign                    *design,
                                                  const GpPostgresqlAbilities *abilities,
                                                  GPtrArray                   *findings);
void                 gp_postgresql_flow_set_free (GpPostgresqlFlowSet *self);  /* NULL is fine */

/** gp_postgresql_flow_set_get_script: (transfer none): what makes them, where
 * gp_postgresql_flow_take_down was run; "" where there are none. Callers of flows are told apart by
 * the schema of access, which must be there. */
const char *gp_postgresql_flow_set_get_script (const GpPostgresqlFlowSet *self);

/** gp_postgresql_flow_set_get_hash: (transfer none): of the script, which it leaves in the
 * database; "" where there are none. */
const char *gp_postgresql_flow_set_get_hash   (const GpPostgresqlFlowSet *self);

/** gp_postgresql_flow_set_get_part: (transfer none): the statements for the flow @id; NULL where it
 * is not in the set. */
const char *gp_postgresql_flow_set_get_part   (const GpPostgresqlFlowSet *self, const GpId *id);

/** gp_postgresql_flow_take_down: statements that take away all that the script of a set makes, but
 * for what is still to be done. */
extern const char gp_postgresql_flow_take_down[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlFlowSet, gp_postgresql_flow_set_free)
G_END_DECLS

/* gp-plan-retention.h — what a plan says of how long records are kept
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-operation.h"
#include "gp-design.h"

G_BEGIN_DECLS

/* Of a target that removes records when their time is over. Whoever consents to such an operation
 * agrees to what grows old later, too: its sentence says "from now on". */

/**
 * gp_plan_retention_add: an operation about the records of the entity @id, of @wanted.
 * @operations: as gp_plan_build_operations() gave them; one that would say no more than that their
 *   retention changes goes, and this one comes before the first addition, or last where the
 *   entity is new
 *
 * Returns: (transfer none): neither destructive nor with rows, which the caller knows
 */
GpOperation *gp_plan_retention_add          (GPtrArray *operations, GpDesign *live,
                                             GpDesign *wanted, const GpId *id);

/** gp_plan_retention_is: whether @operation is one of gp_plan_retention_add(). */
gboolean     gp_plan_retention_is           (const GpOperation *operation);

/** gp_plan_retention_dup_sentence: (transfer full): what becomes of the records of the entity @id
 * of @wanted, translated; NULL where there is no such entity. */
char        *gp_plan_retention_dup_sentence (GpDesign *wanted, const GpId *id);

/** gp_plan_retention_dup_cost: (transfer full): how many records go at once, as a sentence of its
 * own; NULL for other operations, and where none is lost. */
char        *gp_plan_retention_dup_cost     (const GpOperation *operation);

G_END_DECLS

/* gp-plan-check.h — what stands against a deployment, before anything is sent
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-capability.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/**
 * gp_plan_check: what @wanted asks of a target that it does not do, one finding each.
 *
 * Warnings (PRM411 for rules, DEP001 for everything else) name what is left out and say that it
 * denies or does nothing there; errors (DEP002) say what cannot be deployed at all: an entity
 * without fields, a reference that points nowhere.
 *
 * Returns (transfer full): array of GpFinding.
 */
GPtrArray *gp_plan_check       (GpDesign *wanted, const GpCapability *capability);

/**
 * gp_plan_check_drift: somebody else changed the target since the last deployment.
 * @deployed: what was deployed last from here; @live: what is there now
 * @wanted: (nullable): what this says, too, is no finding
 *
 * Returns (transfer full): array of GpFinding: a warning (MIG209) for each element that differs.
 */
GPtrArray *gp_plan_check_drift (GpDesign *deployed, GpDesign *live, GpDesign *wanted);

/** gp_plan_check_losses: (transfer full): why @target does not allow what @plan destroys: a
 * sentence; NULL where it does, or where nothing goes. */
char      *gp_plan_check_losses    (const GpPlan *plan, const GpElement *target);

G_END_DECLS

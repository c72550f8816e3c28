/* gp-plan-reword.h — a plan in the language of who reads it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-capability.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/**
 * gp_plan_reword: @self as it would be said here: a backend that plans says it in its own language.
 * @live: what the backend holds; @wanted: what @self was made for
 * @capability: (nullable): of the backend
 *
 * What follows from these alone is said anew; what only the backend can know, as how many records
 * stand in the way, stays as it is. To be shown, not to be applied: the hash is another one.
 *
 * Returns (transfer full)
 */
GpPlan *gp_plan_reword (GpPlan *self, GpDesign *live, GpDesign *wanted,
                        const GpCapability *capability);

G_END_DECLS

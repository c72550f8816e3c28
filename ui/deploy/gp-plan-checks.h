/* gp-plan-checks.h — what speaks for and against deploying a plan
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-linter.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpPlanChecks: a list of sentences, errors first; many warnings of one sort are one row that
 * unfolds. Where the target asks for approvals, a row says who has approved, and takes the user's.
 *
 * GpPlanChecks::approved (GpPlanChecks *self): by the user, a moment ago.
 */
#define GP_TYPE_PLAN_CHECKS (gp_plan_checks_get_type ())
G_DECLARE_FINAL_TYPE (GpPlanChecks, gp_plan_checks, GP, PLAN_CHECKS, AdwBin)

/** gp_plan_checks_new: what @linter finds later is shown then. */
GtkWidget *gp_plan_checks_new  (GpSession *session, GpLinter *linter);

/** gp_plan_checks_show: @target: of kind target; @drift: (nullable): of GpFinding. */
void       gp_plan_checks_show (GpPlanChecks *self, GpPlan *plan, const GpElement *target,
                                GPtrArray *drift);

/** gp_plan_checks_get_unapproved: (nullable): which approvals are missing, a translated sentence,
 * until the plan is shown anew or approved; NULL where none are. */
const char *gp_plan_checks_get_unapproved (GpPlanChecks *self);

G_END_DECLS

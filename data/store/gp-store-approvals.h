/* gp-store-approvals.h — who has approved which plan, in a file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-plan-approval.h"
#include "gp-plan.h"
#include "gp-store.h"

G_BEGIN_DECLS

/** gp_store_add_approval: now. Does not need the newest design: the plan says what it is about. */
gboolean   gp_store_add_approval   (GpStore *self, const GpPlan *plan, const char *author,
                                    GError **error);

/** gp_store_list_approvals: (transfer full): GpPlanApproval, oldest first: of plans that say all
 * that @plan would do, see gp_plan_does_the_same(). */
GPtrArray *gp_store_list_approvals (GpStore *self, const GpPlan *plan, GError **error);

G_END_DECLS

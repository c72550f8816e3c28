/* gp-plan-access.h — who gains and who loses by a deployment
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpPlanAccess: a sentence for each caller who may do more or less than what was deployed last lets
 * them, gains first, and one tick for all that is gained. Hidden where nothing was deployed, or
 * nothing differs. It is worked out in the background.
 *
 * GpPlanAccess::consent-changed (GpPlanAccess *self): another answer of _may_apply().
 */
#define GP_TYPE_PLAN_ACCESS (gp_plan_access_get_type ())
G_DECLARE_FINAL_TYPE (GpPlanAccess, gp_plan_access, GP, PLAN_ACCESS, GtkWidget)

GtkWidget *gp_plan_access_new       (GpSession *session);

/** gp_plan_access_show: what would be deployed to the target @target now. */
void       gp_plan_access_show      (GpPlanAccess *self, const GpId *target);

/** gp_plan_access_may_apply: it is known who gains, and nobody does, or it is ticked. */
gboolean   gp_plan_access_may_apply (GpPlanAccess *self);

G_END_DECLS

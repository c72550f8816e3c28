/* gp-plan-changes.h — what a plan changes, and consent to what it destroys
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpPlanChanges: a list of operations; many of one kind are one row that unfolds. What destroys
 * values is never folded away.
 *
 * GpPlanChanges::consent-changed (GpPlanChanges *self): a tick was set or taken away.
 */
#define GP_TYPE_PLAN_CHANGES (gp_plan_changes_get_type ())
G_DECLARE_FINAL_TYPE (GpPlanChanges, gp_plan_changes, GP, PLAN_CHANGES, AdwBin)

GtkWidget *gp_plan_changes_new         (GpSession *session);

/** gp_plan_changes_show: @target: of kind target. Ticks that were set for the same operations
 * before stay set, unless more rows are at risk now. */
void       gp_plan_changes_show        (GpPlanChanges *self, GpPlan *plan, const GpElement *target);

/** gp_plan_changes_forget: all consent: what is shown next is of another target, or of another
 * time. */
void       gp_plan_changes_forget      (GpPlanChanges *self);

/** gp_plan_changes_dup_allowed: (transfer full): the ids that people consented to,
 * NULL-terminated. */
char     **gp_plan_changes_dup_allowed (GpPlanChanges *self);

G_END_DECLS

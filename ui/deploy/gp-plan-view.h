/* gp-plan-view.h — a plan for people: changes, rows at risk, checks, requests
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-linter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpPlanView: shows a plan and takes consent to its destructive operations, and to wider access.
 *
 * GpPlanView::consent-changed (GpPlanView *self): a tick was set or taken away.
 */
#define GP_TYPE_PLAN_VIEW (gp_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (GpPlanView, gp_plan_view, GP, PLAN_VIEW, GtkBox)

GtkWidget *gp_plan_view_new          (GpSession *session, GpLinter *linter);

/** gp_plan_view_show: @target: of kind target; @drift: (nullable): of GpFinding; @before:
 * (nullable): the rules that hold there now; @after: what @plan was made for; both copied. Ticks
 * that were set for the same operations and gains before stay set. */
void       gp_plan_view_show         (GpPlanView *self, GpPlan *plan, const GpElement *target,
                                      GPtrArray *drift, GpDesign *before, GpDesign *after);

/** gp_plan_view_forget: all consent: the next plan is for another target, or begun anew. */
void       gp_plan_view_forget       (GpPlanView *self);

/** gp_plan_view_dup_missing: (transfer full) (nullable): why it may not be applied yet, as a
 * sentence; NULL: it may. @out_n: how many ticks are missing. */
char      *gp_plan_view_dup_missing  (GpPlanView *self, guint *out_n);

/** gp_plan_view_dup_allowed: (transfer full): the ids that people consented to, NULL-terminated. */
char     **gp_plan_view_dup_allowed  (GpPlanView *self);

/** gp_plan_view_dup_script: (transfer full): the requests as a shell script, without the token. */
char      *gp_plan_view_dup_script   (GpPlanView *self);

G_END_DECLS

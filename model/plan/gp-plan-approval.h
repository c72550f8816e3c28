/* gp-plan-approval.h — people who have read a plan and want it done
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"

G_BEGIN_DECLS

/** GpPlanApproval: of one plan, by one person. */
typedef struct
{
  gint64  time;       /* microseconds since 1970, UTC */
  char   *author;     /* never NULL */
} GpPlanApproval;

void     gp_plan_approval_free  (GpPlanApproval *self);      /* NULL is fine */

/** gp_plan_approvals_have: whether @author is among @approvals (of GpPlanApproval). */
gboolean gp_plan_approvals_have (GPtrArray *approvals, const char *author);

/**
 * gp_plan_approvals_describe: what @target asks for, and what of it is there.
 * @approvals: of GpPlanApproval: those of the plan in question; who approved twice counts once
 * @deployer: who would deploy it, and does not count: others are asked
 * @out_enough: (out): whether @target lets it be deployed
 *
 * Returns (transfer full) (nullable): translated sentences; NULL where @target asks for none.
 */
char    *gp_plan_approvals_describe (const GpElement *target, GPtrArray *approvals,
                                     const char *deployer, gboolean *out_enough);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPlanApproval, gp_plan_approval_free)
G_END_DECLS

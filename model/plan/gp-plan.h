/* gp-plan.h — what a deployment would do, in order, and what stands against it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"
#include "gp-operation.h"

G_BEGIN_DECLS

/**
 * GpPlan: reference counted and immutable: it is reviewed, kept, and applied as it was reviewed.
 *
 * Its hash is the SHA-256 of all that it says, so that two equal hashes are two equal plans.
 * An error among the findings means that it must not be applied.
 */
typedef struct _GpPlan GpPlan;

/**
 * gp_plan_new:
 * @target: where it goes, as "local:http://127.0.0.1:8090"
 * @live: the fingerprint of the backend that it was planned against
 * @design: gp_design_dup_hash() of what is wanted
 * @operations: of GpOperation; @findings: of GpFinding. References are taken; NULL is an empty list
 */
GpPlan      *gp_plan_new              (const char *target, const char *live, const char *design,
                                       GPtrArray *operations, GPtrArray *findings);
GpPlan      *gp_plan_ref              (GpPlan *self);
void         gp_plan_unref            (GpPlan *self);

const char  *gp_plan_get_hash         (const GpPlan *self);
const char  *gp_plan_get_target       (const GpPlan *self);
const char  *gp_plan_get_live         (const GpPlan *self);
const char  *gp_plan_get_design       (const GpPlan *self);

gsize        gp_plan_get_size         (const GpPlan *self);               /* operations */
GpOperation *gp_plan_get_operation    (const GpPlan *self, gsize i);      /* borrowed */
gsize        gp_plan_get_n_findings   (const GpPlan *self);
GpFinding   *gp_plan_get_finding      (const GpPlan *self, gsize i);      /* borrowed */

/** gp_plan_is_blocked: there is an error among the findings. */
gboolean     gp_plan_is_blocked       (const GpPlan *self);

/** gp_plan_does_the_same: whether @self, which people reviewed, says all that @other would do now:
 * for the same design on the same backend in the same state, the same operations, with no more rows
 * lost than were shown. Rows that came and went meanwhile do not make it another, nor do records
 * that have grown too old to be kept. */
gboolean     gp_plan_does_the_same    (const GpPlan *self, const GpPlan *other);

/** gp_plan_list_unconsented: (transfer container): the destructive operations whose ids are not in
 * @allowed (NULL-terminated; NULL allows nothing), borrowed. Empty where the plan may be applied.
 * */
GPtrArray   *gp_plan_list_unconsented (const GpPlan *self, const char *const *allowed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPlan, gp_plan_unref)
G_END_DECLS

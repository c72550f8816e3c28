/* gp-candidates.h — what a reference may point to, and which properties matter now
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_candidates_list: (transfer container): the elements that @property of @element may sensibly
 * point to: for the fields of an index those of its entity, not all fields of the design. */
GPtrArray *gp_candidates_list  (GpDesign *design, const GpElement *element, GpProperty property);

/** gp_candidates_get_kind: the kind that @property refers to; GP_N_KINDS where it refers to several
 * kinds, or to what lies in the same element. */
GpKind     gp_candidates_get_kind (GpProperty property);

/** gp_candidates_matter: whether @property says something about @element as it is now: precision is
 * for decimals, a schedule for flows that a clock starts. A value that is stored always matters. */
gboolean   gp_candidates_matter (const GpElement *element, GpProperty property);

/** gp_candidates_are_shared: whether @property of all of these may point to the same: the fields of
 * one entity cannot be the key of another. */
gboolean   gp_candidates_are_shared (GpDesign *design, const GpId *ids, gsize n,
                                     GpProperty property);

G_END_DECLS

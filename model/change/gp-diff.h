/* gp-diff.h — the change set that leads from one design to another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_DIFF_ALL,
  GP_DIFF_MEANING,      /* not views, placements, notes, stories, comments and waivers */
} GpDiffScope;

/** gp_diff_kind_has_meaning: FALSE for the kinds that GP_DIFF_MEANING passes over. */
gboolean     gp_diff_kind_has_meaning (GpKind kind);

/**
 * gp_diff: (transfer full): applied to @from (with GP_DIFF_ALL) it gives @to. By id: elements of
 * the
 * same id must be of the same kind and the roots must have the same id; designs that do not
 * share ids go through gp_match() first. Ordered so that it can be applied. Sets no title.
 */
GpChangeSet *gp_diff (GpDesign *from, GpDesign *to, GpDiffScope scope);

/** gp_diff_dup_meaning: (transfer full): a design of what has meaning in @design: what people wrote
 * and drew for one another is nobody's business on a server. */
GpDesign    *gp_diff_dup_meaning (GpDesign *design);

/**
 * gp_match: (transfer full): @other with the ids of @base wherever the two name the same thing:
 * what has one id in both, and else by kind and name below the same parent, indexes, checks, rules
 * and the like also by what they say. For designs that were read from somewhere without our ids.
 */
GpDesign    *gp_match (GpDesign *base, GpDesign *other);

/**
 * gp_match_others: (transfer full): the same, but what @known has too is known by its id alone: a
 * field that was removed from @base is not the one that was made in its place. For designs that
 * were read from where @known was deployed to and others have changed it since.
 * @known: NULL where nothing was
 */
GpDesign    *gp_match_others (GpDesign *base, GpDesign *other, GpDesign *known);

G_END_DECLS

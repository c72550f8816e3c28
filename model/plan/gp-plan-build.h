/* gp-plan-build.h — the difference of two designs as operations that people can read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-operation.h"

G_BEGIN_DECLS

/**
 * gp_plan_build_operations: what leads from @live to @wanted, which share ids.
 *
 * In the order in which it reads: removals, renames, changes, additions; parents before children,
 * and nothing for the children of what is removed or added as a whole, but rules, which are
 * always named. Views, placements, notes and comments are passed over.
 * Rows are unknown (-1) where records are touched, and no requests are filled in.
 *
 * Returns (transfer full): array of GpOperation; empty where nothing differs.
 */
GPtrArray   *gp_plan_build_operations (GpDesign *live, GpDesign *wanted);

/**
 * gp_plan_below_root_of: @live with the id that the root of @wanted has, so that the two can be
 * compared also where another design takes the place of the deployed one.
 *
 * Only the root's name and what has meaning (see gp_diff_kind_has_meaning) is copied; where both
 * roots have one id it is @live itself.
 *
 * Returns (transfer full): NULL and an error where an element of @live is the root of @wanted.
 */
GpDesign    *gp_plan_below_root_of    (GpDesign *live, GpDesign *wanted, GError **error);

G_END_DECLS

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

G_END_DECLS

/* gp-expr-design-rename.h — a new name in all expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_expr_design_rename:
 * @design: with the names as they are before
 * @id: the element that is going to be called @new_name
 * @changes: changes to expressions are added; the name itself is not
 *
 * Rewrites every condition, value and preset that names the element, and the keys of example
 * records and of values that tests write. O(elements with expressions).
 */
void gp_expr_design_rename        (GpDesign *design, const GpId *id, const char *new_name,
                                   GpChangeSet *changes);

/** The same in the expressions of @holder alone, of whatever kind. */
void gp_expr_design_rename_in     (GpDesign *design, const GpId *holder, const GpId *id,
                                   const char *new_name, GpChangeSet *changes);

/** The same for a value of the enum field @field. */
void gp_expr_design_rename_choice (GpDesign *design, const GpId *field, const char *old_value,
                                   const char *new_value, GpChangeSet *changes);

G_END_DECLS

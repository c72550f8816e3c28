/* gp-expr-design-check.h — what is wrong with the expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-design.h"
#include "gp-expr-problem.h"

G_BEGIN_DECLS

/**
 * gp_expr_design_check_text:
 * @holder: the element that holds the expression, or is going to
 * @property: of type expression or expressions
 * @problems: (nullable): a gp_expr_problems_new(); what is wrong is added
 *
 * Whether @text parses, names what exists and comes to what @property needs.
 */
gboolean gp_expr_design_check_text    (GpDesign *design, const GpId *holder, GpProperty property,
                                       const char *text, GPtrArray *problems);

/**
 * gp_expr_design_is_expression:
 *
 * Whether @property of @holder is written in our language and has a value: a check that was read
 * from SQL is not.
 */
gboolean gp_expr_design_is_expression (const GpElement *holder, GpProperty property);

/** Whether elements of @kind can hold expressions at all. */
gboolean gp_expr_design_kind_has_any  (GpKind kind);

G_END_DECLS

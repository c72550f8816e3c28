/* gp-expr-operators.h — arithmetic and comparison of values
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"

G_BEGIN_DECLS

/**
 * gp_expr_operate:
 * @kind: EQ to MODULO
 * @left: of any kind but ERROR
 *
 * Returns: (transfer full): the result, or ERROR: overflow, division by zero, operands that do not
 *   fit together
 */
GpExprValue *gp_expr_operate (GpExprNodeKind kind, const GpExprValue *left,
                              const GpExprValue *right);

/** -value for an int or a double. */
GpExprValue *gp_expr_negate  (const GpExprValue *value);

/** target[index] for a list, a map or a record. */
GpExprValue *gp_expr_index   (const GpExprValue *target, const GpExprValue *index);

G_END_DECLS

/* gp-expr-parser.h — from text to expression
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"

G_BEGIN_DECLS

/**
 * gp_expr_parse:
 * @text: need not be valid UTF-8
 * @length: bytes, or -1 where @text ends with a NUL
 *
 * Returns: (transfer full): NULL on error. The error is the first problem, in GP_EXPR_ERROR with
 *   its position.
 */
GpExpr *gp_expr_parse               (const char *text, gssize length, GError **error);

/**
 * gp_expr_parse_with_problems:
 * @problems: a gp_expr_problems_new(); everything that is wrong is added, at most twenty, in the
 *   order of the text
 *
 * Returns: (transfer full): NULL where a problem was added
 */
GpExpr *gp_expr_parse_with_problems (const char *text, gssize length, GPtrArray *problems);

G_END_DECLS

/* gp-expr-printer.h — an expression's canonical text
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"

G_BEGIN_DECLS

/**
 * gp_expr_node_to_text:
 *
 * The node with one space around binary operators, single quotes, and no parentheses but those
 * that are needed. Parsing the text gives an equal tree; comments and spacing are not kept.
 */
char *gp_expr_node_to_text (const GpExprNode *node) G_GNUC_WARN_UNUSED_RESULT;

/** The whole expression. */
char *gp_expr_to_text      (const GpExpr *expr) G_GNUC_WARN_UNUSED_RESULT;

/** The sign of a unary or binary operator ("&&", "==", "in"…), NULL for other kinds. */
const char *gp_expr_node_kind_get_sign (GpExprNodeKind kind);

G_END_DECLS

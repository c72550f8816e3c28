/* gp-expr-private.h — building trees
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"

G_BEGIN_DECLS

/** An empty expression over a copy of @text, to be filled by the parser. */
GpExpr     *gp_expr_new          (const char *text, gsize length);

/** Memory that lives as long as the expression; 8-byte aligned, not cleared. */
gpointer    gp_expr_alloc        (GpExpr *self, gsize size);
const char *gp_expr_copy_name    (GpExpr *self, const char *name, gsize length);

/**
 * gp_expr_add_node:
 * @children: (array length=n_children): copied
 *
 * Returns: (nullable): the node, with id and depth set; NULL where the expression has
 *   GP_EXPR_MAX_NODES already
 */
GpExprNode *gp_expr_add_node     (GpExpr *self, GpExprNodeKind kind,
                                  GpExprNode **children, gsize n_children);
void        gp_expr_set_root     (GpExpr *self, GpExprNode *root);

G_END_DECLS

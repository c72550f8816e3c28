/* gp-expr-query-private.h — building queries
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-query.h"

G_BEGIN_DECLS

/** With row 0, and root FALSE. */
GpExprQuery  *gp_expr_query_new       (const GpExpr *expr, guint max_nodes);
void          gp_expr_query_set_root  (GpExprQuery *self, const GpExprQueryNode *root);

/** Whether more than max_nodes were asked for; those beyond are FALSE. */
gboolean      gp_expr_query_is_full   (const GpExprQuery *self);

/** Zeroed memory that lives as long as the query. */
gpointer      gp_expr_query_alloc     (GpExprQuery *self, gsize size);

/** @value: (transfer full): lives as long as the query */
GpExprValue  *gp_expr_query_keep      (GpExprQuery *self, GpExprValue *value);

guint         gp_expr_query_add_row   (GpExprQuery *self, const GpExprQueryRow *row);
void          gp_expr_query_use_row   (GpExprQuery *self, guint row, const GpId *entity);

const GpExprQueryNode *gp_expr_query_constant (GpExprQuery *self, gboolean value);

/** An atom of one or two operands. */
const GpExprQueryNode *gp_expr_query_atom     (GpExprQuery *self, GpExprQueryKind kind,
                                               GpExprNodeKind op, const GpExprOperand *left,
                                               const GpExprOperand *right,
                                               const GpExprNode *source);

/** ANY_OF or NONE_OF; @values are those of a list that the query keeps. */
const GpExprQueryNode *gp_expr_query_choice   (GpExprQuery *self, GpExprQueryKind kind,
                                               const GpExprOperand *left, GPtrArray *values,
                                               const GpExprNode *source);

/** EXISTS or NOT_EXISTS; constant where @child is FALSE. */
const GpExprQueryNode *gp_expr_query_exists   (GpExprQuery *self, GpExprQueryKind kind, guint row,
                                               const GpExprQueryNode *child,
                                               const GpExprNode *source);

/** AND or OR of @children: constants are folded, joins of the same kind flattened. */
const GpExprQueryNode *gp_expr_query_join     (GpExprQuery *self, GpExprQueryKind kind,
                                               GPtrArray *children, const GpExprNode *source);

G_END_DECLS

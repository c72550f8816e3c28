/* gp-expr-check.h — names and types of an expression's parts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"
#include "gp-expr-scope.h"

G_BEGIN_DECLS

/**
 * GpExprReference: a place in the text that names an element of the design.
 */
typedef enum
{
  GP_EXPR_REFERENCE_NAME,     /* an identifier, or the text in record['order line'] */
  GP_EXPR_REFERENCE_TEXT,     /* a text that is the element's name: 'admin' in user.roles */
  GP_EXPR_REFERENCE_CHOICE,   /* a text that is a value of the enum field @element */
} GpExprReferenceKind;

typedef struct
{
  GpExprReferenceKind kind;
  GpId element;
  guint32 offset;             /* bytes; of the identifier, or of the text with its quotes */
  guint32 length;
  const GpExprNode *node;     /* the IDENT, SELECT, HAS or INDEX; the LITERAL of a text */
} GpExprReference;

/**
 * GpExprCheck: the types of all nodes of an expression and what its names refer to.
 * Refers to the expression, not to the scope. Immutable.
 */
typedef struct _GpExprCheck GpExprCheck;

/**
 * gp_expr_check_new:
 * @expected: (nullable): what the expression must come to; int fits where double is expected.
 *   NULL where anything will do
 * @problems: (nullable): a gp_expr_problems_new(); everything that is wrong is added. Without a
 *   problem the expression means the same on every target that can express it.
 *
 * Returns: (transfer full): never NULL; where there are problems, the parts concerned are ANY, and
 *   names that could be resolved are references all the same
 */
GpExprCheck        *gp_expr_check_new            (const GpExpr *expr, const GpExprScope *scope,
                                                  const GpExprType *expected,
                                                  GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void                gp_expr_check_free           (GpExprCheck *self);   /* NULL is fine */

const GpExpr       *gp_expr_check_get_expr       (const GpExprCheck *self);
gboolean            gp_expr_check_has_problems   (const GpExprCheck *self);
const GpExprType   *gp_expr_check_get_type       (const GpExprCheck *self, const GpExprNode *node);

/** What an IDENT, SELECT, HAS or INDEX by a text stands for; NULL for other nodes, for macro
 * variables and for members of maps. */
const GpExprMember *gp_expr_check_get_member     (const GpExprCheck *self, const GpExprNode *node);

/** The macro that an IDENT's variable belongs to, NULL where it is none. */
const GpExprNode   *gp_expr_check_get_binder     (const GpExprCheck *self, const GpExprNode *node);

/** In the order of the text; borrowed. */
const GpExprReference *gp_expr_check_get_references (const GpExprCheck *self, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExprCheck, gp_expr_check_free)

G_END_DECLS

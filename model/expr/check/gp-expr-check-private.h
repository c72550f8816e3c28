/* gp-expr-check-private.h — what the parts of the type check share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <string.h>

#include "gp-expr-check.h"

G_BEGIN_DECLS

typedef struct
{
  GpExprType type;
  GpExprMember member;
  gboolean has_member;
  const GpExprNode *binder;
} GpExprNodeInfo;

struct _GpExprCheck
{
  GpExpr *expr;
  GpExprNodeInfo *infos;          /* by node id */
  GArray *references;       /* of GpExprReference */
  gboolean has_problems;
};

typedef struct _GpExprLocal GpExprLocal;
struct _GpExprLocal
{
  const char *name;
  GpExprType type;
  const GpExprNode *binder;
  const GpExprLocal *outer;
};

typedef struct
{
  GpExprCheck *check;
  const GpExprScope *scope;
  GPtrArray *problems;      /* or NULL */
} GpExprChecker;

/** Looks at a node and everything below it; remembers and returns its type. */
GpExprType gp_expr_checker_infer      (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);

void       gp_expr_checker_complain   (GpExprChecker *self, GpExprError code,
                                       const GpExprNode *node, const char *format, ...)
                                       G_GNUC_PRINTF (4, 5);

/** Notes that a place in the text names @element; nothing where it is nil. */
void       gp_expr_checker_refer      (GpExprChecker *self, GpExprReferenceKind kind,
                                       const GpId *element, guint32 offset, guint32 length,
                                       const GpExprNode *node);

/* The types of operators and calls: gp-expr-check-operators.c. */
GpExprType gp_expr_check_equality     (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);
GpExprType gp_expr_check_order        (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);
GpExprType gp_expr_check_in           (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);
GpExprType gp_expr_check_negate       (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);
GpExprType gp_expr_check_arithmetic   (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);
GpExprType gp_expr_check_call         (GpExprChecker *self, const GpExprNode *node,
                                       const GpExprLocal *locals);

static inline GpExprType
gp_expr_any_type (void)
{
  return gp_expr_type_new (GP_EXPR_TYPE_ANY);
}

static inline GpExprType
gp_expr_bool_type (void)
{
  return gp_expr_type_new (GP_EXPR_TYPE_BOOL);
}

static inline GpExprNodeInfo *
gp_expr_checker_get_info (const GpExprChecker *self,
                          const GpExprNode    *node)
{
  return &self->check->infos[node->id];
}

/* The plain text of a string literal, NULL for other nodes. */
static inline const char *
gp_expr_node_get_text (const GpExprNode *node)
{
  const char *text;
  gsize length;

  if (node->kind != GP_EXPR_NODE_LITERAL ||
      gp_expr_value_get_kind (node->value) != GP_EXPR_VALUE_STRING)
    return NULL;

  text = gp_expr_value_get_string (node->value, &length);
  return strlen (text) == length ? text : NULL;
}

static inline gboolean
gp_expr_type_may_be (const GpExprType *type,
                     GpExprTypeKind    kind)
{
  return type->kind == kind || type->kind == GP_EXPR_TYPE_ANY;
}

G_END_DECLS

/* gp-expr.h — an expression as a tree
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

/* What an expression may at most be. */
#define GP_EXPR_MAX_BYTES 8192
#define GP_EXPR_MAX_DEPTH 64
#define GP_EXPR_MAX_NODES 1000
#define GP_EXPR_MAX_MACRO_NESTING 2

/**
 * GpExprNodeKind: what a node is; behind it, its name and its children.
 */
typedef enum
{
  GP_EXPR_NODE_LITERAL,       /* value */
  GP_EXPR_NODE_IDENT,         /* name */
  GP_EXPR_NODE_SELECT,        /* name; target */
  GP_EXPR_NODE_HAS,           /* has(target.name) */
  GP_EXPR_NODE_INDEX,         /* target, index */
  GP_EXPR_NODE_CALL,          /* name; arguments */
  GP_EXPR_NODE_METHOD,        /* name; target, arguments */
  GP_EXPR_NODE_LIST,          /* items */
  GP_EXPR_NODE_MAP,           /* key, value, key, value… */
  GP_EXPR_NODE_NOT,           /* operand */
  GP_EXPR_NODE_NEGATE,        /* operand */
  GP_EXPR_NODE_AND,           /* two operands or more: a && b && c is one node */
  GP_EXPR_NODE_OR,            /* two operands or more */
  GP_EXPR_NODE_EQ,            /* left, right; so are all down to MOD */
  GP_EXPR_NODE_NE,
  GP_EXPR_NODE_LT,
  GP_EXPR_NODE_LE,
  GP_EXPR_NODE_GT,
  GP_EXPR_NODE_GE,
  GP_EXPR_NODE_IN,
  GP_EXPR_NODE_ADD,
  GP_EXPR_NODE_SUBTRACT,
  GP_EXPR_NODE_MULTIPLY,
  GP_EXPR_NODE_DIVIDE,
  GP_EXPR_NODE_MODULO,
  GP_EXPR_NODE_CONDITIONAL,   /* condition, then, else */
  GP_EXPR_NODE_EXISTS,        /* name of the variable; range, predicate */
  GP_EXPR_NODE_ALL,           /* the same */
  GP_EXPR_NODE_EXISTS_ONE,    /* the same */
  GP_EXPR_NODE_FILTER,        /* the same */
  GP_EXPR_NODE_TRANSFORM,     /* the map() macro: range, [predicate,] transform */
  GP_EXPR_N_NODE_KINDS
} GpExprNodeKind;

/**
 * GpExprNode: one part of an expression. Owned by its GpExpr and never changed.
 *
 * Offsets and lengths are bytes of the expression's text. A node's span leaves out parentheses
 * around it. The name's span covers the field in a selection, the function in a call, the variable
 * in a macro.
 */
typedef struct _GpExprNode GpExprNode;
struct _GpExprNode
{
  GpExprNodeKind kind;
  guint16 id;                 /* from 0, less than gp_expr_get_n_nodes(); children before parents */
  guint16 depth;              /* 1 for a leaf */
  guint32 offset;
  guint32 length;
  guint32 name_offset;
  guint32 name_length;
  guint32 n_children;
  GpExprNode **children;
  const char *name;           /* NULL where the kind has none */
  GpExprValue *value;         /* of a LITERAL, else NULL */
};

/**
 * GpExpr: a parsed expression. Immutable, reference counted, shared freely between threads.
 */
typedef struct _GpExpr GpExpr;

GpExpr           *gp_expr_ref         (const GpExpr *self);
void              gp_expr_unref       (const GpExpr *self);          /* NULL is fine */

const char       *gp_expr_get_text    (const GpExpr *self, gsize *length);
const GpExprNode *gp_expr_get_root    (const GpExpr *self);
guint             gp_expr_get_n_nodes (const GpExpr *self);
const GpExprNode *gp_expr_get_node    (const GpExpr *self, guint id);

/** The word of the language for a macro kind ("exists", "map"…), NULL for other kinds. */
const char       *gp_expr_node_kind_get_macro (GpExprNodeKind kind);

/** The comparison that says the same with its sides exchanged: b > a for a < b; others stay. */
GpExprNodeKind    gp_expr_node_kind_get_turned (GpExprNodeKind kind);

/** Whether two trees say the same, wherever their parts stand in their texts. */
gboolean          gp_expr_node_equal  (const GpExprNode *a, const GpExprNode *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExpr, gp_expr_unref)

G_END_DECLS

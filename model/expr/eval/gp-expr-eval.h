/* gp-expr-eval.h — what an expression comes to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"

G_BEGIN_DECLS

#define GP_EXPR_DEFAULT_STEPS 100000

/**
 * GpExprEnv: what an evaluation sees.
 *
 * @lookup: (transfer full): the value of a variable, or NULL where there is none. Called when the
 *   variable is reached, each time.
 * @recorded: (nullable): told the value of every node that was evaluated, children first; a node
 *   inside a macro once for each item. Slows evaluation down a little.
 * @max_steps: 0 for GP_EXPR_DEFAULT_STEPS. A step is a node, an item of a list or 64 bytes of text
 *   that are looked at; without steps left the result is an ERROR of code LIMIT.
 */
typedef struct
{
  GpExprValue *(*lookup) (const char *name, gpointer user_data);
  void (*recorded) (const GpExprNode *node, const GpExprValue *value, gpointer user_data);
  gpointer user_data;
  guint max_steps;
} GpExprEnv;

/**
 * gp_expr_eval:
 *
 * Evaluates as CEL does: && and || take their operands in any order and absorb errors.
 *
 * Returns: (transfer full): never NULL; ERROR values carry the place in the expression
 */
GpExprValue *gp_expr_eval      (const GpExpr *expr, const GpExprEnv *env);

/** The same for a part of an expression without macro variables from around it. */
GpExprValue *gp_expr_eval_node (const GpExprNode *node, const GpExprEnv *env);

/** Whether a rule grants: true and nothing else; false, an error and null deny. */
gboolean     gp_expr_grants    (const GpExpr *expr, const GpExprEnv *env);

/** A @lookup whose @user_data is a GpExprValue of kind MAP or RECORD. */
GpExprValue *gp_expr_lookup_in_value (const char *name, gpointer value);

G_END_DECLS

/* gp-expr-eval.c — what an expression comes to
 * SPDX-License-Identifier: Apache-2.0
 *
 * A walk over the tree. Errors are values: every function hands the first error of its operands
 * on, but && and || look for an operand that decides. Recursion is bounded because the parser
 * bounds the depth of trees; time and memory are bounded by steps, which work on long texts and
 * lists consumes too. */

#define G_LOG_DOMAIN "gp-expr-eval"

#include "config.h"

#include "gp-expr-eval.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-functions.h"
#include "gp-expr-operators.h"

typedef struct _Local Local;
struct _Local
{
  const char *name;
  GpExprValue *value;
  const Local *outer;
};

typedef struct
{
  const GpExprEnv *env;
  guint steps;            /* left */
} Evaluation;

static GpExprValue *eval (Evaluation *self, const GpExprNode *node, const Local *locals);

static gboolean
spend (Evaluation *self,
       gsize       steps)
{
  if (self->steps < steps)
    {
      self->steps = 0;
      return FALSE;
    }
  self->steps -= (guint) steps;
  return TRUE;
}

static GpExprValue *
out_of_steps (void)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_LIMIT,
                                  N_("The expression takes too many steps."));
}

/* What it costs to look at all of a value, beyond the step of its node. */
static gsize
cost_of (const GpExprValue *value)
{
  gsize length;

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_STRING:
      gp_expr_value_get_string (value, &length);
      return length / 64;
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_VALUE_MAP:
      return gp_expr_value_get_size (value);
    default:
      return 0;
    }
}

static GpExprValue *
lookup (Evaluation  *self,
        const char  *name,
        const Local *locals)
{
  GpExprValue *value = NULL;

  for (; locals != NULL; locals = locals->outer)
    if (strcmp (locals->name, name) == 0)
      return gp_expr_value_ref (locals->value);

  if (self->env->lookup != NULL)
    value = self->env->lookup (name, self->env->user_data);
  if (value == NULL)
    value = gp_expr_value_new_error (GP_EXPR_ERROR_NAME, N_("There is no variable “%s”."), name);
  return value;
}

static GpExprValue *
eval_member (Evaluation       *self,
             const GpExprNode *node,
             const Local      *locals)
{
  g_autoptr(GpExprValue) target = eval (self, node->children[0], locals);

  if (gp_expr_value_is_error (target))
    return g_steal_pointer (&target);
  if (node->kind == GP_EXPR_NODE_HAS)
    return gp_expr_value_has (target, node->name);
  return gp_expr_value_select (target, node->name);
}

static GpExprValue *
eval_binary (Evaluation       *self,
             const GpExprNode *node,
             const Local      *locals)
{
  g_autoptr(GpExprValue) left = eval (self, node->children[0], locals);
  g_autoptr(GpExprValue) right = NULL;

  if (gp_expr_value_is_error (left))
    return g_steal_pointer (&left);
  right = eval (self, node->children[1], locals);
  if (gp_expr_value_is_error (right))
    return g_steal_pointer (&right);

  if (node->kind == GP_EXPR_NODE_INDEX)
    return gp_expr_index (left, right);
  if (!spend (self, cost_of (left) + cost_of (right)))
    return out_of_steps ();
  return gp_expr_operate (node->kind, left, right);
}

/* Evaluates the children from @first on into @values, which the caller unrefs in any case.
 * Returns the first error, borrowed. */
static GpExprValue *
eval_children (Evaluation       *self,
               const GpExprNode *node,
               const Local      *locals,
               GPtrArray        *values)
{
  for (gsize i = 0; i < node->n_children; i++)
    {
      GpExprValue *value = eval (self, node->children[i], locals);

      g_ptr_array_add (values, value);
      if (gp_expr_value_is_error (value))
        return value;
    }
  return NULL;
}

static GPtrArray *
new_values (gsize n)
{
  return g_ptr_array_new_full ((guint) n, (GDestroyNotify) gp_expr_value_unref);
}

static GpExprValue *
eval_call (Evaluation       *self,
           const GpExprNode *node,
           const Local      *locals)
{
  g_autoptr(GPtrArray) arguments = new_values (node->n_children);
  GpExprValue *error = eval_children (self, node, locals, arguments);
  gsize cost = 0;

  if (error != NULL)
    return gp_expr_value_ref (error);

  for (guint i = 0; i < arguments->len; i++)
    cost += cost_of (arguments->pdata[i]);
  if (!spend (self, cost))
    return out_of_steps ();
  return gp_expr_function_call (node->name, node->kind == GP_EXPR_NODE_METHOD,
                                (GpExprValue **) arguments->pdata, arguments->len);
}

static GpExprValue *
eval_list (Evaluation       *self,
           const GpExprNode *node,
           const Local      *locals)
{
  g_autoptr(GPtrArray) items = new_values (node->n_children);
  GpExprValue *error = eval_children (self, node, locals, items);

  if (error != NULL)
    return gp_expr_value_ref (error);

  g_ptr_array_set_free_func (items, NULL);
  return gp_expr_value_new_list ((GpExprValue **) items->pdata, items->len);
}

static GpExprValue *
eval_map (Evaluation       *self,
          const GpExprNode *node,
          const Local      *locals)
{
  gsize n_entries = node->n_children / 2;
  g_autoptr(GPtrArray) items = new_values (node->n_children);
  g_autofree GpExprValue **sorted = g_new (GpExprValue *, node->n_children + 1);
  GpExprValue *error = eval_children (self, node, locals, items);

  if (error != NULL)
    return gp_expr_value_ref (error);

  for (gsize i = 0; i < n_entries; i++)
    {
      sorted[i] = items->pdata[2 * i];
      sorted[n_entries + i] = items->pdata[2 * i + 1];
    }
  g_ptr_array_set_free_func (items, NULL);
  return gp_expr_value_new_map (sorted, sorted + n_entries, n_entries);
}

static GpExprValue *
not_bool (const GpExprValue *value)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("A condition is expected here, not a %s."),
                                  gp_expr_value_kind_name (gp_expr_value_get_kind (value)));
}

/* @value as a condition: itself where it is a bool or an error, else an error at @node. */
static GpExprValue *
as_condition (GpExprValue      *value,
              const GpExprNode *node)
{
  g_autoptr(GpExprValue) owned = value;
  g_autoptr(GpExprValue) error = NULL;

  if (gp_expr_value_is_error (value) || gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL)
    return g_steal_pointer (&owned);

  error = not_bool (value);
  return gp_expr_value_new_error_at (error, node->offset, node->length);
}

static GpExprValue *
eval_condition (Evaluation       *self,
                const GpExprNode *node,
                const Local      *locals)
{
  return as_condition (eval (self, node, locals), node);
}

/* && is decided by false, || by true; else an error wins over the rest. */
static GpExprValue *
eval_logic (Evaluation       *self,
            const GpExprNode *node,
            const Local      *locals)
{
  gboolean decisive = node->kind == GP_EXPR_NODE_OR;
  g_autoptr(GpExprValue) error = NULL;

  for (gsize i = 0; i < node->n_children; i++)
    {
      g_autoptr(GpExprValue) value = eval_condition (self, node->children[i], locals);

      if (!gp_expr_value_is_error (value))
        {
          if (gp_expr_value_get_bool (value) == decisive)
            return g_steal_pointer (&value);
        }
      else if (error == NULL)
        error = g_steal_pointer (&value);
    }

  return error != NULL ? g_steal_pointer (&error) : gp_expr_value_new_bool (!decisive);
}

static GpExprValue *
eval_unary (Evaluation       *self,
            const GpExprNode *node,
            const Local      *locals)
{
  g_autoptr(GpExprValue) operand = NULL;

  if (node->kind == GP_EXPR_NODE_NOT)
    operand = eval_condition (self, node->children[0], locals);
  else
    operand = eval (self, node->children[0], locals);

  if (gp_expr_value_is_error (operand))
    return g_steal_pointer (&operand);
  if (node->kind == GP_EXPR_NODE_NOT)
    return gp_expr_value_new_bool (!gp_expr_value_get_bool (operand));
  return gp_expr_negate (operand);
}

static GpExprValue *
eval_conditional (Evaluation       *self,
                  const GpExprNode *node,
                  const Local      *locals)
{
  g_autoptr(GpExprValue) condition = eval_condition (self, node->children[0], locals);

  if (gp_expr_value_is_error (condition))
    return g_steal_pointer (&condition);
  return eval (self, node->children[gp_expr_value_get_bool (condition) ? 1 : 2], locals);
}

/* What a macro gathers while it goes through a range. */
typedef struct
{
  gsize n_true;
  GpExprValue *error;     /* the first one */
  GPtrArray *items;       /* of filter() and map() */
} Gathering;

/* Looks at one item; TRUE where the rest need not be looked at. */
static gboolean
gather (Evaluation       *self,
        const GpExprNode *node,
        const Local      *locals,
        Gathering        *gathering)
{
  gboolean is_plain_map = node->kind == GP_EXPR_NODE_TRANSFORM && node->n_children == 2;
  gboolean absorbs = node->kind == GP_EXPR_NODE_EXISTS || node->kind == GP_EXPR_NODE_ALL;
  g_autoptr(GpExprValue) value = is_plain_map ? gp_expr_value_new_bool (TRUE)
                                              : eval_condition (self, node->children[1], locals);

  if (!gp_expr_value_is_error (value))
    {
      gboolean holds = gp_expr_value_get_bool (value);

      gathering->n_true += holds;
      if (absorbs)
        return holds == (node->kind == GP_EXPR_NODE_EXISTS);
      if (!holds || node->kind == GP_EXPR_NODE_EXISTS_ONE)
        return FALSE;

      g_clear_pointer (&value, gp_expr_value_unref);
      value = node->kind == GP_EXPR_NODE_FILTER
                ? gp_expr_value_ref (locals->value)
                : eval (self, node->children[node->n_children - 1], locals);
      if (!gp_expr_value_is_error (value))
        {
          g_ptr_array_add (gathering->items, g_steal_pointer (&value));
          return FALSE;
        }
    }

  if (gathering->error == NULL)
    gathering->error = g_steal_pointer (&value);
  return !absorbs;
}

/* Consumes what was gathered. @decided: an item made the rest unimportant. */
static GpExprValue *
conclude (const GpExprNode *node,
          Gathering        *gathering,
          gboolean          decided)
{
  g_autoptr(GpExprValue) error = g_steal_pointer (&gathering->error);
  gboolean absorbs = node->kind == GP_EXPR_NODE_EXISTS || node->kind == GP_EXPR_NODE_ALL;

  if (decided && absorbs)
    return gp_expr_value_new_bool (node->kind == GP_EXPR_NODE_EXISTS);
  if (error != NULL)
    return g_steal_pointer (&error);

  switch (node->kind)
    {
    case GP_EXPR_NODE_EXISTS:
      return gp_expr_value_new_bool (FALSE);
    case GP_EXPR_NODE_ALL:
      return gp_expr_value_new_bool (TRUE);
    case GP_EXPR_NODE_EXISTS_ONE:
      return gp_expr_value_new_bool (gathering->n_true == 1);
    default:
      g_ptr_array_set_free_func (gathering->items, NULL);
      return gp_expr_value_new_list ((GpExprValue **) gathering->items->pdata,
                                     gathering->items->len);
    }
}

static GpExprValue *
eval_macro (Evaluation       *self,
            const GpExprNode *node,
            const Local      *locals)
{
  g_autoptr(GpExprValue) range = eval (self, node->children[0], locals);
  g_autoptr(GPtrArray) items = NULL;
  Gathering gathering = { 0 };
  Local local = { .name = node->name, .outer = locals };
  gboolean decided = FALSE;
  GpExprValueKind kind = gp_expr_value_get_kind (range);

  if (kind == GP_EXPR_VALUE_ERROR)
    return g_steal_pointer (&range);
  if (kind != GP_EXPR_VALUE_LIST && kind != GP_EXPR_VALUE_MAP)
    return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                    N_("%s() goes through a list or a map, not a %s."),
                                    gp_expr_node_kind_get_macro (node->kind),
                                    gp_expr_value_kind_name (kind));

  items = new_values (0);
  gathering.items = items;
  for (gsize i = 0; i < gp_expr_value_get_size (range) && !decided; i++)
    {
      if (!spend (self, 1))
        {
          g_clear_pointer (&gathering.error, gp_expr_value_unref);
          return out_of_steps ();
        }
      local.value = kind == GP_EXPR_VALUE_LIST ? gp_expr_value_get_item (range, i)
                                               : gp_expr_value_get_key (range, i);
      decided = gather (self, node, &local, &gathering);
    }

  return conclude (node, &gathering, decided);
}

typedef GpExprValue *(*EvalFunc) (Evaluation *self, const GpExprNode *node, const Local *locals);

static GpExprValue *
eval_literal (Evaluation       *self,
              const GpExprNode *node,
              const Local      *locals)
{
  return gp_expr_value_ref (node->value);
}

static GpExprValue *
eval_ident (Evaluation       *self,
            const GpExprNode *node,
            const Local      *locals)
{
  return lookup (self, node->name, locals);
}

static const EvalFunc eval_funcs[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_LITERAL] = eval_literal,
  [GP_EXPR_NODE_IDENT] = eval_ident,
  [GP_EXPR_NODE_SELECT] = eval_member,
  [GP_EXPR_NODE_HAS] = eval_member,
  [GP_EXPR_NODE_INDEX] = eval_binary,
  [GP_EXPR_NODE_CALL] = eval_call,
  [GP_EXPR_NODE_METHOD] = eval_call,
  [GP_EXPR_NODE_LIST] = eval_list,
  [GP_EXPR_NODE_MAP] = eval_map,
  [GP_EXPR_NODE_NOT] = eval_unary,
  [GP_EXPR_NODE_NEGATE] = eval_unary,
  [GP_EXPR_NODE_AND] = eval_logic,
  [GP_EXPR_NODE_OR] = eval_logic,
  [GP_EXPR_NODE_EQ] = eval_binary,
  [GP_EXPR_NODE_NE] = eval_binary,
  [GP_EXPR_NODE_LT] = eval_binary,
  [GP_EXPR_NODE_LE] = eval_binary,
  [GP_EXPR_NODE_GT] = eval_binary,
  [GP_EXPR_NODE_GE] = eval_binary,
  [GP_EXPR_NODE_IN] = eval_binary,
  [GP_EXPR_NODE_ADD] = eval_binary,
  [GP_EXPR_NODE_SUBTRACT] = eval_binary,
  [GP_EXPR_NODE_MULTIPLY] = eval_binary,
  [GP_EXPR_NODE_DIVIDE] = eval_binary,
  [GP_EXPR_NODE_MODULO] = eval_binary,
  [GP_EXPR_NODE_CONDITIONAL] = eval_conditional,
  [GP_EXPR_NODE_EXISTS] = eval_macro,
  [GP_EXPR_NODE_ALL] = eval_macro,
  [GP_EXPR_NODE_EXISTS_ONE] = eval_macro,
  [GP_EXPR_NODE_FILTER] = eval_macro,
  [GP_EXPR_NODE_TRANSFORM] = eval_macro,
};

static GpExprValue *
eval (Evaluation       *self,
      const GpExprNode *node,
      const Local      *locals)
{
  g_autoptr(GpExprValue) value = NULL;

  value = spend (self, 1) ? eval_funcs[node->kind] (self, node, locals) : out_of_steps ();
  if (gp_expr_value_is_error (value))
    {
      GpExprValue *placed = gp_expr_value_new_error_at (value, node->offset, node->length);

      gp_expr_value_unref (value);
      value = placed;
    }

  if (self->env->recorded != NULL)
    self->env->recorded (node, value, self->env->user_data);
  return g_steal_pointer (&value);
}

GpExprValue *
gp_expr_eval_node (const GpExprNode *node,
                   const GpExprEnv  *env)
{
  Evaluation evaluation = { .env = env };

  g_return_val_if_fail (node != NULL && env != NULL, NULL);

  evaluation.steps = env->max_steps > 0 ? env->max_steps : GP_EXPR_DEFAULT_STEPS;
  return eval (&evaluation, node, NULL);
}

GpExprValue *
gp_expr_eval (const GpExpr    *expr,
              const GpExprEnv *env)
{
  g_return_val_if_fail (expr != NULL, NULL);

  return gp_expr_eval_node (gp_expr_get_root (expr), env);
}

gboolean
gp_expr_grants (const GpExpr    *expr,
                const GpExprEnv *env)
{
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, env);

  return gp_expr_value_is_true (value);
}

GpExprValue *
gp_expr_lookup_in_value (const char *name,
                         gpointer    value)
{
  GpExprValue *found = gp_expr_value_select (value, name);

  if (gp_expr_value_is_error (found))
    g_clear_pointer (&found, gp_expr_value_unref);
  return found;
}

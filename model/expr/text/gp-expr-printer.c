/* gp-expr-printer.c — an expression's canonical text
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each kind of node has a level of binding; a child is put in parentheses where its level is lower
 * than its place asks for. Two places ask for more than their level: the operand of a minus sign
 * may not begin with a digit (-(5) is not the literal -5), and a number may not stand before a
 * dot. */

#define G_LOG_DOMAIN "gp-expr-printer"

#include "config.h"

#include "gp-expr-printer.h"

#include "gp-expr-value-text.h"

enum
{
  LEVEL_CONDITIONAL,
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_RELATION,
  LEVEL_SUM,
  LEVEL_PRODUCT,
  LEVEL_UNARY,
  LEVEL_PRIMARY,
};

static const struct
{
  int level;
  const char *sign;
} kinds[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_LITERAL] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_IDENT] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_SELECT] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_HAS] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_INDEX] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_CALL] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_METHOD] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_LIST] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_MAP] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_NOT] = { LEVEL_UNARY, "!" },
  [GP_EXPR_NODE_NEGATE] = { LEVEL_UNARY, "-" },
  [GP_EXPR_NODE_AND] = { LEVEL_AND, "&&" },
  [GP_EXPR_NODE_OR] = { LEVEL_OR, "||" },
  [GP_EXPR_NODE_EQ] = { LEVEL_RELATION, "==" },
  [GP_EXPR_NODE_NE] = { LEVEL_RELATION, "!=" },
  [GP_EXPR_NODE_LT] = { LEVEL_RELATION, "<" },
  [GP_EXPR_NODE_LE] = { LEVEL_RELATION, "<=" },
  [GP_EXPR_NODE_GT] = { LEVEL_RELATION, ">" },
  [GP_EXPR_NODE_GE] = { LEVEL_RELATION, ">=" },
  [GP_EXPR_NODE_IN] = { LEVEL_RELATION, "in" },
  [GP_EXPR_NODE_ADD] = { LEVEL_SUM, "+" },
  [GP_EXPR_NODE_SUBTRACT] = { LEVEL_SUM, "-" },
  [GP_EXPR_NODE_MULTIPLY] = { LEVEL_PRODUCT, "*" },
  [GP_EXPR_NODE_DIVIDE] = { LEVEL_PRODUCT, "/" },
  [GP_EXPR_NODE_MODULO] = { LEVEL_PRODUCT, "%" },
  [GP_EXPR_NODE_CONDITIONAL] = { LEVEL_CONDITIONAL, NULL },
  [GP_EXPR_NODE_EXISTS] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_ALL] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_EXISTS_ONE] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_FILTER] = { LEVEL_PRIMARY, NULL },
  [GP_EXPR_NODE_TRANSFORM] = { LEVEL_PRIMARY, NULL },
};

static void print_node (GString *out, const GpExprNode *node);

static gboolean
is_number (const GpExprNode *node)
{
  GpExprValueKind kind;

  if (node->kind != GP_EXPR_NODE_LITERAL)
    return FALSE;
  kind = gp_expr_value_get_kind (node->value);
  return kind == GP_EXPR_VALUE_INT || kind == GP_EXPR_VALUE_DOUBLE;
}

/* A number without a sign. No other operand of a sign begins with a digit: numbers before a dot
 * or a bracket are in parentheses. */
static gboolean
begins_with_digit (const GpExprNode *node)
{
  g_autofree char *text = NULL;

  if (!is_number (node))
    return FALSE;
  text = gp_expr_value_to_text (node->value);
  return g_ascii_isdigit (text[0]);
}

static void
print_wrapped (GString          *out,
               const GpExprNode *node,
               gboolean          wrap)
{
  if (wrap)
    g_string_append_c (out, '(');
  print_node (out, node);
  if (wrap)
    g_string_append_c (out, ')');
}

static void
print_at_level (GString          *out,
                const GpExprNode *node,
                int               level)
{
  print_wrapped (out, node, kinds[node->kind].level < level);
}

static void
print_target (GString          *out,
              const GpExprNode *node)
{
  print_wrapped (out, node, kinds[node->kind].level < LEVEL_PRIMARY || is_number (node));
}

static void
print_items (GString          *out,
             const GpExprNode *node,
             gsize             first)
{
  for (gsize i = first; i < node->n_children; i++)
    {
      if (i > first)
        g_string_append (out, ", ");
      print_node (out, node->children[i]);
    }
}

static void
print_pairs (GString          *out,
             const GpExprNode *node)
{
  g_string_append_c (out, '{');
  for (gsize i = 0; i < node->n_children; i++)
    {
      if (i > 0)
        g_string_append (out, i % 2 == 0 ? ", " : ": ");
      print_node (out, node->children[i]);
    }
  g_string_append_c (out, '}');
}

static void
print_literal (GString          *out,
               const GpExprNode *node)
{
  g_autofree char *text = gp_expr_value_to_text (node->value);

  g_string_append (out, text);
}

static void
print_operation (GString          *out,
                 const GpExprNode *node)
{
  int level = kinds[node->kind].level;
  gboolean chains = level == LEVEL_SUM || level == LEVEL_PRODUCT;

  for (gsize i = 0; i < node->n_children; i++)
    {
      if (i > 0)
        g_string_append_printf (out, " %s ", kinds[node->kind].sign);
      print_at_level (out, node->children[i], i == 0 && chains ? level : level + 1);
    }
}

static void
print_unary (GString          *out,
             const GpExprNode *node)
{
  const GpExprNode *operand = node->children[0];

  g_string_append (out, kinds[node->kind].sign);
  print_wrapped (out, operand,
                 kinds[operand->kind].level < LEVEL_UNARY ||
                 (node->kind == GP_EXPR_NODE_NEGATE && begins_with_digit (operand)));
}

static void
print_conditional (GString          *out,
                   const GpExprNode *node)
{
  print_at_level (out, node->children[0], LEVEL_OR);
  g_string_append (out, " ? ");
  print_at_level (out, node->children[1], LEVEL_OR);
  g_string_append (out, " : ");
  print_node (out, node->children[2]);
}

static void
print_node (GString          *out,
            const GpExprNode *node)
{
  const char *macro = gp_expr_node_kind_get_macro (node->kind);

  switch (node->kind)
    {
    case GP_EXPR_NODE_LITERAL:
      print_literal (out, node);
      break;

    case GP_EXPR_NODE_IDENT:
      g_string_append (out, node->name);
      break;

    case GP_EXPR_NODE_HAS:
      g_string_append (out, "has(");
      print_target (out, node->children[0]);
      g_string_append_printf (out, ".%s)", node->name);
      break;

    case GP_EXPR_NODE_SELECT:
      print_target (out, node->children[0]);
      g_string_append_printf (out, ".%s", node->name);
      break;

    case GP_EXPR_NODE_INDEX:
      print_target (out, node->children[0]);
      g_string_append_c (out, '[');
      print_node (out, node->children[1]);
      g_string_append_c (out, ']');
      break;

    case GP_EXPR_NODE_CALL:
      g_string_append_printf (out, "%s(", node->name);
      print_items (out, node, 0);
      g_string_append_c (out, ')');
      break;

    case GP_EXPR_NODE_METHOD:
      print_target (out, node->children[0]);
      g_string_append_printf (out, ".%s(", node->name);
      print_items (out, node, 1);
      g_string_append_c (out, ')');
      break;

    case GP_EXPR_NODE_LIST:
      g_string_append_c (out, '[');
      print_items (out, node, 0);
      g_string_append_c (out, ']');
      break;

    case GP_EXPR_NODE_MAP:
      print_pairs (out, node);
      break;

    case GP_EXPR_NODE_NOT:
    case GP_EXPR_NODE_NEGATE:
      print_unary (out, node);
      break;

    case GP_EXPR_NODE_CONDITIONAL:
      print_conditional (out, node);
      break;

    case GP_EXPR_NODE_EXISTS:
    case GP_EXPR_NODE_ALL:
    case GP_EXPR_NODE_EXISTS_ONE:
    case GP_EXPR_NODE_FILTER:
    case GP_EXPR_NODE_TRANSFORM:
      print_target (out, node->children[0]);
      g_string_append_printf (out, ".%s(%s, ", macro, node->name);
      print_items (out, node, 1);
      g_string_append_c (out, ')');
      break;

    default:
      print_operation (out, node);
      break;
    }
}

const char *
gp_expr_node_kind_get_sign (GpExprNodeKind kind)
{
  g_return_val_if_fail (kind < GP_EXPR_N_NODE_KINDS, NULL);

  return kinds[kind].sign;
}

char *
gp_expr_node_to_text (const GpExprNode *node)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, NULL);

  print_node (out, node);
  return g_string_free (out, FALSE);
}

char *
gp_expr_to_text (const GpExpr *expr)
{
  return gp_expr_node_to_text (gp_expr_get_root (expr));
}

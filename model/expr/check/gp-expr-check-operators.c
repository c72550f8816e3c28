/* gp-expr-check-operators.c — the types of operators and calls
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-check"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-check-private.h"
#include "gp-expr-functions.h"
#include "gp-expr-printer.h"

/* What the compared side is, where it has a name: the column of `record.status == 'open'`. */
static const GpExprMember *
get_compared (const GpExprChecker *self,
              const GpExprNode    *node)
{
  GpExprNodeInfo *info = gp_expr_checker_get_info (self, node);

  return info->has_member && node->kind != GP_EXPR_NODE_HAS ? &info->member : NULL;
}

/* A text that is compared with something that only certain texts can equal. */
static void
check_choice (GpExprChecker    *self,
              const GpExprNode *compared,
              const GpExprNode *literal)
{
  const GpExprMember *member = get_compared (self, compared);
  const char *text = gp_expr_node_get_text (literal);
  GpId element = gp_id_nil;

  if (literal->kind == GP_EXPR_NODE_LIST)
    for (gsize i = 0; i < literal->n_children; i++)
      check_choice (self, compared, literal->children[i]);

  if (member == NULL || text == NULL || self->scope->find_choice == NULL)
    return;

  switch (self->scope->find_choice (self->scope, member, text, &element))
    {
    case GP_EXPR_CHOICE_KNOWN:
      gp_expr_checker_refer (self,
                             gp_id_equal (&element, &member->element) ? GP_EXPR_REFERENCE_CHOICE
                                                                      : GP_EXPR_REFERENCE_TEXT,
                             &element, literal->offset, literal->length, literal);
      break;

    case GP_EXPR_CHOICE_UNKNOWN:
      gp_expr_checker_complain (self, GP_EXPR_ERROR_NAME, literal,
                                N_("“%s” can never occur here: there is no such value."), text);
      break;

    case GP_EXPR_CHOICE_FREE:
    default:
      break;
    }
}

static gboolean
is_int_literal (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_LITERAL &&
         gp_expr_value_get_kind (node->value) == GP_EXPR_VALUE_INT;
}

/* Whether values of the two types can be compared; int literals stand for doubles too. */
static gboolean
can_compare (const GpExprNode *left_node,
             const GpExprType *left,
             const GpExprNode *right_node,
             const GpExprType *right)
{
  if (left->kind == GP_EXPR_TYPE_ANY || right->kind == GP_EXPR_TYPE_ANY)
    return TRUE;
  if (left->kind == GP_EXPR_TYPE_DOUBLE && right->kind == GP_EXPR_TYPE_INT)
    return right_node == NULL || is_int_literal (right_node);
  if (left->kind == GP_EXPR_TYPE_INT && right->kind == GP_EXPR_TYPE_DOUBLE)
    return left_node == NULL || is_int_literal (left_node);
  return left->kind == right->kind;
}

static void
complain_operands (GpExprChecker    *self,
                   const GpExprNode *node,
                   const GpExprType *left,
                   const GpExprType *right)
{
  g_autofree char *left_text = gp_expr_type_to_text (left);
  g_autofree char *right_text = gp_expr_type_to_text (right);

  gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("“%s” cannot join %s and %s."),
                            gp_expr_node_kind_get_sign (node->kind), left_text, right_text);
}

static gboolean
is_collection (const GpExprType *type)
{
  return type->kind == GP_EXPR_TYPE_LIST || type->kind == GP_EXPR_TYPE_MAP;
}

GpExprType
gp_expr_check_equality (GpExprChecker     *self,
                        const GpExprNode  *node,
                        const GpExprLocal *locals)
{
  const GpExprNode *left_node = node->children[0], *right_node = node->children[1];
  GpExprType left = gp_expr_checker_infer (self, left_node, locals);
  GpExprType right = gp_expr_checker_infer (self, right_node, locals);

  check_choice (self, left_node, right_node);
  check_choice (self, right_node, left_node);

  if (left.kind == GP_EXPR_TYPE_NULL || right.kind == GP_EXPR_TYPE_NULL)
    {
      const GpExprType *other = left.kind == GP_EXPR_TYPE_NULL ? &right : &left;

      if (!other->nullable && other->kind != GP_EXPR_TYPE_ANY && other->kind != GP_EXPR_TYPE_NULL)
        gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("This can never be null."));
    }
  else if (is_collection (&left) || is_collection (&right))
    gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node,
                              N_("Lists and maps cannot be compared."));
  else if (left.kind == GP_EXPR_TYPE_RECORD || right.kind == GP_EXPR_TYPE_RECORD)
    gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node,
                              N_("Records cannot be compared. Compare their keys."));
  else if (!can_compare (left_node, &left, right_node, &right))
    complain_operands (self, node, &left, &right);

  return gp_expr_bool_type ();
}

static gboolean
has_order (const GpExprType *type)
{
  return type->kind == GP_EXPR_TYPE_ANY ||
         (type->kind >= GP_EXPR_TYPE_BOOL && type->kind <= GP_EXPR_TYPE_DURATION);
}

GpExprType
gp_expr_check_order (GpExprChecker     *self,
                     const GpExprNode  *node,
                     const GpExprLocal *locals)
{
  GpExprType left = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprType right = gp_expr_checker_infer (self, node->children[1], locals);

  if (!has_order (&left) || !has_order (&right) ||
      !can_compare (node->children[0], &left, node->children[1], &right))
    complain_operands (self, node, &left, &right);
  return gp_expr_bool_type ();
}

GpExprType
gp_expr_check_in (GpExprChecker     *self,
                  const GpExprNode  *node,
                  const GpExprLocal *locals)
{
  GpExprType left = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprType right = gp_expr_checker_infer (self, node->children[1], locals);
  GpExprType item = gp_expr_type_get_item (&right);

  check_choice (self, node->children[0], node->children[1]);
  check_choice (self, node->children[1], node->children[0]);

  if (right.kind == GP_EXPR_TYPE_MAP)
    item = gp_expr_type_new (GP_EXPR_TYPE_STRING);
  if (!gp_expr_type_may_be (&right, GP_EXPR_TYPE_LIST) && right.kind != GP_EXPR_TYPE_MAP)
    complain_operands (self, node, &left, &right);
  else if (left.kind == GP_EXPR_TYPE_RECORD || is_collection (&left) ||
           (left.kind != GP_EXPR_TYPE_NULL && item.kind != GP_EXPR_TYPE_NULL &&
            !can_compare (node->children[0], &left,
                          node->children[1]->kind == GP_EXPR_NODE_LIST ? NULL : node, &item)))
    complain_operands (self, node, &left, &right);
  return gp_expr_bool_type ();
}

GpExprType
gp_expr_check_negate (GpExprChecker     *self,
                      const GpExprNode  *node,
                      const GpExprLocal *locals)
{
  GpExprType type = gp_expr_checker_infer (self, node->children[0], locals);

  if (type.kind == GP_EXPR_TYPE_ANY || gp_expr_type_is_number (&type))
    return gp_expr_type_with_null (&type, FALSE);

  gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("“-” stands before numbers only."));
  return gp_expr_any_type ();
}

/* The types that the arithmetic operators join. */
static const struct
{
  GpExprNodeKind op;
  GpExprTypeKind left, right, result;
} arithmetic[] = {
  { GP_EXPR_NODE_ADD, GP_EXPR_TYPE_STRING, GP_EXPR_TYPE_STRING, GP_EXPR_TYPE_STRING },
  { GP_EXPR_NODE_ADD, GP_EXPR_TYPE_TIMESTAMP, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_TIMESTAMP },
  { GP_EXPR_NODE_ADD, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_TIMESTAMP, GP_EXPR_TYPE_TIMESTAMP },
  { GP_EXPR_NODE_ADD, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_DURATION },
  { GP_EXPR_NODE_SUBTRACT, GP_EXPR_TYPE_TIMESTAMP, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_TIMESTAMP },
  { GP_EXPR_NODE_SUBTRACT, GP_EXPR_TYPE_TIMESTAMP, GP_EXPR_TYPE_TIMESTAMP, GP_EXPR_TYPE_DURATION },
  { GP_EXPR_NODE_SUBTRACT, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_DURATION, GP_EXPR_TYPE_DURATION },
};

GpExprType
gp_expr_check_arithmetic (GpExprChecker     *self,
                          const GpExprNode  *node,
                          const GpExprLocal *locals)
{
  GpExprType left = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprType right = gp_expr_checker_infer (self, node->children[1], locals);

  if (left.kind == GP_EXPR_TYPE_ANY || right.kind == GP_EXPR_TYPE_ANY)
    return gp_expr_any_type ();
  if (left.kind == right.kind && gp_expr_type_is_number (&left) &&
      (node->kind != GP_EXPR_NODE_MODULO || left.kind == GP_EXPR_TYPE_INT))
    return gp_expr_type_new (left.kind);
  if (node->kind == GP_EXPR_NODE_ADD && left.kind == GP_EXPR_TYPE_LIST &&
      right.kind == GP_EXPR_TYPE_LIST)
    return gp_expr_type_join (&left, &right);

  for (gsize i = 0; i < G_N_ELEMENTS (arithmetic); i++)
    if (arithmetic[i].op == node->kind && arithmetic[i].left == left.kind &&
        arithmetic[i].right == right.kind)
      return gp_expr_type_new (arithmetic[i].result);

  complain_operands (self, node, &left, &right);
  return gp_expr_any_type ();
}

static const GpExprValueKind value_kinds[GP_EXPR_N_TYPE_KINDS] = {
  [GP_EXPR_TYPE_ANY] = GP_EXPR_N_VALUE_KINDS,
  [GP_EXPR_TYPE_NULL] = GP_EXPR_VALUE_NULL,
  [GP_EXPR_TYPE_BOOL] = GP_EXPR_VALUE_BOOL,
  [GP_EXPR_TYPE_INT] = GP_EXPR_VALUE_INT,
  [GP_EXPR_TYPE_DOUBLE] = GP_EXPR_VALUE_DOUBLE,
  [GP_EXPR_TYPE_STRING] = GP_EXPR_VALUE_STRING,
  [GP_EXPR_TYPE_TIMESTAMP] = GP_EXPR_VALUE_TIMESTAMP,
  [GP_EXPR_TYPE_DURATION] = GP_EXPR_VALUE_DURATION,
  [GP_EXPR_TYPE_LIST] = GP_EXPR_VALUE_LIST,
  [GP_EXPR_TYPE_MAP] = GP_EXPR_VALUE_MAP,
  [GP_EXPR_TYPE_RECORD] = GP_EXPR_VALUE_RECORD,
};

static gboolean
fits (const GpExprFunction *function,
      const GpExprNode     *node,
      const GpExprType     *arguments)
{
  if (strcmp (function->name, node->name) != 0 || function->n_arguments != node->n_children ||
      function->is_method != (node->kind == GP_EXPR_NODE_METHOD))
    return FALSE;

  for (guint i = 0; i < function->n_arguments; i++)
    if (arguments[i].kind != GP_EXPR_TYPE_ANY &&
        value_kinds[arguments[i].kind] != function->arguments[i])
      return FALSE;
  return TRUE;
}

static GpExprTypeKind
kind_of_result (const GpExprFunction *function)
{
  for (GpExprTypeKind kind = GP_EXPR_TYPE_NULL; kind < GP_EXPR_N_TYPE_KINDS; kind++)
    if (value_kinds[kind] == function->result)
      return kind;
  return GP_EXPR_TYPE_ANY;
}

GpExprType
gp_expr_check_call (GpExprChecker     *self,
                    const GpExprNode  *node,
                    const GpExprLocal *locals)
{
  g_autofree GpExprType *arguments = g_new0 (GpExprType, node->n_children + 1);
  g_autoptr(GString) given = NULL;
  gsize n_functions;
  const GpExprFunction *functions = gp_expr_functions_get (&n_functions);

  for (gsize i = 0; i < node->n_children; i++)
    arguments[i] = gp_expr_checker_infer (self, node->children[i], locals);

  for (gsize i = 0; i < n_functions; i++)
    if (fits (&functions[i], node, arguments))
      return gp_expr_type_new (kind_of_result (&functions[i]));

  if (!gp_expr_function_exists (node->name, node->kind == GP_EXPR_NODE_METHOD))
    {
      gp_expr_checker_complain (self, GP_EXPR_ERROR_NAME, node, N_("There is no function %s()."),
                                node->name);
      return gp_expr_any_type ();
    }

  given = g_string_new (NULL);
  for (gsize i = 0; i < node->n_children; i++)
    {
      g_autofree char *text = gp_expr_type_to_text (&arguments[i]);

      g_string_append_printf (given, "%s%s", i > 0 ? ", " : "", text);
    }
  gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("%s() does not take (%s)."),
                            node->name, given->str);
  return gp_expr_any_type ();
}

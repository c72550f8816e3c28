/* gp-directus-expr-atom.c — comparisons and tests as filters of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus compares a field with a constant or with something of the caller. Where that is missing
 * it reads "= null" as "is null", so it is put into a list, which finds nothing then. */
#define G_LOG_DOMAIN "gp-directus-expr-atom"
#include "config.h"
#include "gp-directus-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-expr-private.h"
#include "gp-directus-filter.h"

gboolean
gp_dx_holds (const GpExprQueryNode *node,
             const GpExprValue     *left,
             const GpExprValue     *right)
{
  const char *text, *part;
  int order;

  switch (node->kind)
    {
    case GP_EXPR_QUERY_COMPARE:
      if (node->op == GP_EXPR_NODE_EQ || node->op == GP_EXPR_NODE_NE)
        return gp_expr_value_equal (left, right) == (node->op == GP_EXPR_NODE_EQ);
      if (!gp_expr_value_compare (left, right, &order))
        return FALSE;
      return node->op == GP_EXPR_NODE_LT ? order < 0 : node->op == GP_EXPR_NODE_LE ? order <= 0
             : node->op == GP_EXPR_NODE_GT ? order > 0 : order >= 0;
    case GP_EXPR_QUERY_MEMBER:
    case GP_EXPR_QUERY_NOT_MEMBER:
      for (gsize i = 0; i < gp_expr_value_get_size (right); i++)
        if (gp_expr_value_equal (gp_expr_value_get_item (right, i), left))
          return node->kind == GP_EXPR_QUERY_MEMBER;
      return node->kind == GP_EXPR_QUERY_NOT_MEMBER;
    default:
      break;
    }
  text = gp_expr_value_get_string (left, NULL);
  part = gp_expr_value_get_string (right, NULL);
  switch (node->kind)
    {
    case GP_EXPR_QUERY_STARTS_WITH:
    case GP_EXPR_QUERY_NOT_STARTS_WITH:
      return g_str_has_prefix (text, part) == (node->kind == GP_EXPR_QUERY_STARTS_WITH);
    case GP_EXPR_QUERY_ENDS_WITH:
    case GP_EXPR_QUERY_NOT_ENDS_WITH:
      return g_str_has_suffix (text, part) == (node->kind == GP_EXPR_QUERY_ENDS_WITH);
    default:
      return (strstr (text, part) != NULL) == (node->kind == GP_EXPR_QUERY_CONTAINS);
    }
}

/* An atom without a column: it is true or it is not, before anybody asks Directus. */
static char *
decide (GpDxPrinter           *self,
        const GpExprQueryNode *node)
{
  g_auto(GpDxParam) left = gp_dx_param (self, node->left);
  g_auto(GpDxParam) right = { 0 };
  gboolean is_presence = node->kind == GP_EXPR_QUERY_PRESENT
                         || node->kind == GP_EXPR_QUERY_ABSENT;

  if (is_presence && (left.kind != GP_DX_PARAM_VARIABLE || left.is_certain))
    return g_strdup ((left.kind != GP_DX_PARAM_ABSENT) == (node->kind == GP_EXPR_QUERY_PRESENT)
                       ? GP_DIRECTUS_ALL : GP_DIRECTUS_NONE);
  if (is_presence)
    return gp_dx_refuse (self, N_("Directus cannot tell whether this is known of the caller."));
  right = gp_dx_param (self, node->right);
  if (left.kind == GP_DX_PARAM_ABSENT || right.kind == GP_DX_PARAM_ABSENT)
    return g_strdup (GP_DIRECTUS_NONE);
  if (left.kind == GP_DX_PARAM_VARIABLE || right.kind == GP_DX_PARAM_VARIABLE)
    return gp_dx_refuse (self, N_("Directus compares the caller with fields only."));
  return g_strdup (gp_dx_holds (node, left.value, right.value) ? GP_DIRECTUS_ALL
                                                               : GP_DIRECTUS_NONE);
}

static char *
test_null (const GPtrArray *path,
           gboolean         is_null)
{
  return gp_directus_filter_leaf (path, is_null ? "_null" : "_nnull", "true");
}

/* @op: of the column towards the value. */
static char *
compare_value (GpDxPrinter       *self,
               const GPtrArray   *path,
               GpDxClass          class,
               GpExprNodeKind     op,
               const GpExprValue *value)
{
  static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = "_eq", [GP_EXPR_NODE_NE] = "_neq", [GP_EXPR_NODE_LT] = "_lt",
    [GP_EXPR_NODE_LE] = "_lte", [GP_EXPR_NODE_GT] = "_gt", [GP_EXPR_NODE_GE] = "_gte",
  };
  gboolean is_equality = op == GP_EXPR_NODE_EQ || op == GP_EXPR_NODE_NE;
  gboolean never;
  g_autofree char *json = gp_dx_value (self, value, class, &never);

  if (never && is_equality)
    return op == GP_EXPR_NODE_EQ ? g_strdup (GP_DIRECTUS_NONE) : test_null (path, FALSE);
  if (json == NULL && self->error != NULL)
    return g_strdup (GP_DIRECTUS_NONE);
  if (json == NULL || (!is_equality && (class == GP_DX_TEXT || class == GP_DX_UUID
                                        || class == GP_DX_BOOL)))
    return gp_dx_refuse (self, N_("Directus has no order for such values."));
  if (class == GP_DX_BOOL && op == GP_EXPR_NODE_NE)
    return gp_directus_filter_leaf (path, "_eq",
                                    gp_expr_value_get_bool (value) ? "false" : "true");
  return gp_directus_filter_leaf (path, operators[op], json);
}

static char *
compare_variable (GpDxPrinter     *self,
                  const GPtrArray *path,
                  GpDxClass        class,
                  GpExprNodeKind   op,
                  const GpDxParam *param)
{
  static const char *const times[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_LT] = "_lt", [GP_EXPR_NODE_LE] = "_lte",
    [GP_EXPR_NODE_GT] = "_gt", [GP_EXPR_NODE_GE] = "_gte",
  };
  gboolean is_time = param->variable != NULL && g_str_has_prefix (param->variable, "$NOW");
  g_autofree char *json = g_strdup_printf ("\"%s\"", param->variable);
  g_autofree char *list = g_strdup_printf ("[\"%s\"]", param->variable);

  if (param->variable == NULL)
    return g_strdup (GP_DIRECTUS_NONE);
  if (is_time && class == GP_DX_TIMESTAMP && times[op] != NULL)
    return gp_directus_filter_leaf (path, times[op], json);
  if (is_time || (class != GP_DX_TEXT && class != GP_DX_UUID)
      || (op != GP_EXPR_NODE_EQ && op != GP_EXPR_NODE_NE))
    return gp_dx_refuse (self, N_("Directus cannot compare such values exactly."));
  if (param->is_certain)
    return gp_directus_filter_leaf (path, op == GP_EXPR_NODE_EQ ? "_eq" : "_neq", json);
  return gp_directus_filter_leaf (path, op == GP_EXPR_NODE_EQ ? "_in" : "_nin", list);
}

static char *
print_compare (GpDxPrinter           *self,
               const GpExprQueryNode *node)
{
  gboolean is_turned = node->left->kind != GP_EXPR_OPERAND_COLUMN;
  const GpExprOperand *column = is_turned ? node->right : node->left;
  const GpExprOperand *other = is_turned ? node->left : node->right;
  GpExprNodeKind op = is_turned ? gp_expr_node_kind_get_turned (node->op) : node->op;
  GpDxClass class = gp_dx_class (self, &column->column.field);
  g_autoptr(GPtrArray) path = NULL;
  g_auto(GpDxParam) param = { 0 };

  if (other->kind == GP_EXPR_OPERAND_COLUMN)
    return gp_dx_refuse (self, N_("Directus cannot compare two fields."));
  path = gp_dx_path (self, column);
  if (path == NULL)
    return g_strdup (GP_DIRECTUS_NONE);
  param = gp_dx_param (self, other);
  if (param.kind == GP_DX_PARAM_ABSENT)
    return g_strdup (GP_DIRECTUS_NONE);
  if (param.kind == GP_DX_PARAM_KNOWN)
    return compare_value (self, path, class, op, param.value);
  return compare_variable (self, path, class, op, &param);
}

/* One of some values, or none of them. */
static char *
print_choice (GpDxPrinter        *self,
              const GPtrArray    *path,
              GpDxClass           class,
              GpExprValue *const *values,
              gsize               n_values,
              gboolean            none)
{
  g_autoptr(GString) list = g_string_new ("[");

  if (class == GP_DX_BOOL)
    return gp_dx_refuse (self, N_("Directus cannot search a list for a yes or no."));
  for (gsize i = 0; i < n_values; i++)
    {
      gboolean never;
      g_autofree char *json = gp_dx_value (self, values[i], class, &never);

      if (json != NULL)
        g_string_append_printf (list, "%s%s", list->len > 1 ? "," : "", json);
    }
  if (list->len == 1)
    return none ? test_null (path, FALSE) : g_strdup (GP_DIRECTUS_NONE);
  g_string_append_c (list, ']');
  return gp_directus_filter_leaf (path, none ? "_nin" : "_in", list->str);
}

static char *
print_member (GpDxPrinter           *self,
              const GpExprQueryNode *node)
{
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_auto(GpDxParam) list = { 0 };

  if (node->right->kind == GP_EXPR_OPERAND_COLUMN)
    return gp_dx_refuse (self, N_("Directus cannot search lists."));
  path = gp_dx_path (self, node->left);
  list = gp_dx_param (self, node->right);
  if (path == NULL || list.kind == GP_DX_PARAM_ABSENT)
    return g_strdup (GP_DIRECTUS_NONE);
  if (list.kind == GP_DX_PARAM_VARIABLE)
    return gp_dx_refuse (self, N_("Directus does not know this of the caller."));
  for (gsize i = 0; i < gp_expr_value_get_size (list.value); i++)
    g_ptr_array_add (values, gp_expr_value_get_item (list.value, i));
  return print_choice (self, path, gp_dx_class (self, &node->left->column.field),
                       (GpExprValue *const *) values->pdata, values->len,
                       node->kind == GP_EXPR_QUERY_NOT_MEMBER);
}

static gboolean
is_column (const GpExprOperand *operand)
{
  return operand != NULL && operand->kind == GP_EXPR_OPERAND_COLUMN;
}

char *
gp_dx_atom (GpDxPrinter           *self,
            const GpExprQueryNode *node)
{
  g_autoptr(GPtrArray) path = NULL;

  if (!is_column (node->left) && !is_column (node->right))
    return decide (self, node);
  switch (node->kind)
    {
    case GP_EXPR_QUERY_COMPARE:
      return print_compare (self, node);
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_NOT_NULL:
      path = gp_dx_path (self, node->left);
      return path != NULL ? test_null (path, node->kind == GP_EXPR_QUERY_IS_NULL)
                          : g_strdup (GP_DIRECTUS_NONE);
    case GP_EXPR_QUERY_ANY_OF:
    case GP_EXPR_QUERY_NONE_OF:
      path = gp_dx_path (self, node->left);
      return path != NULL
               ? print_choice (self, path, gp_dx_class (self, &node->left->column.field),
                               node->values, node->n_values, node->kind == GP_EXPR_QUERY_NONE_OF)
               : g_strdup (GP_DIRECTUS_NONE);
    case GP_EXPR_QUERY_MEMBER:
    case GP_EXPR_QUERY_NOT_MEMBER:
      return print_member (self, node);
    case GP_EXPR_QUERY_SAME:
    case GP_EXPR_QUERY_DIFFERENT:
      return gp_dx_refuse (self, N_("Directus cannot compare two fields."));
    default:
      return gp_dx_refuse (self, N_("Directus searches texts without regard to case or signs."));
    }
}

/* gp-expr-design-check.c — what is wrong with the expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-design"

#include "config.h"

#include "gp-expr-design-check.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"

gboolean
gp_expr_design_check_text (GpDesign   *design,
                           const GpId *holder,
                           GpProperty  property,
                           const char *text,
                           GPtrArray  *problems)
{
  g_autoptr(GPtrArray) found = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GpExprCheck) check = NULL;
  GpExprType expected;

  g_return_val_if_fail (GP_IS_DESIGN (design) && holder != NULL && text != NULL, FALSE);

  expr = gp_expr_parse_with_problems (text, -1, found);
  if (expr != NULL)
    {
      scope = gp_expr_design_scope_new (design, holder, property);
      expected = gp_expr_design_get_expected (property);
      check = gp_expr_check_new (expr, scope, &expected, found);
    }

  if (found->len == 0)
    return TRUE;
  if (problems != NULL)
    g_ptr_array_extend_and_steal (problems, g_steal_pointer (&found));
  return FALSE;
}

static gboolean
is_expression_type (GpProperty property)
{
  GpPropertyType type = gp_property_get_info (property)->type;

  return type == GP_TYPE_EXPRESSION || type == GP_TYPE_EXPRESSIONS;
}

gboolean
gp_expr_design_is_expression (const GpElement *holder,
                              GpProperty       property)
{
  g_return_val_if_fail (holder != NULL, FALSE);

  if (property == GP_CHECK_EXPRESSION && !gp_element_is (holder, GP_CHECK_LANGUAGE, "groundplan"))
    return FALSE;
  return is_expression_type (property) && gp_element_has (holder, property);
}

gboolean
gp_expr_design_kind_has_any (GpKind kind)
{
  const GpKindInfo *info = gp_kind_get_info (kind);

  for (guint i = 0; i < info->n; i++)
    if (is_expression_type ((GpProperty) (info->first + i)))
      return TRUE;
  return FALSE;
}

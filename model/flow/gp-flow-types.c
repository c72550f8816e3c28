/* gp-flow-types.c — what the steps of a flow give, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-types.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"

static GpExprType
get_expression_type (GpDesign        *design,
                     const GpElement *holder,
                     GpProperty       property)
{
  const char *text = gp_element_get_text (holder, property);
  g_autoptr(GpExpr) expr = text != NULL ? gp_expr_parse (text, -1, NULL) : NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GpExprCheck) check = NULL;

  if (expr == NULL)
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);
  scope = gp_expr_design_scope_new (design, gp_element_get_id (holder), property);
  check = gp_expr_check_new (expr, scope, NULL, NULL);
  return *gp_expr_check_get_type (check, gp_expr_get_root (expr));
}

static GpExprType
records_of (const GpElement *step,
            gboolean         is_list)
{
  const GpId *entity = gp_element_get_ref (step, GP_STEP_ENTITY);
  GpExprType record;

  if (entity == NULL)
    return gp_expr_type_new (GP_EXPR_TYPE_ANY);
  record = gp_expr_type_new_record (entity, 0);
  return is_list ? gp_expr_type_list_of (&record) : record;
}

GpExprType
gp_flow_get_output_type (GpDesign        *design,
                         const GpElement *step)
{
  if (gp_element_has (step, GP_STEP_OUTPUT))
    return get_expression_type (design, step, GP_STEP_OUTPUT);
  if (gp_element_is (step, GP_STEP_TYPE, "data_create"))
    return records_of (step, FALSE);
  if (gp_element_is (step, GP_STEP_TYPE, "data_read") ||
      gp_element_is (step, GP_STEP_TYPE, "data_update") ||
      gp_element_is (step, GP_STEP_TYPE, "data_delete"))
    return records_of (step, TRUE);
  return gp_expr_type_new (GP_EXPR_TYPE_ANY);
}

GpExprType
gp_flow_get_item_type (GpDesign        *design,
                       const GpElement *step)
{
  GpExprType list = get_expression_type (design, step, GP_STEP_IN);

  return gp_expr_type_get_item (&list);
}

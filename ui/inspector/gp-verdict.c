/* gp-verdict.c — what the checker thinks of an expression
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-verdict"
#include "config.h"

#include "gp-verdict.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-expr-problem.h"

#include <glib/gi18n-lib.h>

static GpVerdict *
new_verdict (gboolean    good,
             const char *sentence,
             gsize       offset,
             gsize       length)
{
  GpVerdict *self = g_new0 (GpVerdict, 1);

  self->good = good;
  self->sentence = g_strdup (sentence);
  self->offset = offset;
  self->length = length;

  return self;
}

void
gp_verdict_free (GpVerdict *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self);
}

/* A check that was read from SQL stays SQL. */
static gboolean
is_expression (const GpElement *holder,
               GpProperty       property)
{
  return gp_property_get_info (property)->type == GP_TYPE_EXPRESSION
         && !(property == GP_CHECK_EXPRESSION && gp_element_is (holder, GP_CHECK_LANGUAGE, "sql"));
}

GpVerdict *
gp_verdict_new (GpDesign        *design,
                const GpElement *holder,
                GpProperty       property,
                const char      *text)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GpExprCheck) check = NULL;
  g_autofree char *type = NULL;
  GpExprType expected;

  if (*text == '\0' || !is_expression (holder, property))
    return NULL;

  problems = gp_expr_problems_new ();
  expr = gp_expr_parse_with_problems (text, -1, problems);
  if (expr != NULL)
    {
      scope = gp_expr_design_scope_new (design, gp_element_get_id (holder), property);
      expected = gp_expr_design_get_expected (property);
      check = gp_expr_check_new (expr, scope, &expected, problems);
    }

  if (problems->len > 0)
    {
      const GpExprProblem *problem = problems->pdata[0];

      return new_verdict (FALSE, problem->message, problem->offset, problem->length);
    }
  if (check == NULL)
    return NULL;

  type = gp_expr_type_to_text (gp_expr_check_get_type (check, gp_expr_get_root (expr)));
  return new_verdict (TRUE, type, 0, 0);
}

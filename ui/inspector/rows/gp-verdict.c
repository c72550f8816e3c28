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
  GpPropertyType type = gp_property_get_info (property)->type;

  return (type == GP_TYPE_EXPRESSION || type == GP_TYPE_EXPRESSIONS)
         && !(property == GP_CHECK_EXPRESSION && gp_element_is (holder, GP_CHECK_LANGUAGE, "sql"));
}

/* What comes out, for people; of lists and maps, as the language writes it. */
static const char *
word_for (const char *type)
{
  static const struct
  {
    const char *type;
    const char *word;
  } words[] = {
    { "bool", N_("yes or no") },          { "bool?", N_("yes, no or nothing") },
    { "string", N_("text") },             { "string?", N_("text or nothing") },
    { "int", N_("whole number") },        { "int?", N_("whole number or nothing") },
    { "double", N_("number") },           { "double?", N_("number or nothing") },
    { "timestamp", N_("point in time") }, { "timestamp?", N_("point in time or nothing") },
    { "duration", N_("length of time") }, { "duration?", N_("length of time or nothing") },
    { "any", N_("any value") },           { "any?", N_("any value") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].type, type))
      return _(words[i].word);

  return type;
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
  return new_verdict (TRUE, word_for (type), 0, 0);
}

/* test-expr-check-operators.c — the types of operators and calls
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every operator and function over every pair of kinds: where the check finds no problem, the
 * evaluator finds an overload, and the value has the type that the check said. */

#include "config.h"

#include "gp-expr-check.h"
#include "gp-expr-eval.h"
#include "gp-expr-functions.h"
#include "gp-expr-parser.h"
#include "gp-test.h"

static const char * const operands[] = {
  "true", "2", "1.5", "'a'", "timestamp(0)", "duration('1s')", "[1]", "{'a': 1}", "[null]",
};

static gboolean
find_nothing (const GpExprScope *self,
              const char        *name,
              GpExprMember      *out)
{
  return FALSE;
}

static gboolean
find_no_member (const GpExprScope *self,
                const GpExprType  *target,
                const char        *name,
                GpExprMember      *out)
{
  return FALSE;
}

static const GpExprScope empty_scope = { .find_variable = find_nothing,
                                         .find_member = find_no_member };

/* Checks and evaluates; the check may only be the stricter of the two. */
static void
try (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GpExprValue) value = NULL;
  GpExprEnv env = { 0 };
  const GpExprType *type;
  GpExprType found;

  g_assert_no_error (error);
  check = gp_expr_check_new (expr, &empty_scope, NULL, NULL);
  if (gp_expr_check_has_problems (check))
    return;

  value = gp_expr_eval (expr, &env);
  if (gp_expr_value_is_error (value))
    {
      GpExprError code = gp_expr_value_get_problem (value)->code;

      if (code == GP_EXPR_ERROR_TYPE || code == GP_EXPR_ERROR_NAME)
        g_error ("%s passes the check: %s", text, gp_expr_value_get_problem (value)->message);
      return;
    }

  type = gp_expr_check_get_type (check, gp_expr_get_root (expr));
  found = gp_expr_type_of_value (value);
  if (type->kind != GP_EXPR_TYPE_ANY && type->kind != found.kind)
    {
      g_autofree char *said = gp_expr_type_to_text (type);
      g_autofree char *got = gp_expr_type_to_text (&found);

      g_error ("%s is said to be %s and is %s", text, said, got);
    }
}

static void
test_operators (void)
{
  static const char * const signs[] = { "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/",
                                        "%", "&&", "||" };

  for (gsize i = 0; i < G_N_ELEMENTS (operands); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (operands); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (signs); k++)
        {
          g_autofree char *text = g_strdup_printf ("%s %s %s", operands[i], signs[k], operands[j]);

          try (text);
        }
}

static void
test_functions (void)
{
  gsize n;
  const GpExprFunction *functions = gp_expr_functions_get (&n);

  for (gsize f = 0; f < n; f++)
    for (gsize i = 0; i < G_N_ELEMENTS (operands); i++)
      for (gsize j = 0; j <= G_N_ELEMENTS (operands); j++)
        {
          const char *second = j < G_N_ELEMENTS (operands) ? operands[j] : "";
          g_autofree char *method = g_strdup_printf ("(%s).%s(%s)", operands[i], functions[f].name,
                                                     second);
          g_autofree char *call = g_strdup_printf ("%s(%s%s%s)", functions[f].name, operands[i],
                                                   *second != '\0' ? ", " : "", second);

          try (method);
          try (call);
        }
}

static void
test_others (void)
{
  static const char * const patterns[] = { "-(%s)", "!(%s)", "(%s)[0]", "(%s)['a']", "(%s).a",
                                           "has((%s).a)", "(%s).all(x, x == x)",
                                           "(%s).map(x, x)", "(%s).filter(x, true)",
                                           "true ? (%s) : null" };

  for (gsize i = 0; i < G_N_ELEMENTS (operands); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (patterns); j++)
      {
        g_auto(GStrv) parts = g_strsplit (patterns[j], "%s", 2);
        g_autofree char *text = g_strconcat (parts[0], operands[i], parts[1], NULL);

        try (text);
      }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-check-operators/operators", test_operators);
  g_test_add_func ("/model/expr-check-operators/functions", test_functions);
  g_test_add_func ("/model/expr-check-operators/others", test_others);
  return g_test_run ();
}

/* gp-test-expr.h — expressions as examples: a text and what it comes to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-eval.h"
#include "gp-expr-parser.h"

G_BEGIN_DECLS

/** What @text comes to, as gp_expr_value_to_text() writes it; the code of the error otherwise. */
static inline char *
gp_test_expr_run (const char  *text,
                  GpExprValue *variables)
{
  GpExprEnv env = { .lookup = variables != NULL ? gp_expr_lookup_in_value : NULL,
                    .user_data = variables };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autoptr(GpExprValue) value = NULL;

  g_assert_no_error (error);
  value = gp_expr_eval (expr, &env);
  if (!gp_expr_value_is_error (value))
    return gp_expr_value_to_text (value);
  return g_strdup (gp_expr_error_to_string (gp_expr_value_get_problem (value)->code));
}

/** Pairs of a text and the expected result. */
typedef struct
{
  const char *text;
  const char *expected;
} GpTestExpr;

static inline void
gp_test_expr_run_all (const GpTestExpr *examples,
                      gsize             n_examples,
                      GpExprValue      *variables)
{
  for (gsize i = 0; i < n_examples; i++)
    {
      g_autofree char *got = gp_test_expr_run (examples[i].text, variables);

      if (!g_str_equal (got, examples[i].expected))
        g_error ("%s comes to %s, not %s", examples[i].text, got, examples[i].expected);
    }
}

G_END_DECLS

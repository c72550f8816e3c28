/* test-expr-problem.c — what is wrong with an expression, and where
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-problem.h"
#include "gp-test.h"

static void
test_error_keeps_the_place (void)
{
  g_autoptr(GpExprProblem) problem = gp_expr_problem_new (GP_EXPR_ERROR_TYPE, 7, 3, "No %s.", "x");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;
  gsize offset, length;

  gp_expr_problem_set_error (problem, &error);
  copy = g_error_copy (error);
  g_assert_error (copy, GP_EXPR_ERROR, GP_EXPR_ERROR_TYPE);
  g_assert_cmpstr (copy->message, ==, "No x.");
  g_assert_true (gp_expr_error_get_position (copy, &offset, &length));
  g_assert_cmpuint (offset, ==, 7);
  g_assert_cmpuint (length, ==, 3);
  gp_expr_problem_set_error (problem, NULL);
}

static void
test_other_domains_have_no_place (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "Gone.");
  gsize offset = 99;

  g_assert_false (gp_expr_error_get_position (error, &offset, NULL));
  g_assert_cmpuint (offset, ==, 99);
}

static void
test_codes_are_words (void)
{
  for (int code = GP_EXPR_ERROR_SYNTAX; code <= GP_EXPR_ERROR_REFUSED; code++)
    g_assert_nonnull (gp_expr_error_to_string (code));
  g_assert_cmpstr (gp_expr_error_to_string (GP_EXPR_ERROR_LIMIT), ==, "limit");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-problem/error-keeps-the-place", test_error_keeps_the_place);
  g_test_add_func ("/model/expr-problem/other-domains-have-no-place",
                   test_other_domains_have_no_place);
  g_test_add_func ("/model/expr-problem/codes-are-words", test_codes_are_words);
  return g_test_run ();
}

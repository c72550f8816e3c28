/* test-expr-tokens.c — the tokens that a parser looks at, and what is wrong with them
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-tokens.h"
#include "gp-test.h"

static void
test_expect_skips_to_its_bracket (void)
{
  static const char text[] = "1 (2] 3) ) + x";
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  GpExprTokens tokens;

  gp_expr_tokens_init (&tokens, text, strlen (text), problems);
  gp_expr_tokens_expect (&tokens, GP_EXPR_TOKEN_CLOSE_PAREN, "“)”");
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (tokens.token.offset, >, 4);
  gp_expr_tokens_expect (&tokens, GP_EXPR_TOKEN_CLOSE_BRACE, "“}”");
  g_assert_true (gp_expr_tokens_at (&tokens, GP_EXPR_TOKEN_END));
}

static void
test_a_place_is_reported_once (void)
{
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  GpExprTokens tokens;

  gp_expr_tokens_init (&tokens, "a", 1, problems);
  gp_expr_tokens_report_token (&tokens, "One thing");
  gp_expr_tokens_report_token (&tokens, "Another thing");
  g_assert_cmpuint (problems->len, ==, 1);
  for (guint32 i = 1; i < 100; i++)
    gp_expr_tokens_report (&tokens, GP_EXPR_ERROR_SYNTAX, i, 0, "%s", "Much.");
  g_assert_cmpuint (problems->len, ==, 20);
}

static void
test_giving_up_ends (void)
{
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  GpExprTokens tokens;

  gp_expr_tokens_init (&tokens, "a b c", 5, problems);
  g_assert_false (gp_expr_tokens_take (&tokens, GP_EXPR_TOKEN_INT));
  g_assert_true (gp_expr_tokens_take (&tokens, GP_EXPR_TOKEN_IDENT));
  gp_expr_tokens_give_up (&tokens, 2, 1, "Too much.");
  g_assert_true (gp_expr_tokens_at (&tokens, GP_EXPR_TOKEN_END));
  gp_expr_tokens_report (&tokens, GP_EXPR_ERROR_SYNTAX, 4, 0, "%s", "More.");
  g_assert_cmpuint (problems->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-tokens/expect-skips-to-its-bracket",
                   test_expect_skips_to_its_bracket);
  g_test_add_func ("/model/expr-tokens/a-place-is-reported-once", test_a_place_is_reported_once);
  g_test_add_func ("/model/expr-tokens/giving-up-ends", test_giving_up_ends);
  return g_test_run ();
}

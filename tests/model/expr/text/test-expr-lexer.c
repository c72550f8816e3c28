/* test-expr-lexer.c — an expression's text as tokens
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-lexer.h"
#include "gp-test.h"

static void
assert_tokens (const char *text,
               const char *expected)
{
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  GpExprLexer lexer = { .text = text, .length = strlen (text), .problems = problems };
  g_autoptr(GString) found = g_string_new (NULL);
  gsize end = 0;
  GpExprToken token;

  do
    {
      token = gp_expr_lexer_next (&lexer);
      g_assert_cmpuint (token.offset, >=, end);
      end = token.offset + token.length;
      if (token.kind == GP_EXPR_TOKEN_INVALID)
        g_string_append (found, "?");
      g_string_append_len (found, text + token.offset, token.length);
      g_string_append_c (found, ' ');
    }
  while (token.kind != GP_EXPR_TOKEN_END);

  g_assert_cmpuint (end, ==, strlen (text));
  g_strchomp (found->str);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_tokens (void)
{
  assert_tokens ("a.b==c&&!d", "a . b == c && ! d");
  assert_tokens ("1.5.e3+.5e-1", "1.5 . e3 + .5e-1");
  assert_tokens ("x<=y>=z<w>v!=u", "x <= y >= z < w > v != u");
  assert_tokens ("'''a'b'''+r'\\'", "'''a'b''' + r'\\'");
  assert_tokens ("a // rest\n b", "a b");
  assert_tokens ("0x1F?1:2", "0x1F ? 1 : 2");
}

static void
test_stray (void)
{
  assert_tokens ("a = b", "a ?= b");
  assert_tokens ("a & b", "a ?& b");
  assert_tokens ("1u", "?1u");
  assert_tokens ("12ab", "?12ab");
  assert_tokens ("b'x'", "?b'x'");
  assert_tokens ("'open", "?'open");
  assert_tokens ("a \303\244 b", "a ?\303\244 b");
  assert_tokens ("'line\n'", "?'line ?'");
}

static void
assert_literal (const char *text,
                const char *expected)
{
  GpExprLexer lexer = { .text = text, .length = strlen (text) };
  GpExprToken token = gp_expr_lexer_next (&lexer);
  g_autoptr(GpExprValue) value = gp_expr_lexer_read (&lexer, &token, FALSE);
  g_autofree char *shown = gp_expr_value_to_text (value);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_literals (void)
{
  assert_literal ("42", "42");
  assert_literal ("0xff", "255");
  assert_literal ("9223372036854775807", "9223372036854775807");
  assert_literal ("1e3", "1000.0");
  assert_literal ("\"it's\"", "'it\\'s'");
  assert_literal ("'\\x41\\u00e4\\U0001F600\\101\\000'", "'A\303\244\360\237\230\200A\\x00'");
  assert_literal ("r'\\n'", "'\\\\n'");
}

static void
test_bad_literals (void)
{
  static const struct
  {
    const char *text;
    GpExprError code;
    gsize offset;
  } cases[] = {
    { "9223372036854775808", GP_EXPR_ERROR_RANGE, 0 },
    { "1e999", GP_EXPR_ERROR_RANGE, 0 },
    { "'ab\\q'", GP_EXPR_ERROR_SYNTAX, 3 },
    { "'\\ud800'", GP_EXPR_ERROR_SYNTAX, 1 },
    { "'\\400'", GP_EXPR_ERROR_SYNTAX, 1 },
    { "'\\x1'", GP_EXPR_ERROR_SYNTAX, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GpExprLexer lexer = { .text = cases[i].text, .length = strlen (cases[i].text) };
      GpExprToken token = gp_expr_lexer_next (&lexer);
      g_autoptr(GpExprValue) value = gp_expr_lexer_read (&lexer, &token, FALSE);

      g_assert_true (gp_expr_value_is_error (value));
      g_assert_cmpint (gp_expr_value_get_problem (value)->code, ==, cases[i].code);
      g_assert_cmpuint (gp_expr_value_get_problem (value)->offset, ==, cases[i].offset);
    }
}

static void
test_identifiers (void)
{
  g_assert_true (gp_expr_name_is_identifier ("order_2"));
  g_assert_true (gp_expr_name_is_identifier ("r"));
  g_assert_false (gp_expr_name_is_identifier ("in"));
  g_assert_false (gp_expr_name_is_identifier ("for"));
  g_assert_false (gp_expr_name_is_identifier ("2nd"));
  g_assert_false (gp_expr_name_is_identifier ("order details"));
  g_assert_false (gp_expr_name_is_identifier (" a"));
  g_assert_false (gp_expr_name_is_identifier ("a//"));
  g_assert_false (gp_expr_name_is_identifier (""));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-lexer/tokens-are-spans", test_tokens);
  g_test_add_func ("/model/expr-lexer/what-has-no-meaning-is-reported", test_stray);
  g_test_add_func ("/model/expr-lexer/literals-are-decoded", test_literals);
  g_test_add_func ("/model/expr-lexer/bad-literals-name-their-place", test_bad_literals);
  g_test_add_func ("/model/expr-lexer/identifiers", test_identifiers);
  return g_test_run ();
}

/* test-expr-printer.c — an expression's canonical text
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-parser.h"
#include "gp-expr-printer.h"
#include "gp-test.h"

static void
assert_prints (const char *text,
               const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = gp_expr_to_text (expr);
  g_assert_cmpstr (printed, ==, expected);
}

static void
test_canonical (void)
{
  assert_prints ("a&&(b||c)", "a && (b || c)");
  assert_prints ("(a&&b)&&c", "(a && b) && c");
  assert_prints ("((a))==( b )", "a == b");
  assert_prints ("a-(b-c)-d", "a - (b - c) - d");
  assert_prints ("(a-b)-c", "a - b - c");
  assert_prints ("-(5)", "-(5)");
  assert_prints ("--5", "--5");
  assert_prints ("-(a+b)", "-(a + b)");
  assert_prints ("!(a&&b)", "!(a && b)");
  assert_prints ("(a?b:c)?d:(e?f:g)", "(a ? b : c) ? d : e ? f : g");
  assert_prints ("a ? (b ? c : d) : e", "a ? (b ? c : d) : e");
  assert_prints ("(1).f(-2, 'x')", "(1).f(-2, 'x')");
  assert_prints ("\"it's \\\"so\\\"\\n\"", "'it\\'s \"so\"\\n'");
  assert_prints ("has(a.b.c) // why", "has(a.b.c)");
  assert_prints ("[1,2.0,1e30,]", "[1, 2.0, 1e+30]");
  assert_prints ("{'a':1,}['a']", "{'a': 1}['a']");
  assert_prints ("x.map(i,i>1,i*2).exists_one(j,j==4)",
                 "x.map(i, i > 1, i * 2).exists_one(j, j == 4)");
  assert_prints ("(a in b)==c", "(a in b) == c");
}

/* Random expressions as text with more parentheses than needed. */

static void append_random (GString *out, int depth);

static void
append_random_leaf (GString *out)
{
  static const char * const leaves[] = {
    "a", "record", "r", "true", "false", "null", "0", "-7", "42", "0x1f", "1.5", "-2.5e-9", "1e300",
    "'x'",
    "\"it's\"", "'\\n\\\\\\x00'", "r'\\d'", "'''q'''", "[]", "{}", "5e-324",
    "123456789012345680.0",
  };

  g_string_append (out, leaves[g_test_rand_int_range (0, G_N_ELEMENTS (leaves))]);
}

static void
append_pattern (GString    *out,
                const char *pattern,
                int         depth)
{
  for (const char *c = pattern; *c != '\0'; c++)
    if (*c == '@')
      {
        g_string_append_c (out, '(');
        append_random (out, depth - 1);
        g_string_append_c (out, ')');
      }
    else
      g_string_append_c (out, *c);
}

static void
append_random (GString *out,
               int      depth)
{
  static const char * const patterns[] = {
    "!@", "-@", "- @", "@ && @", "@||@||@", "@ == @", "@ != @", "@ < @", "@ in @", "@ + @", "@ - @",
    "@ * @", "@ / @", "@ % @", "@ ? @ : @", "@.name", "has(@.name)", "@[@]", "f(@, @)", "@.m(@)",
    "[@, @]", "{@: @}", "@.exists(x, true)", "@.map(x, x, x)", "@.size()",
  };

  if (depth == 0 || g_test_rand_int_range (0, 5) == 0)
    append_random_leaf (out);
  else
    append_pattern (out, patterns[g_test_rand_int_range (0, G_N_ELEMENTS (patterns))], depth);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExpr) expr = NULL;
      g_autoptr(GpExpr) again = NULL;
      g_autofree char *printed = NULL;
      g_autofree char *twice = NULL;

      append_random (text, 5);
      if (text->len > GP_EXPR_MAX_BYTES)
        continue;
      expr = gp_expr_parse (text->str, -1, &error);
      g_assert_no_error (error);

      printed = gp_expr_to_text (expr);
      again = gp_expr_parse (printed, -1, &error);
      g_assert_no_error (error);
      if (!gp_expr_node_equal (gp_expr_get_root (expr), gp_expr_get_root (again)))
        g_error ("%s is printed as %s, which is another expression", text->str, printed);

      twice = gp_expr_to_text (again);
      g_assert_cmpstr (twice, ==, printed);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-printer/canonical", test_canonical);
  g_test_add_func ("/model/expr-printer/round-trip-is-identity", test_round_trip);
  return g_test_run ();
}

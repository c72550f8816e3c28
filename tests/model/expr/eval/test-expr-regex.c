/* test-expr-regex.c — the regular expressions of matches()
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-regex.h"
#include "gp-test.h"

static void
assert_match (const char *text,
              const char *pattern,
              const char *expected)
{
  g_autoptr(GpExprValue) value = gp_expr_regex_match (text, strlen (text), pattern,
                                                      strlen (pattern));
  const char *got = gp_expr_value_is_error (value)
                      ? gp_expr_error_to_string (gp_expr_value_get_problem (value)->code)
                      : gp_expr_value_is_true (value) ? "yes" : "no";

  if (!g_str_equal (got, expected))
    g_error ("“%s” on “%s” gives %s, not %s", pattern, text, got, expected);
}

static void
test_same_as_re2 (void)
{
  assert_match ("hubba", "ubb", "yes");
  assert_match ("a\n", "a$", "no");
  assert_match ("a\nb", "(?m)^b$", "yes");
  assert_match ("a\nb", "a.b", "no");
  assert_match ("a\nb", "(?s)a.b", "yes");
  assert_match ("a\rb", "a.b", "yes");
  assert_match ("ABC", "(?i)b", "yes");
  assert_match ("ABC", "(?i:b)C", "yes");
  assert_match ("\331\241", "\\d", "no");           /* an Arabic digit */
  assert_match ("\303\244", "\\w", "no");
  assert_match ("\303\244", "[[:alpha:]]", "no");
  assert_match ("\303\244", "^.$", "yes");
  assert_match ("\303\244", "\\pL", "yes");
  assert_match ("\303\244", "[^\\d\\s]", "yes");
  assert_match ("\303\244b", "\\bb", "yes");        /* ä is no word character */
  assert_match ("ab", "a\\Bb", "yes");
  assert_match ("a b", "a[\\s]b", "yes");
  assert_match ("\013", "\\s", "no");
  assert_match ("\013", "\\v", "yes");
  assert_match ("\n", "\\v", "no");
  assert_match ("a.b", "\\Qa.b\\E", "yes");
  assert_match ("axb", "\\Qa.b\\E", "no");
  assert_match ("]", "[]]", "yes");
  assert_match ("[", "[[]", "yes");
  assert_match ("a-b", "[[:alnum:]-]{3}", "yes");
  assert_match ("~", "[[:punct:]]", "yes");
  assert_match ("2026", "^(?P<year>[0-9]{4})$", "yes");
  assert_match ("a+", "a\\+", "yes");
  assert_match ("aaa", "^a{2,}?", "yes");
}

static void
test_refused (void)
{
  static const char * const patterns[] = {
    "(a)\\1", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", "a++", "a*+", "a?+", "a{2}+",
    "(*UTF)a", "\\K", "\\G", "\\R", "\\X", "\\h", "\\Z", "(?|a)", "(?R)", "(?#a)", "(?x)a", "[a",
    "(a", "a)", "\\", "[\\W]", "[[:foo:]]", "[\\b]", "*", "(?P=a)", "(?<>a)", "\\k<a>", "(?",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    assert_match ("a", patterns[i], "value");
}

static void
test_bounded (void)
{
  g_autofree char *text = g_strnfill (60, 'a');
  g_autofree char *longest = g_strnfill (GP_EXPR_REGEX_MAX_BYTES + 1, 'a');

  assert_match (text, "^(a|a)*$", "yes");
  assert_match (text, "^(a|aa)+[bc]$", "limit");
  assert_match (text, longest, "limit");
}

static void
test_nul (void)
{
  g_autoptr(GpExprValue) inside = gp_expr_regex_match ("a\0b", 3, "b$", 2);
  g_autoptr(GpExprValue) pattern = gp_expr_regex_match ("a", 1, "a\0b", 3);

  g_assert_true (gp_expr_value_is_true (inside));
  g_assert_true (gp_expr_value_is_error (pattern));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-regex/means-what-re2-means", test_same_as_re2);
  g_test_add_func ("/model/expr-regex/what-re2-lacks-is-refused", test_refused);
  g_test_add_func ("/model/expr-regex/work-is-bounded", test_bounded);
  g_test_add_func ("/model/expr-regex/nul", test_nul);
  return g_test_run ();
}

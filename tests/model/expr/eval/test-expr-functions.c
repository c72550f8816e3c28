/* test-expr-functions.c — the functions of the expression language
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-functions.h"
#include "gp-test.h"
#include "gp-test-expr.h"

static void
test_examples (void)
{
  static const GpTestExpr examples[] = {
    { "'a\\x00b'.size()", "3" },
    { "[1, 2].size() + {'a': 1}.size()", "3" },
    { "'a\\x00b'.contains('\\x00b')", "true" },
    { "'50% off'.startsWith('50%')", "true" },
    { "'a'.startsWith('A')", "false" },
    { "'\303\204B'.lowerAscii()", "'\303\204b'" },
    { "'\303\244b'.upperAscii()", "'\303\244B'" },
    { "int('-12')", "-12" },
    { "int(' 1')", "value" },
    { "int('1.5')", "value" },
    { "int('9223372036854775808')", "value" },
    { "int('')", "value" },
    { "int(-1.9)", "-1" },
    { "int(9.3e18)", "range" },
    { "double('1e3')", "1000.0" },
    { "double('0x10')", "value" },
    { "double(' 1')", "value" },
    { "double('')", "value" },
    { "bool('yes')", "value" },
    { "string(timestamp(0))", "'1970-01-01T00:00:00Z'" },
    { "string(duration('90m'))", "'5400s'" },
    { "string(1.0)", "'1'" },
    { "string(true)", "'true'" },
    { "timestamp('2026-01-01')", "value" },
    { "timestamp('2026-01-01T00:00:00Z\\x00')", "value" },
    { "timestamp(253402300800)", "range" },
    { "duration('1d')", "value" },
    { "timestamp('2026-03-29T00:30:00Z').getHours('Europe/Berlin')", "1" },
    { "timestamp('2026-03-29T01:30:00Z').getHours('Europe/Berlin')", "3" },
    { "timestamp(0).getHours('No/Where')", "value" },
    { "duration('90m').getHours()", "1" },
    { "size(1)", "type" },
    { "size()", "type" },
    { "'a'.startsWith(1)", "type" },
    { "null.startsWith('a')", "type" },
    { "nothing(1)", "name" },
    { "startsWith('a', 'a')", "name" },
    { "matches('abc', 'b')", "true" },
  };

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), NULL);
}

static void
test_table (void)
{
  gsize n;
  const GpExprFunction *functions = gp_expr_functions_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (functions[i].n_arguments, <=, GP_EXPR_MAX_ARGUMENTS);
      g_assert_true (g_str_has_suffix (functions[i].meaning, "."));
      if (i > 0)
        g_assert_cmpint (strcmp (functions[i - 1].name, functions[i].name), <=, 0);
      g_assert_true (gp_expr_function_find (functions[i].name, functions[i].is_method,
                                            functions[i].arguments, functions[i].n_arguments) ==
                     &functions[i]);
      g_assert_true (gp_expr_function_exists (functions[i].name, functions[i].is_method));
    }
  g_assert_false (gp_expr_function_exists ("startsWith", FALSE));
  g_assert_false (gp_expr_function_exists ("zzz", TRUE));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-functions/examples", test_examples);
  g_test_add_func ("/model/expr-functions/table-is-sorted-and-found", test_table);
  return g_test_run ();
}

/* test-expr-value-compare.c — equality, order and membership of values
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <math.h>

#include "gp-expr-json.h"
#include "gp-test.h"

/* "=" equal and in order, "<", ">", "u" unordered (NaN), "!" different and without an order */
static char
relation (const GpExprValue *a,
          const GpExprValue *b)
{
  gboolean equal = gp_expr_value_equal (a, b);
  int order;

  g_assert_true (equal == gp_expr_value_equal (b, a));
  if (!gp_expr_value_compare (a, b, &order))
    return equal ? 'e' : '!';
  g_assert_true (equal == (order == 0));
  return order == 2 ? 'u' : order < 0 ? '<' : order > 0 ? '>' : '=';
}

static void
assert_json (const char *a_json,
             char        expected,
             const char *b_json)
{
  g_autoptr(GpExprValue) a = gp_expr_value_from_json (a_json, -1, NULL);
  g_autoptr(GpExprValue) b = gp_expr_value_from_json (b_json, -1, NULL);

  g_assert_cmpint (relation (a, b), ==, expected);
}

static void
test_kinds (void)
{
  assert_json ("null", 'e', "null");
  assert_json ("null", '!', "0");
  assert_json ("false", '<', "true");
  assert_json ("1", '!', "true");
  assert_json ("1", '!', "\"1\"");
  assert_json ("\"a\"", '<', "\"ab\"");
  assert_json ("\"Z\"", '<', "\"a\"");
  assert_json ("\"\\uffff\"", '<', "\"\\ud83d\\ude00\"");
  assert_json ("[1, [2]]", 'e', "[1.0, [2]]");
  assert_json ("[1]", '!', "[1, 2]");
  assert_json ("{\"a\": 1, \"b\": null}", 'e', "{\"b\": null, \"a\": 1}");
  assert_json ("{\"a\": 1}", '!', "{\"b\": 1}");
}

static void
test_numbers_do_not_round (void)
{
  assert_json ("1", '=', "1.0");
  assert_json ("9007199254740993", '>', "9007199254740992.0");
  assert_json ("9223372036854775807", '<', "9223372036854775808.0");
  assert_json ("-9223372036854775808", '=', "-9223372036854775808.0");
  assert_json ("3", '>', "2.5");
  assert_json ("-2", '>', "-2.5");
  assert_json ("0", '=', "-0.0");
}

static void
test_nan (void)
{
  g_autoptr(GpExprValue) nan = gp_expr_value_new_double (NAN);
  g_autoptr(GpExprValue) one = gp_expr_value_new_int (1);

  g_assert_cmpint (relation (nan, nan), ==, 'u');
  g_assert_cmpint (relation (nan, one), ==, 'u');
  g_assert_cmpint (relation (one, nan), ==, 'u');
}

static void
test_times (void)
{
  g_autoptr(GpExprValue) a = gp_expr_value_new_timestamp (5, 1);
  g_autoptr(GpExprValue) b = gp_expr_value_new_timestamp (5, 2);
  g_autoptr(GpExprValue) c = gp_expr_value_new_duration (5);

  g_assert_cmpint (relation (a, b), ==, '<');
  g_assert_cmpint (relation (b, b), ==, '=');
  g_assert_cmpint (relation (a, c), ==, '!');
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-value-compare/kinds", test_kinds);
  g_test_add_func ("/model/expr-value-compare/numbers-do-not-round", test_numbers_do_not_round);
  g_test_add_func ("/model/expr-value-compare/nan-is-in-no-order", test_nan);
  g_test_add_func ("/model/expr-value-compare/times", test_times);
  return g_test_run ();
}

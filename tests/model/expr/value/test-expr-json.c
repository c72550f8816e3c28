/* test-expr-json.c — values as JSON
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "gp-expr-json.h"
#include "gp-test.h"

static void
assert_becomes (const char *json,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (json, -1, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = gp_expr_value_to_json (value);
  g_assert_cmpstr (written, ==, expected);
}

static void
test_round_trip (void)
{
  assert_becomes (" null ", "null");
  assert_becomes ("[true, false]", "[true,false]");
  assert_becomes ("{\"a\": {\"b\": [1, 2.5, -0.0, 1E3]}}", "{\"a\":{\"b\":[1,2.5,-0.0,1000.0]}}");
  assert_becomes ("\"\\u00e4\\ud83d\\ude00\\/\\n\\u0001\"",
                  "\"\303\244\360\237\230\200/\\n\\u0001\"");
  assert_becomes ("9223372036854775807", "9223372036854775807");
  assert_becomes ("9223372036854775808", "9223372036854776000.0");
  assert_becomes ("{}", "{}");
}

static void
test_refused (void)
{
  static const char * const cases[] = {
    "", " ", "nul", "[1,]", "[1 2]", "{\"a\" 1}", "{a: 1}", "{\"a\": 1,}", "{\"a\": 1, \"a\": 2}",
    "01", "1.", ".5", "-", "+1", "1e", "1e999", "\"", "\"\\q\"", "\"\\ud800\"", "\"\\udc00\"",
    "\"\t\"", "1 2", "[", "\xff", "\"\xc3\"", "'a'", "NaN",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_expr_value_from_json (cases[i], -1, &error));
      g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE);
    }
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (GP_EXPR_JSON_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (GP_EXPR_JSON_MAX_DEPTH, ']');
  g_autofree char *deepest = g_strconcat (open, close, NULL);
  g_autofree char *deeper = g_strconcat ("[", deepest, "]", NULL);
  g_autofree char *abyss = g_strnfill (1000000, '[');
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (deepest, -1, NULL);

  g_assert_nonnull (value);
  g_assert_null (gp_expr_value_from_json (deeper, -1, NULL));
  g_assert_null (gp_expr_value_from_json (abyss, -1, NULL));
}

static void
test_what_json_lacks (void)
{
  GpExprValue *items[] = {
    gp_expr_value_new_double (NAN), gp_expr_value_new_double (-INFINITY),
    gp_expr_value_new_timestamp (0, 500000000), gp_expr_value_new_duration (-1500000000),
  };
  GpExprValue *key = gp_expr_value_new_int (7);
  GpExprValue *list = gp_expr_value_new_list (items, G_N_ELEMENTS (items));
  g_autoptr(GpExprValue) map = gp_expr_value_new_map (&key, &list, 1);
  g_autofree char *json = gp_expr_value_to_json (map);

  g_assert_cmpstr (json, ==,
                   "{\"7\":[\"NaN\",\"-Infinity\",\"1970-01-01T00:00:00.5Z\",\"-1.5s\"]}");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-json/round-trip", test_round_trip);
  g_test_add_func ("/model/expr-json/malformed-is-refused", test_refused);
  g_test_add_func ("/model/expr-json/depth-is-bounded", test_depth);
  g_test_add_func ("/model/expr-json/what-json-lacks", test_what_json_lacks);
  return g_test_run ();
}

/* test-expr-value-text.c — values as the expression language writes them
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "gp-expr-parser.h"
#include "gp-expr-value-text.h"
#include "gp-test.h"

static void
assert_double (double      number,
               gboolean    as_literal,
               const char *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);

  gp_expr_append_double (out, number, as_literal);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_doubles (void)
{
  assert_double (0.1, TRUE, "0.1");
  assert_double (1, TRUE, "1.0");
  assert_double (1, FALSE, "1");
  assert_double (-0.0045, FALSE, "-0.0045");
  assert_double (123.456, FALSE, "123.456");
  assert_double (1000000, FALSE, "1000000");
  assert_double (1e21, TRUE, "1e+21");
  assert_double (1.5e-6, TRUE, "0.0000015");
  assert_double (1e-7, TRUE, "1e-7");
  assert_double (-0.0, TRUE, "-0.0");
  assert_double (5e-324, TRUE, "5e-324");
  assert_double (1.7976931348623157e308, TRUE, "1.7976931348623157e+308");
  assert_double (NAN, TRUE, "NaN");
  assert_double (-INFINITY, FALSE, "-Infinity");
}

static void
test_doubles_read_back (void)
{
  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GpExpr) expr = NULL;
      double number;

      memcpy (&number, &bits, sizeof number);
      if (!isfinite (number))
        continue;
      gp_expr_append_double (out, number, TRUE);
      expr = gp_expr_parse (out->str, -1, NULL);
      g_assert_nonnull (expr);
      g_assert_true (gp_expr_value_get_double (gp_expr_get_root (expr)->value) == number);
    }
}

static void
test_strings_read_back (void)
{
  static const char * const pieces[] = { "'", "\"", "\\", "\n", "\x01", "\x7f", "a", "\303\244",
                                         "\360\237\230\200", "\r", "\t", "\\n", "//" };

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GpExpr) expr = NULL;
      const GpExprValue *value;
      gsize length;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        {
          guint piece = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (pieces) + 1);

          if (piece == G_N_ELEMENTS (pieces))
            g_string_append_c (text, '\0');
          else
            g_string_append (text, pieces[piece]);
        }
      gp_expr_append_string (out, text->str, text->len);
      expr = gp_expr_parse (out->str, (gssize) out->len, NULL);
      g_assert_nonnull (expr);
      value = gp_expr_get_root (expr)->value;
      g_assert_cmpmem (gp_expr_value_get_string (value, &length), length, text->str, text->len);
    }
}

static void
test_for_people (void)
{
  g_autoptr(GpExprValue) time = gp_expr_value_new_timestamp (0, 0);
  g_autoptr(GpExprValue) map = gp_expr_value_new_object ("a", gp_expr_value_new_int (1),
                                                         "b", gp_expr_value_new_duration (1), NULL);
  g_autofree char *time_text = gp_expr_value_to_text (time);
  g_autofree char *map_text = gp_expr_value_to_text (map);

  g_assert_cmpstr (time_text, ==, "timestamp('1970-01-01T00:00:00Z')");
  g_assert_cmpstr (map_text, ==, "{'a': 1, 'b': duration('0.000000001s')}");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-value-text/doubles", test_doubles);
  g_test_add_func ("/model/expr-value-text/doubles-read-back", test_doubles_read_back);
  g_test_add_func ("/model/expr-value-text/strings-read-back", test_strings_read_back);
  g_test_add_func ("/model/expr-value-text/for-people", test_for_people);
  return g_test_run ();
}

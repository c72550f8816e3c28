/* test-decimal.c — exact decimal numbers
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-decimal.h"

#include "gp-test.h"

static void
test_canonical (void)
{
  static const char *const pairs[][2] = {
    { "0", "0" }, { "-0", "0" }, { "000", "0" }, { "0.00", "0" }, { "1", "1" }, { "+1", "1" },
    { "01.50", "1.5" }, { ".5", "0.5" }, { "5.", "5" }, { "1e3", "1000" }, { "1.25e1", "12.5" },
    { "125e-4", "0.0125" }, { "-12.340", "-12.34" }, { "0e999", "0" }, { "100", "100" },
  };
  static const char *const bad[] = {
    "", "-", ".", "+.", "e5", "1e", "1e+", "1 ", " 1", "1,5", "0x1", "NaN", "1e1001", "--1",
      "1.2.3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = gp_decimal_parse (pairs[i][0], 0, 0);

      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (gp_decimal_parse (bad[i], 0, 0));
}

static void
test_limits (void)
{
  g_autofree char *fits = gp_decimal_parse ("999.99", 5, 2);

  g_assert_cmpstr (fits, ==, "999.99");
  g_assert_null (gp_decimal_parse ("1000", 5, 2));
  g_assert_null (gp_decimal_parse ("0.001", 5, 2));
}

/* Whatever is written, the order is that of the numbers. */
static void
test_order (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      gint64 a = g_test_rand_int_range (-2000, 2000);
      gint64 b = g_test_rand_int_range (-2000, 2000);
      g_autofree char *a_text = g_strdup_printf ("%de-2", (int) a);
      g_autofree char *b_text = g_strdup_printf ("%d0e-3", (int) b);
      g_autofree char *left = gp_decimal_parse (a_text, 0, 0);
      g_autofree char *right = gp_decimal_parse (b_text, 0, 0);
      int order = gp_decimal_compare (left, strlen (left), right, strlen (right));

      g_assert_cmpint ((order > 0) - (order < 0), ==, (a > b) - (a < b));
      g_assert_true ((order == 0) == g_str_equal (left, right));
    }
  g_assert_cmpint (gp_decimal_compare ("9", 1, "x", 1), <, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/decimal/canonical", test_canonical);
  g_test_add_func ("/decimal/limits", test_limits);
  g_test_add_func ("/decimal/order", test_order);

  return g_test_run ();
}

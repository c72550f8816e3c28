/* test-expr-json-lines.c — values as JSON that people read
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json-lines.h"
#include "gp-expr-json.h"
#include "gp-test.h"

static void
check (const char *json,
       guint       width,
       const char *expected)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (json, -1, NULL);
  g_autofree char *lines = gp_expr_value_to_json_lines (value, width);

  g_assert_cmpstr (lines, ==, expected);
}

static void
test_what_fits_stays_on_a_line (void)
{
  check ("{}", 10, "{}");
  check ("[1,2]", 10, "[1, 2]");
  check ("{\"a\":[1,{\"b\":null}]}", 40, "{ \"a\": [1, { \"b\": null }] }");
  check ("{\"a\":[1,2],\"bc\":{\"d\":true}}", 16,
         "{\n  \"a\": [1, 2],\n  \"bc\": {\n    \"d\": true\n  }\n}");
  check ("\"a very long text that has no place to be broken\"", 10,
         "\"a very long text that has no place to be broken\"");
}

static void
check_plain (GpExprValue *value,
             const char  *expected)
{
  g_autofree char *plain = gp_expr_value_to_plain (value);

  g_assert_cmpstr (plain, ==, expected);
  gp_expr_value_unref (value);
}

/* A text may be one that has quotes itself; a time is written as one. */
static void
test_texts_alone_have_no_quotes (void)
{
  check_plain (gp_expr_value_new_string ("a \"b\"\n", -1), "a \"b\"\n");
  check_plain (gp_expr_value_new_string ("", -1), "");
  check_plain (gp_expr_value_new_timestamp (0, 0), "1970-01-01T00:00:00Z");
  check_plain (gp_expr_value_new_int (-3), "-3");
  check_plain (gp_expr_value_new_null (), "null");
  check_plain (gp_expr_value_from_json ("[\"a\", 1]", -1, NULL), "[\"a\",1]");
}

static GpExprValue *
random_value (GRand *rand,
              guint  depth)
{
  GpExprValue *items[3], *keys[3];
  int kind = g_rand_int_range (rand, 0, depth > 0 ? 6 : 4);
  int n = g_rand_int_range (rand, 0, 4);

  switch (kind)
    {
    case 0:
      return gp_expr_value_new_null ();
    case 1:
      return gp_expr_value_new_bool (g_rand_boolean (rand));
    case 2:
      return gp_expr_value_new_int (g_rand_int_range (rand, -1000, 1000));
    case 3:
      return gp_expr_value_new_string (n == 0 ? "" : n == 1 ? "“ä”\n\"" : "some text", -1);
    default:
      for (int i = 0; i < n; i++)
        {
          g_autofree char *key = g_strdup_printf ("k\"%d", i);

          keys[i] = gp_expr_value_new_string (key, -1);
          items[i] = random_value (rand, depth - 1);
        }
      if (kind == 5)
        return gp_expr_value_new_map (keys, items, (gsize) n);
      for (int i = 0; i < n; i++)
        gp_expr_value_unref (keys[i]);
      return gp_expr_value_new_list (items, (gsize) n);
    }
}

/* However it is broken into lines, it is the same value. */
static void
test_it_is_read_back_the_same (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (int i = 0; i < 300; i++)
    {
      g_autoptr(GpExprValue) value = random_value (rand, 4);
      g_autofree char *lines =
        gp_expr_value_to_json_lines (value, (guint) g_rand_int_range (rand, 1, 60));
      g_autoptr(GpExprValue) back = gp_expr_value_from_json (lines, -1, NULL);

      g_assert_nonnull (back);
      g_assert_true (gp_expr_value_equal (value, back));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-json-lines/texts-alone-have-no-quotes",
                   test_texts_alone_have_no_quotes);
  g_test_add_func ("/model/expr-json-lines/what-fits-stays-on-a-line",
                   test_what_fits_stays_on_a_line);
  g_test_add_func ("/model/expr-json-lines/it-is-read-back-the-same",
                   test_it_is_read_back_the_same);

  return g_test_run ();
}

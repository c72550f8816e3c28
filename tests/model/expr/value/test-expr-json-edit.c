/* test-expr-json-edit.c — names and values inside a JSON object's text
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-json-edit.h"
#include "gp-test.h"

static void
test_keys (void)
{
  static const struct
  {
    const char *json;
    const char *expected;       /* NULL where nothing changes */
  } cases[] = {
    { "{ \"a\" : 1 }", "{ \"b\\\"c\" : 1 }" },
    { "{\"x\": {\"a\": 1}, \"a\": [{\"a\": 2}]}", "{\"x\": {\"a\": 1}, \"b\\\"c\": [{\"a\": 2}]}" },
    { "{\"\\u0061\": \"a\"}", "{\"b\\\"c\": \"a\"}" },
    { "{\"x\": \"a\"}", NULL },
    { "{\"x\": [\"a\", {\"a\": \"}\\\"\"}], \"y\": 1}", NULL },
    { "[\"a\"]", NULL },
    { "{\"a\": 1", NULL },
    { "{}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gp_expr_json_rename_key (cases[i].json, "a", "b\"c");

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_values (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"k\": \"old\", \"j\": \"old\"}", "{\"k\": \"new\", \"j\": \"old\"}" },
    { "{\"k\": [\"old\", \"x\", \"old\"]}", "{\"k\": [\"new\", \"x\", \"new\"]}" },
    { "{\"k\": [[\"old\"], {\"old\": \"old\"}], \"j\": [\"old\"]}", NULL },
    { "{\"k\": {\"k\": \"old\"}}", NULL },
    { "{\"old\": \"k\"}", NULL },
    { "{\"k\": null}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gp_expr_json_replace_text (cases[i].json, "k", "old", "new");

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-json-edit/keys", test_keys);
  g_test_add_func ("/model/expr-json-edit/values", test_values);
  return g_test_run ();
}

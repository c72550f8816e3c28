/* test-json-value.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-value.h"
#include "gp-test.h"
#include "json-again.h"

#include <string.h>

/* A JSON property is any text: what cannot be embedded as it is must still come back. */
static void
test_every_text_of_a_json_property_comes_back (void)
{
  static const char *const texts[] = {
    "",
    "{}",
    "[]",
    "null",
    "\"\"",
    "1",
    " 1",
    "{ }",
    "{\"a\": 1}",
    "{\"a\":1}",
    "{\"$text\":\"a\"}",
    "{\"$text\":\"a\",\"b\":1}",
    "{\"b\":1,\"$text\":\"a\"}",
    "not json",
    "two\nlines",
    "[1,\n2]",
    "{\"a\":1,\"a\":2}",
    "\"\\u0000\"",
    "\"\\u00e9\\/\"",
    "1e999",
    "-0",
    "\"a b \\\" c\"",
    "{\"a\\\\\":\" \\\\\"}",
    "\xef\xbb\xbf{}",
  };
  g_autoptr(GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 500; i++)
    g_string_append_c (deep, ']');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : deep->str;
      g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
      g_autoptr(GpChangeSet) edit = gp_change_set_new (NULL);

      gp_change_set_set (edit, gp_design_get_root (design), GP_DESIGN_METADATA,
                         gp_value_text (text));
      g_assert_true (gp_design_apply (design, edit, NULL));
      assert_round_trip (design);
    }
}

/* Stored by the programs of ours in this form; shown to people in that one. */
static void
test_json_has_a_compact_and_a_pretty_form (void)
{
  const char *text = " { \"a\" : [ 1 , 2 ] }\n";
  g_autofree char *compact = gp_json_value_compact (text, NULL);
  g_autofree char *pretty = gp_json_value_pretty (text, NULL);
  g_autofree char *bad = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (compact, ==, "{\"a\":[1,2]}");
  g_assert_cmpstr (pretty, ==, "{\n  \"a\": [\n    1,\n    2\n  ]\n}");
  bad = gp_json_value_compact ("{", &error);
  g_assert_null (bad);
  g_assert_error (error, GP_JSON_ERROR, GP_JSON_ERROR_SYNTAX);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-value/every-text-of-a-json-property-comes-back",
                   test_every_text_of_a_json_property_comes_back);
  g_test_add_func ("/data/json-value/json-has-a-compact-and-a-pretty-form",
                   test_json_has_a_compact_and_a_pretty_form);

  return g_test_run ();
}

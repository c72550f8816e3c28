/* test-json-document.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-document.h"
#include "gp-test.h"

#include <string.h>

static GpJsonDocument *
parse (const char *text, GError **error)
{
  return gp_json_document_parse (text, strlen (text), 8, error);
}

static void
test_values_are_read (void)
{
  const char *text = " { \"a\\n\" : [ true, false, null ] , \"b\": \"\\ud834\\udd1e \\\"\\\\\\/\", "
                     "\"int\": -9223372036854775808, \"big\": 9223372036854775808, \"x\": -1.5e2, "
                     "\"huge\": 1e999, \"e\": {}, \"f\": [] } ";
  g_autoptr(GError) error = NULL;
  g_autoptr(GpJsonDocument) document = parse (text, &error);
  GpJsonNode list, node;
  gint64 integer = 0;
  double number = 0;

  g_assert_no_error (error);
  g_assert_false (gp_json_document_is_compact (document));

  list = gp_json_find (document, GP_JSON_ROOT, "a\n");
  g_assert_cmpint (gp_json_get_type (document, list), ==, GP_JSON_ARRAY);
  node = gp_json_first (document, list);
  g_assert_cmpint (gp_json_get_type (document, node), ==, GP_JSON_TRUE);
  node = gp_json_next (document, gp_json_next (document, node));
  g_assert_cmpint (gp_json_get_type (document, node), ==, GP_JSON_NULL);
  g_assert_cmpuint (gp_json_next (document, node), ==, 0);

  node = gp_json_find (document, GP_JSON_ROOT, "b");
  g_assert_cmpstr (gp_json_get_text (document, node), ==, "𝄞 \"\\/");
  g_assert_true (gp_json_get_int (document, gp_json_find (document, 0, "int"), &integer));
  g_assert_cmpint (integer, ==, G_MININT64);
  g_assert_false (gp_json_get_int (document, gp_json_find (document, 0, "big"), &integer));
  g_assert_false (gp_json_get_int (document, gp_json_find (document, 0, "x"), &integer));
  g_assert_true (gp_json_get_double (document, gp_json_find (document, 0, "x"), &number));
  g_assert_cmpfloat (number, ==, -150);
  g_assert_false (gp_json_get_double (document, gp_json_find (document, 0, "huge"), &number));

  g_assert_cmpuint (gp_json_first (document, gp_json_find (document, 0, "e")), ==, 0);
  g_assert_cmpuint (gp_json_first (document, gp_json_find (document, 0, "f")), ==, 0);
  g_assert_cmpuint (gp_json_find (document, GP_JSON_ROOT, "g"), ==, 0);
}

static void
test_an_error_names_the_pointer (void)
{
  g_autoptr(GpJsonDocument) document = parse ("{\"a/b\": [1,\n {\"~\": true}]}", NULL);
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, "a/b");
  GpJsonNode object = gp_json_next (document, gp_json_first (document, list));
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_json_set_error (document, gp_json_find (document, object, "~"), &error,
                                     GP_JSON_ERROR_CONTENT, "Not %s.", "this"));
  g_assert_cmpstr (error->message, ==, "Line 2, column 8 (/a~1b/1/~0): Not this.");
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-document/values-are-read", test_values_are_read);
  g_test_add_func ("/data/json-document/an-error-names-the-pointer",
                   test_an_error_names_the_pointer);

  return g_test_run ();
}

/* test-json-document.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-writer.h"
#include "gp-test.h"

#include <string.h>

static GpJsonDocument *
parse (const char *text, GError **error)
{
  return gp_json_document_parse (text, strlen (text), 8, error);
}

static void
assert_refused (const char *text, int code, guint line, guint column)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpJsonDocument) document = parse (text, &error);
  guint found_line = 0, found_column = 0;

  g_assert_null (document);
  g_assert_error (error, GP_JSON_ERROR, code);
  g_assert_true (gp_json_error_get_place (error, &found_line, &found_column));
  g_assert_cmpuint (found_line, ==, line);
  g_assert_cmpuint (found_column, ==, column);
}

static void
test_bad_text_is_refused_with_its_place (void)
{
  static const struct
  {
    const char *text;
    GpJsonError code;
    guint line;
    guint column;
  } cases[] = {
    { "", GP_JSON_ERROR_SYNTAX, 1, 1 },
    { "  \n", GP_JSON_ERROR_SYNTAX, 2, 1 },
    { "{", GP_JSON_ERROR_SYNTAX, 1, 2 },
    { "[1,]", GP_JSON_ERROR_SYNTAX, 1, 4 },
    { "{\"a\":1,}", GP_JSON_ERROR_SYNTAX, 1, 8 },
    { "{\"a\" 1}", GP_JSON_ERROR_SYNTAX, 1, 6 },
    { "{a: 1}", GP_JSON_ERROR_SYNTAX, 1, 2 },
    { "[1 2]", GP_JSON_ERROR_SYNTAX, 1, 4 },
    { "[1}", GP_JSON_ERROR_SYNTAX, 1, 3 },
    { "1 2", GP_JSON_ERROR_SYNTAX, 1, 3 },
    { "01", GP_JSON_ERROR_SYNTAX, 1, 2 },
    { "-", GP_JSON_ERROR_SYNTAX, 1, 2 },
    { "1.", GP_JSON_ERROR_SYNTAX, 1, 3 },
    { "1e+", GP_JSON_ERROR_SYNTAX, 1, 4 },
    { "+1", GP_JSON_ERROR_SYNTAX, 1, 1 },
    { "NaN", GP_JSON_ERROR_SYNTAX, 1, 1 },
    { "tru", GP_JSON_ERROR_SYNTAX, 1, 1 },
    { "\"é\n\"", GP_JSON_ERROR_SYNTAX, 1, 3 },
    { "\"\\x\"", GP_JSON_ERROR_SYNTAX, 1, 2 },
    { "\"\\u12g4\"", GP_JSON_ERROR_SYNTAX, 1, 4 },
    { "\"\\ud800\"", GP_JSON_ERROR_SYNTAX, 1, 8 },
    { "\"\\udc00\\ud800\"", GP_JSON_ERROR_SYNTAX, 1, 8 },
    { "\"\\u0000\"", GP_JSON_ERROR_SYNTAX, 1, 4 },
    { "\"open", GP_JSON_ERROR_SYNTAX, 1, 6 },
    { "[\n  \"\xff\"]", GP_JSON_ERROR_SYNTAX, 2, 4 },
    { "\xef\xbb\xbf{}", GP_JSON_ERROR_SYNTAX, 1, 1 },
    { "[[[[[[[[[1]]]]]]]]]", GP_JSON_ERROR_LIMIT, 1, 9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      assert_refused (cases[i].text, cases[i].code, cases[i].line, cases[i].column);
    }
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

static char *
rewrite (const char *text, GpJsonStyle style)
{
  g_autoptr(GpJsonDocument) document = parse (text, NULL);
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  g_assert_nonnull (document);
  gp_json_writer_init (&writer, out, style);
  gp_json_writer_node (&writer, document, GP_JSON_ROOT);
  gp_json_writer_finish (&writer);
  return g_string_free (out, FALSE);
}

static void
test_copies_keep_spelling_and_order (void)
{
  const char *text = "{ \"b\": [1.0, 1e5, {}], \"a\": \"\\u00e9 \\/\", \"b\": [] }";
  g_autofree char *compact = rewrite (text, GP_JSON_COMPACT);
  g_autofree char *pretty = rewrite (text, GP_JSON_PRETTY);
  g_autofree char *again = rewrite (pretty, GP_JSON_COMPACT);

  g_assert_cmpstr (compact, ==, "{\"b\":[1.0,1e5,{}],\"a\":\"\\u00e9 \\/\",\"b\":[]}");
  g_assert_cmpstr (pretty, ==,
                   "{\n  \"b\": [\n    1.0,\n    1e5,\n    {}\n  ],\n  \"a\": \"\\u00e9 \\/\",\n"
                   "  \"b\": []\n}\n");
  g_assert_cmpstr (again, ==, compact);
}

static double
rewrite_double (double value)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonWriter writer;
  double read = 0;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_double (&writer, value);
  document = parse (out->str, NULL);
  g_assert_nonnull (document);
  g_assert_true (gp_json_get_double (document, GP_JSON_ROOT, &read));
  return read;
}

static void
test_numbers_read_back_exactly (void)
{
  static const double edges[] = { 0,  -1, 0.1, 1e-320, 1.7976931348623157e308, 9007199254740993e3,
                                  1.5 };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    g_assert_cmpfloat (rewrite_double (edges[i]), ==, edges[i]);
  for (guint i = 0; i < 10000; i++)
    {
      double value = g_test_rand_double_range (-1e9, 1e9) / g_test_rand_int_range (1, 100000);

      g_assert_cmpfloat (rewrite_double (value), ==, value);
    }
}

static void
test_every_character_reads_back (void)
{
  for (gunichar c = 1; c < 0x11000; c++)
    {
      char text[8] = { 0 };
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(GpJsonDocument) document = NULL;
      GpJsonWriter writer;

      if (c == 0xd800)
        c = 0xe000;
      g_unichar_to_utf8 (c, text);
      gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
      gp_json_writer_string (&writer, text);
      document = parse (out->str, NULL);
      g_assert_nonnull (document);
      g_assert_cmpstr (gp_json_get_text (document, GP_JSON_ROOT), ==, text);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-document/bad-text-is-refused-with-its-place",
                   test_bad_text_is_refused_with_its_place);
  g_test_add_func ("/data/json-document/values-are-read", test_values_are_read);
  g_test_add_func ("/data/json-document/an-error-names-the-pointer",
                   test_an_error_names_the_pointer);
  g_test_add_func ("/data/json-document/copies-keep-spelling-and-order",
                   test_copies_keep_spelling_and_order);
  g_test_add_func ("/data/json-document/numbers-read-back-exactly", test_numbers_read_back_exactly);
  g_test_add_func ("/data/json-document/every-character-reads-back",
                   test_every_character_reads_back);

  return g_test_run ();
}

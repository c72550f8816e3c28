/* test-json-parser.c
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

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-parser/bad-text-is-refused-with-its-place",
                   test_bad_text_is_refused_with_its_place);

  return g_test_run ();
}

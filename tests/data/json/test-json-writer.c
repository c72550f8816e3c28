/* test-json-writer.c
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

  g_test_add_func ("/data/json-writer/copies-keep-spelling-and-order",
                   test_copies_keep_spelling_and_order);
  g_test_add_func ("/data/json-writer/numbers-read-back-exactly", test_numbers_read_back_exactly);
  g_test_add_func ("/data/json-writer/every-character-reads-back", test_every_character_reads_back);

  return g_test_run ();
}

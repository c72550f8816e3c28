/* test-cell-json.c — values as JSON, and from one type to another
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-cell-format.h"
#include "gp-test.h"

static void
assert_converts (GpCellType  from_type,
                 const char *text,
                 GpCellType  to_type,
                 const char *expected)
{
  GpCellFormat from = { .type = from_type };
  GpCellFormat to = { .type = to_type };
  g_auto(GpCell) before = GP_CELL_INIT;
  g_auto(GpCell) after = GP_CELL_INIT;
  g_autofree char *printed = NULL;

  g_assert_true (gp_cell_parse (&from, text, &before, NULL));
  if (gp_cell_convert (&from, &to, &before, &after))
    printed = gp_cell_print (&to, &after);
  if (g_strcmp0 (printed, expected) != 0)
    g_error ("%s became %s and not %s", text, printed, expected);
}

/* Whole, or not at all. */
static void
test_conversions (void)
{
  assert_converts (GP_CELL_TYPE_TEXT, "12", GP_CELL_TYPE_INTEGER, "12");
  assert_converts (GP_CELL_TYPE_TEXT, "007", GP_CELL_TYPE_INTEGER, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "-0", GP_CELL_TYPE_BIGINT, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "+7", GP_CELL_TYPE_BIGINT, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "00.5", GP_CELL_TYPE_DECIMAL, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "0.50", GP_CELL_TYPE_DECIMAL, "0.5");
  assert_converts (GP_CELL_TYPE_TEXT, "-12.5", GP_CELL_TYPE_DECIMAL, "-12.5");
  assert_converts (GP_CELL_TYPE_TEXT, "007", GP_CELL_TYPE_FLOAT, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "twelve", GP_CELL_TYPE_INTEGER, NULL);
  assert_converts (GP_CELL_TYPE_BIGINT, "4294967296", GP_CELL_TYPE_INTEGER, NULL);
  assert_converts (GP_CELL_TYPE_BIGINT, "9007199254740993", GP_CELL_TYPE_FLOAT, NULL);
  assert_converts (GP_CELL_TYPE_BIGINT, "9007199254740992", GP_CELL_TYPE_FLOAT, "9007199254740992");
  assert_converts (GP_CELL_TYPE_FLOAT, "2", GP_CELL_TYPE_INTEGER, "2");
  assert_converts (GP_CELL_TYPE_FLOAT, "2.5", GP_CELL_TYPE_INTEGER, NULL);
  assert_converts (GP_CELL_TYPE_DECIMAL, "0.1", GP_CELL_TYPE_FLOAT, "0.1");
  assert_converts (GP_CELL_TYPE_DECIMAL, "0.12345678901234567891", GP_CELL_TYPE_FLOAT, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "1.50", GP_CELL_TYPE_FLOAT, "1.5");
  assert_converts (GP_CELL_TYPE_TEXT, "9007199254740993", GP_CELL_TYPE_FLOAT, NULL);
  assert_converts (GP_CELL_TYPE_TEXT, "0.12345678901234567891", GP_CELL_TYPE_FLOAT, NULL);
  assert_converts (GP_CELL_TYPE_BOOLEAN, "true", GP_CELL_TYPE_INTEGER, "1");
  assert_converts (GP_CELL_TYPE_INTEGER, "2", GP_CELL_TYPE_BOOLEAN, NULL);
  assert_converts (GP_CELL_TYPE_DATE, "2024-02-29", GP_CELL_TYPE_TIMESTAMP, "2024-02-29T00:00:00Z");
  assert_converts (GP_CELL_TYPE_TIMESTAMP, "2024-02-29T00:00:00Z", GP_CELL_TYPE_DATE, "2024-02-29");
  assert_converts (GP_CELL_TYPE_TIMESTAMP, "2024-02-29T00:00:01Z", GP_CELL_TYPE_DATE, NULL);
  assert_converts (GP_CELL_TYPE_BYTES, "AAEC", GP_CELL_TYPE_TEXT, "AAEC");
  assert_converts (GP_CELL_TYPE_TEXT, "a\"b", GP_CELL_TYPE_JSON, "\"a\\\"b\"");
}

static void
test_lists (void)
{
  GpCellFormat text = { .type = GP_CELL_TYPE_TEXT };
  GpCellFormat numbers = { .type = GP_CELL_TYPE_INTEGER, .array = TRUE };
  GpCellFormat texts = { .type = GP_CELL_TYPE_TEXT, .array = TRUE };
  g_auto(GpCell) one = gp_cell_take_text (g_strdup ("7"));
  g_auto(GpCell) list = GP_CELL_INIT;
  g_auto(GpCell) ignored = GP_CELL_INIT;

  g_assert_true (gp_cell_convert (&text, &numbers, &one, &list));
  g_assert_cmpstr (list.bytes, ==, "[7]");
  g_assert_false (gp_cell_convert (&numbers, &texts, &list, &ignored));
}

/* Lists of numbers become floats and vectors only where no digit is lost. */
static void
test_lists_of_floats (void)
{
  GpCellFormat whole = { .type = GP_CELL_TYPE_BIGINT, .array = TRUE };
  GpCellFormat floats = { .type = GP_CELL_TYPE_FLOAT, .array = TRUE };
  GpCellFormat vector = { .type = GP_CELL_TYPE_VECTOR, .dimensions = 2 };
  g_auto(GpCell) exact = gp_cell_take_text (g_strdup ("[1,9007199254740992]"));
  g_auto(GpCell) inexact = gp_cell_take_text (g_strdup ("[1,9007199254740993]"));
  g_auto(GpCell) first = GP_CELL_INIT;
  g_auto(GpCell) second = GP_CELL_INIT;
  g_auto(GpCell) ignored = GP_CELL_INIT;

  g_assert_true (gp_cell_convert (&whole, &floats, &exact, &first));
  g_assert_true (gp_cell_convert (&whole, &vector, &exact, &second));
  g_assert_cmpstr (first.bytes, ==, second.bytes);
  g_assert_false (gp_cell_convert (&whole, &floats, &inexact, &ignored));
  g_assert_false (gp_cell_convert (&whole, &vector, &inexact, &ignored));
}

/* A number never passes through a double. */
static void
test_exact_numbers (void)
{
  const char *json = "{\"a\":12345678901234567890.12345678901234567890}";
  GpCellFormat decimal = { .type = GP_CELL_TYPE_DECIMAL };
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (json, strlen (json), 4, NULL);
  g_auto(GpCell) cell = GP_CELL_INIT;
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_true (gp_cell_from_json (&decimal, document,
                                    gp_json_find (document, GP_JSON_ROOT, "a"), &cell, NULL));
  gp_cell_to_json (&decimal, &cell, out);
  g_assert_cmpstr (out->str, ==, "\"12345678901234567890.1234567890123456789\"");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/cell-json/conversions", test_conversions);
  g_test_add_func ("/cell-json/lists", test_lists);
  g_test_add_func ("/cell-json/lists-of-floats", test_lists_of_floats);
  g_test_add_func ("/cell-json/exact-numbers", test_exact_numbers);

  return g_test_run ();
}

/* test-cell-format.c — values as text
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-cell-format.h"

#include "gp-test.h"

/* What is printed is parsed as the same value, and printed the same again. */
static void
test_round_trip (void)
{
  static const struct
  {
    GpCellType  type;
    const char *text;
  } values[] = {
    { GP_CELL_TYPE_UUID, "0190a1b2-0000-7000-8000-00000000000f" }, { GP_CELL_TYPE_TEXT, "a\nb" },
    { GP_CELL_TYPE_INTEGER, "-5" }, { GP_CELL_TYPE_BIGINT, "9223372036854775807" },
    { GP_CELL_TYPE_DECIMAL, "-0.001" }, { GP_CELL_TYPE_FLOAT, "0.1" }, { GP_CELL_TYPE_BOOLEAN,
                                                                         "true" },
    { GP_CELL_TYPE_DATE, "2024-02-29" }, { GP_CELL_TYPE_TIME, "23:59:59.5" },
    { GP_CELL_TYPE_TIMESTAMP, "1969-12-31T23:59:59.999999Z" }, { GP_CELL_TYPE_DURATION, "-90s" },
    { GP_CELL_TYPE_JSON, "{\"a\":1}" }, { GP_CELL_TYPE_BYTES, "AAEC" }, { GP_CELL_TYPE_VECTOR,
                                                                          "[1,2.5]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      GpCellFormat format = { .type = values[i].type };
      g_auto(GpCell) cell = GP_CELL_INIT;
      g_autofree char *printed = NULL;

      g_assert_true (gp_cell_parse (&format, values[i].text, &cell, NULL));
      printed = gp_cell_print (&format, &cell);
      g_assert_cmpstr (printed, ==, values[i].text);
    }
}

static void
test_types (void)
{
  for (guint i = 0; i < GP_N_CELL_TYPES; i++)
    {
      GpCellFormat format = { .type = i, .length = 3, .precision = 3, .dimensions = 2 };
      g_autofree char *expected = gp_cell_format_describe (&format);
      g_autofree char *problem = NULL;
      g_auto(GpCell) cell = GP_CELL_INIT;
      GpCellType type;

      g_assert_true (gp_cell_type_from_nick (gp_cell_type_get_info (i)->nick, &type));
      g_assert_cmpuint (type, ==, i);
      g_assert_cmpstr (expected, !=, "");
      if (i == GP_CELL_TYPE_TEXT)
        continue;
      g_assert_false (gp_cell_parse (&format, "?", &cell, &problem));
      g_assert_cmpstr (problem, ==, expected);
    }
}

static void
test_equal (void)
{
  g_auto(GStrv) values = g_strsplit ("a b", " ", -1);
  g_auto(GStrv) others = g_strsplit ("b a", " ", -1);
  GpCellFormat first = { .type = GP_CELL_TYPE_ENUM, .values = values };
  GpCellFormat second = { .type = GP_CELL_TYPE_ENUM, .values = others };

  g_assert_true (gp_cell_format_equal (&first, &first));
  g_assert_false (gp_cell_format_equal (&first, &second));
  second = (GpCellFormat) { .type = GP_CELL_TYPE_TEXT, .array = TRUE };
  g_assert_false (gp_cell_format_equal (&first, &second));
  g_assert_cmpstr (gp_cell_format_storage (&second), ==, "TEXT");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/cell-format/round-trip", test_round_trip);
  g_test_add_func ("/cell-format/types", test_types);
  g_test_add_func ("/cell-format/equal", test_equal);

  return g_test_run ();
}

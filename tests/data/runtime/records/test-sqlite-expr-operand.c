/* test-sqlite-expr-operand.c — values between what SQLite can hold
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-sqlite-expr-private.h"
#include "gp-test.h"

static void
test_microseconds (void)
{
  GpSqlitePrinter printer = { NULL, NULL, NULL, NULL, NULL };
  static const struct
  {
    gint64   seconds;
    gint32   nanos;
    gint64   micros;
    gboolean exact;
  } cases[] = {
    { 0, 0, 0, TRUE }, { 0, 1000, 1, TRUE }, { 0, 1, 0, FALSE }, { -1, 999999999, -1, FALSE },
    { -1, 999999000, -1, TRUE }, { 1, 1999, 1000001, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) value = gp_expr_value_new_timestamp (cases[i].seconds, cases[i].nanos);
      g_auto(GpCell) cell = GP_CELL_INIT;

      g_assert_cmpint (gp_sqlite_printer_to_cell (&printer, value, &cell), ==, cases[i].exact);
      g_assert_cmpint (cell.integer, ==, cases[i].micros);
    }
}

static void
test_comparable (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, &error);
  g_autofree char *sql = NULL;
  gint64 value;

  gp_sqlite_expr_prepare (sqlite);
  sql = g_strdup_printf ("SELECT gp_comparable (%d, '1970-01-02') + (gp_comparable (%d, '0.5') = "
                         "0.5)",
                         GP_CELL_TYPE_DATE, GP_CELL_TYPE_DECIMAL);
  gp_sqlite_query_int (sqlite, sql, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, G_GINT64_CONSTANT (86400000001));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/sqlite-expr-operand/microseconds", test_microseconds);
  g_test_add_func ("/sqlite-expr-operand/comparable", test_comparable);

  return g_test_run ();
}

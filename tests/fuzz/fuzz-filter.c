/* fuzz-filter.c — any text as a filter: refused, or SQL that SQLite understands
 * SPDX-License-Identifier: Apache-2.0
 *
 * What compiles must be printed, prepare and run without an error, and find what the filter says:
 * a row is never both in the answer to it and in the answer to its opposite. */
#include "config.h"

#include "gp-ddl.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-sqlite-expr.h"
#include "gp-test-expr-design.h"

static GpDesign *design;
static GpSchema *schema;
static GpExprScope *scope;
static GpSqlite *sqlite;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (0, 1);
  if (g_str_equal (name, "user"))
    return gp_expr_value_new_object ("id", gp_expr_value_new_string ("u", -1), NULL);

  return NULL;
}

static void
prepare (void)
{
  g_autoptr(GError) error = NULL;

  design = gp_test_expr_design ();
  schema = gp_schema_new (design, NULL);
  scope = gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);
  sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, &error);
  gp_sqlite_expr_prepare (sqlite);
  gp_sqlite_exec (sqlite, "PRAGMA foreign_keys = OFF", &error);
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      g_autoptr(GString) sql = g_string_new (NULL);
      const GpTable *table = gp_schema_get_table (schema, i);

      g_string_printf (sql, "CREATE TABLE %s (", table->quoted);
      for (guint j = 0; j < table->columns->len; j++)
        g_string_append_printf (sql, "%s%s", j > 0 ? ", " : "",
                                ((GpColumn *) g_ptr_array_index (table->columns, j))->quoted);
      g_string_append_printf (sql, "); INSERT INTO %s DEFAULT VALUES", table->quoted);
      gp_sqlite_exec (sqlite, sql->str, &error);
    }
  g_assert_no_error (error);
}

static gint64
run (const GpExprCheck *check,
     GpExprMode         mode)
{
  const GpExprEnv env = { .lookup = lookup };
  const GpSqliteExpr printer = { .schema = schema, .env = &env };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExprQuery) query = gp_expr_compile (check, mode, NULL);
  g_autoptr(GString) sql = g_string_new ("SELECT count (*) FROM project AS r0 WHERE ");
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;

  if (query == NULL || !gp_sqlite_expr_print (&printer, query, sql, values, NULL))
    return 0;
  statement = gp_sqlite_prepare (sqlite, sql->str, &error);
  if (statement == NULL)
    g_error ("%s: %s", sql->str, error->message);
  for (guint i = 0; i < values->len; i++)
    gp_cell_bind (&g_array_index (values, GpCell, i), statement, i + 1);
  if (gp_sqlite_step (statement, &error) != GP_SQLITE_ROW)
    g_error ("%s: %s", sql->str, error->message);

  return gp_sqlite_column_int (statement, 0);
}

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  GpExprType expected = gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprCheck) check = NULL;

  if (design == NULL)
    prepare ();
  expr = gp_expr_parse ((const char *) data, size, NULL);
  if (expr == NULL)
    return 0;
  check = gp_expr_check_new (expr, scope, &expected, problems);
  if (problems->len == 0)
    g_assert_cmpint (run (check, GP_EXPR_MODE_TRUE) + run (check, GP_EXPR_MODE_FALSE), <=, 1);

  return 0;
}

/* test-sqlite-expr.c — SQLite finds the rows that the evaluator says
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-sqlite-expr.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-random.h"
#include "gp-test-expr-conditions.h"
#include "gp-test-expr-rows.h"
#include "gp-test.h"

#define SECONDS_PER_DAY 86400

static const char *const requests[] = {
  "{\"user\": {}, \"request\": {\"action\": \"read\"}}",
  "{\"user\": {\"id\": \"u1\", \"roles\": []}, \"request\": {\"action\": \"read\"}}",
  "{\"user\": {\"id\": \"a\", \"roles\": [\"a\", \"editor\"], \"tenant\": \"u1\","
  " \"email\": \"x@x\", \"claims\": {}}, \"request\": {\"action\": \"update\"}}",
};

typedef struct
{
  GpDesign    *design;
  GpSchema    *schema;
  GpExprScope *scope;
  GpSqlite    *sqlite;
  GpTestRows  *rows;
  GpExprValue *request;
  GpTestRow   *row;         /* that the evaluator looks at */
} Fixture;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  Fixture *self = user_data;

  if (g_str_equal (name, "record"))
    return gp_test_row_as_record (self->row);
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (3600, 500);    /* between two microseconds */

  return gp_expr_lookup_in_value (name, self->request);
}

static GpCell
to_cell (const GpColumn    *column,
         const GpExprValue *value)
{
  GpCellFormat floating = { .type = GP_CELL_TYPE_FLOAT };
  g_autofree char *json = NULL;
  gint32 nanos;
  gint64 seconds;
  GpCell real;

  if (gp_expr_value_is_null (value))
    return (GpCell) GP_CELL_INIT;
  if (column->format.array)
    {
      json = gp_expr_value_to_json (value);
      return gp_cell_take_text (g_steal_pointer (&json));
    }

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      return gp_cell_int (gp_expr_value_get_bool (value));
    case GP_EXPR_VALUE_INT:
      return gp_cell_int (gp_expr_value_get_int (value));
    case GP_EXPR_VALUE_DOUBLE:
      real = gp_cell_real (gp_expr_value_get_double (value));
      return gp_cell_take_text (gp_cell_print (&floating, &real));
    case GP_EXPR_VALUE_STRING:
      return gp_cell_take_text (g_strdup (gp_expr_value_get_string (value, NULL)));
    case GP_EXPR_VALUE_TIMESTAMP:
      seconds = gp_expr_value_get_timestamp (value, &nanos);
      if (column->format.type == GP_CELL_TYPE_DATE)
        {
          g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);

          return gp_cell_take_text (g_date_time_format (time, "%Y-%m-%d"));
        }
      return gp_cell_int (seconds * G_USEC_PER_SEC + nanos / 1000);
    default:
      return (GpCell) GP_CELL_INIT;
    }
}

/* Dates have no time of day: half hours become days. */
static void
make_dates (Fixture   *self,
            GpTestRow *row)
{
  const GpTable *table = gp_schema_lookup (self->schema, &row->entity);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      GpExprValue *value = g_hash_table_lookup (row->values, &column->id);
      gint32 nanos;
      gint64 seconds;

      if (column->format.type != GP_CELL_TYPE_DATE || gp_expr_value_is_null (value))
        continue;
      seconds = gp_expr_value_get_timestamp (value, &nanos) / 1800 * SECONDS_PER_DAY;
      g_hash_table_insert (row->values, g_memdup2 (&column->id, sizeof column->id),
                           gp_expr_value_new_timestamp (seconds, 0));
    }
}

/* Tables without constraints: the rows' keys are short words. */
static void
fill_tables (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < gp_schema_get_size (self->schema); i++)
    {
      const GpTable *table = gp_schema_get_table (self->schema, i);
      g_autoptr(GString) sql = g_string_new (NULL);

      g_string_printf (sql, "DROP TABLE IF EXISTS %s; CREATE TABLE %s (", table->quoted,
                       table->quoted);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (table->columns, j);

          g_string_append_printf (sql, "%s%s %s", j > 0 ? ", " : "", column->quoted,
                                  gp_cell_format_storage (&column->format));
        }
      g_string_append (sql, ") STRICT");
      gp_sqlite_exec (self->sqlite, sql->str, &error);
      g_assert_no_error (error);
    }

  for (guint i = 0; i < self->rows->all->len; i++)
    {
      GpTestRow *row = g_ptr_array_index (self->rows->all, i);
      const GpTable *table = gp_schema_lookup (self->schema, &row->entity);
      g_autoptr(GString) sql = g_string_new (NULL);
      g_autoptr(GpSqliteStatement) statement = NULL;
      g_autoptr(GArray) cells = gp_cells_new ();

      make_dates (self, row);
      g_string_printf (sql, "INSERT INTO %s VALUES (", table->quoted);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (table->columns, j);
          GpCell cell = to_cell (column, g_hash_table_lookup (row->values, &column->id));

          g_string_append (sql, j > 0 ? ", ?" : "?");
          g_array_append_val (cells, cell);
        }
      g_string_append_c (sql, ')');
      statement = gp_sqlite_prepare (self->sqlite, sql->str, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < cells->len; j++)
        gp_cell_bind (&g_array_index (cells, GpCell, j), statement, j + 1);
      gp_sqlite_run (statement, &error);
      g_assert_no_error (error);
    }
}

/* The keys of the rows that SQLite finds, sorted, with commas. */
static char *
ask_sqlite (Fixture           *self,
            const GpExprQuery *query)
{
  const GpExprEnv env = { .lookup = lookup, .user_data = self };
  const GpSqliteExpr printer = { .schema = self->schema, .env = &env };
  g_autoptr(GString) sql = g_string_new ("SELECT group_concat (id) FROM "
                                         "(SELECT id FROM project AS r0 WHERE ");
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  const char *found;

  gp_sqlite_expr_print (&printer, query, sql, values, &error);
  g_assert_no_error (error);
  g_string_append (sql, " ORDER BY id)");
  statement = gp_sqlite_prepare (self->sqlite, sql->str, &error);
  if (error != NULL)
    g_error ("%s: %s", sql->str, error->message);
  for (guint i = 0; i < values->len; i++)
    gp_cell_bind (&g_array_index (values, GpCell, i), statement, i + 1);
  g_assert_cmpint (gp_sqlite_step (statement, &error), ==, GP_SQLITE_ROW);
  found = gp_sqlite_column_text (statement, 0, NULL);

  return g_strdup (found != NULL ? found : "");
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
ask_evaluator (Fixture      *self,
               const GpExpr *expr,
               GpExprMode    mode)
{
  const GpTable *table = gp_schema_find (self->schema, "project");
  const GpColumn *key = gp_table_find (table, "id");
  GpExprEnv env = { .lookup = lookup, .user_data = self };
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->all->len; i++)
    {
      g_autoptr(GpExprValue) value = NULL;
      gboolean is_true;
      gboolean is_false;

      self->row = g_ptr_array_index (self->rows->all, i);
      if (!gp_id_equal (&self->row->entity, &table->id))
        continue;
      value = gp_expr_eval (expr, &env);
      is_true = gp_expr_value_is_true (value);
      is_false = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL && !is_true;
      if ((mode == GP_EXPR_MODE_TRUE && is_true) || (mode == GP_EXPR_MODE_FALSE && is_false)
          || (mode == GP_EXPR_MODE_NOT_TRUE && !is_true)
          || (mode == GP_EXPR_MODE_NOT_FALSE && !is_false))
        g_ptr_array_add (keys, (gpointer) gp_expr_value_get_string (
          g_hash_table_lookup (self->row->values, &key->id), NULL));
    }
  g_ptr_array_sort (keys, compare_texts);
  g_ptr_array_add (keys, NULL);

  return g_strjoinv (",", (char **) keys->pdata);
}

static void
compare (Fixture    *self,
         const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = NULL;

  g_assert_no_error (error);
  check = gp_expr_check_new (expr, self->scope, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      self->request = gp_expr_value_from_json (requests[i], -1, NULL);
      for (GpExprMode mode = GP_EXPR_MODE_TRUE; mode <= GP_EXPR_MODE_NOT_FALSE; mode++)
        {
          g_autoptr(GpExprQuery) query = gp_expr_compile (check, mode, &error);
          g_autofree char *found = NULL;
          g_autofree char *expected = NULL;

          g_assert_no_error (error);
          found = ask_sqlite (self, query);
          expected = ask_evaluator (self, expr, mode);
          if (!g_str_equal (found, expected))
            g_error ("%s, mode %d, request %" G_GSIZE_FORMAT ": SQLite finds %s and not %s", text,
                     mode, i, found, expected);
        }
      g_clear_pointer (&self->request, gp_expr_value_unref);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->design = gp_test_expr_design ();
  self->schema = gp_schema_new (self->design, NULL);
  self->scope = gp_expr_design_scope_new_rows (self->design,
                                               gp_test_expr_find (self->design, "project"), FALSE);
  self->sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, &error);
  g_assert_no_error (error);
  gp_sqlite_expr_prepare (self->sqlite);
  self->rows = gp_test_rows_new (self->design, 12);
  fill_tables (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gp_test_rows_free (self->rows);
  gp_sqlite_free (self->sqlite);
  gp_expr_design_scope_free (self->scope);
  gp_schema_free (self->schema);
  g_object_unref (self->design);
}

static void
test_atoms (Fixture       *self,
            gconstpointer  data)
{
  for (gsize i = 0; i < gp_test_expr_n_atoms (); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      gp_test_expr_append_atom (text, i);
      compare (self, text->str);
    }
}

static void
test_compounds (Fixture       *self,
                gconstpointer  data)
{
  for (guint i = 0; i < gp_random_rounds (500); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      if (i % 50 == 49)
        {
          gp_test_rows_free (self->rows);
          self->rows = gp_test_rows_new (self->design, 12);
          fill_tables (self);
        }
      gp_test_expr_append_condition (text);
      compare (self, text->str);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add ("/sqlite-expr/atoms", Fixture, NULL, set_up, test_atoms, tear_down);
  g_test_add ("/sqlite-expr/compounds", Fixture, NULL, set_up, test_compounds, tear_down);

  return g_test_run ();
}

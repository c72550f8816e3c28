/* gp-sqlite-expr.c — a compiled condition as SQLite's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * The compiled tree says exactly which rows each node is true on; this only writes it down. Nothing
 * that a user wrote gets into the text but the names of tables and columns, which come from the
 * schema, quoted: every value is bound.
 *
 * Dates, and the items of lists, are kept as text; gp_comparable () turns them into what the
 * evaluator compares. Timestamps here have microseconds and those of expressions nanoseconds: a
 * value between two microseconds is equal to none, and comparing with it becomes comparing with the
 * one below. */
#define G_LOG_DOMAIN "gp-sqlite-expr"
#include "config.h"
#include "gp-sqlite-expr.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define NANOS_PER_MICRO 1000

typedef struct
{
  const GpSqliteExpr *options;
  const GpExprQuery  *query;
  GString            *sql;
  GArray             *values;
  GError             *error;       /* the first; printing goes on and is thrown away */
} Printer;

static void print_node (Printer *self, const GpExprQueryNode *node);

static void
refuse (Printer *self)
{
  if (self->error == NULL)
    g_set_error_literal (&self->error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                         _("The condition looks at something that is not in this database."));
}

static const GpTable *
find_table (Printer    *self,
            const GpId *entity)
{
  const GpTable *table = gp_schema_lookup (self->options->schema, entity);

  if (table == NULL)
    refuse (self);

  return table;
}

static const GpColumn *
find_column (Printer    *self,
             const GpId *entity,
             const GpId *field)
{
  const GpTable *table = find_table (self, entity);
  const GpColumn *column = table != NULL ? gp_table_lookup (table, field) : NULL;

  if (column == NULL)
    refuse (self);
  else if (self->error == NULL && self->options->may_use != NULL)
    self->options->may_use (table, column, self->options->user_data, &self->error);

  return self->error == NULL ? column : NULL;
}

/* The entity that the last of @n hops leads to. */
static const GpId *
path_entity (Printer            *self,
             const GpExprColumn *path,
             guint               n)
{
  return n > 0 ? &path->hops[n - 1].entity
               : &gp_expr_query_get_row (self->query, path->row)->entity;
}

/* @field of what @n hops lead to: a subquery for each hop. */
static void
print_path (Printer            *self,
            const GpExprColumn *path,
            guint               n,
            const GpId         *field)
{
  const GpColumn *column = find_column (self, path_entity (self, path, n), field);
  const GpExprHop *hop = n > 0 ? &path->hops[n - 1] : NULL;
  const GpTable *table;
  const GpColumn *key;

  if (column == NULL)
    return;
  if (hop == NULL)
    {
      g_string_append_printf (self->sql, "r%u.%s", path->row, column->quoted);
      return;
    }

  table = find_table (self, &hop->entity);
  key = find_column (self, &hop->entity, &hop->key);
  if (key == NULL)
    return;
  g_string_append_printf (self->sql, "(SELECT h%u.%s FROM %s AS h%u WHERE h%u.%s = ", n,
                          column->quoted, table->quoted, n, n, key->quoted);
  print_path (self, path, n - 1, &hop->reference);
  g_string_append_c (self->sql, ')');
}

static const GpCellFormat *
column_format (Printer            *self,
               const GpExprColumn *path)
{
  const GpColumn *column = find_column (self, path_entity (self, path, path->n_hops), &path->field);

  return column != NULL ? &column->format : NULL;
}

/* Types whose text in the database is not what is compared. */
static gboolean
needs_comparable (const GpCellFormat *format,
                  gboolean            item)
{
  if (format->type == GP_CELL_TYPE_DECIMAL || format->type == GP_CELL_TYPE_DATE)
    return TRUE;

  return item && (format->type == GP_CELL_TYPE_TIMESTAMP || format->type == GP_CELL_TYPE_DURATION);
}

/* The value as SQLite compares it. FALSE, with the value below, where it lies between two. */
static gboolean
to_cell (Printer           *self,
         const GpExprValue *value,
         gint64             offset,
         GpCell            *out)
{
  gint64 seconds;
  gint64 nanos = 0;
  gint32 rest;
  gsize length;
  const char *text;

  *out = (GpCell) GP_CELL_INIT;
  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      *out = gp_cell_int (gp_expr_value_get_bool (value));
      return TRUE;
    case GP_EXPR_VALUE_INT:
      *out = gp_cell_int (gp_expr_value_get_int (value));
      return TRUE;
    case GP_EXPR_VALUE_DOUBLE:
      *out = gp_cell_real (gp_expr_value_get_double (value));
      return TRUE;
    case GP_EXPR_VALUE_STRING:
      text = gp_expr_value_get_string (value, &length);
      *out = gp_cell_blob (text, length);
      out->kind = GP_CELL_TEXT;
      return TRUE;
    case GP_EXPR_VALUE_TIMESTAMP:
      seconds = gp_expr_value_get_timestamp (value, &rest);
      nanos = rest + offset % GP_EXPR_NANOS_PER_SECOND;
      seconds += offset / GP_EXPR_NANOS_PER_SECOND;
      out->kind = GP_CELL_INT;
      out->integer = seconds * G_USEC_PER_SEC + nanos / NANOS_PER_MICRO;
      break;
    case GP_EXPR_VALUE_DURATION:
      nanos = gp_expr_value_get_duration (value);
      out->kind = GP_CELL_INT;
      out->integer = nanos / NANOS_PER_MICRO;
      break;
    default:
      refuse (self);
      return TRUE;
    }

  /* Division cuts off towards zero, and "below" is towards minus. */
  if (nanos % NANOS_PER_MICRO < 0)
    out->integer--;

  return nanos % NANOS_PER_MICRO == 0;
}

static void
print_cell (Printer *self,
            GpCell   cell)
{
  g_string_append_c (self->sql, '?');
  g_array_append_val (self->values, cell);
}

/* (transfer full): NULL for an absent parameter. */
static GpExprValue *
operand_value (Printer             *self,
               const GpExprOperand *operand)
{
  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    return gp_expr_value_ref (operand->value);

  return self->options->get_param (operand->param, self->options->user_data);
}

static const char *
transform_function (const GpExprOperand *operand)
{
  switch (operand->transform)
    {
    case GP_EXPR_TRANSFORM_LOWER:
      return "lower";
    case GP_EXPR_TRANSFORM_UPPER:
      return "upper";
    case GP_EXPR_TRANSFORM_SIZE:
      return operand->type.kind == GP_EXPR_TYPE_LIST ? "json_array_length" : "length";
    case GP_EXPR_TRANSFORM_NONE:
    default:
      return NULL;
    }
}

static void
print_column (Printer             *self,
              const GpExprOperand *operand)
{
  const GpCellFormat *format = column_format (self, &operand->column);
  gboolean comparable = format != NULL && !format->array && needs_comparable (format, FALSE);

  if (comparable)
    g_string_append_printf (self->sql, "gp_comparable (%d, ", format->type);
  print_path (self, &operand->column, operand->column.n_hops, &operand->column.field);
  if (comparable)
    g_string_append_c (self->sql, ')');
}

/* FALSE where a value lies between two that the database can hold; the lower one is printed. */
static gboolean
print_operand (Printer             *self,
               const GpExprOperand *operand)
{
  const char *function = transform_function (operand);
  gboolean exact = TRUE;

  if (function != NULL)
    g_string_append_printf (self->sql, "%s (", function);
  if (operand->kind == GP_EXPR_OPERAND_COLUMN)
    {
      print_column (self, operand);
    }
  else
    {
      g_autoptr(GpExprValue) value = operand_value (self, operand);
      GpCell cell = GP_CELL_INIT;

      if (value != NULL && !gp_expr_value_is_null (value))
        exact = to_cell (self, value, operand->offset, &cell);
      print_cell (self, cell);
    }
  if (function != NULL)
    g_string_append_c (self->sql, ')');

  return exact;
}

static gboolean
is_exact (Printer             *self,
          const GpExprOperand *operand)
{
  g_autoptr(GpExprValue) value = NULL;
  g_auto(GpCell) cell = GP_CELL_INIT;

  if (operand->kind == GP_EXPR_OPERAND_COLUMN)
    return TRUE;
  value = operand_value (self, operand);

  return value == NULL || gp_expr_value_is_null (value)
         || gp_expr_value_get_kind (value) == GP_EXPR_VALUE_LIST
         || to_cell (self, value, operand->offset, &cell);
}

static void
print_pair (Printer             *self,
            const GpExprOperand *left,
            const char          *between,
            const GpExprOperand *right)
{
  print_operand (self, left);
  g_string_append_printf (self->sql, " %s ", between);
  print_operand (self, right);
}

/* Comparing with a value above the one that is printed, and below the next. */
static const char *
inexact_operator (GpExprNodeKind op,
                  gboolean       on_left)
{
  switch ((int) op)
    {
    case GP_EXPR_NODE_LT:
    case GP_EXPR_NODE_LE:
      return on_left ? "<" : "<=";
    case GP_EXPR_NODE_GT:
    case GP_EXPR_NODE_GE:
      return on_left ? ">=" : ">";
    default:
      return NULL;
    }
}

static void
print_compare (Printer               *self,
               const GpExprQueryNode *node)
{
  static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = "=", [GP_EXPR_NODE_NE] = "<>", [GP_EXPR_NODE_LT] = "<",
    [GP_EXPR_NODE_LE] = "<=", [GP_EXPR_NODE_GT] = ">", [GP_EXPR_NODE_GE] = ">=",
  };
  gboolean left_exact = is_exact (self, node->left);
  gboolean right_exact = is_exact (self, node->right);
  const char *op = operators[node->op];

  if (!left_exact && !right_exact)
    {
      refuse (self);
      return;
    }
  if (left_exact && right_exact)
    {
      print_pair (self, node->left, op, node->right);
      return;
    }

  op = inexact_operator (node->op, !left_exact);
  if (op != NULL)
    {
      print_pair (self, node->left, op, node->right);
    }
  else if (node->op == GP_EXPR_NODE_NE)
    {
      print_operand (self, left_exact ? node->left : node->right);
      g_string_append (self->sql, " IS NOT NULL");
    }
  else
    {
      g_string_append_c (self->sql, '0');
    }
}

/* Equal to one of the values, or to none; those between two microseconds equal nothing. */
static void
print_any_of (Printer               *self,
              const GpExprOperand   *left,
              GpExprValue *const    *items,
              gsize                  n_items,
              gboolean               none)
{
  guint n = 0;

  g_string_append_c (self->sql, '(');
  print_operand (self, left);
  g_string_append_printf (self->sql, " IS NOT NULL AND ");
  print_operand (self, left);
  g_string_append_printf (self->sql, " %sIN (", none ? "NOT " : "");
  for (gsize i = 0; i < n_items; i++)
    {
      GpCell cell = GP_CELL_INIT;

      if (gp_expr_value_is_null (items[i]) || !to_cell (self, items[i], 0, &cell))
        {
          gp_cell_clear (&cell);
          continue;
        }
      if (n++ > 0)
        g_string_append (self->sql, ", ");
      print_cell (self, cell);
    }
  g_string_append (self->sql, "))");
}

static void
print_member (Printer               *self,
              const GpExprQueryNode *node)
{
  gboolean none = node->kind == GP_EXPR_QUERY_NOT_MEMBER;
  const GpCellFormat *format;

  if (node->right->kind != GP_EXPR_OPERAND_COLUMN)
    {
      g_autoptr(GpExprValue) list = operand_value (self, node->right);
      g_autoptr(GPtrArray) items = g_ptr_array_new ();

      if (list == NULL || gp_expr_value_get_kind (list) != GP_EXPR_VALUE_LIST)
        {
          g_string_append_c (self->sql, '0');
          return;
        }
      for (gsize i = 0; i < gp_expr_value_get_size (list); i++)
        g_ptr_array_add (items, gp_expr_value_get_item (list, i));
      print_any_of (self, node->left, (GpExprValue **) items->pdata, items->len, none);
      return;
    }

  format = column_format (self, &node->right->column);
  if (format == NULL)
    return;
  g_string_append_c (self->sql, '(');
  print_operand (self, node->left);
  g_string_append (self->sql, " IS NOT NULL AND ");
  print_operand (self, node->right);
  g_string_append_printf (self->sql, " IS NOT NULL AND %sEXISTS (SELECT 1 FROM json_each (",
                          none ? "NOT " : "");
  print_operand (self, node->right);
  g_string_append (self->sql, ") AS j WHERE ");
  if (needs_comparable (format, TRUE))
    g_string_append_printf (self->sql, "gp_comparable (%d, j.value) = ", format->type);
  else
    g_string_append (self->sql, "j.value = ");
  print_operand (self, node->left);
  g_string_append (self->sql, "))");
}

static void
print_text_test (Printer               *self,
                 const GpExprQueryNode *node)
{
  gboolean negative = node->kind == GP_EXPR_QUERY_NOT_STARTS_WITH
                      || node->kind == GP_EXPR_QUERY_NOT_ENDS_WITH
                      || node->kind == GP_EXPR_QUERY_NOT_CONTAINS;

  g_string_append_c (self->sql, '(');
  print_operand (self, node->left);
  g_string_append (self->sql, " IS NOT NULL AND ");
  print_operand (self, node->right);
  g_string_append_printf (self->sql, " IS NOT NULL AND %s(", negative ? "NOT " : "");
  switch ((int) node->kind)
    {
    case GP_EXPR_QUERY_CONTAINS:
    case GP_EXPR_QUERY_NOT_CONTAINS:
      g_string_append (self->sql, "instr (");
      print_pair (self, node->left, ",", node->right);
      g_string_append (self->sql, ") > 0");
      break;
    case GP_EXPR_QUERY_STARTS_WITH:
    case GP_EXPR_QUERY_NOT_STARTS_WITH:
      g_string_append (self->sql, "substr (");
      print_pair (self, node->left, ", 1, length (", node->right);
      g_string_append (self->sql, ")) = ");
      print_operand (self, node->right);
      break;
    default:
      /* The last none of a text is all of it to substr (). */
      g_string_append (self->sql, "length (");
      print_operand (self, node->right);
      g_string_append (self->sql, ") = 0 OR substr (");
      print_pair (self, node->left, ", -length (", node->right);
      g_string_append (self->sql, ")) = ");
      print_operand (self, node->right);
    }
  g_string_append (self->sql, "))");
}

static void
print_exists (Printer               *self,
              const GpExprQueryNode *node)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, node->row);
  const GpTable *table = find_table (self, &row->entity);
  const GpColumn *column = find_column (self, &row->entity, &row->child_field);

  if (column == NULL)
    return;
  g_string_append_printf (self->sql, "%sEXISTS (SELECT 1 FROM %s AS r%u WHERE r%u.%s = ",
                          node->kind == GP_EXPR_QUERY_NOT_EXISTS ? "NOT " : "", table->quoted,
                          node->row, node->row, column->quoted);
  print_path (self, &row->parent_key, row->parent_key.n_hops, &row->parent_key.field);
  g_string_append (self->sql, " AND ");
  print_node (self, node->children[0]);
  g_string_append_c (self->sql, ')');
}

static void
print_compound (Printer               *self,
                const GpExprQueryNode *node)
{
  for (guint i = 0; i < node->n_children; i++)
    {
      if (i > 0)
        g_string_append (self->sql, node->kind == GP_EXPR_QUERY_AND ? " AND " : " OR ");
      print_node (self, node->children[i]);
    }
}

static gboolean
is_present (Printer             *self,
            const GpExprOperand *operand)
{
  g_autoptr(GpExprValue) value = operand_value (self, operand);

  return value != NULL && !gp_expr_value_is_null (value);
}

static void
print_node (Printer               *self,
            const GpExprQueryNode *node)
{
  gboolean exact;

  g_string_append_c (self->sql, '(');
  switch (node->kind)
    {
    case GP_EXPR_QUERY_TRUE:
      g_string_append_c (self->sql, '1');
      break;
    case GP_EXPR_QUERY_FALSE:
      g_string_append_c (self->sql, '0');
      break;
    case GP_EXPR_QUERY_AND:
    case GP_EXPR_QUERY_OR:
      print_compound (self, node);
      break;
    case GP_EXPR_QUERY_COMPARE:
      print_compare (self, node);
      break;
    case GP_EXPR_QUERY_SAME:
    case GP_EXPR_QUERY_DIFFERENT:
      exact = is_exact (self, node->left) && is_exact (self, node->right);
      if (exact)
        print_pair (self, node->left, node->kind == GP_EXPR_QUERY_SAME ? "IS" : "IS NOT",
                    node->right);
      else
        g_string_append_c (self->sql, node->kind == GP_EXPR_QUERY_SAME ? '0' : '1');
      break;
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_NOT_NULL:
      print_operand (self, node->left);
      g_string_append (self->sql, node->kind == GP_EXPR_QUERY_IS_NULL ? " IS NULL"
                                                                      : " IS NOT NULL");
      break;
    case GP_EXPR_QUERY_PRESENT:
    case GP_EXPR_QUERY_ABSENT:
      g_string_append_c (self->sql, is_present (self, node->left)
                                    == (node->kind == GP_EXPR_QUERY_PRESENT) ? '1' : '0');
      break;
    case GP_EXPR_QUERY_ANY_OF:
    case GP_EXPR_QUERY_NONE_OF:
      print_any_of (self, node->left, node->values, node->n_values,
                    node->kind == GP_EXPR_QUERY_NONE_OF);
      break;
    case GP_EXPR_QUERY_MEMBER:
    case GP_EXPR_QUERY_NOT_MEMBER:
      print_member (self, node);
      break;
    case GP_EXPR_QUERY_EXISTS:
    case GP_EXPR_QUERY_NOT_EXISTS:
      print_exists (self, node);
      break;
    case GP_EXPR_QUERY_STARTS_WITH:
    case GP_EXPR_QUERY_NOT_STARTS_WITH:
    case GP_EXPR_QUERY_ENDS_WITH:
    case GP_EXPR_QUERY_NOT_ENDS_WITH:
    case GP_EXPR_QUERY_CONTAINS:
    case GP_EXPR_QUERY_NOT_CONTAINS:
    case GP_EXPR_N_QUERY_KINDS:
    default:
      print_text_test (self, node);
    }
  g_string_append_c (self->sql, ')');
}

gboolean
gp_sqlite_expr_print (const GpSqliteExpr *self,
                      const GpExprQuery  *query,
                      GString            *sql,
                      GArray             *values,
                      GError            **error)
{
  Printer printer = { self, query, sql, values, NULL };

  g_return_val_if_fail (self != NULL && query != NULL, FALSE);

  print_node (&printer, gp_expr_query_get_root (query));
  if (printer.error != NULL)
    {
      g_propagate_error (error, printer.error);
      return FALSE;
    }

  return TRUE;
}

/* gp_comparable (type, text): the text of a value of that type as what is compared. */
static void
comparable_function (sqlite3_context  *context,
                     int               n,
                     sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[1]);
  GpCellFormat format = { .type = sqlite3_value_int (values[0]) };
  g_auto(GpCell) cell = GP_CELL_INIT;
  g_autofree char *midnight = NULL;

  if (text == NULL)
    return;
  if (format.type == GP_CELL_TYPE_DECIMAL)
    {
      sqlite3_result_double (context, g_ascii_strtod (text, NULL));
      return;
    }
  if (format.type == GP_CELL_TYPE_DATE)
    {
      midnight = g_strconcat (text, "T00:00:00Z", NULL);
      text = midnight;
      format.type = GP_CELL_TYPE_TIMESTAMP;
    }
  if (gp_cell_parse (&format, text, &cell, NULL))
    sqlite3_result_int64 (context, cell.integer);
}

void
gp_sqlite_expr_prepare (GpSqlite *sqlite)
{
  sqlite3_create_function_v2 (gp_sqlite_get_handle (sqlite), "gp_comparable", 2,
                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                              comparable_function, NULL, NULL, NULL);
}

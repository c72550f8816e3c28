/* gp-sqlite-expr.c — a compiled condition as SQLite's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * The compiled tree says exactly which rows each node is true on; this only writes it down. Nothing
 * that a user wrote gets into the text but the names of tables and columns, which come from the
 * schema, quoted: every value is bound. */
#define G_LOG_DOMAIN "gp-sqlite-expr"
#include "config.h"
#include "gp-sqlite-expr.h"

#include "gp-sqlite-expr-private.h"

static void print_node (GpSqlitePrinter *self, const GpExprQueryNode *node);

static void
print_pair (GpSqlitePrinter             *self,
            const GpExprOperand *left,
            const char          *between,
            const GpExprOperand *right)
{
  gp_sqlite_printer_operand (self, left);
  g_string_append_printf (self->sql, " %s ", between);
  gp_sqlite_printer_operand (self, right);
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
print_compare (GpSqlitePrinter               *self,
               const GpExprQueryNode *node)
{
  static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = "=", [GP_EXPR_NODE_NE] = "<>", [GP_EXPR_NODE_LT] = "<",
    [GP_EXPR_NODE_LE] = "<=", [GP_EXPR_NODE_GT] = ">", [GP_EXPR_NODE_GE] = ">=",
  };
  gboolean left_exact = gp_sqlite_printer_is_exact (self, node->left);
  gboolean right_exact = gp_sqlite_printer_is_exact (self, node->right);
  const char *op = operators[node->op];

  if (!left_exact && !right_exact)
    {
      gp_sqlite_printer_refuse (self);
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
      gp_sqlite_printer_operand (self, left_exact ? node->left : node->right);
      g_string_append (self->sql, " IS NOT NULL");
    }
  else
    {
      g_string_append_c (self->sql, '0');
    }
}

/* Equal to one of the values, or to none; those between two microseconds equal nothing. */
static void
print_any_of (GpSqlitePrinter               *self,
              const GpExprOperand   *left,
              GpExprValue *const    *items,
              gsize                  n_items,
              gboolean               none)
{
  guint n = 0;

  g_string_append_c (self->sql, '(');
  gp_sqlite_printer_operand (self, left);
  g_string_append_printf (self->sql, " IS NOT NULL AND ");
  gp_sqlite_printer_operand (self, left);
  g_string_append_printf (self->sql, " %sIN (", none ? "NOT " : "");
  for (gsize i = 0; i < n_items; i++)
    {
      GpCell cell = GP_CELL_INIT;

      if (gp_expr_value_is_null (items[i]) || !gp_sqlite_printer_to_cell (self, items[i], &cell))
        {
          gp_cell_clear (&cell);
          continue;
        }
      if (n++ > 0)
        g_string_append (self->sql, ", ");
      gp_sqlite_printer_cell (self, cell);
    }
  g_string_append (self->sql, "))");
}

static void
print_member (GpSqlitePrinter               *self,
              const GpExprQueryNode *node)
{
  gboolean none = node->kind == GP_EXPR_QUERY_NOT_MEMBER;
  const GpCellFormat *format;

  if (node->right->kind != GP_EXPR_OPERAND_COLUMN)
    {
      g_autoptr(GpExprValue) list = gp_sqlite_printer_value (self, node->right);
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

  format = gp_sqlite_printer_format (self, &node->right->column);
  if (format == NULL)
    return;
  g_string_append_c (self->sql, '(');
  gp_sqlite_printer_operand (self, node->left);
  g_string_append (self->sql, " IS NOT NULL AND ");
  gp_sqlite_printer_operand (self, node->right);
  g_string_append_printf (self->sql, " IS NOT NULL AND %sEXISTS (SELECT 1 FROM json_each (",
                          none ? "NOT " : "");
  gp_sqlite_printer_operand (self, node->right);
  g_string_append (self->sql, ") AS j WHERE ");
  if (gp_sqlite_printer_is_indirect (format, TRUE))
    g_string_append_printf (self->sql, "gp_comparable (%d, j.value) = ", format->type);
  else
    g_string_append (self->sql, "j.value = ");
  gp_sqlite_printer_operand (self, node->left);
  g_string_append (self->sql, "))");
}

static void
print_text_test (GpSqlitePrinter               *self,
                 const GpExprQueryNode *node)
{
  gboolean negative = node->kind == GP_EXPR_QUERY_NOT_STARTS_WITH
                      || node->kind == GP_EXPR_QUERY_NOT_ENDS_WITH
                      || node->kind == GP_EXPR_QUERY_NOT_CONTAINS;

  g_string_append_c (self->sql, '(');
  gp_sqlite_printer_operand (self, node->left);
  g_string_append (self->sql, " IS NOT NULL AND ");
  gp_sqlite_printer_operand (self, node->right);
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
      gp_sqlite_printer_operand (self, node->right);
      break;
    default:
      /* The last none of a text is all of it to substr (). */
      g_string_append (self->sql, "length (");
      gp_sqlite_printer_operand (self, node->right);
      g_string_append (self->sql, ") = 0 OR substr (");
      print_pair (self, node->left, ", -length (", node->right);
      g_string_append (self->sql, ")) = ");
      gp_sqlite_printer_operand (self, node->right);
    }
  g_string_append (self->sql, "))");
}

static void
print_exists (GpSqlitePrinter               *self,
              const GpExprQueryNode *node)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, node->row);
  const GpTable *table = gp_sqlite_printer_find_table (self, &row->entity);
  const GpColumn *column = gp_sqlite_printer_find_column (self, &row->entity, &row->child_field);

  if (column == NULL)
    return;
  g_string_append_printf (self->sql, "%sEXISTS (SELECT 1 FROM %s AS r%u WHERE r%u.%s = ",
                          node->kind == GP_EXPR_QUERY_NOT_EXISTS ? "NOT " : "", table->quoted,
                          node->row, node->row, column->quoted);
  gp_sqlite_printer_path (self, &row->parent_key, row->parent_key.n_hops, &row->parent_key.field);
  g_string_append (self->sql, " AND ");
  print_node (self, node->children[0]);
  g_string_append_c (self->sql, ')');
}

static void
print_compound (GpSqlitePrinter               *self,
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
is_present (GpSqlitePrinter             *self,
            const GpExprOperand *operand)
{
  g_autoptr(GpExprValue) value = gp_sqlite_printer_value (self, operand);

  return value != NULL;
}

static void
print_node (GpSqlitePrinter               *self,
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
      exact = gp_sqlite_printer_is_exact (self, node->left)
              && gp_sqlite_printer_is_exact (self, node->right);
      if (exact)
        print_pair (self, node->left, node->kind == GP_EXPR_QUERY_SAME ? "IS" : "IS NOT",
                    node->right);
      else
        g_string_append_c (self->sql, node->kind == GP_EXPR_QUERY_SAME ? '0' : '1');
      break;
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_NOT_NULL:
      gp_sqlite_printer_operand (self, node->left);
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
  GpSqlitePrinter printer = { self, query, sql, values, NULL };

  g_return_val_if_fail (self != NULL && query != NULL, FALSE);

  print_node (&printer, gp_expr_query_get_root (query));
  if (printer.error != NULL)
    {
      g_propagate_error (error, printer.error);
      return FALSE;
    }

  return TRUE;
}

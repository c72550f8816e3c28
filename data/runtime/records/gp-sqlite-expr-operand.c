/* gp-sqlite-expr-operand.c — columns and values of a condition as SQLite's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Dates, and the items of lists, are kept as text; gp_comparable () turns them into what the
 * evaluator compares. Timestamps here have microseconds and those of expressions nanoseconds: a
 * value between two microseconds is equal to none, and comparing with it becomes comparing with the
 * one below. */
#define G_LOG_DOMAIN "gp-sqlite-expr-operand"
#include "config.h"
#include "gp-sqlite-expr.h"

#include "gp-sqlite-expr-private.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define NANOS_PER_MICRO 1000

void
gp_sqlite_printer_refuse (GpSqlitePrinter *self)
{
  if (self->error == NULL)
    g_set_error_literal (&self->error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                         _("The condition looks at something that is not in this database."));
}

const GpTable *
gp_sqlite_printer_find_table (GpSqlitePrinter    *self,
            const GpId *entity)
{
  const GpTable *table = gp_schema_lookup (self->options->schema, entity);

  if (table == NULL)
    gp_sqlite_printer_refuse (self);

  return table;
}

const GpColumn *
gp_sqlite_printer_find_column (GpSqlitePrinter    *self,
             const GpId *entity,
             const GpId *field)
{
  const GpTable *table = gp_sqlite_printer_find_table (self, entity);
  const GpColumn *column = table != NULL ? gp_table_lookup (table, field) : NULL;

  if (column == NULL)
    gp_sqlite_printer_refuse (self);
  else if (self->error == NULL && self->options->may_use != NULL)
    self->options->may_use (table, column, self->options->user_data, &self->error);

  return self->error == NULL ? column : NULL;
}

/* The entity that the last of @n hops leads to. */
static const GpId *
path_entity (GpSqlitePrinter            *self,
             const GpExprColumn *path,
             guint               n)
{
  return n > 0 ? &path->hops[n - 1].entity
               : &gp_expr_query_get_row (self->query, path->row)->entity;
}

/* @field of what @n hops lead to: a subquery for each hop. */
void
gp_sqlite_printer_path (GpSqlitePrinter            *self,
            const GpExprColumn *path,
            guint               n,
            const GpId         *field)
{
  const GpColumn *column = gp_sqlite_printer_find_column (self, path_entity (self, path, n), field);
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

  table = gp_sqlite_printer_find_table (self, &hop->entity);
  key = gp_sqlite_printer_find_column (self, &hop->entity, &hop->key);
  if (key == NULL)
    return;
  g_string_append_printf (self->sql, "(SELECT h%u.%s FROM %s AS h%u WHERE h%u.%s = ", n,
                          column->quoted, table->quoted, n, n, key->quoted);
  gp_sqlite_printer_path (self, path, n - 1, &hop->reference);
  g_string_append_c (self->sql, ')');
}

const GpCellFormat *
gp_sqlite_printer_format (GpSqlitePrinter            *self,
               const GpExprColumn *path)
{
  const GpId *entity = path_entity (self, path, path->n_hops);
  const GpColumn *column = gp_sqlite_printer_find_column (self, entity, &path->field);

  return column != NULL ? &column->format : NULL;
}

/* Types whose text in the database is not what is compared. */
gboolean
gp_sqlite_printer_is_indirect (const GpCellFormat *format,
                  gboolean            item)
{
  if (format->type == GP_CELL_TYPE_DECIMAL || format->type == GP_CELL_TYPE_DATE)
    return TRUE;

  return item && (format->type == GP_CELL_TYPE_TIMESTAMP || format->type == GP_CELL_TYPE_DURATION);
}

/* The value as SQLite compares it. FALSE, with the value below, where it lies between two. */
gboolean
gp_sqlite_printer_to_cell (GpSqlitePrinter           *self,
         const GpExprValue *value,
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
      nanos = rest;
      out->kind = GP_CELL_INT;
      out->integer = seconds * G_USEC_PER_SEC + nanos / NANOS_PER_MICRO;
      break;
    case GP_EXPR_VALUE_DURATION:
      nanos = gp_expr_value_get_duration (value);
      out->kind = GP_CELL_INT;
      out->integer = nanos / NANOS_PER_MICRO;
      break;
    default:
      gp_sqlite_printer_refuse (self);
      return TRUE;
    }

  /* Division cuts off towards zero, and "below" is towards minus. */
  if (nanos % NANOS_PER_MICRO < 0)
    out->integer--;

  return nanos % NANOS_PER_MICRO == 0;
}

void
gp_sqlite_printer_cell (GpSqlitePrinter *self,
            GpCell   cell)
{
  g_string_append_c (self->sql, '?');
  g_array_append_val (self->values, cell);
}

/* (transfer full): NULL for an absent parameter. */
GpExprValue *
gp_sqlite_printer_value (GpSqlitePrinter             *self,
               const GpExprOperand *operand)
{
  GpExprValue *value;

  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    return gp_expr_value_ref (operand->value);

  value = gp_expr_eval_node (operand->source, self->options->env);
  if (gp_expr_value_is_error (value) || gp_expr_value_is_null (value))
    g_clear_pointer (&value, gp_expr_value_unref);

  return value;
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
print_column (GpSqlitePrinter             *self,
              const GpExprOperand *operand)
{
  const GpCellFormat *format = gp_sqlite_printer_format (self, &operand->column);
  gboolean comparable = format != NULL && !format->array && gp_sqlite_printer_is_indirect (format,
                                                                                           FALSE);

  if (comparable)
    g_string_append_printf (self->sql, "gp_comparable (%d, ", format->type);
  gp_sqlite_printer_path (self, &operand->column, operand->column.n_hops, &operand->column.field);
  if (comparable)
    g_string_append_c (self->sql, ')');
}

/* FALSE where a value lies between two that the database can hold; the lower one is printed. */
gboolean
gp_sqlite_printer_operand (GpSqlitePrinter             *self,
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
      g_autoptr(GpExprValue) value = gp_sqlite_printer_value (self, operand);
      GpCell cell = GP_CELL_INIT;

      if (value != NULL)
        exact = gp_sqlite_printer_to_cell (self, value, &cell);
      gp_sqlite_printer_cell (self, cell);
    }
  if (function != NULL)
    g_string_append_c (self->sql, ')');

  return exact;
}

gboolean
gp_sqlite_printer_is_exact (GpSqlitePrinter             *self,
          const GpExprOperand *operand)
{
  g_autoptr(GpExprValue) value = NULL;
  g_auto(GpCell) cell = GP_CELL_INIT;

  if (operand->kind == GP_EXPR_OPERAND_COLUMN)
    return TRUE;
  value = gp_sqlite_printer_value (self, operand);

  return value == NULL || gp_expr_value_get_kind (value) == GP_EXPR_VALUE_LIST
         || gp_sqlite_printer_to_cell (self, value, &cell);
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

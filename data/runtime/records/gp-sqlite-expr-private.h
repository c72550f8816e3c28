/* gp-sqlite-expr-private.h — what the two halves of the printer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sqlite-expr.h"

G_BEGIN_DECLS

/** GpSqlitePrinter: one run. After an @error printing goes on, and what is printed is thrown
 * away. */
typedef struct
{
  const GpSqliteExpr *options;
  const GpExprQuery  *query;
  GString            *sql;
  GArray             *values;
  GError             *error;
} GpSqlitePrinter;

void                gp_sqlite_printer_refuse      (GpSqlitePrinter *self);

/* NULL, with the error set, for what is not in this database or must not be looked at. */
const GpTable      *gp_sqlite_printer_find_table  (GpSqlitePrinter *self, const GpId *entity);
const GpColumn     *gp_sqlite_printer_find_column (GpSqlitePrinter *self, const GpId *entity,
                                                   const GpId *field);
const GpCellFormat *gp_sqlite_printer_format      (GpSqlitePrinter *self,
                                                   const GpExprColumn *path);

/** gp_sqlite_printer_path: @field of what @n hops of @path lead to: a subquery for each hop. */
void                gp_sqlite_printer_path        (GpSqlitePrinter *self, const GpExprColumn *path,
                                                   guint n, const GpId *field);

/** gp_sqlite_printer_is_indirect: kept as a text that is not what is compared. @item: of a list. */
gboolean            gp_sqlite_printer_is_indirect (const GpCellFormat *format, gboolean item);

/** gp_sqlite_printer_value: (transfer full): of a value or parameter; NULL where it is absent. */
GpExprValue        *gp_sqlite_printer_value       (GpSqlitePrinter *self,
                                                   const GpExprOperand *operand);

/* FALSE where the value lies between two that the database can hold; the lower one is taken. */
gboolean            gp_sqlite_printer_to_cell     (GpSqlitePrinter *self, const GpExprValue *value,
                                                   GpCell *out);
gboolean            gp_sqlite_printer_operand     (GpSqlitePrinter *self,
                                                   const GpExprOperand *operand);
gboolean            gp_sqlite_printer_is_exact    (GpSqlitePrinter *self,
                                                   const GpExprOperand *operand);

/** gp_sqlite_printer_cell: a place for @cell, which is taken. */
void                gp_sqlite_printer_cell        (GpSqlitePrinter *self, GpCell cell);

G_END_DECLS

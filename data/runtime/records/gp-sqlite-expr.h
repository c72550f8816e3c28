/* gp-sqlite-expr.h — a compiled condition as SQLite's SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-eval.h"
#include "gp-expr-query.h"
#include "gp-table.h"

G_BEGIN_DECLS

/**
 * GpSqliteExpr: what the printer has to be told.
 * @env: where the parameters of the query (user.id, now) get their values
 * @may_use: (nullable): whether a column may be looked at; FALSE with @error otherwise
 */
typedef struct
{
  const GpSchema  *schema;
  const GpExprEnv *env;
  gboolean       (*may_use) (const GpTable *table, const GpColumn *column, gpointer user_data,
                             GError **error);
  gpointer         user_data;
} GpSqliteExpr;

/**
 * gp_sqlite_expr_print: appends the condition to @sql, with a ? for every value, whose GpCell is
 * appended to @values in the same order. Row N of the query is called rN: the statement that the
 * condition stands in must call its table r0.
 *
 * GP_EXPR_ERROR_REFUSED where a column or table is not in this database; @sql and @values are then
 * of no use.
 */
gboolean gp_sqlite_expr_print    (const GpSqliteExpr *self, const GpExprQuery *query, GString *sql,
                                  GArray *values, GError **error);

/** gp_sqlite_expr_prepare: makes the SQL function that the conditions use known to @sqlite. */
void     gp_sqlite_expr_prepare  (GpSqlite *sqlite);

G_END_DECLS

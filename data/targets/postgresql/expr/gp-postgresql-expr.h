/* gp-postgresql-expr.h — a compiled condition as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-query.h"

G_BEGIN_DECLS

/** The schema with the functions that conditions call; gp_postgresql_access_write() makes them. */
#define GP_POSTGRESQL_EXPR_SCHEMA "gp_access"

/**
 * GpPostgresqlExpr: what the printer has to be told.
 * @record, @new_record: what stands for the rows `record` and `new`, quoted: a table's name in a
 *   policy, OLD and NEW in a trigger, r0 in a query
 * @action: (nullable): what request.action is there
 * @functions: (nullable): whatever looks at other tables becomes a function, whose definition is
 *   appended here, because a policy sees only what the caller may see; NULL: subqueries
 * @n_functions: counts them, for their names
 * @print_param: (nullable): appends what the run of a flow knows, with the type of @node, which is
 *   a part of the condition without a row; NULL: what a database knows of who asks
 */
typedef struct
{
  GpDesign   *design;
  const char *record;
  const char *new_record;
  const char *action;
  GString    *functions;
  guint      *n_functions;
  gboolean  (*print_param) (const GpExprNode *node, GString *sql, gpointer param_data,
                            GError **error);
  gpointer    param_data;
} GpPostgresqlExpr;

/**
 * gp_postgresql_expr_print: appends the condition to @sql. Who asks is known to the database by
 * functions of the schema; values are literals.
 *
 * GP_EXPR_ERROR_REFUSED with the place of the part that cannot be said; @sql and the functions are
 * then of no use.
 */
gboolean gp_postgresql_expr_print       (const GpPostgresqlExpr *self, const GpExprQuery *query,
                                         GString *sql, GError **error);

/** gp_postgresql_expr_print_value: a literal, something of the caller, or the time: what a preset
 * sets. As text, or NULL where it is not known. Errors as above. */
gboolean gp_postgresql_expr_print_value (const GpExprNode *node, GString *sql, GError **error);

/** gp_postgresql_expr_table: the name of an entity's table, always with its schema, quoted. */
void     gp_postgresql_expr_table       (GString *out, const GpElement *entity);

/** gp_postgresql_expr_quote_body: the body of a function between dollar signs. */
void     gp_postgresql_expr_quote_body  (GString *out, const char *body);

G_END_DECLS

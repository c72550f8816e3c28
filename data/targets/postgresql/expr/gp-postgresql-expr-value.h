/* gp-postgresql-expr-value.h — what an expression of a flow comes to, as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-check.h"

G_BEGIN_DECLS

/** The schema with the functions of flows; gp_postgresql_flow_runtime makes those named here. */
#define GP_POSTGRESQL_FLOWS_SCHEMA "gp_flows"

/** GpPostgresqlForm: the SQL that a value is wanted as. */
typedef enum
{
  GP_POSTGRESQL_JSON,       /* jsonb; null is 'null' */
  GP_POSTGRESQL_BOOLEAN,
  GP_POSTGRESQL_BIGINT,
  GP_POSTGRESQL_FLOAT,
  GP_POSTGRESQL_TEXT,
  GP_POSTGRESQL_TIME,
  GP_POSTGRESQL_INTERVAL,
  GP_POSTGRESQL_N_FORMS
} GpPostgresqlForm;

/**
 * GpPostgresqlValues: what the printer has to be told.
 * @check: of the expression, in the scope of a flow
 * @print_variable: appends the jsonb that stands for a variable; FALSE where there is none of that
 *   name here. `now` is not asked for.
 * @allow_member: (nullable): whether the member @name of the variable @variable is known there
 */
typedef struct
{
  GpDesign          *design;
  const GpExprCheck *check;
  gboolean         (*print_variable) (const char *name, GString *sql, gpointer user_data);
  gboolean         (*allow_member)   (const char *variable, const char *name, gpointer user_data);
  gpointer           user_data;
} GpPostgresqlValues;

/**
 * gp_postgresql_expr_print_as: appends what @node comes to. SQL's NULL stands for an error of the
 * expression, so that AND and OR find what decides them, as they do in the language.
 *
 * GP_EXPR_ERROR_REFUSED with the place of the part that cannot be said; @sql is of no use then.
 */
gboolean gp_postgresql_expr_print_as (const GpPostgresqlValues *self, const GpExprNode *node,
                                      GpPostgresqlForm form, GString *sql, GError **error);

/** gp_postgresql_expr_form: as what values of @type are compared with columns; JSON where null, or
 * values of several kinds, are possible. */
GpPostgresqlForm gp_postgresql_expr_form (const GpExprType *type);

/** gp_postgresql_expr_row: appends the row @alias of @entity's table as the record that expressions
 * see: jsonb. */
void     gp_postgresql_expr_row      (GString *sql, GpDesign *design, const GpElement *entity,
                                      const char *alias);

G_END_DECLS

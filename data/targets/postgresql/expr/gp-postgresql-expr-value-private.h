/* gp-postgresql-expr-value-private.h — what the parts of the printer of values share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-expr-private.h"
#include "gp-postgresql-expr-value.h"

G_BEGIN_DECLS

#define GP_PG_CALL(name) GP_POSTGRESQL_FLOWS_SCHEMA "." name

/** GpPgValues: one run. @printer: for literals and refusals */
typedef struct
{
  const GpPostgresqlValues *options;
  GpPgPrinter               printer;
  GString                  *sql;
} GpPgValues;

/** GpPgPrint: appends @node, which holds names, and says as what. */
typedef GpPostgresqlForm (*GpPgPrint) (GpPgValues *self, const GpExprNode *node);

void             gp_pg_value_refuse (GpPgValues *self, const GpExprNode *node, const char *reason);

/** gp_pg_print_as: appends @node as @form. */
void             gp_pg_print_as     (GpPgValues *self, const GpExprNode *node,
                                     GpPostgresqlForm form);

/** gp_pg_value_form: as what values of @kind are, null apart. */
GpPostgresqlForm gp_pg_value_form   (GpExprTypeKind kind);
GpExprTypeKind   gp_pg_value_kind   (const GpPgValues *self, const GpExprNode *node);

/* gp-postgresql-expr-value-names.c */
GpPostgresqlForm gp_pg_print_ident       (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_select      (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_index       (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_has         (GpPgValues *self, const GpExprNode *node);

/* gp-postgresql-expr-value-operators.c */
GpPostgresqlForm gp_pg_print_logic       (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_not         (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_negate      (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_equality    (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_order       (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_sum         (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_in          (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_conditional (GpPgValues *self, const GpExprNode *node);

/* gp-postgresql-expr-value-calls.c: lists, maps, macros and functions */
GpPostgresqlForm gp_pg_print_collection  (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_macro       (GpPgValues *self, const GpExprNode *node);
GpPostgresqlForm gp_pg_print_call        (GpPgValues *self, const GpExprNode *node);

G_END_DECLS

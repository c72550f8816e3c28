/* gp-postgresql-expr-private.h — what the parts of the printer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-expr.h"

G_BEGIN_DECLS

/** How the values of an operand compare. OTHER: not at all. */
typedef enum
{
  GP_PG_OTHER,
  GP_PG_BOOL,
  GP_PG_INT,            /* at most 32 bits: doubles hold all of them */
  GP_PG_BIGINT,
  GP_PG_DOUBLE,
  GP_PG_TEXT,
  GP_PG_LABEL,          /* enums and the like: texts once they are cast */
  GP_PG_UUID,
  GP_PG_TIMESTAMP,
  GP_PG_DURATION,
  GP_PG_LIST,
} GpPgClass;

/** GpPgForm: as what an operand is written. */
typedef enum
{
  GP_PG_FORM_NATIVE,    /* the column as it is, timestamps with their zone */
  GP_PG_FORM_TEXT,
  GP_PG_FORM_EXACT,     /* a text by its bytes, whatever the column's collation */
  GP_PG_FORM_DOUBLE,
  GP_PG_FORM_NUMERIC,
  GP_PG_FORM_UUID,
} GpPgForm;

/** GpPgPrinter: one run. After an @error printing goes on, and what is printed is thrown away. */
typedef struct
{
  const GpPostgresqlExpr *options;
  const GpExprQuery      *query;
  GString                *sql;
  const GpExprNode       *source;       /* of the atom that is printed */
  GError                 *error;
} GpPgPrinter;

void      gp_pg_refuse  (GpPgPrinter *self, const char *reason);
GpPgClass gp_pg_class   (GpPgPrinter *self, const GpExprOperand *operand);
GpPgClass gp_pg_items   (GpPgPrinter *self, const GpExprOperand *list);

/** gp_pg_path: @field of what @n hops of @path lead to: a subquery for each hop. */
void      gp_pg_path    (GpPgPrinter *self, const GpExprColumn *path, guint n, const GpId *field);
void      gp_pg_operand (GpPgPrinter *self, const GpExprOperand *operand, GpPgForm form);
void      gp_pg_value   (GpPgPrinter *self, const GpExprValue *value, GpPgForm form);

/** gp_pg_is_exact: FALSE where a time lies between two microseconds; the one below is printed. */
gboolean  gp_pg_is_exact (const GpExprValue *value);

/** gp_pg_param: the parameter, of which the database knows by itself. */
void      gp_pg_param   (GpPgPrinter *self, const GpExprOperand *operand);

G_END_DECLS

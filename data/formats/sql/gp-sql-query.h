/* gp-sql-query.h — what the columns of a query are called, and of what type
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sql-reader.h"

G_BEGIN_DECLS

typedef struct _GpSqlOutput GpSqlOutput;

/** GpSqlOutput: one column of a query; type.info and type.name are NULL where the type is not
 * known. */
struct _GpSqlOutput
{
  const char  *name;    /* NULL where it has none */
  GpSqlType    type;
  GpSqlOutput *next;
};

/**
 * gp_sql_query_outputs:
 * @query: a SELECT; anything else has no columns
 * @names: string nodes that rename the first @n_names of them
 *
 * Returns: a list in the scratch arena of the reader's catalogue; NULL where nothing is known.
 */
const GpSqlOutput *gp_sql_query_outputs (GpSqlReader *reader, const PgQuery__Node *query,
                                         size_t n_names, PgQuery__Node **names);

G_END_DECLS

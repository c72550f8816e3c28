/* gp-test-expr-rows.h — random rows in memory, seen as records and queried by trees
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-eval.h"
#include "gp-expr-query.h"
#include "gp-test-expr-design.h"

G_BEGIN_DECLS

/**
 * Two ways to ask the same question: the evaluator over records, and a plain reading of what
 * gp-expr-query.h says that each node finds.
 */
typedef struct _GpTestRows GpTestRows;

typedef struct
{
  GpTestRows *rows;
  GpId entity;
  GHashTable *values;       /* field id → GpExprValue */
} GpTestRow;

struct _GpTestRows
{
  GpDesign *design;
  GPtrArray *all;           /* of GpTestRow, of all entities */
};

/** @n_rows of each entity of @design; with many nulls, and references that often meet. */
GpTestRows  *gp_test_rows_new      (GpDesign *design, guint n_rows) G_GNUC_WARN_UNUSED_RESULT;
void         gp_test_rows_free     (GpTestRows *self);

/** The row as expressions see it; valid as long as the rows. */
GpExprValue *gp_test_row_as_record (GpTestRow *row) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  GpTestRows *rows;
  const GpExprQuery *query;
  const GpExprEnv *env;     /* for parameters */
  GpTestRow *bound[64];     /* by row of the query */
} GpTestQuery;

/** Whether @node of the query is TRUE for the rows that are bound. */
gboolean     gp_test_query_finds   (GpTestQuery *self, const GpExprQueryNode *node);

G_END_DECLS

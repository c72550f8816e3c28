/* gp-test-schema.h — tables and references of a real schema
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char  *name;          /* without the schema “public” */
  guint  n_columns;
  guint  longest;       /* characters of the longest “column type” */
} GpTestTable;

typedef struct
{
  guint32 from;
  guint32 to;
} GpTestReference;

/**
 * GpTestSchema: the tables of an SQL file and what refers to what, without partitions (their
 * references are their parent's). Only for measuring and testing what comes after an import.
 */
typedef struct
{
  GArray     *tables;       /* of GpTestTable */
  GArray     *references;   /* of GpTestReference */
  GHashTable *by_name;
} GpTestSchema;

/* @file: below the folder of the corpus, such as “sql/pagila.pg.sql”.
 * Returns: NULL where there is no corpus or no such file in it. */
GpTestSchema *gp_test_schema_load (const char   *file);
void          gp_test_schema_free (GpTestSchema *self);

/* Card sizes: 7 px a character + 24; 36 + 20 px a column, at most 40 columns shown. */
double        gp_test_schema_width  (const GpTestSchema *self, guint table);
double        gp_test_schema_height (const GpTestSchema *self, guint table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestSchema, gp_test_schema_free)

G_END_DECLS

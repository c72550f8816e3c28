/* gp-sql-build-private.h — what the parts of gp-sql-build share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sql-build.h"

G_BEGIN_DECLS

/** GpSqlBuild: the design that is being made. */
typedef struct
{
  GpSqlCatalog *catalog;
  GPtrArray    *elements;
  GPtrArray    *tables;     /* GpSqlTable, in the order of the design */
  GHashTable   *fields;     /* GpSqlColumn → GpElement, borrowed from elements */
  GHashTable   *names;      /* names of entities that are taken */
} GpSqlBuild;

/** gp_sql_build_element: a new element at the end of the list, borrowed from it. */
GpElement *gp_sql_build_element (GpSqlBuild *build, GpKind kind, const GpId *id, const GpId *parent,
                                 double rank);

/** gp_sql_put_text: NULL and "" set nothing; bytes that are no UTF-8 are replaced.
 * gp_sql_put_line: line breaks become blanks too. */
void       gp_sql_put_text      (GpElement *element, GpProperty property, const char *text);
void       gp_sql_put_line      (GpElement *element, GpProperty property, const char *text);

/** gp_sql_build_rules: keys, indexes, checks and references of @table. @rank: of its last field. */
void       gp_sql_build_rules   (GpSqlBuild *build, const GpSqlTable *table, GpElement *entity,
                                 double rank);

G_END_DECLS

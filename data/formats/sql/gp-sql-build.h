/* gp-sql-build.h — a catalogue becomes a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sql-catalog.h"

G_BEGIN_DECLS

/**
 * gp_sql_build:
 * @name: of the design
 *
 * Lifts partitions into their tables, writes domains out, finds the columns that sequences number,
 * makes external entities for tables that are referred to but missing. What finds no place
 * becomes a
 * finding of @catalog. Changes @catalog; it can only be freed afterwards.
 *
 * Returns: (transfer full)
 */
GpDesign *gp_sql_build (GpSqlCatalog *catalog, const char *name, GError **error);

/* The steps before that, each in its file; private to gp_sql_build(). */
void gp_sql_lift_partitions (GpSqlCatalog *catalog);
void gp_sql_settle_columns  (GpSqlCatalog *catalog);   /* domains, enums, sequences */
void gp_sql_keep_routines   (GpSqlCatalog *catalog);

/** gp_sql_routine_needs_tables: whether the text @routine, a CREATE FUNCTION, names one of @tables
 * outside of its body: then it is made after them. */
gboolean gp_sql_routine_needs_tables (const char *routine, GHashTable *tables);

G_END_DECLS

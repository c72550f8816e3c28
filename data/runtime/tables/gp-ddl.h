/* gp-ddl.h — tables as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-table.h"

G_BEGIN_DECLS

/* All (transfer full). Two schemas ask for the same where these texts are the same. */

/** gp_ddl_literal: a constant as SQL. */
char *gp_ddl_literal      (const GpCell *cell);

/** gp_ddl_column: name, type and constraints of a column of @table. */
char *gp_ddl_column       (const GpTable *table, const GpColumn *column);

/** gp_ddl_constraints: the table's own constraints, each with a comma before it; may be empty. */
char *gp_ddl_constraints  (const GpTable *table);

/** gp_ddl_create_table: @name: not quoted; NULL for the table's own. */
char *gp_ddl_create_table (const GpTable *table, const char *name);

/** gp_ddl_index_name: quoted; by the index's id, so that renames do not concern it. */
char *gp_ddl_index_name   (const GpTableIndex *index);
char *gp_ddl_create_index (const GpTable *table, const GpTableIndex *index);

/** gp_ddl_create_triggers: for a column of files: a file goes when its record lets go of it.
 * gp_ddl_drop_triggers: what the former makes, where it is there. */
char *gp_ddl_create_triggers (const GpTable *table, const GpColumn *column);
char *gp_ddl_drop_triggers   (const GpColumn *column);

G_END_DECLS

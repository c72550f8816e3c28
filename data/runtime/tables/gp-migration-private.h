/* gp-migration-private.h — what running and checking a migration share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-migration.h"

G_BEGIN_DECLS

struct _GpMigration
{
  GpSqlite  *sqlite;
  GpSchema  *live;         /* takes the wanted names while it runs */
  GpSchema  *wanted;
  GPtrArray *conversions;  /* of Conversion, by the number that SQL has for them */
};

/** gp_migration_expression: (transfer full): SQL for the value of @column, of a wanted table, from
 * a record of the live table @from, which is called @alias; NULL where there is none. */
char     *gp_migration_expression (GpMigration *self, const GpTable *from, const GpColumn *column,
                                   const char *alias);

/** gp_migration_find_live: the column of @from whose values @column takes over; NULL where it
 * begins without any: new, or the files of one are nothing to the other. */
const GpColumn *gp_migration_find_live (const GpTable *from, const GpColumn *column);

/** gp_migration_converts: whether the values of @column are not taken as they are. */
gboolean  gp_migration_converts   (const GpTable *from, const GpColumn *column);

/** gp_migration_same_index: the same columns, and just as unique. Either may be NULL. */
gboolean  gp_migration_same_index (const GpTableIndex *a, const GpTableIndex *b);

/** gp_migration_find_index: by id, or NULL. */
const GpTableIndex *gp_migration_find_index (const GpTable *table, const GpId *id);

G_END_DECLS

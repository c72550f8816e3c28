/* gp-migration.h — from the tables of one design to those of another, with their records
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-operation.h"
#include "gp-table.h"

G_BEGIN_DECLS

/**
 * GpMigration: one step from the deployed design to the wanted one, which share ids.
 *
 * Used by the thread that owns the connection. Its functions are asked in the order in which they
 * stand here; all that changes something is done within one transaction of the caller's, which
 * began while foreign keys were not enforced.
 */
typedef struct _GpMigration GpMigration;

/** gp_migration_new: @sqlite: borrowed. @findings: what gp_schema_new() notes about @wanted is
 * added. */
GpMigration *gp_migration_new    (GpSqlite *sqlite, GpDesign *live, GpDesign *wanted,
                                  GPtrArray *findings);
void         gp_migration_free   (GpMigration *self);

/** gp_migration_get_wanted: borrowed. gp_migration_steal_wanted: (transfer full): ends its use. */
GpSchema    *gp_migration_get_wanted   (GpMigration *self);
GpSchema    *gp_migration_steal_wanted (GpMigration *self);

/**
 * gp_migration_check: counts the records that stand in the way.
 * @findings: an error for each change that they stand against is added
 */
gboolean     gp_migration_check  (GpMigration *self, GPtrArray *findings, GError **error);

/** gp_migration_count: fills in the rows of those @operations where they are unknown. */
gboolean     gp_migration_count  (GpMigration *self, GPtrArray *operations, GError **error);

/** gp_migration_run: makes the tables what is wanted. */
gboolean     gp_migration_run    (GpMigration *self, GError **error);

/** gp_migration_verify: reads the tables back. GP_RUNTIME_ERROR_VERIFY names what is not as
 * wanted. */
gboolean     gp_migration_verify (GpMigration *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpMigration, gp_migration_free)
G_END_DECLS

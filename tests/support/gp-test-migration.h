/* gp-test-migration.h — a table with records, to be changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-migration.h"
#include "gp-test-design.h"

G_BEGIN_DECLS

/** GpTestMigration: the live and the wanted design, equal at first, and a connection that holds
 * the live tables: thing with the field name, and three records, named a, null and a. */
typedef struct
{
  GpDesign *live;
  GpDesign *wanted;
  GpSqlite *sqlite;
  GpId      thing;
  GpId      name;
} GpTestMigration;

void gp_test_migration_start (GpTestMigration *self);
void gp_test_migration_clear (GpTestMigration *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpTestMigration, gp_test_migration_clear)
G_END_DECLS

/* gp-postgresql-migration.h — from one design to another in a PostgreSQL database, in SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpPostgresqlMigration: what makes the tables of one design into those of another, with their
 * rows. The two share ids, so that a rename is a rename. Immutable.
 */
typedef struct _GpPostgresqlMigration GpPostgresqlMigration;

/** gp_postgresql_migration_new: @findings: (nullable): what @wanted holds and PostgreSQL cannot. */
GpPostgresqlMigration *gp_postgresql_migration_new  (GpDesign *live, GpDesign *wanted,
                                                     GPtrArray *findings);
void                   gp_postgresql_migration_free (GpPostgresqlMigration *self);  /* or NULL */

/** gp_postgresql_migration_get_script: (transfer none): for one transaction, without its beginning
 * and end; "" where there is nothing to do. */
const char            *gp_postgresql_migration_get_script (const GpPostgresqlMigration *self);

/** gp_postgresql_migration_get_steps: statements that must be done before it, each in a
 * transaction of its own: values that enums grow by. Each can be done twice. NULL-terminated,
 * borrowed. */
const char *const     *gp_postgresql_migration_get_steps  (const GpPostgresqlMigration *self);

/**
 * GpPostgresqlIndex: one that is made ahead of the script, while others go on writing.
 * @name: with its schema, quoted
 * @clear: takes away what an attempt that failed has left; in a transaction
 * @make: in none
 */
typedef struct
{
  char *name;
  char *clear;
  char *make;
} GpPostgresqlIndex;

/** gp_postgresql_migration_get_indexes: (transfer none): of GpPostgresqlIndex. The script makes
 * each that is not there by then. */
const GPtrArray *gp_postgresql_migration_get_indexes (const GpPostgresqlMigration *self);

/** gp_postgresql_migration_get_part: (transfer none): the statements of the script for @element;
 * NULL where there are none. */
const char            *gp_postgresql_migration_get_part   (const GpPostgresqlMigration *self,
                                                           const GpId *element);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlMigration, gp_postgresql_migration_free)
G_END_DECLS

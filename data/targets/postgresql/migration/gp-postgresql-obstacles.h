/* gp-postgresql-obstacles.h — which rows stand in the way of a migration
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"
#include "gp-postgresql-migration.h"

G_BEGIN_DECLS

/** GpPostgresqlObstacle: something that a migration asks of rows that are there, and how many of
 * them do not comply. */
typedef struct _GpPostgresqlObstacle GpPostgresqlObstacle;

/** gp_postgresql_obstacles_new: (transfer container): of GpPostgresqlObstacle, all that may be one.
 * Valid as long as @migration. */
GPtrArray  *gp_postgresql_obstacles_new (GpPostgresqlMigration *migration);

/** gp_postgresql_obstacle_get_prepare: statements that come before its question, in one transaction
 * that is rolled back; or NULL. */
const char *gp_postgresql_obstacle_get_prepare  (const GpPostgresqlObstacle *self);

/** gp_postgresql_obstacle_get_question: a SELECT of one number, of the names that are there now. */
const char *gp_postgresql_obstacle_get_question (const GpPostgresqlObstacle *self);

/** gp_postgresql_obstacle_to_finding: (transfer full): @rows are in the way, and what to do. */
GpFinding  *gp_postgresql_obstacle_to_finding   (const GpPostgresqlObstacle *self, gint64 rows,
                                                 GpSeverity severity);

G_END_DECLS

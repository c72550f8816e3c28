/* gp-postgresql-count.h — how many rows each operation of a plan would cost
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-migration.h"
#include "gp-postgresql-server.h"
#include "gp-operation.h"
#include "gp-design.h"
#include "gp-finding.h"

G_BEGIN_DECLS

/**
 * gp_postgresql_count: fills in the rows of those @operations where they are unknown, and finds the
 * changes of a type that would cut values off: they become destructive. Asks @server and waits.
 */
gboolean gp_postgresql_count (GpPostgresqlServer *server, GpDesign *live, GpDesign *wanted,
                              GPtrArray *operations, GCancellable *cancellable, GError **error);

/** gp_postgresql_count_obstacles: adds a finding of @severity to @findings for each demand of
 * @migration that rows which are there do not meet, with their number; what cannot be counted, or
 * not in half a minute, is left out. Asks @server and waits; it leaves nothing there. FALSE where
 * it is cancelled. */
gboolean gp_postgresql_count_obstacles (GpPostgresqlServer *server,
                                        GpPostgresqlMigration *migration, GpSeverity severity,
                                        GPtrArray *findings, GCancellable *cancellable,
                                        GError **error);

G_END_DECLS

/* gp-postgresql-plan.h — planning, applying and verifying a deployment to PostgreSQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-capability.h"
#include "gp-plan.h"
#include "gp-postgresql-deployed.h"

G_BEGIN_DECLS

/* For workers: each asks @server and waits. Errors: GP_TARGET_ERROR, G_IO_ERROR_CANCELLED. */

/** gp_postgresql_plan: (transfer full): what would make the database into @wanted. The script has
 * been run there and rolled back; where that failed, an error of the plan says why. */
GpPlan      *gp_postgresql_plan   (GpPostgresqlServer *server, const GpCapability *capability,
                                   GpDesign *wanted, GCancellable *cancellable, GError **error);

/** gp_postgresql_apply: @plan: one that gp_target_check_plan() has nothing against. Refused as
 * stale where the database is no longer what was planned against. */
gboolean     gp_postgresql_apply  (GpPostgresqlServer *server, GpDesign *wanted,
                                   const GpPlan *plan, GCancellable *cancellable, GError **error);

/** gp_postgresql_verify: (transfer full): what still leads from the database to @wanted. */
GpChangeSet *gp_postgresql_verify (GpPostgresqlServer *server, GpDesign *wanted,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS

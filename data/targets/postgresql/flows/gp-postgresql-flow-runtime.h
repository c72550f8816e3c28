/* gp-postgresql-flow-runtime.h — the functions and tables that the flows of a database share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-deployed.h"

G_BEGIN_DECLS

/** GP_POSTGRESQL_FLOWS_SAFE: what a function that acts for its owner is made with, so that nobody
 * puts something of the same name in the way. */
#define GP_POSTGRESQL_FLOWS_SAFE \
  "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

/** gp_postgresql_flow_runtime_write: the schema of the functions, those that all flows call, and
 * the tables that keep what is to be done. These stay where they are there already. */
void gp_postgresql_flow_runtime_write (GString *out, const GpPostgresqlAbilities *abilities);

G_END_DECLS

/* gp-flow-hosts.h — the kinds of backends that flows are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-lights.h"

G_BEGIN_DECLS

/** gp_flow_hosts: NULL-terminated. A PostgreSQL is taken to have pg_cron, pg_net and the vault, as
 * Supabase has; a plan for one that has not tells what is left out. */
extern const GpFlowHost *const gp_flow_hosts[];

G_END_DECLS

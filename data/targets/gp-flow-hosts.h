/* gp-flow-hosts.h — the kinds of backends that flows are deployed to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-lights.h"

G_BEGIN_DECLS

/** gp_flow_hosts: NULL-terminated. A PostgreSQL is taken to have pg_cron, without which only what
 * is scheduled waits for somebody to call it. */
extern const GpFlowHost *const gp_flow_hosts[];

G_END_DECLS

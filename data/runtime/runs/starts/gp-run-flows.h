/* gp-run-flows.h — the flows of the deployed design, ready to run
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-flow.h"

G_BEGIN_DECLS

/**
 * GpRunFlows: made anew when a design is deployed. What it hands out is borrowed until then; keep a
 * reference to a flow that must live longer. @backend: outlives it.
 */
typedef struct _GpRunFlows GpRunFlows;

GpRunFlows *gp_run_flows_new      (GpBackend *backend);
void        gp_run_flows_free     (GpRunFlows *self);    /* NULL is fine */

/** gp_run_flows_list: of GpFlow, in the design's order; those that are switched off, too. */
GPtrArray  *gp_run_flows_list     (GpRunFlows *self);

/** gp_run_flows_find: NULL where there is none. */
GpFlow     *gp_run_flows_find     (GpRunFlows *self, const GpId *id);
GpFlow     *gp_run_flows_find_name (GpRunFlows *self, const char *name);

/** gp_run_flows_get_version: (nullable): gp_design_dup_part_hash() of one of the flows, by which
 * those who draw know whether it is the flow that they see. */
const char *gp_run_flows_get_version (GpRunFlows *self, GpFlow *flow);

/** gp_run_flows_has_trigger: whether a change of a record of @entity may start any of them; as
 * gp_flow_is_started_by(). */
gboolean    gp_run_flows_has_trigger (GpRunFlows *self, const GpId *entity, const char *change,
                                      gboolean before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunFlows, gp_run_flows_free)
G_END_DECLS

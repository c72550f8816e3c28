/* gp-directus-flow.h — flows as Directus runs them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/**
 * gp_directus_flow_write:
 * @flow: of kind flow
 * @revision: what the ids of operations follow from besides the steps: another one for each time
 *   that an operation must not be taken for one that is there, as when the links among them change
 * @writer: within an array; gets one object for each flow of Directus that it takes, as POST /flows
 *   takes them: what is called first, and operations leaf first. Nothing where the flow is refused
 * @findings: gets a GP_EXPORT_CODE_LOST for everything that Directus cannot do, at its step, and a
 *   GP_EXPORT_CODE_PART for what it does in another way
 *
 * The flow keeps its id; those that are made out of loops have ids that follow from the step's.
 * The same design and revision give the same bytes.
 *
 * FALSE where something was refused.
 */
gboolean gp_directus_flow_write (GpDesign *design, const GpId *flow, const char *revision,
                                 GpJsonWriter *writer, GPtrArray *findings);

/** gp_export_directus_flows_write: an exporter: {"flows": […]}, all flows that Directus can run.
 * The revision is the hash of the design. */
void     gp_export_directus_flows_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS

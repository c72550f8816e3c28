/* gp-trace-list.h — what a simulated run did, line by line
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpTraceList: a line for each try of a step: which one, what came of it, what it did and how long
 * that took.
 *
 * GpTraceList::chosen (GpTraceList *self, guint line): by a person: the number of a line of
 * gp_flow_log_new().
 */
#define GP_TYPE_TRACE_LIST (gp_trace_list_get_type ())
G_DECLARE_FINAL_TYPE (GpTraceList, gp_trace_list, GP, TRACE_LIST, GtkWidget)

GtkWidget *gp_trace_list_new    (GpSession *session, GpFlowSimulation *simulation);

/** gp_trace_list_select: the last line of a step, or none; nobody is told. */
void       gp_trace_list_select (GpTraceList *self, const GpId *step);

/** gp_trace_list_get_log: borrowed until the simulation changes: of GpFlowLogLine; empty without
 * a run. */
GArray    *gp_trace_list_get_log (GpTraceList *self);

G_END_DECLS

/* gp-trace-list.h — what a run did, line by line
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-log.h"
#include "gp-session.h"

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

/** gp_trace_list_new: @empty: translated, what is said where there is nothing to list. */
GtkWidget *gp_trace_list_new    (GpSession *session, const char *empty);

/** gp_trace_list_show: @log: (transfer full): of GpFlowLogLine; what its lines borrow must live
 * until the next call. @real: a run of a backend, not a simulated one. */
void       gp_trace_list_show   (GpTraceList *self, const GpId *flow, GArray *log, gboolean real);

/** gp_trace_list_select: the last line of a step, or none; nobody is told. */
void       gp_trace_list_select (GpTraceList *self, const GpId *step);

/** gp_trace_list_get_log: borrowed until another one is shown: of GpFlowLogLine. */
GArray    *gp_trace_list_get_log (GpTraceList *self);

G_END_DECLS

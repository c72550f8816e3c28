/* gp-trace-pane.h — a run, line by line, with the data at what is selected
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-log.h"
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpTracePane: a bar, and below it three columns: what the page needs, what the run did, and the
 * data of the line that is chosen or of the step or transition that is selected. Follows the
 * selection, and selects the step of a line that is chosen. Columns that are wider than a narrow
 * window are scrolled there.
 *
 * GpTracePane::following (GpTracePane *self, gpointer id): something was selected elsewhere, a
 *   const GpId *, or nothing, NULL: before it is shown; what the page shows may still be changed.
 * GpTracePane::told (GpTracePane *self): what the data are about may have changed.
 */
#define GP_TYPE_TRACE_PANE (gp_trace_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpTracePane, gp_trace_pane, GP, TRACE_PANE, GtkWidget)

/** gp_trace_pane_new: @simulation: (nullable): what may stop before a step. @empty: translated,
 * what is said where there is no run. */
GtkWidget           *gp_trace_pane_new      (GpSession *session, GpFlowSimulation *simulation,
                                             const char *empty);

/* Each once, by the page that has it. _add_data: below the data. _column: a @child that scrolls by
 * itself, at least @least pixels wide. */
void                 gp_trace_pane_set_bar  (GpTracePane *self, GtkWidget *bar);
void                 gp_trace_pane_set_left (GpTracePane *self, GtkWidget *left);
void                 gp_trace_pane_add_data (GpTracePane *self, GtkWidget *below);
GtkWidget           *gp_trace_pane_column   (GtkWidget *child, int least);

/** gp_trace_pane_set_run: @progress: (nullable): kept. The data are shown with the next log. */
void                 gp_trace_pane_set_run  (GpTracePane *self, const GpId *flow,
                                             GpFlowProgress *progress);

/** gp_trace_pane_show: @log: as gp_trace_list_show() has it, as @real. @again: more of the run that
 * was shown: the line that is chosen stays. */
void                 gp_trace_pane_show     (GpTracePane *self, GArray *log, gboolean real,
                                             gboolean again);

/** gp_trace_pane_follow: shows what is selected now. */
void                 gp_trace_pane_follow   (GpTracePane *self);

/** gp_trace_pane_get_line: (nullable): the line that is chosen; borrowed until a log is shown.
 * _get_step: (nullable): else the step that is selected. */
const GpFlowLogLine *gp_trace_pane_get_line (GpTracePane *self);
const GpId          *gp_trace_pane_get_step (GpTracePane *self);

G_END_DECLS

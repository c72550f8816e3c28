/* gp-data-pane.h — what went into a step of a run and what came out of it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-log.h"
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpDataPane: of one step, try or transition of a run: what it is, input, output or error, and
 * whether the simulation stops before it. */
#define GP_TYPE_DATA_PANE (gp_data_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpDataPane, gp_data_pane, GP, DATA_PANE, GtkWidget)

/** gp_data_pane_new: @simulation: (nullable): what may stop before a step. */
GtkWidget *gp_data_pane_new       (GpSession *session, GpFlowSimulation *simulation);

/** gp_data_pane_set_run: what is shown from now on. @progress: (nullable): kept. */
void       gp_data_pane_set_run   (GpDataPane *self, const GpId *flow, GpFlowProgress *progress);

/** gp_data_pane_show_step: the last time of a step. gp_data_pane_show_line: one try. Values of
 * @line are kept. gp_data_pane_show_way: what went along a transition. _show_nothing: none. */
void       gp_data_pane_show_step (GpDataPane *self, const GpId *step);
void       gp_data_pane_show_line (GpDataPane *self, const GpFlowLogLine *line);
void       gp_data_pane_show_way  (GpDataPane *self, const GpId *transition);
void       gp_data_pane_show_nothing (GpDataPane *self);

G_END_DECLS

/* gp-flow-page.h — a flow, step by step: the simulator of flows in the drawer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpFlowPage: what a flow is tried with, what its run did, and the data at each step. Follows what
 * is selected, and selects the step of a line that is chosen. Its buttons are the actions
 * win.flow-run, win.flow-step, win.flow-wait, win.flow-reset and win.flow-keep. */
#define GP_TYPE_FLOW_PAGE (gp_flow_page_get_type ())
G_DECLARE_FINAL_TYPE (GpFlowPage, gp_flow_page, GP, FLOW_PAGE, GtkWidget)

GtkWidget *gp_flow_page_new (GpSession *session, GpFlowSimulation *simulation);

G_END_DECLS

/* gp-flow-bar.h — which flow is simulated, how far it is, and what can be done now
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpFlowBar: a list of the flows, the state of the run in words, and buttons; with two more while
 * somebody is asked to decide.
 *
 * GpFlowBar::chosen (GpFlowBar *self): a person chose another flow.
 */
#define GP_TYPE_FLOW_BAR (gp_flow_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpFlowBar, gp_flow_bar, GP, FLOW_BAR, GtkWidget)

GtkWidget *gp_flow_bar_new (GpSession *session, GpFlowSimulation *simulation);

G_END_DECLS

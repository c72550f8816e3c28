/* gp-why-pane.h — why the answer is what it is: the answer of the simulator
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpWhyPane: the rules that were asked, part by part with the values that they looked at, and what
 * would have to be otherwise.
 *
 * GpWhyPane::go-to (GpWhyPane *self, gpointer id): a rule was clicked; a const GpId *.
 */
#define GP_TYPE_WHY_PANE (gp_why_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpWhyPane, gp_why_pane, GP, WHY_PANE, GtkWidget)

GtkWidget *gp_why_pane_new (GpSimulation *simulation);

G_END_DECLS

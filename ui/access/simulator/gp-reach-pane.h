/* gp-reach-pane.h — which fields, which records, and who else: the reach of an answer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpReachPane: the fields that may be seen or written, the example records that the same caller
 * may do the same with, and the personas that may do it too. A click asks about that one. */
#define GP_TYPE_REACH_PANE (gp_reach_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpReachPane, gp_reach_pane, GP, REACH_PANE, GtkWidget)

GtkWidget *gp_reach_pane_new (GpSimulation *simulation);

G_END_DECLS

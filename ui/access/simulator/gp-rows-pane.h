/* gp-rows-pane.h — how each kind of backend finds the records of a question
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpRowsPane: a button for each kind of backend; the one that is pressed shows what is sent to it
 * or kept by it, to be copied, or why it cannot say it. Hidden where the program knows of none. */
#define GP_TYPE_ROWS_PANE (gp_rows_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpRowsPane, gp_rows_pane, GP, ROWS_PANE, GtkWidget)

GtkWidget *gp_rows_pane_new  (GpSimulation *simulation);

/** gp_rows_pane_show: presses the button of the kind with this name; for tests too. */
void       gp_rows_pane_show (GpRowsPane *self, const char *name);

G_END_DECLS

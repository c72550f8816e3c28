/* gp-simulator-page.h — may they, and why: the simulator in the drawer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpSimulatorPage: a question, its answer, and how far it reaches. Follows what is selected, but
 * for what it selected itself.
 */
#define GP_TYPE_SIMULATOR_PAGE (gp_simulator_page_get_type ())
G_DECLARE_FINAL_TYPE (GpSimulatorPage, gp_simulator_page, GP, SIMULATOR_PAGE, GtkWidget)

GtkWidget    *gp_simulator_page_new            (GpSession *session, GpAccessWatch *watch);
GpSimulation *gp_simulator_page_get_simulation (GpSimulatorPage *self);

G_END_DECLS

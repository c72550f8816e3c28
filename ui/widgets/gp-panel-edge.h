/* gp-panel-edge.h — the line beside a panel that changes its size when it is dragged
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpPanelEdge: gives a panel a size request. AdwFlap has no size of its own to drag, and GtkPaned
 * does not fold; this works with both.
 *
 * GpPanelEdge::resized (GpPanelEdge *self, int size): a person let go of it, pixels.
 */
#define GP_TYPE_PANEL_EDGE (gp_panel_edge_get_type ())
G_DECLARE_FINAL_TYPE (GpPanelEdge, gp_panel_edge, GP, PANEL_EDGE, GtkWidget)

/** gp_panel_edge_new: @panel: not owned, must live as long; @side: of the window that it is at:
 * left, right or bottom. @least, @most: pixels. */
GtkWidget *gp_panel_edge_new      (GtkWidget *panel, GtkPositionType side, int least, int most);
void       gp_panel_edge_set_size (GpPanelEdge *self, int size);
int        gp_panel_edge_get_size (GpPanelEdge *self);

/** gp_panel_edge_set_room: the panel is smaller for now where there is less room than its size. */
void       gp_panel_edge_set_room (GpPanelEdge *self, int room);

G_END_DECLS

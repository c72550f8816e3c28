/* gp-canvas-overlay.h — what floats over the drawing, in pixels of the view
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-private.h"

G_BEGIN_DECLS

/** gp_canvas_to_view_rect: where @rect, in canvas units, is seen. */
graphene_rect_t gp_canvas_to_view_rect (GpCanvas *self, const GpRect *rect);

/** gp_canvas_snapshot_disc: a filled one around @x, @y; @size is its diameter. */
void            gp_canvas_snapshot_disc (GpCanvas *self, GtkSnapshot *snapshot, float x, float y,
                                         float size, GpColor color);

/** gp_canvas_ask: (transfer full) @popover, which has no parent yet and points to the place. It is
 * given up when it is closed; there must be no other. */
void            gp_canvas_ask           (GpCanvas *self, GtkWidget *popover, double view_x,
                                         double view_y);

G_END_DECLS

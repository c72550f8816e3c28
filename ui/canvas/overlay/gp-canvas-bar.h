/* gp-canvas-bar.h — what floats over the drawing, and where it stands; for the canvas itself
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"

G_BEGIN_DECLS

void     gp_canvas_init_bar     (GpCanvas *self);
void     gp_canvas_update_bar   (GpCanvas *self);
void     gp_canvas_allocate_bar (GpCanvas *self, int width, int height);

/** gp_canvas_is_low: there is no room for tools over the drawing. */
gboolean gp_canvas_is_low       (GpCanvas *self);

/** gp_canvas_get_bar_room: how much of the height the tools take, with what is kept free above. */
double   gp_canvas_get_bar_room (GpCanvas *self);

/** gp_canvas_is_mirrored: what floats over the drawing stands on the other side of it, for people
 * who read from the right. */
gboolean gp_canvas_is_mirrored  (GpCanvas *self);

/** gp_canvas_place: @box: where @child stands for people who read from the left. */
void     gp_canvas_place        (GpCanvas *self, GtkWidget *child, const GtkAllocation *box);

G_END_DECLS

/* gp-minimap.h — the whole drawing in small, and what of it is in view
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"

G_BEGIN_DECLS

/** GpMinimap: a child of a canvas; clicking or dragging in it moves the view. Hidden while
 * everything is in view, and a moment after the view has come to rest where it would lie over
 * cards; moving the view shows it again. */
#define GP_TYPE_MINIMAP (gp_minimap_get_type ())
G_DECLARE_FINAL_TYPE (GpMinimap, gp_minimap, GP, MINIMAP, GtkWidget)

/** gp_minimap_new: @canvas: not referenced; it owns the map. */
GtkWidget *gp_minimap_new (GpCanvas *canvas);

/** gp_minimap_view_changed: the canvas shows another part of the drawing, or that has changed. */
void       gp_minimap_view_changed (GpMinimap *self);

/** gp_minimap_give_way: goes now where it lies over cards and no pointer is on it, instead of a
 * moment after the view has come to rest. */
void       gp_minimap_give_way     (GpMinimap *self);

G_END_DECLS

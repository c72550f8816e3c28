/* gp-minimap.h — the whole drawing in small, and what of it is in view
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"

G_BEGIN_DECLS

/** GpMinimap: a child of a canvas; clicking or dragging in it moves the view. Hidden while
 * everything is in view. */
#define GP_TYPE_MINIMAP (gp_minimap_get_type ())
G_DECLARE_FINAL_TYPE (GpMinimap, gp_minimap, GP, MINIMAP, GtkWidget)

/** gp_minimap_new: @canvas: not referenced; it owns the map. */
GtkWidget *gp_minimap_new (GpCanvas *canvas);

G_END_DECLS

/* gp-icon-paintable.h — the icons of cards, for buttons
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-icon.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpIconPaintable: one icon in the colour of the widget that shows it. */
#define GP_TYPE_ICON_PAINTABLE (gp_icon_paintable_get_type ())
G_DECLARE_FINAL_TYPE (GpIconPaintable, gp_icon_paintable, GP, ICON_PAINTABLE, GObject)

GpIconPaintable *gp_icon_paintable_new      (GpIcon icon);

/** gp_icon_paintable_new_tile: in a colour of its own on a square of a lighter one, as on cards. */
GpIconPaintable *gp_icon_paintable_new_tile (GpIcon icon, const GdkRGBA *color);

G_END_DECLS

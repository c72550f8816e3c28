/* gp-cairo.h — paints a scene with cairo, for pictures
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-metrics.h"
#include "gp-scene.h"

G_BEGIN_DECLS

/** gp_cairo_draw_icon: with its upper left corner at @x, @y, in user units. */
void  gp_cairo_draw_icon  (cairo_t *cr, GpIcon icon, double x, double y, double size,
                           const GdkRGBA *color);

/** gp_cairo_draw_scene: everything, in canvas units, without a ground. */
void  gp_cairo_draw_scene (cairo_t *cr, GpScene *scene, GpMetrics *metrics, const GpTheme *theme,
                           GpLod lod);

G_END_DECLS

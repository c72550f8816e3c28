/* gp-canvas-free.h — what of the view nothing lies over
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-private.h"

G_BEGIN_DECLS

/** gp_canvas_find_free: view pixels. */
GpRect   gp_canvas_find_free    (GpCanvas *self, const GpViewport *view);

/** gp_canvas_find_margin: how much of @free stays empty around what is shown, pixels. */
double   gp_canvas_find_margin  (const GpRect *free);

/** gp_canvas_fit_free: @to shows @area in what is free, off the minimap. */
void     gp_canvas_fit_free     (GpCanvas *self, const GpRect *area, GpViewport *to);

/** gp_canvas_keep_off_map: where @area would be hidden behind the minimap, moves @to so that it is
 * not. FALSE: nothing was moved. */
gboolean gp_canvas_keep_off_map (GpCanvas *self, const GpRect *area, GpViewport *to);

G_END_DECLS

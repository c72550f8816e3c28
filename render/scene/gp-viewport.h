/* gp-viewport.h — which part of the canvas is seen, and how large
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-rect.h"

G_BEGIN_DECLS

#define GP_ZOOM_MIN  0.01
#define GP_ZOOM_MAX  4.0

/**
 * GpViewport: a plain value. A canvas point c is seen at (c − origin) · zoom, in view pixels
 * (logical ones, not device pixels).
 * @x, @y: the canvas point at the view's top left corner
 * @width, @height: of the view in pixels
 */
typedef struct
{
  double x;
  double y;
  double zoom;
  double width;
  double height;
} GpViewport;

#define GP_VIEWPORT_INIT { .zoom = 1 }

/** gp_viewport_get_area: the canvas area in view. */
GpRect gp_viewport_get_area   (const GpViewport *self);

void gp_viewport_to_canvas (
  const GpViewport *self, double view_x, double view_y, double *x, double *y);
void gp_viewport_to_view (
  const GpViewport *self, double x, double y, double *view_x, double *view_y);

/** gp_viewport_pan: moves the view by pixels: positive shows what is farther right and down. */
void   gp_viewport_pan        (GpViewport *self, double dx, double dy);

/** gp_viewport_zoom_at: sets the zoom, kept within the limits; the canvas point under the view
 * point stays where it is. */
void   gp_viewport_zoom_at    (GpViewport *self, double zoom, double view_x, double view_y);

/** gp_viewport_fit: shows all of @area with @margin pixels around it, at most at @max_zoom; an
 * empty area is centred. */
void gp_viewport_fit (GpViewport *self, const GpRect *area, double margin, double max_zoom);

/** gp_viewport_reveal: the smallest pan that brings @area into view with @margin pixels around it;
 * where it is larger than the view, its top left. Nothing moves where all of @area is in view.
 * Returns whether anything moved. */
gboolean gp_viewport_reveal   (GpViewport *self, const GpRect *area, double margin);

/** gp_viewport_limit: keeps a part of @content within the view, so that it cannot be lost. */
void   gp_viewport_limit      (GpViewport *self, const GpRect *content);

/** gp_viewport_resize: a new size; the canvas point at the top left stays. */
void   gp_viewport_resize     (GpViewport *self, double width, double height);

/** gp_viewport_mix: the view at @part (0 … 1) of the way from @a to @b, for animations. */
GpViewport gp_viewport_mix    (const GpViewport *a, const GpViewport *b, double part);

G_END_DECLS

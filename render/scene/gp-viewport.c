/* gp-viewport.c — which part of the canvas is seen, and how large
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-viewport"
#include "config.h"
#include "gp-viewport.h"

#include <math.h>

/* Pixels of the content that stay in view however far it is panned. */
#define KEPT_IN_VIEW 80.0

GpRect
gp_viewport_get_area (const GpViewport *self)
{
  return (GpRect) {
    .x = self->x,
    .y = self->y,
    .width = self->width / self->zoom,
    .height = self->height / self->zoom,
  };
}

void
gp_viewport_to_canvas (const GpViewport *self,
                       double            view_x,
                       double            view_y,
                       double           *x,
                       double           *y)
{
  *x = self->x + view_x / self->zoom;
  *y = self->y + view_y / self->zoom;
}

void
gp_viewport_to_view (const GpViewport *self,
                     double            x,
                     double            y,
                     double           *view_x,
                     double           *view_y)
{
  *view_x = (x - self->x) * self->zoom;
  *view_y = (y - self->y) * self->zoom;
}

void
gp_viewport_pan (GpViewport *self,
                 double      dx,
                 double      dy)
{
  self->x += dx / self->zoom;
  self->y += dy / self->zoom;
}

void
gp_viewport_zoom_at (GpViewport *self,
                     double      zoom,
                     double      view_x,
                     double      view_y)
{
  double x;
  double y;

  gp_viewport_to_canvas (self, view_x, view_y, &x, &y);
  self->zoom = CLAMP (zoom, GP_ZOOM_MIN, GP_ZOOM_MAX);
  self->x = x - view_x / self->zoom;
  self->y = y - view_y / self->zoom;
}

void
gp_viewport_fit (GpViewport   *self,
                 const GpRect *area,
                 double        margin,
                 double        max_zoom)
{
  double width = MAX (self->width - 2 * margin, 1);
  double height = MAX (self->height - 2 * margin, 1);
  double zoom = MIN (width / MAX (area->width, 1), height / MAX (area->height, 1));

  self->zoom = CLAMP (MIN (zoom, max_zoom), GP_ZOOM_MIN, GP_ZOOM_MAX);
  self->x = gp_rect_center_x (area) - self->width / self->zoom / 2;
  self->y = gp_rect_center_y (area) - self->height / self->zoom / 2;
}

/* The new start of a view of @size that shows start … start + length, if it can. */
static double
reveal_axis (double view,
             double size,
             double start,
             double length)
{
  if (length > size || start < view)
    return start;
  return MAX (view, start + length - size);
}

gboolean
gp_viewport_reveal (GpViewport   *self,
                    const GpRect *area,
                    double        margin)
{
  GpRect wanted = gp_rect_grown (area, margin / self->zoom);
  GpRect seen = gp_viewport_get_area (self);
  double x = reveal_axis (self->x, self->width / self->zoom, wanted.x, wanted.width);
  double y = reveal_axis (self->y, self->height / self->zoom, wanted.y, wanted.height);
  gboolean moved = x != self->x || y != self->y;

  if (gp_rect_holds (&seen, area))
    return FALSE;
  self->x = x;
  self->y = y;
  return moved;
}

void
gp_viewport_limit (GpViewport   *self,
                   const GpRect *content)
{
  double kept = KEPT_IN_VIEW / self->zoom;
  double width = self->width / self->zoom;
  double height = self->height / self->zoom;

  if (self->width <= 0 || self->height <= 0)
    return;
  self->x = CLAMP (self->x, content->x + MIN (kept, width / 2) - width,
                   content->x + content->width - MIN (kept, width / 2));
  self->y = CLAMP (self->y, content->y + MIN (kept, height / 2) - height,
                   content->y + content->height - MIN (kept, height / 2));
}

void
gp_viewport_resize (GpViewport *self,
                    double      width,
                    double      height)
{
  self->width = width;
  self->height = height;
}

GpViewport
gp_viewport_mix (const GpViewport *a,
                 const GpViewport *b,
                 double            part)
{
  /* The zoom grows by factors, not by sums; the centre follows the scale so that the path is
   * straight on the screen. */
  double zoom = a->zoom * pow (b->zoom / a->zoom, part);
  double way = fabs (b->zoom - a->zoom) < 1e-9
                 ? part
                 : (1 / a->zoom - 1 / zoom) / (1 / a->zoom - 1 / b->zoom);
  GpViewport mixed = *b;

  mixed.zoom = zoom;
  mixed.x = a->x + (b->x - a->x) * way;
  mixed.y = a->y + (b->y - a->y) * way;
  return mixed;
}


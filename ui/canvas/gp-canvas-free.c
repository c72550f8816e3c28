/* gp-canvas-free.c — what of the view nothing lies over
 * SPDX-License-Identifier: Apache-2.0
 *
 * The tools, the palette of steps and the panels that a narrow window opens over the canvas leave a
 * part of the view free: what is shown is shown there. The minimap stands in a corner of it and is
 * small; what would lie below it keeps off it, above or beside, whichever shows more. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-free.h"
#include "gp-canvas-flow.h"

#include "gp-text-scale.h"

#define FIT_MARGIN    48.0
#define FIT_BAR       72.0     /* what the bar at the bottom hides, or more with large text */
#define LEAST_BESIDE  .3       /* of the view: less beside a panel is not worth looking at */
#define GAP_OF_MAP     8.0

GpRect
gp_canvas_find_free (GpCanvas         *self,
                     const GpViewport *view)
{
  double palette = MIN (gp_canvas_get_step_palette_width (self), view->width / 2);
  double start = MAX (palette, self->covered_start);
  double end = self->covered_end;
  GpRect free = { 0 };

  if (view->width - start - end < view->width * LEAST_BESIDE)
    {
      start = palette;
      end = 0;
    }
  free.width = view->width - start - end;
  free.height = view->height;
  if (!gp_canvas_is_low (self))
    free.height -= MIN (MAX (FIT_BAR, gp_canvas_get_bar_room (self)), view->height / 2);
  free.x = gp_canvas_is_mirrored (self) ? end : start;
  return free;
}

double
gp_canvas_find_margin (const GpRect *free)
{
  return MIN (FIT_MARGIN, MIN (free->width, free->height) / 8);
}

static void
fit_into (GpCanvas     *self,
          const GpRect *area,
          const GpRect *free,
          GpViewport   *to)
{
  GpViewport seen = *to;

  gp_viewport_resize (&seen, free->width, free->height);
  gp_viewport_fit (&seen, area, gp_canvas_find_margin (free),
                   gp_text_scale_get (GTK_WIDGET (self)));
  to->zoom = seen.zoom;
  to->x = seen.x - free->x / seen.zoom;
  to->y = seen.y - free->y / seen.zoom;
}

gboolean
gp_canvas_sees_all (GpCanvas *self)
{
  const GpViewport *view = &self->viewport;
  GpRect free = gp_canvas_find_free (self, view);
  GpRect seen = { view->x + free.x / view->zoom, view->y + free.y / view->zoom,
                  free.width / view->zoom, free.height / view->zoom };
  GpRect bounds = gp_scene_get_bounds (gp_canvas_get_scene (self));
  GpRect both = gp_rect_union (&seen, &bounds);

  return both.width < seen.width + 1 && both.height < seen.height + 1;
}

/* FALSE where there is no minimap in @view: it is only drawn where not everything is seen. */
static gboolean
find_map (GpCanvas         *self,
          const GpViewport *view,
          GpRect           *out)
{
  GpRect seen = gp_viewport_get_area (view);
  GpRect drawing = gp_scene_get_bounds (gp_canvas_get_scene (self));
  graphene_rect_t bounds;

  if (!gtk_widget_get_child_visible (self->minimap) || gp_rect_holds (&seen, &drawing)
      || !gtk_widget_compute_bounds (self->minimap, GTK_WIDGET (self), &bounds)
      || bounds.size.width <= 0)
    return FALSE;
  *out = (GpRect) { bounds.origin.x - GAP_OF_MAP, bounds.origin.y - GAP_OF_MAP,
                    bounds.size.width + 2 * GAP_OF_MAP, bounds.size.height + 2 * GAP_OF_MAP };
  return TRUE;
}

static GpRect
seen_in (const GpViewport *view,
         const GpRect     *area)
{
  return (GpRect) { (area->x - view->x) * view->zoom, (area->y - view->y) * view->zoom,
                    area->width * view->zoom, area->height * view->zoom };
}

void
gp_canvas_fit_free (GpCanvas     *self,
                    const GpRect *area,
                    GpViewport   *to)
{
  GpRect free = gp_canvas_find_free (self, to);
  GpViewport above = *to, beside = *to;
  GpRect map, seen;

  fit_into (self, area, &free, to);
  seen = seen_in (to, area);
  if (!find_map (self, to, &map) || !gp_rect_overlaps (&seen, &map))
    return;
  seen = free;
  seen.height = map.y - free.y;
  fit_into (self, area, &seen, &above);
  seen = free;
  seen.width -= map.width;
  if (gp_canvas_is_mirrored (self))
    seen.x += map.width;
  fit_into (self, area, &seen, &beside);
  *to = above.zoom > beside.zoom ? above : beside;
}

gboolean
gp_canvas_keep_off_map (GpCanvas     *self,
                        const GpRect *area,
                        GpViewport   *to)
{
  GpRect free = gp_canvas_find_free (self, to);
  GpRect seen = seen_in (to, area);
  gboolean mirrored = gp_canvas_is_mirrored (self);
  double room = mirrored ? free.x + free.width - (seen.x + seen.width) : seen.x - free.x;
  double up, aside;
  gboolean fits_up, fits_aside;
  GpRect map;

  if (!find_map (self, to, &map) || !gp_rect_overlaps (&seen, &map))
    return FALSE;
  up = seen.y + seen.height - map.y;
  aside = mirrored ? seen.x - (map.x + map.width) : seen.x + seen.width - map.x;
  fits_up = up <= seen.y - free.y;
  fits_aside = ABS (aside) <= room;
  if (!fits_up && !fits_aside)
    return FALSE;       /* it is too large for either */
  if (fits_up && (!fits_aside || up <= ABS (aside)))
    gp_viewport_pan (to, 0, up);
  else
    gp_viewport_pan (to, aside, 0);
  return TRUE;
}

/* gp-layout-scale.c — the same drawing on larger paper, and on whole units
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-layout-scale"

#include "config.h"

#include "gp-layout-scale.h"

#include <math.h>

double
gp_layout_scale_for_room (const GpRect *rects,
                          guint         n_rects,
                          double        gap)
{
  double most = 0;

  for (guint i = 0; i < n_rects; i++)
    for (guint j = i + 1; j < n_rects; j++)
      {
        const GpRect *a = &rects[i];
        const GpRect *b = &rects[j];
        double dx = fabs (gp_rect_center_x (a) - gp_rect_center_x (b));
        double dy = fabs (gp_rect_center_y (a) - gp_rect_center_y (b));
        double across = ((a->width + b->width) / 2 + gap) / MAX (dx, 1e-6);
        double down = ((a->height + b->height) / 2 + gap) / MAX (dy, 1e-6);

        most = MAX (most, MIN (across, down));
      }

  /* A hair more: what multiplying loses must not bring them too near. */
  return most * 1.0001;
}

double
gp_layout_scale_for_paper (const GpRect *rects,
                           guint         n_rects,
                           double        gap)
{
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
  double area = 0;

  for (guint i = 0; i < n_rects; i++)
    {
      left = MIN (left, gp_rect_center_x (&rects[i]));
      right = MAX (right, gp_rect_center_x (&rects[i]));
      top = MIN (top, gp_rect_center_y (&rects[i]));
      bottom = MAX (bottom, gp_rect_center_y (&rects[i]));
      area += (rects[i].width + gap) * (rects[i].height + gap);
    }

  return sqrt (area / MAX ((right - left) * (bottom - top), 1));
}

void
gp_layout_scale (const GpRect *from,
                 double        factor,
                 GpRect       *rects,
                 guint         n_rects)
{
  for (guint i = 0; i < n_rects; i++)
    rects[i] = (GpRect) {
      .x = gp_rect_center_x (&from[i]) * factor - from[i].width / 2,
      .y = gp_rect_center_y (&from[i]) * factor - from[i].height / 2,
      .width = from[i].width,
      .height = from[i].height,
    };
}

void
gp_layout_scale_round (GpRect *rects,
                       guint   n_rects)
{
  double left = INFINITY;
  double top = INFINITY;

  for (guint i = 0; i < n_rects; i++)
    {
      left = MIN (left, rects[i].x);
      top = MIN (top, rects[i].y);
    }
  for (guint i = 0; i < n_rects; i++)
    {
      rects[i].x = round (rects[i].x - left);
      rects[i].y = round (rects[i].y - top);
    }
}

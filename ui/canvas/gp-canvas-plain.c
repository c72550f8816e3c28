/* gp-canvas-plain.c — the canvas without tools, for those who read or listen
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#define MOST_ZOOM 1.6

void
gp_canvas_set_plain (GpCanvas *self,
                     gboolean  plain)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  self->plain = plain;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_canvas_show_area (GpCanvas     *self,
                     const GpRect *area,
                     double        below,
                     gboolean      smoothly)
{
  GpViewport to = self->viewport;
  double height = to.height;

  g_return_if_fail (GP_IS_CANVAS (self));

  to.height = MAX (height - below, height / 2);
  gp_viewport_fit (&to, area, 0, MOST_ZOOM);
  to.height = height;
  if (smoothly)
    gp_canvas_go_to (self, &to);
  else
    gp_canvas_set_viewport (self, &to);
}

gboolean
gp_canvas_get_place (GpCanvas *self,
                     GpId     *out_view,
                     GpPoint  *out_at)
{
  double x = self->pointer_x, y = self->pointer_y;

  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  *out_view = gp_canvas_find_view (self);
  if (x <= 0 || y <= 0 || x >= self->viewport.width || y >= self->viewport.height)
    {
      x = self->viewport.width / 2;
      y = self->viewport.height / 2;
    }
  gp_viewport_to_canvas (&self->viewport, x, y, &out_at->x, &out_at->y);
  return !gp_id_is_nil (out_view);
}

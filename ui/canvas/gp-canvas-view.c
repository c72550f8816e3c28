/* gp-canvas-view.c — panning and zooming, by hand and by themselves
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-explore-private.h"
#include "gp-canvas-free.h"
#include "gp-canvas-flow.h"

#include "gp-text-scale.h"

#include <adwaita.h>
#include <math.h>

#define GO_TIME        260.0     /* ms that a way to another place takes */
#define NOTCH_TIME     120.0     /* ms that a notch of the wheel takes */
#define ROLL_HALF      .110      /* s in which a rolling view loses half its speed */
#define ROLL_END        20.0     /* pixels a second */
#define HOME_MARGIN     48.0
#define ZOOM_STEP       1.25
#define READABLE         .65
#define MOSTLY_SEEN      .35     /* the whole at this zoom: half of it is seen at READABLE */

gboolean
gp_canvas_animates (GpCanvas *self)
{
  return adw_get_enable_animations (GTK_WIDGET (self)) && gtk_widget_get_mapped (GTK_WIDGET (self));
}

void
gp_canvas_stop_view (GpCanvas *self)
{
  if (self->view_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->view_tick);
  self->view_tick = 0;
  self->speed_x = 0;
  self->speed_y = 0;
}

/* A drawing that is still coming has no bounds yet, and is not waited for. */
static GpScene *
peek_scene (GpCanvas *self)
{
  return gp_canvas_is_coming (self) ? NULL : gp_canvas_get_scene (self);
}

static void
keep_in_reach (GpCanvas *self)
{
  GpScene *scene = peek_scene (self);
  GpRect bounds;

  if (scene == NULL)
    return;
  bounds = gp_scene_get_bounds (scene);
  gp_viewport_limit (&self->viewport, &bounds);
}

static gboolean
go_on_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  GpCanvas *self = GP_CANVAS (widget);
  double passed = (double) (gdk_frame_clock_get_frame_time (clock) - self->view_time) / 1000 /
                  self->view_duration;
  double way = CLAMP (passed, 0, 1);
  double eased = 1 - pow (1 - way, 3);
  double width = self->viewport.width;
  double height = self->viewport.height;

  self->viewport = gp_viewport_mix (&self->view_from, &self->view_to, eased);
  gp_viewport_resize (&self->viewport, width, height);
  if (way >= 1)
    {
      self->viewport = self->view_to;
      gp_viewport_resize (&self->viewport, width, height);
      self->view_tick = 0;
    }
  gp_canvas_view_changed (self);
  return self->view_tick != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
go_in (GpCanvas         *self,
       const GpViewport *to,
       double            milliseconds)
{
  gp_canvas_stop_view (self);
  if (!gp_canvas_animates (self))
    {
      self->viewport = *to;
      gp_canvas_view_changed (self);
      return;
    }
  self->view_from = self->viewport;
  self->view_to = *to;
  self->view_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  self->view_duration = milliseconds;
  self->view_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), go_on_cb, NULL, NULL);
}

void
gp_canvas_go_to (GpCanvas         *self,
                 const GpViewport *to)
{
  go_in (self, to, GO_TIME);
}

/* Where the view is on its way to, or where it is. */
static GpViewport
find_destination (GpCanvas *self)
{
  GpViewport to = self->view_tick != 0 && self->speed_x == 0 && self->speed_y == 0 ? self->view_to
                                                                                  : self->viewport;

  gp_viewport_resize (&to, self->viewport.width, self->viewport.height);
  return to;
}

static gboolean
roll_on_cb (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       user_data)
{
  GpCanvas *self = GP_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = CLAMP ((double) (now - self->view_time) / G_USEC_PER_SEC, 0, .1);
  double kept = pow (.5, seconds / ROLL_HALF);

  self->view_time = now;
  gp_viewport_pan (&self->viewport, self->speed_x * seconds, self->speed_y * seconds);
  keep_in_reach (self);
  self->speed_x *= kept;
  self->speed_y *= kept;
  gp_canvas_view_changed (self);
  if (hypot (self->speed_x, self->speed_y) > ROLL_END)
    return G_SOURCE_CONTINUE;
  self->view_tick = 0;
  return G_SOURCE_REMOVE;
}

void
gp_canvas_roll (GpCanvas *self,
                double    speed_x,
                double    speed_y)
{
  gp_canvas_stop_view (self);
  if (!gp_canvas_animates (self) || hypot (speed_x, speed_y) < ROLL_END)
    return;
  self->speed_x = speed_x;
  self->speed_y = speed_y;
  self->view_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  self->view_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), roll_on_cb, NULL, NULL);
}

void
gp_canvas_pan (GpCanvas *self,
               double    dx,
               double    dy)
{
  gp_canvas_stop_view (self);
  self->view_touched = TRUE;
  gp_viewport_pan (&self->viewport, dx, dy);
  keep_in_reach (self);
  gp_canvas_view_changed (self);
}

void
gp_canvas_zoom_at (GpCanvas *self,
                   double    zoom,
                   double    view_x,
                   double    view_y)
{
  gp_canvas_stop_view (self);
  self->view_touched = TRUE;
  gp_viewport_zoom_at (&self->viewport, zoom, view_x, view_y);
  keep_in_reach (self);
  gp_canvas_view_changed (self);
}

void
gp_canvas_zoom_notch (GpCanvas *self,
                      double    factor,
                      double    view_x,
                      double    view_y)
{
  GpViewport to = find_destination (self);
  GpScene *scene = peek_scene (self);
  GpRect bounds;

  if (scene == NULL)
    return;
  bounds = gp_scene_get_bounds (scene);
  gp_viewport_zoom_at (&to, to.zoom * factor, view_x, view_y);
  gp_viewport_limit (&to, &bounds);
  self->view_touched = TRUE;
  go_in (self, &to, NOTCH_TIME);
}

void
gp_canvas_zoom_step (GpCanvas *self,
                     int       steps)
{
  GpViewport to = find_destination (self);
  double zoom = to.zoom * pow (ZOOM_STEP, steps);

  if ((to.zoom < .995 && zoom > .995) || (to.zoom > 1.005 && zoom < 1.005))
    zoom = 1;    /* never past 100 % without stopping there */
  gp_viewport_zoom_at (&to, zoom, to.width / 2, to.height / 2);
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}

void
gp_canvas_set_zoom (GpCanvas *self,
                    double    zoom)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  gp_canvas_zoom_at (self, zoom, self->viewport.width / 2, self->viewport.height / 2);
}

static double
get_readable (GpCanvas *self)
{
  return READABLE * gp_text_scale_get (GTK_WIDGET (self));
}

/* Where it can be read. */
static void
center (GpCanvas     *self,
        const GpRect *area,
        GpViewport   *to)
{
  GpRect free = gp_canvas_find_free (self, to);

  if (to->zoom < get_readable (self))
    to->zoom = 1;
  to->x = gp_rect_center_x (area) - (free.x + free.width / 2) / to->zoom;
  to->y = gp_rect_center_y (area) - (free.y + free.height / 2) / to->zoom;
}

/* How a drawing is first seen: as a whole where that can be read or where most would be cut off,
 * unless it @was_read; else at a size that can be read, from its upper left corner. A flow is read
 * from its beginning. */
static void
find_home (GpCanvas   *self,
           gboolean    was_read,
           GpViewport *to)
{
  GpRect bounds = gp_scene_get_bounds (gp_canvas_get_scene (self));
  double scale = gp_text_scale_get (GTK_WIDGET (self));
  GpRect free = gp_canvas_find_free (self, to);
  double spare;

  gp_canvas_fit_free (self, &bounds, to);
  if (self->view_whole || to->zoom >= get_readable (self)
      || (to->zoom < MOSTLY_SEEN && !was_read && !gp_canvas_is_inside_flow (self)))
    return;
  to->zoom = (READABLE + .05) * scale;
  spare = free.height - bounds.height * to->zoom;
  to->x = bounds.x - (free.x + HOME_MARGIN) / to->zoom;
  to->y = bounds.y - (free.y + MAX (spare / 2, HOME_MARGIN)) / to->zoom;
}

static void
go_home (GpCanvas *self,
         gboolean  whole)
{
  GpViewport to = self->viewport;

  if (gp_canvas_get_scene (self) == NULL)
    return;
  self->view_whole = whole;
  self->fit_wanted = to.width <= 1 || to.height <= 1;
  if (self->fit_wanted)
    return;
  find_home (self, FALSE, &to);
  self->view_touched = FALSE;
  gp_canvas_go_to (self, &to);
}

void
gp_canvas_open (GpCanvas *self)
{
  go_home (self, FALSE);
}

void
gp_canvas_fit (GpCanvas *self)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  go_home (self, TRUE);
}

/* The view is not changed while sizes are handed out, but with the next frame. */
static void
go_with_next_frame (GpCanvas         *self,
                    const GpViewport *to,
                    gboolean          smoothly)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean animated = smoothly && gp_canvas_animates (self);

  gp_canvas_stop_view (self);
  self->view_from = self->viewport;
  self->view_to = *to;
  self->view_duration = GO_TIME;
  /* Long ago: there is no way to be seen. */
  self->view_time = animated ? gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget))
                             : 0;
  self->view_tick = gtk_widget_add_tick_callback (widget, go_on_cb, NULL, NULL);
}

void
gp_canvas_resize_view (GpCanvas *self,
                       double    width,
                       double    height)
{
  gboolean same = self->viewport.width == width && self->viewport.height == height;

  gp_viewport_resize (&self->viewport, width, height);
  if (width <= 1 || height <= 1 || gp_canvas_is_coming (self)
      || gp_canvas_get_scene (self) == NULL)
    return;
  if (self->fit_wanted)
    go_home (self, self->view_whole);
  else if (!same && !self->view_touched)
    {
      GpViewport to = self->viewport;

      find_home (self, to.zoom >= get_readable (self), &to);
      go_with_next_frame (self, &to, FALSE);
    }
}

void
gp_canvas_set_covered (GpCanvas *self,
                       double    start,
                       double    end)
{
  GpViewport to;
  GpRect before, after;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->covered_start == start && self->covered_end == end)
    return;
  to = find_destination (self);
  before = gp_canvas_find_free (self, &to);
  self->covered_start = start;
  self->covered_end = end;
  after = gp_canvas_find_free (self, &to);
  if (self->fit_wanted || to.width <= 1 || peek_scene (self) == NULL)
    return;
  if (self->view_touched)
    gp_viewport_pan (&to, gp_rect_center_x (&before) - gp_rect_center_x (&after), 0);
  else
    find_home (self, to.zoom >= get_readable (self), &to);
  go_with_next_frame (self, &to, TRUE);
}

static gboolean
selection_bounds (GpCanvas *self,
                  GpRect   *out)
{
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);
  gboolean any = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_canvas_item_of (self, &ids[i]);

      if (item == NULL)
        continue;
      *out = any ? gp_rect_union (out, &item->rect) : item->rect;
      any = TRUE;
    }
  return any;
}

void
gp_canvas_zoom_selection (GpCanvas *self)
{
  GpViewport to = self->viewport;
  GpRect area;

  if (!selection_bounds (self, &area))
    return;
  gp_canvas_fit_free (self, &area, &to);
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}

void
gp_canvas_reveal (GpCanvas   *self,
                  const GpId *id)
{
  const GpSceneItem *item;
  const GpSceneLine *line;
  GpViewport to = find_destination (self);
  GpId wanted;      /* @id may be part of a selection that is made anew */
  GpRect area;
  int row;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->builder == NULL || to.width <= 1)
    return;
  wanted = *id;
  if (!gp_canvas_shows (self, id) && gp_canvas_leave_for (self, id))
    to = find_destination (self);
  gp_canvas_reveal_again (self, &wanted);
  item = gp_canvas_item_of (self, &wanted);
  line = gp_scene_find_line (gp_canvas_get_scene (self), &wanted);
  if (item != NULL)
    {
      area = item->rect;
      row = gp_scene_item_find_row (item, &wanted);
      if (row >= 0)
        area = gp_scene_item_get_row_rect (item, (guint) row);
    }
  else if (line != NULL)
    area = line->bounds;
  else
    return;

  if (to.zoom < get_readable (self))
    center (self, &area, &to);
  else
    {
      GpRect free = gp_canvas_find_free (self, &to);

      gboolean moved;

      gp_viewport_resize (&to, free.width, free.height);
      gp_viewport_pan (&to, free.x, free.y);
      moved = gp_viewport_reveal (&to, &area, gp_canvas_find_margin (&free));
      gp_viewport_pan (&to, -free.x, -free.y);
      gp_viewport_resize (&to, self->viewport.width, self->viewport.height);
      if (!gp_canvas_keep_off_map (self, &area, &to) && !moved)
        return;
    }
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}

void
gp_canvas_fit_area (GpCanvas     *self,
                    const GpRect *area)
{
  GpViewport to = self->viewport;

  if (to.width <= 1)
    return;
  gp_canvas_fit_free (self, area, &to);
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}

void
gp_canvas_center (GpCanvas   *self,
                  const GpId *id)
{
  const GpSceneItem *item = gp_canvas_item_of (self, id);
  GpViewport to = self->viewport;
  GpRect area;
  int row;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (item == NULL || to.width <= 1)
    return;
  area = item->rect;
  row = gp_scene_item_find_row (item, id);
  if (row >= 0)
    area = gp_scene_item_get_row_rect (item, (guint) row);
  center (self, &area, &to);
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}

double
gp_canvas_get_zoom (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), 1);

  return self->viewport.zoom;
}

void
gp_canvas_get_viewport (GpCanvas   *self,
                        GpViewport *out)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  *out = self->viewport;
}

void
gp_canvas_set_viewport (GpCanvas         *self,
                        const GpViewport *viewport)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  gp_canvas_stop_view (self);
  self->view_touched = TRUE;
  self->viewport.x = viewport->x;
  self->viewport.y = viewport->y;
  self->viewport.zoom = CLAMP (viewport->zoom, GP_ZOOM_MIN, GP_ZOOM_MAX);
  self->fit_wanted = FALSE;
  gp_canvas_view_changed (self);
}

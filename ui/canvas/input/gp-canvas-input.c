/* gp-canvas-input.c — gestures and keys become calls of the tools
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include <math.h>

#define WHEEL_PAN    60.0     /* pixels for a notch */
#define WHEEL_ZOOM    1.15    /* for a notch */
#define TOUCH_ZOOM    0.01    /* for a pixel, as a power of e */

static GdkModifierType
state_of (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
}

static int
count_press (GpCanvas        *self,
             GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y)
{
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  int most_time;
  int most_way;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &most_time,
                "gtk-double-click-distance", &most_way, NULL);
  return gp_press_count_add (&self->presses, n_press, time, x, y, most_time, most_way);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            gpointer         user_data)
{
  GpCanvas *self = user_data;

  if (!gp_canvas_is_bare (self, x, y))
    return;
  n_press = count_press (self, gesture, n_press, x, y);
  gp_canvas_stop_view (self);
  self->view_touched = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gp_canvas_press (self, x, y, n_press, state_of (gesture));
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 gpointer         user_data)
{
  GpCanvas *self = user_data;

  if (!gp_canvas_is_bare (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gp_canvas_show_menu (self, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 gpointer             user_data)
{
  GpCanvas *self = user_data;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gp_canvas_drag_cancel (self);
  gp_canvas_show_menu (self, x, y);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               gpointer        user_data)
{
  GpCanvas *self = user_data;

  /* Such a sequence is not denied: where a button takes the release, GTK 4.8 would take the next
   * press for denied, too. */
  self->drag.beside = !gp_canvas_is_bare (self, x, y);
  if (!self->drag.beside)
    gp_canvas_drag_begin (self, x, y, state_of (gesture));
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                gpointer        user_data)
{
  GpCanvas *self = user_data;
  double x;
  double y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag.mode == GP_DRAG_NONE)
    {
      if (self->drag.beside
          || !gtk_drag_check_threshold (GTK_WIDGET (self), (int) x, (int) y, (int) (x + dx),
                                        (int) (y + dy)))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      self->presses = (GpPressCount) { 0 };
    }
  gp_canvas_drag_update (self, x + dx, y + dy, state_of (gesture));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             gpointer        user_data)
{
  GpCanvas *self = user_data;

  if (!self->drag.beside)
    gp_canvas_drag_end (self);
}

static void
drag_cancelled_cb (GtkGesture       *gesture,
                   GdkEventSequence *sequence,
                   gpointer          user_data)
{
  gp_canvas_drag_cancel (user_data);
}

static void
pan_begin_cb (GtkGestureDrag *gesture,
              double          x,
              double          y,
              gpointer        user_data)
{
  GpCanvas *self = user_data;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gp_canvas_stop_view (self);
  self->drag.view_x = self->viewport.x;
  self->drag.view_y = self->viewport.y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
pan_update_cb (GtkGestureDrag *gesture,
               double          dx,
               double          dy,
               gpointer        user_data)
{
  GpCanvas *self = user_data;
  double wanted_x = self->drag.view_x - dx / self->viewport.zoom;
  double wanted_y = self->drag.view_y - dy / self->viewport.zoom;

  gp_canvas_pan (self, (wanted_x - self->viewport.x) * self->viewport.zoom,
                 (wanted_y - self->viewport.y) * self->viewport.zoom);
}

static void
pan_end_cb (GtkGestureDrag *gesture,
            double          dx,
            double          dy,
            gpointer        user_data)
{
  gp_canvas_update_cursor (user_data);
}

/* The drawing rolls on as it was thrown. */
static void
thrown_cb (GtkGestureSwipe *gesture,
           double           speed_x,
           double           speed_y,
           gpointer         user_data)
{
  GpCanvas *self = user_data;
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == GDK_BUTTON_MIDDLE || self->space_down)
    gp_canvas_roll (self, -speed_x, -speed_y);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           gpointer                  user_data)
{
  if (gp_canvas_is_bare (user_data, x, y))
    gp_canvas_hover (user_data, x, y);
  else
    gp_canvas_hover (user_data, -1e6, -1e6);
}

static void
left_cb (GtkEventControllerMotion *controller,
         gpointer                  user_data)
{
  gp_canvas_hover (user_data, -1e6, -1e6);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *controller,
             double                    dx,
             double                    dy,
             gpointer                  user_data)
{
  GpCanvas *self = user_data;
  GdkModifierType state = state_of (controller);
  gboolean wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      double factor = wheel ? pow (WHEEL_ZOOM, -dy) : exp (-dy * TOUCH_ZOOM);

      if (wheel)
        gp_canvas_zoom_notch (self, factor, self->pointer_x, self->pointer_y);
      else
        gp_canvas_zoom_at (self, self->viewport.zoom * factor, self->pointer_x, self->pointer_y);
      return GDK_EVENT_STOP;
    }
  if (wheel)
    {
      dx *= WHEEL_PAN;
      dy *= WHEEL_PAN;
    }
  if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    {
      dx = dy;
      dy = 0;
    }
  gp_canvas_pan (self, dx, dy);
  return GDK_EVENT_STOP;
}

static void
decelerated_cb (GtkEventControllerScroll *controller,
                double                    speed_x,
                double                    speed_y,
                gpointer                  user_data)
{
  if ((state_of (controller) & GDK_CONTROL_MASK) == 0)
    gp_canvas_roll (user_data, speed_x, speed_y);
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                gpointer          user_data)
{
  GpCanvas *self = user_data;

  gp_canvas_drag_cancel (self);
  self->pinch_zoom = self->viewport.zoom;
}

static void
pinch_scaled_cb (GtkGestureZoom *gesture,
                 double          scale,
                 gpointer        user_data)
{
  GpCanvas *self = user_data;
  double x = self->viewport.width / 2;
  double y = self->viewport.height / 2;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  gp_canvas_zoom_at (self, self->pinch_zoom * scale, x, y);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                gpointer               user_data)
{
  GpCanvas *self = user_data;

  if (key != GDK_KEY_space || self->entry != NULL)
    return GDK_EVENT_PROPAGATE;
  self->space_down = TRUE;
  gp_canvas_update_cursor (self);
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 gpointer               user_data)
{
  GpCanvas *self = user_data;

  if (key != GDK_KEY_space)
    return;
  self->space_down = FALSE;
  gp_canvas_update_cursor (self);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               gpointer                 user_data)
{
  GpCanvas *self = user_data;

  self->space_down = FALSE;
  gp_canvas_update_cursor (self);
}

static GtkEventController *
add (GpCanvas   *self,
     gpointer    controller,
     const char *signal,
     GCallback   callback)
{
  if (gtk_event_controller_get_widget (controller) == NULL)
    gtk_widget_add_controller (GTK_WIDGET (self), controller);
  g_signal_connect (controller, signal, callback, self);
  return controller;
}

static void
add_buttons (GpCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();
  GtkGesture *throw = gtk_gesture_swipe_new ();
  GtkGesture *throw_with_space = gtk_gesture_swipe_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  add (self, click, "pressed", G_CALLBACK (pressed_cb));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  add (self, menu, "pressed", G_CALLBACK (menu_pressed_cb));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  add (self, hold, "pressed", G_CALLBACK (long_pressed_cb));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  add (self, drag, "drag-begin", G_CALLBACK (drag_begin_cb));
  add (self, drag, "drag-update", G_CALLBACK (drag_update_cb));
  add (self, drag, "drag-end", G_CALLBACK (drag_end_cb));
  add (self, drag, "cancel", G_CALLBACK (drag_cancelled_cb));
  gtk_gesture_group (click, drag);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (throw_with_space), GDK_BUTTON_PRIMARY);
  add (self, throw_with_space, "swipe", G_CALLBACK (thrown_cb));
  gtk_gesture_group (drag, throw_with_space);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  add (self, pan, "drag-begin", G_CALLBACK (pan_begin_cb));
  add (self, pan, "drag-update", G_CALLBACK (pan_update_cb));
  add (self, pan, "drag-end", G_CALLBACK (pan_end_cb));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (throw), GDK_BUTTON_MIDDLE);
  add (self, throw, "swipe", G_CALLBACK (thrown_cb));
  gtk_gesture_group (pan, throw);
}

void
gp_canvas_init_input (GpCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  add_buttons (self);
  add (self, motion, "motion", G_CALLBACK (motion_cb));
  add (self, motion, "leave", G_CALLBACK (left_cb));
  add (self, scroll, "scroll", G_CALLBACK (scrolled_cb));
  add (self, scroll, "decelerate", G_CALLBACK (decelerated_cb));
  add (self, pinch, "begin", G_CALLBACK (pinch_begin_cb));
  add (self, pinch, "scale-changed", G_CALLBACK (pinch_scaled_cb));
  add (self, key, "key-pressed", G_CALLBACK (key_pressed_cb));
  add (self, key, "key-released", G_CALLBACK (key_released_cb));
  add (self, gtk_event_controller_focus_new (), "leave", G_CALLBACK (focus_left_cb));
}

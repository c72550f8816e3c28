/* gp-window-edge.c — the edges of windows where no window manager answers for them
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK asks the window manager to resize a window whose edge is pressed. Where there is none, as in
 * a kiosk or on a virtual display, GDK moves the edge itself and keeps the release of the button
 * from GTK, which then counts one press too many and complains at the next click. So the press is
 * taken away from it: everything else in the window works on.
 */
#define G_LOG_DOMAIN "gp-window-edge"
#include "config.h"

#include "gp-window-edge.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

static gboolean
is_managed (GdkDisplay *display)
{
#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (display))
    return gdk_x11_screen_supports_net_wm_hint (gdk_x11_display_get_screen (display),
                                                "_NET_WM_MOVERESIZE");
#endif
  return TRUE;
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          GtkWidget                *window)
{
  double x, y, shadow_x, shadow_y;

  if (gdk_event_get_event_type (event) != GDK_BUTTON_PRESS
      || gdk_event_get_surface (event) != gtk_native_get_surface (GTK_NATIVE (window))
      || is_managed (gtk_widget_get_display (window))
      || !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  gtk_native_get_surface_transform (GTK_NATIVE (window), &shadow_x, &shadow_y);
  /* Nothing but the window itself is there: its shadow, at which it would be resized. */
  return gtk_widget_pick (window, x - shadow_x, y - shadow_y, GTK_PICK_DEFAULT) == window;
}

void
gp_window_edge_guard (GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), window, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

/* gp-canvas-question.c — a popover that asks what a gesture was to make
 * SPDX-License-Identifier: Apache-2.0
 *
 * One at a time: it belongs to the canvas from the gesture until it is closed. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-overlay.h"

static void
drop_popover_cb (gpointer user_data)
{
  g_autoptr(GtkWidget) popover = user_data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

/* It is still in the middle of closing: it is taken away afterwards. */
static void
closed_cb (GpCanvas *self)
{
  GtkWidget *popover = g_steal_pointer (&self->question);

  if (popover == NULL)
    return;
  g_idle_add_once (drop_popover_cb, g_object_ref (popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_canvas_ask (GpCanvas  *self,
               GtkWidget *popover,
               double     view_x,
               double     view_y)
{
  self->question = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle) { (int) view_x, (int) view_y, 1, 1 });
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

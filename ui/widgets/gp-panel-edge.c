/* gp-panel-edge.c — the line beside a panel that changes its size when it is dragged
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-panel-edge"
#include "config.h"

#include "gp-panel-edge.h"

struct _GpPanelEdge
{
  GtkWidget parent_instance;

  GtkWidget      *panel;
  GtkPositionType side;
  int             least;
  int             most;
  int             size;
  int             room;         /* what there is at most now, pixels */
  int             start_size;
};

G_DEFINE_FINAL_TYPE (GpPanelEdge, gp_panel_edge, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_RESIZED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
request (GpPanelEdge *self)
{
  int size = MIN (self->size, self->room);

  if (self->side == GTK_POS_BOTTOM)
    gtk_widget_set_size_request (self->panel, -1, size);
  else
    gtk_widget_set_size_request (self->panel, size, -1);
}

static void
drag_begin_cb (GpPanelEdge *self)
{
  self->start_size = self->side == GTK_POS_BOTTOM ? gtk_widget_get_height (self->panel)
                                                  : gtk_widget_get_width (self->panel);
}

/* The edge moves with the panel, and the gesture counts from the edge: only where the pointer is in
 * the window says how far it went. */
static void
drag_update_cb (GpPanelEdge    *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t panel;
  double x, y, wanted;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self), root, x + dx, y + dy, &x, &y)
      || !gtk_widget_compute_bounds (self->panel, root, &panel))
    return;

  if (self->side == GTK_POS_BOTTOM)
    wanted = panel.origin.y + panel.size.height - y;
  else if ((self->side == GTK_POS_LEFT) != mirrored)
    wanted = x - panel.origin.x;
  else
    wanted = panel.origin.x + panel.size.width - x;

  gp_panel_edge_set_size (self, (int) wanted);
}

static void
drag_end_cb (GpPanelEdge *self)
{
  if (self->size != self->start_size)
    g_signal_emit (self, signals[SIGNAL_RESIZED], 0, self->size);
}

static void
gp_panel_edge_class_init (GpPanelEdgeClass *klass)
{
  signals[SIGNAL_RESIZED] =
    g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "paneledge");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_SEPARATOR);
}

static void
gp_panel_edge_init (GpPanelEdge *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
gp_panel_edge_new (GtkWidget       *panel,
                   GtkPositionType  side,
                   int              least,
                   int              most)
{
  GpPanelEdge *self = g_object_new (GP_TYPE_PANEL_EDGE, NULL);

  self->panel = panel;
  self->side = side;
  self->least = least;
  self->most = most;
  self->room = G_MAXINT;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   side == GTK_POS_BOTTOM ? "row-resize" : "col-resize");
  gtk_widget_add_css_class (GTK_WIDGET (self), side == GTK_POS_BOTTOM ? "horizontal" : "vertical");

  return GTK_WIDGET (self);
}

void
gp_panel_edge_set_size (GpPanelEdge *self,
                        int          size)
{
  g_return_if_fail (GP_IS_PANEL_EDGE (self));

  self->size = CLAMP (size, self->least, self->most);
  request (self);
}

int
gp_panel_edge_get_size (GpPanelEdge *self)
{
  g_return_val_if_fail (GP_IS_PANEL_EDGE (self), 0);

  return self->size;
}

void
gp_panel_edge_set_room (GpPanelEdge *self,
                        int          room)
{
  g_return_if_fail (GP_IS_PANEL_EDGE (self));

  if (self->room == room)
    return;

  self->room = room;
  request (self);
}

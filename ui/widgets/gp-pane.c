/* gp-pane.c — a child that asks for no more than it needs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-pane"
#include "config.h"

#include "gp-pane.h"

struct _GpPane
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (GpPane, gp_pane, GTK_TYPE_WIDGET)

static void
gp_pane_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  GpPane *self = GP_PANE (widget);

  *minimum = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, NULL, NULL, NULL);
  *natural = *minimum;
}

static void
gp_pane_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  GpPane *self = GP_PANE (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
gp_pane_get_request_mode (GtkWidget *widget)
{
  GpPane *self = GP_PANE (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child)
                             : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
gp_pane_compute_expand (GtkWidget *widget,
                        gboolean  *hexpand,
                        gboolean  *vexpand)
{
  *hexpand = FALSE;
  *vexpand = FALSE;
}

static void
gp_pane_dispose (GObject *object)
{
  g_clear_pointer (&GP_PANE (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (gp_pane_parent_class)->dispose (object);
}

static void
gp_pane_class_init (GpPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_pane_dispose;
  widget_class->measure = gp_pane_measure;
  widget_class->size_allocate = gp_pane_size_allocate;
  widget_class->get_request_mode = gp_pane_get_request_mode;
  widget_class->compute_expand = gp_pane_compute_expand;
}

static void
gp_pane_init (GpPane *self)
{
}

void
gp_pane_set_child (GpPane    *self,
                   GtkWidget *child)
{
  g_return_if_fail (GP_IS_PANE (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/* gp-canvas-proxy.c — one thing of the drawing, as screen readers see it
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK 4.8 keeps the accessible interface to itself, so what has a role has to be a widget. Its
 * actions are class actions, which GTK tells to screen readers by their names. States and names are
 * set only where they change: each change is a signal on the accessibility bus. */
#define G_LOG_DOMAIN "gp-canvas-proxy"
#include "config.h"
#include "gp-canvas-proxy.h"

#include "gp-canvas-private.h"

struct _GpCanvasProxy
{
  GtkWidget    parent_instance;

  GpCanvas    *canvas;          /* not owned: it owns us */
  GpProxyPart  part;
  GpId         id;
  guint64      serial;
  GPtrArray   *rows;            /* GpCanvasProxy, children */
  char        *name;
  char        *description;
  GdkRectangle box;
  int          selected;        /* -1: not told yet */
  int          expanded;
};

G_DEFINE_FINAL_TYPE (GpCanvasProxy, gp_canvas_proxy, GTK_TYPE_WIDGET)

static const GtkAccessibleRole roles[GP_N_PROXY_PARTS] = {
  [GP_PROXY_ITEM] = GTK_ACCESSIBLE_ROLE_LIST_ITEM,
  [GP_PROXY_FIELD] = GTK_ACCESSIBLE_ROLE_LIST_ITEM,
  [GP_PROXY_LINE] = GTK_ACCESSIBLE_ROLE_LINK,
};

static void
click (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  GpCanvasProxy *self = GP_CANVAS_PROXY (widget);
  GpId id = self->id;

  if (gp_id_is_nil (&id))
    return;
  gp_selection_set (self->canvas->selection, &id);
  gp_canvas_reveal (self->canvas, &id);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
activate (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  GpCanvasProxy *self = GP_CANVAS_PROXY (widget);
  GpId id = self->id;

  click (widget, action, parameter);
  if (gp_id_is_nil (&id) || !gp_canvas_can_edit (self->canvas))
    return;
  if (self->part == GP_PROXY_LINE)
    gp_canvas_edit_relation_name (self->canvas);
  else
    gp_canvas_edit_name (self->canvas, &id, FALSE);
}

/* What had the focus may stand for nothing when it gets it back. */
static gboolean
gp_canvas_proxy_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focusable (widget))
    return GTK_WIDGET_CLASS (gp_canvas_proxy_parent_class)->grab_focus (widget);
  return gtk_widget_grab_focus (GTK_WIDGET (GP_CANVAS_PROXY (widget)->canvas));
}

static void
gp_canvas_proxy_dispose (GObject *object)
{
  GpCanvasProxy *self = GP_CANVAS_PROXY (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gp_canvas_proxy_parent_class)->dispose (object);
}

static void
gp_canvas_proxy_finalize (GObject *object)
{
  GpCanvasProxy *self = GP_CANVAS_PROXY (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (gp_canvas_proxy_parent_class)->finalize (object);
}

static void
gp_canvas_proxy_class_init (GpCanvasProxyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_canvas_proxy_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_canvas_proxy_finalize;
  widget_class->grab_focus = gp_canvas_proxy_grab_focus;
  gtk_widget_class_install_action (widget_class, "click", NULL, click);
  gtk_widget_class_install_action (widget_class, "activate", NULL, activate);
}

static void
gp_canvas_proxy_init (GpCanvasProxy *self)
{
  self->rows = g_ptr_array_new ();
  self->selected = -1;
  self->expanded = -1;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GpCanvasProxy *
gp_canvas_proxy_new (GpCanvas      *canvas,
                     GpProxyPart    part,
                     GtkWidget     *parent,
                     GpCanvasProxy *after)
{
  GpCanvasProxy *self = g_object_new (GP_TYPE_CANVAS_PROXY, "accessible-role", roles[part], NULL);

  self->canvas = canvas;
  self->part = part;
  gtk_widget_insert_after (GTK_WIDGET (self), parent, (GtkWidget *) after);
  return self;
}

GpProxyPart
gp_canvas_proxy_get_part (GpCanvasProxy *self)
{
  return self->part;
}

const GpId *
gp_canvas_proxy_get_id (GpCanvasProxy *self)
{
  return &self->id;
}

GPtrArray *
gp_canvas_proxy_get_rows (GpCanvasProxy *self)
{
  return self->rows;
}

gboolean
gp_canvas_proxy_set (GpCanvasProxy *self,
                     const GpId    *id,
                     guint64        serial)
{
  gboolean shown = !gp_id_is_nil (id);
  gboolean same = gp_id_equal (&self->id, id) && self->serial == serial;

  if (shown != !gp_id_is_nil (&self->id) || self->name == NULL)
    {
      gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
      gtk_widget_set_child_visible (GTK_WIDGET (self), shown);
    }
  if (!shown && self->name == NULL)
    self->name = g_strdup ("");
  self->id = *id;
  self->serial = serial;
  return !same;
}

void
gp_canvas_proxy_set_words (GpCanvasProxy *self,
                           const char    *name,
                           const char    *description)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  if (g_strcmp0 (self->description, description) != 0)
    {
      g_free (self->description);
      self->description = g_strdup (description);
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                      -1);
    }
}

void
gp_canvas_proxy_drop (GpCanvasProxy *self)
{
  if (gp_id_is_nil (&self->id) && self->name != NULL)
    return;
  gp_canvas_proxy_set (self, &gp_id_nil, 0);
  gp_canvas_proxy_set_words (self, "", "");
  self->box = (GdkRectangle) { 0 };
  gtk_widget_size_allocate (GTK_WIDGET (self), &self->box, -1);
}

void
gp_canvas_proxy_set_selected (GpCanvasProxy *self,
                              gboolean       selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

void
gp_canvas_proxy_set_expanded (GpCanvasProxy *self,
                              int            expanded)
{
  if (self->expanded == expanded)
    return;
  self->expanded = expanded;
  if (expanded < 0)
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, expanded,
                                 -1);
}

void
gp_canvas_proxy_set_box (GpCanvasProxy *self,
                         int            x,
                         int            y,
                         int            width,
                         int            height)
{
  const GdkRectangle box = { x, y, MAX (1, width), MAX (1, height) };

  if (gdk_rectangle_equal (&box, &self->box) && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    return;
  self->box = box;
  gtk_widget_size_allocate (GTK_WIDGET (self), &box, -1);
}

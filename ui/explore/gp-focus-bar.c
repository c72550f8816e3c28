/* gp-focus-bar.c — what the focus is on, or the path that is shown
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-focus-bar"
#include "config.h"

#include "gp-focus-bar.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpFocusBar
{
  GtkWidget parent_instance;

  GpSession *session;
  GpCanvas  *canvas;
  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *count;
  GtkWidget *focus_buttons;
  GtkWidget *path_buttons;
};

G_DEFINE_FINAL_TYPE (GpFocusBar, gp_focus_bar, GTK_TYPE_WIDGET)

static const char *
name_of (GpFocusBar *self,
         const GpId *id)
{
  const GpElement *element = gp_design_lookup (gp_session_get_design (self->session), id);

  return element != NULL ? gp_element_get_name (element) : "";
}

static char *
describe_focus (GpFocusBar *self,
                const GpId *id,
                guint       steps)
{
  if (steps == 0)
    return g_strdup_printf (C_("focus", "%s alone"), name_of (self, id));
  return g_strdup_printf (ngettext ("%s and %u step around it", "%s and %u steps around it", steps),
                          name_of (self, id), steps);
}

static char *
describe_path (GpFocusBar *self,
               GArray     *path)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " → " : "",
                            name_of (self, &g_array_index (path, GpId, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update (GpFocusBar *self)
{
  g_autofree char *text = NULL;
  g_autofree char *counted = NULL;
  GArray *path;
  GpId focus;
  guint steps;
  guint which;
  guint n;
  guint lit;
  guint all;

  path = gp_canvas_get_path (self->canvas, &which, &n);
  if (path != NULL)
    {
      text = describe_path (self, path);
      counted = g_strdup_printf (C_("path", "%u of %u shortest paths"), which + 1, n);
    }
  else if (gp_canvas_get_focus (self->canvas, &focus, &steps))
    {
      gp_canvas_count_lit (self->canvas, &lit, &all);
      text = describe_focus (self, &focus, steps);
      counted = g_strdup_printf (C_("cards", "%u of %u"), lit, all);
    }
  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : "");
  gtk_label_set_label (GTK_LABEL (self->count), counted != NULL ? counted : "");
  gtk_widget_set_visible (self->focus_buttons, path == NULL);
  gtk_widget_set_visible (self->path_buttons, path != NULL && n > 1);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), text != NULL);
  gtk_widget_set_visible (self->revealer, text != NULL);
}

static void
clicked_cb (GtkWidget  *button,
            GpFocusBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->canvas),
                              g_object_get_data (G_OBJECT (button), "command"), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
add_button (GpFocusBar *self,
            GtkWidget  *box,
            const char *icon,
            const char *label,
            const char *tooltip,
            const char *command)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon)
                                   : gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_object_set_data (G_OBJECT (button), "command", (gpointer) command);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
gp_focus_bar_dispose (GObject *object)
{
  GpFocusBar *self = GP_FOCUS_BAR (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_focus_bar_parent_class)->dispose (object);
}

static void
gp_focus_bar_class_init (GpFocusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_focus_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "focusbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gp_focus_bar_init (GpFocusBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (row, "explore-row");
  self->label = gtk_label_new (NULL);
  gp_hint_name (self->label, "");
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "heading");
  self->count = gtk_label_new (NULL);
  gp_hint_name (self->count, "");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  self->focus_buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->path_buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  add_button (self, self->focus_buttons, "list-remove-symbolic", NULL, _("A step less (−)"),
              "canvas.focus-narrower");
  add_button (self, self->focus_buttons, "list-add-symbolic", NULL, _("A step more (+)"),
              "canvas.focus-wider");
  add_button (self, self->path_buttons, "go-previous-symbolic", NULL, _("The path before ([)"),
              "canvas.previous-path");
  add_button (self, self->path_buttons, "go-next-symbolic", NULL, _("The next path (])"),
              "canvas.next-path");
  gtk_box_append (GTK_BOX (row), self->label);
  gtk_box_append (GTK_BOX (row), self->count);
  gtk_box_append (GTK_BOX (row), self->focus_buttons);
  gtk_box_append (GTK_BOX (row), self->path_buttons);
  add_button (self, row, "gp-view-symbolic", NULL, _("Make a view of these"), "canvas.new-view");
  add_button (self, row, "window-close-symbolic", NULL, _("Show all again (Esc)"),
              "canvas.stop-exploring");

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), row);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

GtkWidget *
gp_focus_bar_new (GpSession *session,
                  GpCanvas  *canvas)
{
  GpFocusBar *self = g_object_new (GP_TYPE_FOCUS_BAR, NULL);

  self->session = g_object_ref (session);
  self->canvas = canvas;
  g_signal_connect_object (canvas, "explored", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const char *
gp_focus_bar_get_text (GpFocusBar *self)
{
  g_return_val_if_fail (GP_IS_FOCUS_BAR (self), "");

  return gtk_label_get_label (GTK_LABEL (self->label));
}

/* gp-view-bar.c — which view is shown, back and forward, what is hidden
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-view-bar"
#include "config.h"

#include "gp-view-bar.h"

#include "gp-describe.h"
#include "gp-edit.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpViewBar
{
  GtkWidget parent_instance;

  GpSession *session;
  GpCanvas  *canvas;
  GtkWidget *row;
  GtkWidget *views;       /* GtkMenuButton */
  GtkWidget *subject;     /* holds the canvas's list of flows or roles */
  GtkWidget *hidden;      /* GtkMenuButton */
};

G_DEFINE_FINAL_TYPE (GpViewBar, gp_view_bar, GTK_TYPE_WIDGET)

static const GpElement *
current_view (GpViewBar *self)
{
  return gp_canvas_find_view_in (self->canvas, gp_session_get_design (self->session));
}

static void
update (GpViewBar *self)
{
  const GpElement *view = current_view (self);
  g_autoptr(GArray) hidden = gp_canvas_list_hidden (self->canvas);
  g_autofree char *text = g_strdup_printf (ngettext ("%u hidden", "%u hidden", hidden->len),
                                           hidden->len);
  g_autofree char *name =
    view != NULL ? gp_describe_title (gp_session_get_design (self->session), view)
                 : g_strdup (_("All"));
  g_autofree char *spoken = g_strdup_printf (C_("label and value", "%s: %s"), _("Views"), name);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->views), name);
  gp_hint_name (self->views, spoken);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->hidden), text);
  gp_hint_name (self->hidden, text);
  gtk_widget_set_visible (self->hidden, hidden->len > 0);
}

/* --- the menu of views --- */

static void
append_item (GMenu      *menu,
             const char *text,
             const char *action,
             const GpId *id)
{
  g_autofree char *label = gp_menu_escape (text);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);
  char target[GP_ID_STRING_SIZE];

  g_menu_item_set_action_and_target (item, action, "s", gp_id_format (id, target));
  g_menu_append_item (menu, item);
}

static void
fill_views (GtkMenuButton *button,
            gpointer       user_data)
{
  static const char *const titles[] = { N_("Data"), N_("Flows"), N_("Access") };
  GpViewBar *self = user_data;
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) views = gp_design_list (design, GP_KIND_VIEW);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) commands = g_menu_new ();

  for (gsize lens = 0; lens < G_N_ELEMENTS (titles); lens++)
    {
      g_autoptr(GMenu) section = g_menu_new ();

      for (guint i = 0; i < views->len; i++)
        {
          const GpElement *view = g_ptr_array_index (views, i);

          g_autofree char *title = gp_describe_title (design, view);

          if (gp_element_is (view, GP_VIEW_LENS, gp_lens_to_nick ((GpLens) lens)))
            append_item (section, title, "win.show-view", gp_element_get_id (view));
        }
      if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
        g_menu_append_section (menu, _(titles[lens]), G_MENU_MODEL (section));
    }
  g_menu_append (commands, _("_New view of these"), "win.new-view");
  g_menu_append (commands, _("_Add the selection to this view"), "win.add-to-view");
  g_menu_append (commands, _("_Rename this view"), "win.rename-view");
  g_menu_append (commands, _("_Duplicate this view"), "win.duplicate-view");
  g_menu_append (commands, _("De_lete this view"), "win.delete-view");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (commands));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* --- what is hidden --- */

static void
show_again_cb (GtkWidget *button,
               GpViewBar *self)
{
  const GpId *id = g_object_get_data (G_OBJECT (button), "id");
  g_autoptr(GArray) hidden = gp_canvas_list_hidden (self->canvas);
  GpId wanted = id != NULL ? *id : gp_id_nil;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->hidden));
  if (id != NULL)
    gp_canvas_unhide (self->canvas, &wanted, 1);
  else
    gp_canvas_unhide (self->canvas, (const GpId *) (gconstpointer) hidden->data, hidden->len);
}

static void
append_hidden (GpViewBar  *self,
               GtkWidget  *list,
               const char *text,
               const GpId *id)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  if (id != NULL)
    g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (id, sizeof *id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_again_cb), self, 0);
  gtk_box_append (GTK_BOX (list), button);
}

static void
fill_hidden (GtkMenuButton *button,
             gpointer       user_data)
{
  GpViewBar *self = user_data;
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GArray) hidden = gp_canvas_list_hidden (self->canvas);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  append_hidden (self, list, _("Show all of them"), NULL);
  gtk_box_append (GTK_BOX (list), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  for (guint i = 0; i < hidden->len; i++)
    {
      const GpId *id = &g_array_index (hidden, GpId, i);
      const GpElement *element = gp_design_lookup (design, id);
      g_autofree char *title = element != NULL ? gp_describe_title (design, element) : NULL;

      if (title != NULL)
        append_hidden (self, list, title, id);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

/* --- the widget --- */

static void
gp_view_bar_dispose (GObject *object)
{
  GpViewBar *self = GP_VIEW_BAR (object);

  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_view_bar_parent_class)->dispose (object);
}

static void
gp_view_bar_class_init (GpViewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_view_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "viewbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_button (GpViewBar  *self,
            GtkWidget  *button,
            const char *icon,
            const char *tooltip,
            const char *action)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gp_hint_set (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->row), button);
}

static GtkWidget *
new_menu_button (GpViewBar                    *self,
                 const char                   *tooltip,
                 GtkMenuButtonCreatePopupFunc  fill)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), fill, self, NULL);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (GTK_BOX (self->row), button);
  return button;
}

static void
gp_view_bar_init (GpViewBar *self)
{
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->row, "explore-row");
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  add_button (self, gtk_button_new (), "go-previous-symbolic", _("Back (Alt+Left)"), "win.back");
  add_button (self, gtk_button_new (), "go-next-symbolic", _("Forward (Alt+Right)"),
              "win.forward");
  self->views = new_menu_button (self, _("Views"), fill_views);
  self->subject = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->row), self->subject);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (self->row), space);
  self->hidden = new_menu_button (self, _("What is hidden in this view"), fill_hidden);
  add_button (self, gtk_toggle_button_new (), "gp-filter-symbolic",
              _("Filter the drawing (Ctrl+Shift+F)"), "win.filter");
}

/* Whose rights are drawn is nothing to choose while the matrix shows those of all. */
static void
follow_canvas (GpViewBar *self)
{
  gtk_widget_set_visible (self->subject, gtk_widget_get_mapped (GTK_WIDGET (self->canvas)));
}

GtkWidget *
gp_view_bar_new (GpSession *session,
                 GpCanvas  *canvas)
{
  GpViewBar *self = g_object_new (GP_TYPE_VIEW_BAR, NULL);

  self->session = g_object_ref (session);
  self->canvas = canvas;
  g_signal_connect_object (canvas, "explored", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->subject), gp_canvas_get_subject_list (canvas));
  g_signal_connect_object (canvas, "map", G_CALLBACK (follow_canvas), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "unmap", G_CALLBACK (follow_canvas), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

const char *
gp_view_bar_get_title (GpViewBar *self)
{
  g_return_val_if_fail (GP_IS_VIEW_BAR (self), "");

  return gtk_menu_button_get_label (GTK_MENU_BUTTON (self->views));
}

/* gp-matrix-page.c — the matrix with its brushes and filters
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-matrix-page"
#include "config.h"

#include "gp-matrix-page.h"

#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-wrap-box.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _GpMatrixPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *filters;
  GtkWidget *search;
  GtkWidget *grid;
  GtkWidget *stack;
  GtkWidget *empty;
  GpAccessWatch *watch;
};

G_DEFINE_FINAL_TYPE (GpMatrixPage, gp_matrix_page, GTK_TYPE_WIDGET)

static const struct
{
  GpMatrixBrush brush;
  const char   *label;
  const char   *hint;
} brushes[] = {
  { GP_MATRIX_LOOK, N_("Open"), N_("A click opens the rule in the inspector") },
  { GP_MATRIX_GRANT, N_("● Grant"), N_("Drag over cells to grant them") },
  { GP_MATRIX_CLEAR, N_("Clear"), N_("Drag over cells to take their rules away") },
  { GP_MATRIX_FORBID, N_("⊘ Forbid"), N_("Drag over cells to forbid them, whatever is granted") },
};

static void
update (GpMatrixPage *self)
{
  GpAccessView *view = gp_access_watch_get (self->watch);
  gboolean has_roles = view != NULL && gp_access_matrix_n_roles (view->matrix) > 0;
  gboolean has_rows = gp_matrix_grid_count (GP_MATRIX_GRID (self->grid)) > 0;

  gtk_label_set_label (GTK_LABEL (self->empty),
                       view == NULL ? ""
                       : !has_roles ? _("There is no role yet that something could be granted to.")
                                    : _("No entity is like that"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    has_roles && has_rows ? "grid" : "empty");
}

static void
filter_changed_cb (GpMatrixPage *self)
{
  gp_matrix_grid_set_filter (GP_MATRIX_GRID (self->grid),
                             gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filters)),
                             gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update (self);
}

static void
brush_toggled_cb (GpMatrixPage    *self,
                  GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    gp_matrix_grid_set_brush (GP_MATRIX_GRID (self->grid),
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "brush")));
}

static GtkWidget *
make_brushes (GpMatrixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkToggleButton *first = NULL;

  gtk_widget_add_css_class (box, "linked");
  for (gsize i = 0; i < G_N_ELEMENTS (brushes); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(brushes[i].label));

      gtk_widget_set_tooltip_text (button, _(brushes[i].hint));
      g_object_set_data (G_OBJECT (button), "brush", GUINT_TO_POINTER (brushes[i].brush));
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      g_signal_connect_object (button, "toggled", G_CALLBACK (brush_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_toggle_button_set_active (first, TRUE);
  return box;
}

static GtkWidget *
new_role_button (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Role"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.add-role");
  gtk_widget_set_tooltip_text (button, _("Add a role"));
  return button;
}

static GtkWidget *
make_bar (GpMatrixPage *self)
{
  const char *const names[] = { _("All entities"), _("Open to anonymous writing"),
                                _("With cells without a test"), NULL };
  GtkWidget *bar = gp_wrap_box_new (8);

  gtk_widget_add_css_class (bar, "problems-bar");
  self->filters = gtk_drop_down_new_from_strings (names);
  gp_hint_name (self->filters, _("Which entities"));
  g_signal_connect_object (self->filters, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->search = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->search));
  g_object_set (self->search, "placeholder-text", _("Filter entities"), NULL);
  gp_hint_name (self->search, _("Filter entities"));
  gtk_widget_set_hexpand (self->search, TRUE);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gp_wrap_box_append (GP_WRAP_BOX (bar), make_brushes (self));
  gp_wrap_box_append (GP_WRAP_BOX (bar), self->filters);
  gp_wrap_box_append (GP_WRAP_BOX (bar), self->search);
  gp_wrap_box_append (GP_WRAP_BOX (bar), new_role_button ());
  return bar;
}

static void
gp_matrix_page_dispose (GObject *object)
{
  GpMatrixPage *self = GP_MATRIX_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (gp_matrix_page_parent_class)->dispose (object);
}

static void
gp_matrix_page_class_init (GpMatrixPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_matrix_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_matrix_page_init (GpMatrixPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "dim-label");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
}

GtkWidget *
gp_matrix_page_new (GpSession     *session,
                    GpAccessWatch *watch)
{
  GpMatrixPage *self = g_object_new (GP_TYPE_MATRIX_PAGE, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->watch = g_object_ref (watch);
  self->grid = gp_matrix_grid_new (session, watch);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->grid);
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "grid");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Matrix"));
  gtk_box_append (GTK_BOX (self->box), make_bar (self));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

GpMatrixGrid *
gp_matrix_page_get_grid (GpMatrixPage *self)
{
  g_return_val_if_fail (GP_IS_MATRIX_PAGE (self), NULL);

  return GP_MATRIX_GRID (self->grid);
}

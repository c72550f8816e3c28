/* gp-help-window.c — the help
 * SPDX-License-Identifier: Apache-2.0
 *
 * A list of pages beside the page that is read; in a narrow window one after the other. It is part
 * of the program, because many machines have no reader for help.
 */
#define G_LOG_DOMAIN "gp-help-window"
#include "config.h"

#include "gp-help-window.h"

#include "gp-help-page.h"
#include "gp-hint.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define GP_TYPE_HELP_WINDOW (gp_help_window_get_type ())
G_DECLARE_FINAL_TYPE (GpHelpWindow, gp_help_window, GP, HELP_WINDOW, AdwWindow)

struct _GpHelpWindow
{
  AdwWindow parent_instance;

  GPtrArray *pages;       /* GpHelpPage */
  GtkWidget *leaflet;
  GtkWidget *list;
  GtkWidget *reader;      /* AdwClamp around the page */
  GtkWidget *scroller;
  GtkWidget *back;
};

G_DEFINE_FINAL_TYPE (GpHelpWindow, gp_help_window, ADW_TYPE_WINDOW)

static void
show_page (GpHelpWindow *self,
           const char   *id)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_str_equal (((GpHelpPage *) self->pages->pdata[i])->id, id))
      gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                               gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i));
}

static gboolean
link_cb (GpHelpWindow *self,
         const char   *uri)
{
  if (!g_str_has_prefix (uri, "help:"))
    return FALSE;

  show_page (self, uri + strlen ("help:"));
  return TRUE;
}

static GtkWidget *
make_block (GpHelpWindow      *self,
            const GpHelpBlock *block)
{
  static const char *const classes[] = { "body", "title-1", "title-3", "heading" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), block->markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, strstr (block->markup, "<a ") != NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, classes[block->level]);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  if (block->mark != NULL)
    {
      GtkWidget *mark = gtk_label_new (block->mark);

      gtk_widget_set_valign (mark, GTK_ALIGN_START);
      gtk_label_set_width_chars (GTK_LABEL (mark), 2);
      gtk_box_append (GTK_BOX (box), mark);
    }
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
selected_cb (GpHelpWindow  *self,
             GtkListBoxRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const GpHelpPage *page;

  if (row == NULL)
    return;

  page = self->pages->pdata[gtk_list_box_row_get_index (row)];
  gtk_widget_add_css_class (box, "help-page");
  for (guint i = 0; i < page->blocks->len; i++)
    gtk_box_append (GTK_BOX (box), make_block (self, page->blocks->pdata[i]));
  adw_clamp_set_child (ADW_CLAMP (self->reader), box);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
activated_cb (GpHelpWindow *self)
{
  adw_leaflet_navigate (ADW_LEAFLET (self->leaflet), ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_cb (GpHelpWindow *self)
{
  adw_leaflet_navigate (ADW_LEAFLET (self->leaflet), ADW_NAVIGATION_DIRECTION_BACK);
}

static GtkWidget *
make_side (GpHelpWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (_("Help"), NULL));
  g_object_bind_property (self->leaflet, "folded", header, "show-end-title-buttons",
                          G_BINDING_SYNC_CREATE);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gp_hint_name (self->list, _("Help"));
  for (guint i = 0; i < self->pages->len; i++)
    {
      const GpHelpPage *page = self->pages->pdata[i];
      GtkWidget *label = gtk_label_new (page->title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, page->summary);
      gtk_list_box_append (GTK_LIST_BOX (self->list), label);
      gp_hint_name_row (label);
    }
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (side, 260, -1);
  gtk_box_append (GTK_BOX (side), header);
  gtk_box_append (GTK_BOX (side), scroller);

  return side;
}

static GtkWidget *
make_reader (GpHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_bin_new ());
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _("All pages"));
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->leaflet, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);

  self->reader = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->reader), 620);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->reader);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->scroller);

  return box;
}

static void
gp_help_window_dispose (GObject *object)
{
  g_clear_pointer (&GP_HELP_WINDOW (object)->pages, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_help_window_parent_class)->dispose (object);
}

static void
gp_help_window_class_init (GpHelpWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_help_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
gp_help_window_init (GpHelpWindow *self)
{
  GtkWidget *side;

  self->pages = gp_help_page_list (g_get_language_names ());
  self->leaflet = adw_leaflet_new ();
  side = make_side (self);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), side);
  adw_leaflet_page_set_navigatable (adw_leaflet_append (ADW_LEAFLET (self->leaflet),
                                                        gtk_separator_new (
                                                          GTK_ORIENTATION_VERTICAL)), FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), make_reader (self));
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->leaflet), TRUE);
  adw_window_set_content (ADW_WINDOW (self), self->leaflet);
  gtk_window_set_title (GTK_WINDOW (self), _("Help"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 620);
  show_page (self, "index");
}

void
gp_help_window_present (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();
  GtkWindow *window = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (GP_IS_HELP_WINDOW (l->data))
      window = l->data;
  if (window == NULL)
    window = g_object_new (GP_TYPE_HELP_WINDOW,
                           "application", gtk_window_get_application (parent),
                           NULL);
  gtk_window_present (window);
}

/* gp-shortcuts-window.c — the window that lists the keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * One column that scrolls: GTK's own window has two and more, which do not fit on a small screen or
 * with large texts. */
#define G_LOG_DOMAIN "gp-shortcuts-window"
#include "config.h"

#include "gp-shortcuts-window.h"

#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-shortcuts.h"
#include "gp-wrap-box.h"
#include "gp-wrapped-label.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define GP_TYPE_SHORTCUTS_WINDOW (gp_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (GpShortcutsWindow, gp_shortcuts_window, GP, SHORTCUTS_WINDOW, AdwWindow)

typedef struct
{
  GtkWidget  *row;
  GtkWidget  *group;
  const char *title;       /* translated */
} Line;

struct _GpShortcutsWindow
{
  AdwWindow parent_instance;

  GtkWidget *search;
  GtkWidget *pages;        /* "list" or "nothing" */
  GArray    *lines;        /* Line, by group */
};

G_DEFINE_FINAL_TYPE (GpShortcutsWindow, gp_shortcuts_window, ADW_TYPE_WINDOW)

static void
search_changed_cb (GpShortcutsWindow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gboolean any = FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    gtk_widget_set_visible (g_array_index (self->lines, Line, i).group, FALSE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gboolean fits = *typed == '\0' || g_str_match_string (typed, line->title, TRUE);

      gtk_widget_set_visible (line->row, fits);
      if (fits)
        gtk_widget_set_visible (line->group, TRUE);
      any = any || fits;
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), any ? "list" : "nothing");
}

/* Escape in the search; elsewhere the window itself is asked. */
static void
search_stopped_cb (GpShortcutsWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* @accels: of one command, with spaces between them. */
static GtkWidget *
make_row (const char *title,
          const char *accels)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gp_wrap_box_new (12);
  GtkWidget *label = gp_wrapped_label_new (title, NULL);
  g_auto(GStrv) each = g_strsplit (accels, " ", -1);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gp_wrap_box_append (GP_WRAP_BOX (box), label);
  for (gsize i = 0; each[i] != NULL; i++)
    gp_wrap_box_append (GP_WRAP_BOX (box), gtk_shortcut_label_new (each[i]));
  gtk_widget_add_css_class (box, "property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gp_hint_name_row (box);
  return row;
}

static GtkWidget *
make_list (GpShortcutsWindow *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  const char *shown = NULL, *name, *accel, *title;
  GtkWidget *group = NULL;

  for (gsize i = 0; gp_shortcuts_get (i, &name, NULL, &accel, &title); i++)
    {
      Line line = { .row = make_row (title, accel), .title = title };

      if (g_strcmp0 (name, shown) != 0)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), name);
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
          shown = name;
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), line.row);
      line.group = group;
      g_array_append_val (self->lines, line);
    }
  return page;
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing found"));
  return page;
}

static void
gp_shortcuts_window_dispose (GObject *object)
{
  g_clear_pointer (&GP_SHORTCUTS_WINDOW (object)->lines, g_array_unref);

  G_OBJECT_CLASS (gp_shortcuts_window_parent_class)->dispose (object);
}

static void
gp_shortcuts_window_class_init (GpShortcutsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_shortcuts_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
gp_shortcuts_window_init (GpShortcutsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->search = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->search));
  gp_hint_name (self->search, _("Search"));
  g_object_set (self->search, "placeholder-text", _("Keyboard shortcuts"), NULL);
  gtk_widget_set_hexpand (self->search, TRUE);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->search);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), clamp);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self,
                           G_CONNECT_SWAPPED);

  self->pages = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->pages), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->pages), make_nothing (), "nothing");
  gp_hint_name_pages (GTK_STACK (self->pages), _("Keyboard shortcuts"));
  gtk_widget_set_vexpand (self->pages, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->pages);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
  gtk_window_set_title (GTK_WINDOW (self), _("Keyboard shortcuts"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 640);
}

void
gp_shortcuts_window_present (GtkWindow *parent)
{
  GtkWindow *window = g_object_new (GP_TYPE_SHORTCUTS_WINDOW, "modal", TRUE,
                                    "transient-for", parent, NULL);

  gtk_window_present (window);
}

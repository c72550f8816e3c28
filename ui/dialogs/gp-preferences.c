/* gp-preferences.c — what can be chosen for all windows
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-preferences"
#include "config.h"

#include "gp-preferences.h"

#include "gp-lead.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         GtkWidget           *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_preferences_group_add (group, row);

  return control;
}

static void
scheme_selected_cb (AdwComboRow *row,
                    GParamSpec  *pspec,
                    GSettings   *settings)
{
  g_settings_set_enum (settings, "color-scheme", (int) adw_combo_row_get_selected (row));
}

static void
add_scheme (AdwPreferencesGroup *group,
            GSettings           *settings)
{
  const char *const names[] = { _("As the system says"), _("Light"), _("Dark"), NULL };
  g_autoptr(GtkStringList) model = gtk_string_list_new (names);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Light or dark"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                              (guint) g_settings_get_enum (settings, "color-scheme"));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (scheme_selected_cb), settings, 0);
  adw_preferences_group_add (group, row);
}

void
gp_preferences_present (GtkWindow *parent,
                        GSettings *settings)
{
  GtkWidget *window = adw_preferences_window_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *look = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *start = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *canvas = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *person = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *control;

  adw_preferences_group_set_title (person, _("You"));
  control = adw_entry_row_new ();
  gp_lead_keep (GTK_EDITABLE (control));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (control),
                                 _("Your name on comments and versions"));
  g_settings_bind (settings, "author", control, "text", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (person, control);

  adw_preferences_group_set_title (look, _("Look"));
  add_scheme (look, settings);
  control = add_row (look, _("Reduce motion"),
                     _("Views and cards jump instead of gliding, as they do where the system "
                       "asks for it"),
                     gtk_switch_new ());
  g_settings_bind (settings, "reduce-motion", control, "active", G_SETTINGS_BIND_DEFAULT);

  adw_preferences_group_set_title (start, _("Start"));
  control = add_row (start, _("Open what was open last"),
                     _("Where no file is named; otherwise the welcome page is shown"),
                     gtk_switch_new ());
  g_settings_bind (settings, "reopen-designs", control, "active", G_SETTINGS_BIND_DEFAULT);
  control = add_row (start, _("Recent designs"), _("How many the welcome page lists"),
                     gtk_spin_button_new_with_range (0, 50, 1));
  g_settings_bind (settings, "recent-limit", control, "value", G_SETTINGS_BIND_DEFAULT);

  adw_preferences_group_set_title (canvas, _("Canvas"));
  control = add_row (canvas, _("Snap to the grid"),
                     _("And to the edges of neighbours; hold Alt to move freely"),
                     gtk_switch_new ());
  g_settings_bind (settings, "snap-to-grid", control, "active", G_SETTINGS_BIND_DEFAULT);
  control = add_row (canvas, _("Minimap"), _("A small overview in a corner"), gtk_switch_new ());
  g_settings_bind (settings, "show-minimap", control, "active", G_SETTINGS_BIND_DEFAULT);
  control = add_row (canvas, _("Curved relations"), _("Instead of lines with right angles"),
                     gtk_switch_new ());
  g_settings_bind (settings, "curved-relations", control, "active", G_SETTINGS_BIND_DEFAULT);

  adw_preferences_page_add (page, look);
  adw_preferences_page_add (page, start);
  adw_preferences_page_add (page, canvas);
  adw_preferences_page_add (page, person);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL);
  gtk_window_present (GTK_WINDOW (window));
}

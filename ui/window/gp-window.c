/* gp-window.c — one design in a window, or the welcome page
 * SPDX-License-Identifier: Apache-2.0
 *
 *   header
 *   outline │ canvas          │ inspector or deploy page
 *           │ ─────────────── │
 *           │ drawer          │
 *
 * The panels are made when the window gets its session.
 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-hint.h"
#include "gp-text-scale.h"
#include "gp-welcome.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GpWindow, gp_window, ADW_TYPE_APPLICATION_WINDOW)

void
gp_window_show_side (GpWindow   *self,
                     const char *page)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, self->side);

  gtk_stack_set_visible_child_name (GTK_STACK (self->side), page);
  /* What had the keyboard is gone: GTK would go on with the first button of the header. */
  if (inside && !gtk_widget_get_mapped (focus) && g_str_equal (page, "inspector"))
    gtk_widget_grab_focus (self->canvas);
}

/* --- drawer --- */

void
gp_window_show_drawer (GpWindow   *self,
                       const char *page)
{
  gboolean open = *page != '\0';

  if (self->drawer == NULL)
    return;

  if (open)
    gp_drawer_set_page (GP_DRAWER (self->drawer), page);
  gtk_widget_set_visible (self->drawer_pane, open);
  gtk_widget_set_visible (self->drawer_edge, open);
}

static void
edge_resized_cb (GtkWidget *edge,
                 int        size,
                 GpWindow  *self)
{
  g_settings_set_int (self->settings, g_object_get_data (G_OBJECT (edge), "key"), size);
}

/* How large a panel is until somebody drags its edge: larger texts get two thirds of what they
 * need, so that something is left to the drawing. */
static int
find_size (GpWindow   *self,
           const char *key)
{
  g_autoptr(GVariant) chosen = g_settings_get_user_value (self->settings, key);
  int size = g_settings_get_int (self->settings, key);

  return chosen != NULL ? size
                        : (int) (size * (1 + 2 * gp_text_scale_get (GTK_WIDGET (self))) / 3);
}

static GtkWidget *
make_edge (GpWindow        *self,
           GtkWidget       *panel,
           GtkPositionType  side,
           const char      *key,
           int              least,
           int              most)
{
  GtkWidget *edge = gp_panel_edge_new (panel, side, least, most);

  g_object_set_data (G_OBJECT (edge), "key", (gpointer) key);
  gp_panel_edge_set_size (GP_PANEL_EDGE (edge), find_size (self, key));
  g_signal_connect_object (edge, "resized", G_CALLBACK (edge_resized_cb), self, 0);

  return edge;
}

/* --- the session --- */

/* Of several windows on one design the one that is worked in answers. */
static gboolean
is_addressed (GpWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  if (gtk_window_is_active (GTK_WINDOW (self)))
    return TRUE;
  for (GList *l = windows; l != NULL; l = l->next)
    if (GP_IS_WINDOW (l->data) && GP_WINDOW (l->data)->session == self->session
        && gtk_window_is_active (l->data))
      return FALSE;

  return TRUE;
}

static void
session_failed_cb (GpWindow     *self,
                   const GError *error)
{
  if (is_addressed (self))
    gp_window_report (self, error->message);
}

static void
canvas_report_cb (GpWindow   *self,
                  const char *message)
{
  gp_window_report (self, message);
}

static void
session_revealed_cb (GpWindow *self)
{
  const GpId *id = gp_selection_get_last (gp_session_get_selection (self->session));

  if (!is_addressed (self))
    return;
  if (id != NULL && gp_design_lookup_kind (gp_session_get_design (self->session), id,
                                           GP_KIND_VIEW) != NULL)
    gp_window_show_view (self, id);
  else if (id != NULL)
    gp_canvas_reveal (GP_CANVAS (self->canvas), id);
  /* In a narrow window the outline lies over what was to be seen. */
  if (adw_flap_get_folded (ADW_FLAP (self->outline_flap)))
    adw_flap_set_reveal_flap (ADW_FLAP (self->outline_flap), FALSE);
}

static void
session_moved_cb (GpWindow *self)
{
  const char *notice = gp_session_get_notice (self->session);
  g_autofree char *title = gp_session_dup_title (self->session);

  gtk_label_set_label (GTK_LABEL (self->notice_label), notice != NULL ? notice : "");
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->notice), notice != NULL);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gp_window_update_reading (self);
  gp_window_update_actions (self);
}

static gboolean
mark_outline_cb (gpointer user_data)
{
  GpWindow *self = user_data;

  self->marking = 0;
  gp_outline_set_findings (GP_OUTLINE (self->outline), gp_linter_get_findings (self->linter));
  return G_SOURCE_REMOVE;
}

/* Very many findings take a while; the outline's marks come when everything else is done. */
static void
findings_changed_cb (GpWindow *self)
{
  gp_inspector_set_findings (GP_INSPECTOR (self->inspector), gp_linter_get_findings (self->linter));
  gp_canvas_set_findings (GP_CANVAS (self->canvas), gp_linter_get_findings (self->linter));
  if (self->marking == 0)
    self->marking = g_idle_add (mark_outline_cb, self);
}

static void
design_applied_cb (GpWindow    *self,
                   GpChangeSet *changes)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    if (gp_change_set_get (changes, i)->kind == GP_KIND_DESIGN)
      {
        session_moved_cb (self);
        return;
      }
}

static void
canvas_settings_changed_cb (GpWindow *self)
{
  gp_canvas_set_snapping (GP_CANVAS (self->canvas),
                          g_settings_get_boolean (self->settings, "snap-to-grid"));
  gp_canvas_set_curved (GP_CANVAS (self->canvas),
                        g_settings_get_boolean (self->settings, "curved-relations"));
  gp_canvas_set_step_palette (GP_CANVAS (self->canvas),
                              g_settings_get_boolean (self->settings, "show-steps"));
  gp_window_update_reading (self);
}

/* New steps, versions and comments are theirs. */
static void
author_changed_cb (GpWindow *self)
{
  g_autofree char *author = g_strstrip (g_settings_get_string (self->settings, "author"));

  gp_history_set_author (gp_session_get_history (self->session),
                         *author != '\0' ? author : g_get_real_name ());
}

static void
make_panels (GpWindow *self)
{
  GpSession *session = self->session;

  self->outline = gp_outline_new (session);
  gp_pane_set_child (GP_PANE (self->outline_pane), self->outline);
  adw_flap_set_separator (ADW_FLAP (self->outline_flap),
                          make_edge (self, self->outline_pane, GTK_POS_LEFT, "sidebar-width", 180,
                                     600));

  self->canvas = gp_canvas_new ();
  gp_canvas_set_selection (GP_CANVAS (self->canvas), gp_session_get_selection (session));
  gp_canvas_set_session (GP_CANVAS (self->canvas), session);
  gp_canvas_set_history (GP_CANVAS (self->canvas), gp_session_get_history (session));
  canvas_settings_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::snap-to-grid",
                           G_CALLBACK (canvas_settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::show-minimap",
                           G_CALLBACK (canvas_settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::curved-relations",
                           G_CALLBACK (canvas_settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::show-steps",
                           G_CALLBACK (canvas_settings_changed_cb), self, G_CONNECT_SWAPPED);
  author_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::author", G_CALLBACK (author_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (self->canvas, TRUE);
  gtk_widget_set_hexpand (self->canvas, TRUE);
  gtk_box_append (GTK_BOX (self->main_box), gp_window_make_stage (self));

  self->drawer = gp_drawer_new (session, self->linter, self->access, self->simulation,
                                self->flows, self->runs);
  self->drawer_pane = g_object_new (GP_TYPE_PANE, NULL);
  gp_pane_set_child (GP_PANE (self->drawer_pane), self->drawer);
  self->drawer_edge = make_edge (self, self->drawer_pane, GTK_POS_BOTTOM, "drawer-height", 120,
                                 1200);
  gtk_box_append (GTK_BOX (self->main_box), self->drawer_edge);
  gtk_box_append (GTK_BOX (self->main_box), self->drawer_pane);
  gp_window_show_drawer (self, "");

  self->inspector = gp_inspector_new (session);
  self->deploy = gp_deploy_page_new (session, self->linter);
  self->side = gtk_stack_new ();
  gp_pane_set_child (GP_PANE (self->side_pane), self->side);
  gtk_stack_add_named (GTK_STACK (self->side), self->inspector, "inspector");
  gtk_stack_add_named (GTK_STACK (self->side), self->deploy, "deploy");
  gp_hint_name_pages (GTK_STACK (self->side), _("Inspector"));
  adw_flap_set_separator (ADW_FLAP (self->inspector_flap),
                          make_edge (self, self->side_pane, GTK_POS_RIGHT, "inspector-width", 260,
                                     700));
}

static void
comparison_changed_cb (GpWindow *self,
                       GpDesign *base)
{
  const GpElement *target = NULL;
  GpId id;

  gp_header_get_default_target (GP_HEADER (self->header), &id);
  if (base != NULL)
    target = gp_design_lookup (gp_session_get_design (self->session), &id);
  gp_header_set_comparison (GP_HEADER (self->header),
                            target != NULL ? gp_element_get_name (target) : NULL, NULL);
  gp_canvas_set_comparison (GP_CANVAS (self->canvas), base);
}

static gboolean
show_design_cb (gpointer user_data)
{
  GpWindow *self = user_data;

  self->showing = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "design");
  gtk_widget_grab_focus (self->canvas);
  return G_SOURCE_REMOVE;
}

void
gp_window_set_session (GpWindow  *self,
                       GpSession *session)
{
  g_return_if_fail (GP_IS_WINDOW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->linter = gp_linter_new (session);
  self->access = gp_access_watch_new (session);
  self->simulation = gp_flow_simulation_new (session);
  self->flows = gp_flow_watch_new (session);
  self->runs = gp_run_watch_new (session);
  make_panels (self);
  gp_window_follow_flow (self);
  gp_window_follow_runs (self);
  gp_header_set_session (GP_HEADER (self->header), session, self->linter);
  gp_palette_set_session (GP_PALETTE (self->palette), session);
  gp_window_init_explore (self);

  g_signal_connect_object (session, "failed", G_CALLBACK (session_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "moved", G_CALLBACK (session_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "revealed", G_CALLBACK (session_revealed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_history (session), "changed",
                           G_CALLBACK (gp_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (gp_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->linter, "changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "report", G_CALLBACK (canvas_report_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->deploy, "comparison-changed", G_CALLBACK (comparison_changed_cb),
                           self, G_CONNECT_SWAPPED);

  session_moved_cb (self);
  gp_window_update_actions (self);
  gp_window_restore_state (self);
  /* Making the panels takes a while, and so does their first layout: a turn for each. Still before
   * the next frame. */
  self->showing = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_design_cb, self, NULL);
}

GpSession *
gp_window_get_session (GpWindow *self)
{
  g_return_val_if_fail (GP_IS_WINDOW (self), NULL);

  return self->session;
}

/* --- messages --- */

/* The cross of a toast, which the library leaves without a name. */
static void
toasts_changed_cb (GListModel *toasts)
{
  for (guint i = 0; i < g_list_model_get_n_items (toasts); i++)
    {
      g_autoptr(GtkWidget) toast = g_list_model_get_item (toasts, i);
      GtkWidget *last = gtk_widget_get_last_child (toast);

      if (GTK_IS_BUTTON (last))
        gp_hint_name (last, _("Close"));
    }
}

void
gp_window_report (GpWindow   *self,
                  const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);

  g_return_if_fail (GP_IS_WINDOW (self));

  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

void
gp_window_offer (GpWindow   *self,
                 const char *message,
                 const char *label,
                 const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);

  g_return_if_fail (GP_IS_WINDOW (self));

  adw_toast_set_button_label (toast, label);
  adw_toast_set_detailed_action_name (toast, action);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

void
gp_window_set_busy (GpWindow   *self,
                    const char *message)
{
  const char *page = self->session != NULL ? "design" : "welcome";

  g_return_if_fail (GP_IS_WINDOW (self));

  g_clear_handle_id (&self->showing, g_source_remove);
  if (message != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->busy_label), message);
      page = "busy";
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), page);
}

gboolean
gp_window_is_free (GpWindow *self)
{
  g_return_val_if_fail (GP_IS_WINDOW (self), FALSE);

  return self->session == NULL
         && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->pages)), "welcome") == 0;
}

/* --- life --- */

static gboolean
gp_window_close_request (GtkWindow *window)
{
  GpWindow *self = GP_WINDOW (window);
  int width, height;

  gp_window_keep_state (self);
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }

  return GTK_WINDOW_CLASS (gp_window_parent_class)->close_request (window);
}

static void
gp_window_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  GTK_WIDGET_CLASS (gp_window_parent_class)->measure (widget, orientation, for_size, minimum,
                                                      natural, minimum_baseline, natural_baseline);

  /* Panels that do not fit are folded before anything is allocated. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, gp_window_least_width (GP_WINDOW (widget)));
}

static void
gp_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  gp_window_fold_panels (GP_WINDOW (widget), width);

  GTK_WIDGET_CLASS (gp_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
gp_window_dispose (GObject *object)
{
  GpWindow *self = GP_WINDOW (object);

  g_clear_handle_id (&self->marking, g_source_remove);
  g_clear_handle_id (&self->showing, g_source_remove);
  gp_window_stop_update (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_WINDOW);
  g_clear_pointer (&self->comparison, gp_window_comparison_free);
  g_clear_pointer (&self->trail, gp_trail_free);
  g_clear_object (&self->linter);
  g_clear_object (&self->access);
  g_clear_object (&self->simulation);
  g_clear_object (&self->flows);
  if (self->runs != NULL)
    gp_run_watch_set_shown (self->runs, FALSE);     /* what is under way holds it */
  g_clear_object (&self->runs);
  g_clear_pointer (&self->seen_run, gp_run_detail_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->shown_toasts);

  G_OBJECT_CLASS (gp_window_parent_class)->dispose (object);
}

static void
gp_window_class_init (GpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gp_window_close_request;
  widget_class->measure = gp_window_measure;
  widget_class->size_allocate = gp_window_size_allocate;

  g_type_ensure (GP_TYPE_HEADER);
  g_type_ensure (GP_TYPE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GpWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, header);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, busy_label);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, outline_flap);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, outline_pane);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, side_pane);
  gtk_widget_class_bind_template_child (widget_class, GpWindow, main_box);
}

/* Files that are dropped onto the window are opened as from anywhere else. */
static gboolean
files_dropped_cb (GpWindow     *self,
                  const GValue *value,
                  double        x,
                  double        y)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
    }
  g_slist_free (files);

  return TRUE;
}

static void
gp_window_init (GpWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gp_window_add_actions (self);
  /* A program may be ended without closing its windows: what was left is kept before. */
  g_signal_connect (self, "notify::is-active", G_CALLBACK (gp_window_keep_state), NULL);
  gp_window_init_palette (self);
  gp_window_add_explore_actions (self);
  g_signal_connect_object (drop, "drop", G_CALLBACK (files_dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  self->shown_toasts = gtk_widget_observe_children (self->toasts);
  g_signal_connect_object (self->shown_toasts, "items-changed", G_CALLBACK (toasts_changed_cb),
                           self, 0);
}

GpWindow *
gp_window_new (GtkApplication       *application,
               GSettings            *settings,
               const GpWindowSample *samples,
               gsize                 n_samples)
{
  GpWindow *self = g_object_new (GP_TYPE_WINDOW, "application", application, NULL);
  g_autoptr(GAction) curved = g_settings_create_action (settings, "curved-relations");

  self->settings = g_object_ref (settings);
  g_action_map_add_action (G_ACTION_MAP (self), curved);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  gtk_stack_add_named (GTK_STACK (self->pages),
                       gp_welcome_new (samples, n_samples,
                                       g_settings_get_uint (settings, "recent-limit")),
                       "welcome");
  gp_hint_name_pages (GTK_STACK (self->pages), _("Groundplan"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "welcome");
  gp_window_add_panels (self);
  gp_window_update_actions (self);

  return self;
}

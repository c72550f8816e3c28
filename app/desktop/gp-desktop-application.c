/* gp-desktop-application.c — the designer as a program
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-application"
#include "config.h"

#include "gp-desktop-application.h"

#include "gp-desktop-open.h"
#include "gp-preferences.h"
#include "gp-recent.h"
#include "gp-resources.h"
#include "gp-sample.h"
#include "gp-shortcuts.h"
#include "gp-window-edge.h"
#include "gp-window.h"

#include <glib/gi18n.h>

struct _GpDesktopApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  GArray    *samples;       /* GpWindowSample */
  gboolean   quitting;      /* all windows are being closed */
  gint64     started;       /* monotonic; 0 once the first frame was drawn */
};

G_DEFINE_FINAL_TYPE (GpDesktopApplication, gp_desktop_application, ADW_TYPE_APPLICATION)

#define OPENING_MS 150      /* longer than this, and a window says that a design is being opened */

/* --- windows --- */

/* Says once, for those who measure, how long it took until something was seen. */
static void
first_frame_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  GpDesktopApplication *self = user_data;

  g_debug ("first frame with a design after %.0f ms",
           (double) (g_get_monotonic_time () - self->started) / 1000);
  self->started = 0;
  g_signal_handlers_disconnect_by_func (clock, first_frame_cb, user_data);
}

static void
measure_start (GpDesktopApplication *self,
               GpWindow             *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  if (self->started != 0 && clock != NULL)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (first_frame_cb), self, 0);
}

static GpWindow *
new_window (GpDesktopApplication *self)
{
  return gp_window_new (GTK_APPLICATION (self), self->settings,
                        (const GpWindowSample *) (gpointer) self->samples->data,
                        self->samples->len);
}

/* A window that shows the welcome page is used; else a new one is made. */
static GpWindow *
take_window (GpDesktopApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GP_IS_WINDOW (l->data) && gp_window_is_free (l->data))
      return l->data;

  return new_window (self);
}

/* Where the design is kept: drafts, too, are in a file. */
static GFile *
dup_kept_in (GpDesktopSession *session)
{
  return g_file_new_for_path (gp_store_get_path (gp_desktop_session_get_store (session)));
}

/* The window in which the file is open already or being opened, or NULL. */
static GpWindow *
find_window (GpDesktopApplication *self,
             GFile                *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      GpSession *session = GP_IS_WINDOW (l->data) ? gp_window_get_session (l->data) : NULL;
      const char *opening = g_object_get_data (l->data, "opening");
      g_autoptr(GFile) kept_in = NULL;

      if (session != NULL)
        kept_in = dup_kept_in (GP_DESKTOP_SESSION (session));
      else if (opening != NULL)
        kept_in = g_file_new_for_path (opening);
      if (kept_in != NULL && g_file_equal (kept_in, file))
        return l->data;
    }

  return NULL;
}

static void
welcome_import (GpWindow  *window,
                GpSession *session)
{
  GPtrArray *findings = gp_session_get_findings (session);
  GpDesign *design = gp_session_get_design (session);
  g_autofree char *text = NULL;
  gsize n = gp_design_count (design, GP_KIND_ENTITY);

  if (findings == NULL)
    return;

  text = g_strdup_printf (ngettext ("Imported %u entity", "Imported %u entities", n), (guint) n);
  if (findings->len > 0)
    gp_window_offer (window, text, _("See what was left out"), "win.drawer::problems");
  else
    gp_window_report (window, text);
}

/* Lists the design among the recent ones, under the name that it has by now. */
static void
remember (GpDesktopSession *session)
{
  g_autoptr(GFile) file = dup_kept_in (session);
  g_autofree char *title = gp_session_dup_title (GP_SESSION (session));

  if (g_strcmp0 (g_object_get_data (G_OBJECT (session), "remembered"), title) == 0)
    return;
  gp_recent_add (file, title);
  g_object_set_data_full (G_OBJECT (session), "remembered", g_steal_pointer (&title), g_free);
}

/* Shows a window that was made to open a design, unless it is seen already or has been closed. */
static void
present_first (GpWindow *window)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (window))
      && gtk_window_get_application (GTK_WINDOW (window)) != NULL)
    gtk_window_present (GTK_WINDOW (window));
}

static gboolean
present_cb (gpointer user_data)
{
  present_first (user_data);
  return G_SOURCE_REMOVE;
}

/* A frame is dear while a program starts: most designs are open before one without them could be
 * seen, so the window waits a moment for its design. What a window needs to draw is prepared
 * meanwhile. */
static void
present_soon (GpWindow *window)
{
  if (gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_present (GTK_WINDOW (window));
  else
    {
      gtk_widget_realize (GTK_WIDGET (window));
      g_timeout_add_full (G_PRIORITY_DEFAULT, OPENING_MS, present_cb, g_object_ref (window),
                          g_object_unref);
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GpWindow) window = user_data;             /* reference taken when the call began */
  GpDesktopApplication *self = GP_DESKTOP_APPLICATION (g_application_get_default ());
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesktopSession) session = gp_desktop_open_finish (result, &error);

  g_application_release (G_APPLICATION (self));
  if (gtk_window_get_application (GTK_WINDOW (window)) == NULL)
    return;     /* closed meanwhile */
  g_object_set_data (G_OBJECT (window), "opening", NULL);
  gp_window_set_busy (window, NULL);
  if (session == NULL)
    {
      present_first (window);
      gp_window_report (window, error->message);
      return;
    }

  measure_start (self, window);
  gp_window_set_session (window, GP_SESSION (session));
  present_first (window);
  /* A new design that nobody drew in is not one to come back to. */
  if (gp_session_get_file (GP_SESSION (session)) != NULL
      || gp_session_get_findings (GP_SESSION (session)) != NULL)
    remember (session);
  g_signal_connect_object (gp_session_get_history (GP_SESSION (session)), "changed",
                           G_CALLBACK (remember), session, G_CONNECT_SWAPPED);
  welcome_import (window, GP_SESSION (session));
}

static void
open_path (GpDesktopApplication *self,
           const char           *path)
{
  GpWindow *window = take_window (self);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *message = g_strdup_printf (_("Opening %s…"), name);

  gp_window_set_busy (window, message);
  g_object_set_data_full (G_OBJECT (window), "opening", g_strdup (path), g_free);
  g_application_hold (G_APPLICATION (self));
  gp_desktop_open_async (path, NULL, opened_cb, g_object_ref (window));
  present_soon (window);
}

static void
open_file (GpDesktopApplication *self,
           GFile                *file)
{
  g_autofree char *path = g_file_get_path (file);
  GpWindow *window = find_window (self, file);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else if (path != NULL)
    open_path (self, path);
  else
    {
      window = take_window (self);
      gtk_window_present (GTK_WINDOW (window));
      gp_window_report (window, _("Only files on this computer's own disks can be opened."));
    }
}

/* --- actions --- */

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  GpDesktopApplication *self = user_data;
  GpWindow *window = take_window (self);

  gp_window_set_busy (window, _("Making a new design…"));
  g_application_hold (G_APPLICATION (self));
  gp_desktop_open_new_async (_("Untitled design"), NULL, opened_cb, g_object_ref (window));
  present_soon (window);
}

/* The token is in the memory of this process alone: the action is never logged. */
static void
import_backend_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GpDesktopApplication *self = user_data;
  GpWindow *window = take_window (self);
  const char *type;
  const char *url;
  const char *token;

  g_variant_get (parameter, "(&s&s&s)", &type, &url, &token);
  gp_window_set_busy (window, _("Reading the backend…"));
  g_application_hold (G_APPLICATION (self));
  gp_desktop_open_backend_async (type, url, *token != '\0' ? token : NULL, NULL, opened_cb,
                                 g_object_ref (window));
  present_soon (window);
}

/* Another window on the design of the one that is worked in: they share the session, so what is
 * changed in one is seen in the other at once. */
static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  GpDesktopApplication *self = user_data;
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  GpSession *session = GP_IS_WINDOW (active) ? gp_window_get_session (GP_WINDOW (active)) : NULL;
  GpWindow *window;

  if (session != NULL)
    gp_window_keep_state (GP_WINDOW (active));
  window = new_window (self);
  if (session != NULL)
    gp_window_set_session (window, session);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_file (user_data, file);
}

static void
sample_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  GpDesktopApplication *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = gp_sample_dup_path (g_variant_get_string (parameter, NULL), &error);

  if (path != NULL)
    open_path (self, path);
  else
    {
      GpWindow *window = take_window (self);

      gtk_window_present (GTK_WINDOW (window));
      gp_window_report (window, error->message);
    }
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpDesktopApplication *self = user_data;

  gp_preferences_present (gtk_application_get_active_window (GTK_APPLICATION (self)),
                          self->settings);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", "Groundplan",
                         "application-icon", GP_APPLICATION_ID,
                         "version", GP_VERSION,
                         "comments", _("Draw a backend: its data, its flows and who may do what. "
                                       "Then deploy it."),
                         "license-type", GTK_LICENSE_APACHE_2_0,
                         NULL);
}

/* For those who want to go on where they left. */
static void
note_open_designs (GpDesktopApplication *self)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      GpSession *session = GP_IS_WINDOW (l->data) ? gp_window_get_session (l->data) : NULL;
      g_autofree char *path = session != NULL ? gp_session_dup_key (session) : NULL;

      if (path != NULL && !g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
        g_ptr_array_insert (paths, 0, g_steal_pointer (&path));
    }
  g_ptr_array_add (paths, NULL);
  g_settings_set_strv (self->settings, "open-designs", (const char *const *) paths->pdata);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  note_open_designs (user_data);
  GP_DESKTOP_APPLICATION (user_data)->quitting = TRUE;
  /* Closing them one by one lets each remember its size. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry entries[] = {
  { .name = "new", .activate = new_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
  { .name = "import-uri", .activate = open_uri_cb, .parameter_type = "s" },
  { .name = "import-backend", .activate = import_backend_cb, .parameter_type = "(sss)" },
  { .name = "sample", .activate = sample_cb, .parameter_type = "s" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

/* --- the application --- */

static void
color_scheme_changed_cb (GpDesktopApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int chosen = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[chosen]);
}

static void
reduce_motion_changed_cb (GpDesktopApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();

  /* What the system says holds again when nobody objects. */
  gtk_settings_reset_property (settings, "gtk-enable-animations");
  if (g_settings_get_boolean (self->settings, "reduce-motion"))
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
}

static void
gp_desktop_application_startup (GApplication *application)
{
  GpDesktopApplication *self = GP_DESKTOP_APPLICATION (application);
  g_autoptr(GAction) color_scheme = NULL;

  G_APPLICATION_CLASS (gp_desktop_application_parent_class)->startup (application);

  gp_resources_init ();
  self->settings = g_settings_new (GP_APPLICATION_ID);
  color_scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gp_shortcuts_install (GTK_APPLICATION (self));
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb),
                           self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::reduce-motion",
                           G_CALLBACK (reduce_motion_changed_cb), self, G_CONNECT_SWAPPED);
  reduce_motion_changed_cb (self);

  for (gsize i = 0; gp_sample_get (i) != NULL; i++)
    {
      const GpSample *sample = gp_sample_get (i);
      GpWindowSample shown = { sample->name, sample->title, sample->summary };

      g_array_append_val (self->samples, shown);
    }
}

/* The window of one of the designs that were open last; NULL where none of them is left. */
static GtkWindow *
reopen (GpDesktopApplication *self)
{
  g_auto(GStrv) paths = g_settings_get_strv (self->settings, "open-designs");

  for (gsize i = 0; paths[i] != NULL; i++)
    if (g_file_test (paths[i], G_FILE_TEST_EXISTS))
      open_path (self, paths[i]);

  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
gp_desktop_application_activate (GApplication *application)
{
  GpDesktopApplication *self = GP_DESKTOP_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL && g_settings_get_boolean (self->settings, "reopen-designs"))
    window = reopen (self);
  if (window == NULL)
    window = GTK_WINDOW (new_window (self));
  gtk_window_present (window);
}

static void
gp_desktop_application_open (GApplication  *application,
                             GFile        **files,
                             int            n_files,
                             const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    open_file (GP_DESKTOP_APPLICATION (application), files[i]);
}

/* The last window that is closed is what was open last. */
static gboolean
close_request_cb (GpDesktopApplication *self)
{
  guint n = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    n += GP_IS_WINDOW (l->data);
  if (n == 1 && !self->quitting)
    note_open_designs (self);

  return FALSE;
}

static void
gp_desktop_application_window_added (GtkApplication *application,
                                     GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (gp_desktop_application_parent_class)->window_added (application, window);

  gp_window_edge_guard (window);
  if (GP_IS_WINDOW (window))
    g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), application,
                             G_CONNECT_SWAPPED);
}

static void
gp_desktop_application_finalize (GObject *object)
{
  GpDesktopApplication *self = GP_DESKTOP_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->samples, g_array_unref);

  G_OBJECT_CLASS (gp_desktop_application_parent_class)->finalize (object);
}

static void
gp_desktop_application_class_init (GpDesktopApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gp_desktop_application_finalize;
  application_class->startup = gp_desktop_application_startup;
  application_class->activate = gp_desktop_application_activate;
  application_class->open = gp_desktop_application_open;
  GTK_APPLICATION_CLASS (klass)->window_added = gp_desktop_application_window_added;
}

static void
gp_desktop_application_init (GpDesktopApplication *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (GpWindowSample));
  self->started = g_get_monotonic_time ();
}

GpDesktopApplication *
gp_desktop_application_new (void)
{
  return g_object_new (GP_TYPE_DESKTOP_APPLICATION,
                       "application-id", GP_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

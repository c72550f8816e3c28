/* gp-test-window.c — a window with a small design in it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-window.h"

#include "gp-resources.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test.h"

/* One for the whole program: GTK wants no second one. */
static GtkApplication *the_application;

void
gp_test_window_init (int    *argc,
                     char ***argv)
{
  gp_test_init_display (argc, argv);
  gp_resources_init ();
  the_application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (the_application), NULL, NULL);
}

void
gp_test_window_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
gp_test_window_set_up (GpTestWindow  *self,
                       gconstpointer  user_data)
{
  static const GpWindowSample samples[] = { { "shop", "Shop", "A small shop" } };

  self->application = g_object_ref (the_application);
  self->settings = g_settings_new (GP_APPLICATION_ID);
  self->design = gp_test_scene_design ();
  self->session = GP_SESSION (gp_test_session_new (self->design));
  self->window = gp_window_new (self->application, self->settings, samples, 1);
  gtk_window_present (GTK_WINDOW (self->window));
  if (user_data == NULL)
    gp_window_set_session (self->window, self->session);
  gp_test_window_settle ();
}

void
gp_test_window_tear_down (GpTestWindow  *self,
                          gconstpointer  user_data)
{
  g_object_ref (self->window);
  gtk_window_destroy (GTK_WINDOW (self->window));
  gp_test_wait_until (G_OBJECT (self->window)->ref_count == 1);
  g_assert_finalize_object (self->window);
  gp_test_wait_until (G_OBJECT (self->session)->ref_count == 1);
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->design);
  g_clear_object (&self->settings);
  g_clear_object (&self->application);
}

void
gp_test_window_activate (GpTestWindow *self,
                         const char   *name,
                         GVariant     *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), name, parameter);
  gp_test_window_settle ();
}

GtkWidget *
gp_test_window_find (GtkWidget *widget,
                     GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gp_test_window_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
gp_test_window_press (GtkWidget *widget,
                      guint      key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

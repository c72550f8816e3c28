/* gp-test-window.h — a window with a small design in it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-window.h"

G_BEGIN_DECLS

/** GpTestWindow: a fixture for g_test_add(). */
typedef struct
{
  GtkApplication *application;
  GSettings      *settings;
  GpDesign       *design;       /* gp_test_scene_design() */
  GpSession      *session;      /* a GpTestSession */
  GpWindow       *window;
} GpTestWindow;

/** gp_test_window_init: before the first test; instead of gp_test_init_display(). */
void       gp_test_window_init      (int *argc, char ***argv);

/** gp_test_window_set_up, _tear_down: @user_data: NULL, or anything for a window that still shows
 * the welcome page. _tear_down checks that nobody keeps the window, the session or the design. */
void       gp_test_window_set_up    (GpTestWindow *self, gconstpointer user_data);
void       gp_test_window_tear_down (GpTestWindow *self, gconstpointer user_data);

/** gp_test_window_activate: an action of the window, without "win."; @parameter: may be NULL. */
void       gp_test_window_activate  (GpTestWindow *self, const char *name, GVariant *parameter);

/** gp_test_window_find: the first widget of @type inside @widget, itself included; NULL: none. */
GtkWidget *gp_test_window_find      (GtkWidget *widget, GType type);

/** gp_test_window_press: a key, as the controllers of @widget see it. Returns whether one took
 * it. */
gboolean   gp_test_window_press     (GtkWidget *widget, guint key);

/** gp_test_window_settle: lets the main context run until it has nothing more to do. */
void       gp_test_window_settle    (void);

G_END_DECLS

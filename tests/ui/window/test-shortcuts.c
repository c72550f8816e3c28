/* test-shortcuts.c — the window that lists the keys is true and complete
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-shortcuts-window.h"
#include "gp-shortcuts.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

#include <adwaita.h>
#include <string.h>

/* Every key that the window lists for one line. */
static char **
list_accels (gsize        i,
             const char **out_action,
             gboolean    *out_done)
{
  const char *accel = NULL, *title = NULL;

  *out_done = !gp_shortcuts_get (i, NULL, out_action, &accel, &title);
  return *out_done ? NULL : g_strsplit (accel, " ", -1);
}

static gboolean
is_bound (GtkWidget       *widget,
          guint            key,
          GdkModifierType  modifiers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GListModel) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && k < g_list_model_get_n_items (controller); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (controller, k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_listed (guint           key,
           GdkModifierType modifiers)
{
  for (gsize i = 0;; i++)
    {
      const char *action = NULL;
      gboolean done;
      g_auto(GStrv) accels = list_accels (i, &action, &done);

      if (done)
        return FALSE;
      for (gsize k = 0; accels[k] != NULL; k++)
        {
          guint listed_key;
          GdkModifierType listed_modifiers;

          g_assert_true (gtk_accelerator_parse (accels[k], &listed_key, &listed_modifiers));
          if (listed_key == key && listed_modifiers == modifiers)
            return TRUE;
        }
    }
}

/* There are two ways to write the same. */
static gboolean
same_action (const char *a,
             const char *b)
{
  g_autofree char *a_name = NULL;
  g_autofree char *b_name = NULL;
  g_autoptr(GVariant) a_target = NULL;
  g_autoptr(GVariant) b_target = NULL;

  g_assert_true (g_action_parse_detailed_name (a, &a_name, &a_target, NULL));
  g_assert_true (g_action_parse_detailed_name (b, &b_name, &b_target, NULL));

  return g_str_equal (a_name, b_name)
         && (a_target == NULL ? b_target == NULL
                              : b_target != NULL && g_variant_equal (a_target, b_target));
}

/* What is listed works: as an accelerator of the program, or on the canvas. */
static void
test_what_is_listed_works (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  gp_shortcuts_install (fixture->application);
  for (gsize i = 0;; i++)
    {
      const char *action = NULL;
      gboolean done;
      g_auto(GStrv) accels = list_accels (i, &action, &done);

      if (done)
        break;
      for (gsize k = 0; accels[k] != NULL; k++)
        {
          guint key;
          GdkModifierType modifiers;

          g_test_message ("%s", accels[k]);
          g_assert_true (gtk_accelerator_parse (accels[k], &key, &modifiers));
          if (action != NULL)
            {
              g_auto(GStrv) actions = gtk_application_get_actions_for_accel (fixture->application,
                                                                             accels[k]);

              /* One key, one command. */
              g_assert_cmpuint (g_strv_length (actions), ==, 1);
              g_assert_true (same_action (actions[0], action));
            }
          else
            g_assert_true (is_bound (fixture->window->canvas, key, modifiers));
        }
    }
}

/* Every command that has a key is listed with one of its keys. */
static void
test_what_works_is_listed (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->window->canvas);
  g_autoptr(GHashTable) unlisted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GListModel) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && k < g_list_model_get_n_items (controller); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (controller, k);
          GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut));
          GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
          const char *what;

          if (!GTK_IS_NAMED_ACTION (action))
            continue;
          what = g_intern_string (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)));
          g_hash_table_add (is_listed (gtk_keyval_trigger_get_keyval (trigger),
                                       gtk_keyval_trigger_get_modifiers (trigger)) ? listed
                                                                                   : unlisted,
                            (gpointer) what);
        }
    }

  g_assert_cmpuint (g_hash_table_size (listed), >, 10);
  g_hash_table_iter_init (&iter, unlisted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_test_message ("%s", (const char *) name);
      g_assert_true (g_hash_table_contains (listed, name));
    }
}

static GtkWidget *
open_window (GpTestWindow *fixture)
{
  g_autoptr(GList) windows = NULL;

  gp_shortcuts_window_present (GTK_WINDOW (fixture->window));
  gp_test_window_settle ();
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (fixture->window))
      return l->data;
  g_assert_not_reached ();
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_PREFERENCES_ROW (widget);

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static void
search (GtkWidget  *window,
        const char *words)
{
  GtkWidget *entry = find_search (window);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_signal_emit_by_name (entry, "search-changed");     /* GTK waits a while for more letters */
}

/* It fits on a telephone, and so on every screen at twice the size. */
static void
test_the_window_is_narrow (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  GtkWidget *window = open_window (fixture);
  int width, height;

  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (window, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
  g_assert_cmpint (height, <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
  gp_test_window_settle ();
}

static void
test_what_is_typed_narrows_the_list (GpTestWindow  *fixture,
                                     gconstpointer  user_data)
{
  GtkWidget *window = open_window (fixture);
  gsize all = 0;

  while (gp_shortcuts_get (all, NULL, NULL, NULL, NULL))
    all++;
  g_assert_cmpuint (count_rows (window), ==, all);
  search (window, "zoom");
  g_assert_cmpuint (count_rows (window), ==, 3);
  search (window, "zoom in");
  g_assert_cmpuint (count_rows (window), ==, 1);
  search (window, "there is no such command");
  g_assert_cmpuint (count_rows (window), ==, 0);
  search (window, "");
  g_assert_cmpuint (count_rows (window), ==, all);
  gtk_window_destroy (GTK_WINDOW (window));
  gp_test_window_settle ();
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                               \
  g_test_add ("/ui/shortcuts/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("what-is-listed-works", test_what_is_listed_works);
  ADD ("what-works-is-listed", test_what_works_is_listed);
  ADD ("the-window-is-narrow", test_the_window_is_narrow);
  ADD ("what-is-typed-narrows-the-list", test_what_is_typed_narrows_the_list);
#undef ADD

  return g_test_run ();
}

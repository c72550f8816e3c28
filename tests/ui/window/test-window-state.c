/* test-window-state.c — a design is seen again as it was left
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-drawer.h"
#include "gp-edit.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

static GpWindow *
open_again (GpTestWindow *fixture)
{
  GpWindow *window = gp_window_new (fixture->application, fixture->settings, NULL, 0);

  gtk_window_present (GTK_WINDOW (window));
  gp_window_set_session (window, fixture->session);
  gp_test_window_settle ();

  return window;
}

static void
close_window (GpWindow *window)
{
  g_object_ref (window);
  gtk_window_close (GTK_WINDOW (window));
  gp_test_wait_until (G_OBJECT (window)->ref_count == 1);
  g_assert_finalize_object (window);
}

static void
test_everything_comes_back (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  GpCanvas *canvas = GP_CANVAS (fixture->window->canvas);
  GpId role = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ROLE, "clerk"));
  GpViewport left = { .x = -120, .y = 35.5, .zoom = .75 };
  GpViewport found;
  GpWindow *again;
  GpId subject;

  gp_test_session_set_key (GP_TEST_SESSION (fixture->session), "/[a]/file.gplan\n");
  gp_test_window_activate (fixture, "lens", g_variant_new_string ("access"));
  gp_canvas_set_subject (canvas, &role);
  gp_test_window_activate (fixture, "drawer", g_variant_new_string ("history"));
  gp_canvas_set_viewport (canvas, &left);
  gp_window_keep_state (fixture->window);

  again = open_again (fixture);
  canvas = GP_CANVAS (again->canvas);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, GP_LENS_ACCESS);
  gp_canvas_get_subject (canvas, &subject);
  g_assert_true (gp_id_equal (&subject, &role));
  gp_canvas_get_viewport (canvas, &found);
  g_assert_cmpfloat (found.x, ==, left.x);
  g_assert_cmpfloat (found.y, ==, left.y);
  g_assert_cmpfloat (found.zoom, ==, left.zoom);
  g_assert_true (gtk_widget_get_visible (again->drawer_pane));
  g_assert_cmpstr (gp_drawer_get_page (GP_DRAWER (again->drawer)), ==, "history");
  close_window (again);
}

/* Another file is seen as for the first time. */
static void
test_files_are_told_apart (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  GpWindow *again;

  gp_test_session_set_key (GP_TEST_SESSION (fixture->session), "/one");
  gp_test_window_activate (fixture, "lens", g_variant_new_string ("flows"));
  gp_window_keep_state (fixture->window);
  gp_test_session_set_key (GP_TEST_SESSION (fixture->session), "/other");
  again = open_again (fixture);
  g_assert_cmpint (gp_canvas_get_lens (GP_CANVAS (again->canvas)), ==, GP_LENS_DATA);
  gp_test_session_set_key (GP_TEST_SESSION (fixture->session), NULL);
  close_window (again);
}

/* What is no state, or names what is gone, is passed over. */
static void
test_damaged_state_is_passed_over (GpTestWindow  *fixture,
                                   gconstpointer  user_data)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "groundplan", "windows.ini",
                                            NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *group = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "/odd", -1);
  g_autofree char *odd = g_strdup_printf ("[%s]\nlens=nonsense\nsubject=%s\nview=no id\nx=nan\n"
                                          "zoom=-inf\ndrawer=attic\n",
                                          group, "00000000-0000-7000-8000-000000000001");
  const char *const contents[] = { odd, "no key file", "" };

  gp_test_session_set_key (GP_TEST_SESSION (fixture->session), "/odd");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      GpWindow *again;
      GpViewport found;

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      again = open_again (fixture);
      gp_canvas_get_viewport (GP_CANVAS (again->canvas), &found);
      g_assert_cmpfloat (found.zoom, >, 0);
      g_assert_cmpint (gp_canvas_get_lens (GP_CANVAS (again->canvas)), ==, GP_LENS_DATA);
      close_window (again);
    }
}

/* Two windows on one design: what one does is seen in the other, and they see different places. */
static void
test_windows_share_the_design (GpTestWindow  *fixture,
                               gconstpointer  user_data)
{
  GpWindow *other = open_again (fixture);
  GpViewport here, there = { .x = 500, .y = 500, .zoom = 2 };
  GpId id;

  gp_canvas_set_viewport (GP_CANVAS (other->canvas), &there);
  gp_canvas_get_viewport (GP_CANVAS (fixture->window->canvas), &here);
  g_assert_cmpfloat (here.zoom, !=, there.zoom);

  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_ROLE,
                                   gp_design_get_root_id (fixture->design), "auditor", NULL, NULL,
                                   &id), NULL);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (other), "undo"));
  g_action_group_activate_action (G_ACTION_GROUP (other), "undo", NULL);
  g_assert_null (gp_design_lookup (fixture->design, &id));
  close_window (other);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "redo"));
}

static void
note_uri (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  g_ptr_array_add (user_data, g_variant_dup_string (parameter, NULL));
}

static void
test_dropped_files_are_opened (GpTestWindow  *fixture,
                               gconstpointer  user_data)
{
  static const GActionEntry open = { .name = "open-uri", .activate = note_uri,
                                     .parameter_type = "s" };
  g_autoptr(GPtrArray) opened = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GListModel) controllers = NULL;
  g_autoptr(GFile) first = g_file_new_for_path ("/tmp/a.gplan");
  g_autoptr(GFile) second = g_file_new_for_path ("/tmp/b.sql");
  GFile *files[] = { first, second };
  GdkFileList *list = gdk_file_list_new_from_array (files, 2);
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_action_map_add_action_entries (G_ACTION_MAP (fixture->application), &open, 1, opened);
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, list);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_assert_true (taken);
  g_assert_cmpuint (opened->len, ==, 2);
  g_assert_cmpstr (opened->pdata[0], ==, "file:///tmp/a.gplan");
  g_assert_cmpstr (opened->pdata[1], ==, "file:///tmp/b.sql");
  g_action_map_remove_action (G_ACTION_MAP (fixture->application), "open-uri");
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                                 \
  g_test_add ("/ui/window-state/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("everything-comes-back", test_everything_comes_back);
  ADD ("files-are-told-apart", test_files_are_told_apart);
  ADD ("damaged-state-is-passed-over", test_damaged_state_is_passed_over);
  ADD ("windows-share-the-design", test_windows_share_the_design);
  ADD ("dropped-files-are-opened", test_dropped_files_are_opened);
#undef ADD

  return g_test_run ();
}

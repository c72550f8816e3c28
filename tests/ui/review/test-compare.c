/* test-compare.c — versions, and two of them side by side
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-changes.h"
#include "gp-compare-page.h"
#include "gp-diff.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-file-chooser.h"
#include "gp-review.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-versions.h"
#include "gp-window-private.h"

typedef GpTestWindow Fixture;

#define activate gp_test_window_activate

static GpComparePage *
page_of (Fixture *f)
{
  return GP_COMPARE_PAGE (f->window->compare);
}

static GpId
delete_log (Fixture *f)
{
  GpId id = *gp_element_get_id (gp_test_scene_find (f->design, GP_KIND_ENTITY, "log"));

  activate (f, "reveal", g_variant_new_string ("log"));
  activate (f, "delete", NULL);
  g_assert_null (gp_design_lookup (f->design, &id));
  return id;
}

static void
test_a_point_of_history_is_taken_back (Fixture       *f,
                                       gconstpointer  user_data)
{
  GpId id = delete_log (f);
  GpHistory *history = gp_session_get_history (f->session);
  gsize steps = gp_history_get_size (history);
  GpScene *scene;

  activate (f, "compare", g_variant_new ("(ss)", "step:0", "now"));
  g_assert_nonnull (f->window->comparison);
  scene = gp_canvas_get_scene (GP_CANVAS (f->window->canvas));
  g_assert_cmpint (gp_scene_find (scene, &id)->state, ==, GP_STATE_REMOVED);

  gp_compare_page_take (page_of (f));
  g_assert_nonnull (gp_design_lookup (f->design, &id));
  g_assert_cmpuint (gp_history_get_size (history), ==, steps + 1);
  activate (f, "undo", NULL);
  g_assert_null (gp_design_lookup (f->design, &id));

  activate (f, "end-compare", NULL);
  g_assert_null (f->window->comparison);
  g_assert_null (gp_scene_find (gp_canvas_get_scene (GP_CANVAS (f->window->canvas)), &id));
}

static guint
count_entries (Fixture *f)
{
  GtkWidget *list = gp_test_window_find (GTK_WIDGET (page_of (f)), GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (
    G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

/* What was unticked is not taken with the rest, nor when the rest is gone. */
static void
test_what_is_unticked_stays_so (Fixture       *f,
                                gconstpointer  user_data)
{
  GpHistory *history = gp_session_get_history (f->session);
  gsize steps;

  delete_log (f);
  gp_session_perform (f->session,
                      gp_edit_rename (f->design,
                                      gp_element_get_id (gp_test_scene_find (
                                        f->design, GP_KIND_ENTITY, "item")), "thing", NULL), NULL);
  activate (f, "compare", g_variant_new ("(ss)", "step:0", "now"));
  g_assert_cmpuint (count_entries (f), ==, 2);
  gp_compare_page_set_taken (page_of (f), 0, FALSE);
  gp_compare_page_take (page_of (f));
  gp_test_wait_until (count_entries (f) == 1);
  steps = gp_history_get_size (history);
  gp_compare_page_take (page_of (f));
  g_assert_cmpuint (gp_history_get_size (history), ==, steps);

  /* Another comparison begins with all. */
  activate (f, "compare", g_variant_new ("(ss)", "step:0", "now"));
  gp_compare_page_take (page_of (f));
  g_assert_cmpuint (gp_history_get_size (history), ==, steps + 1);
  activate (f, "end-compare", NULL);
}

/* The view that was shown is shown again, and Back leads where it led before. */
static void
test_the_end_leads_back (Fixture       *f,
                         gconstpointer  user_data)
{
  GpCanvas *canvas = GP_CANVAS (f->window->canvas);
  GpId log = *gp_element_get_id (gp_test_scene_find (f->design, GP_KIND_ENTITY, "log"));
  GpLens lens;
  char text[GP_ID_STRING_SIZE];
  GpId view, shown;

  gp_session_perform (f->session,
                      gp_edit_add_view (f->design, "Logs", "data", &log, 1, NULL, &view), NULL);
  g_assert_true (gp_versions_add (GP_VERSIONS (f->session), "one", NULL));
  gp_id_format (&view, text);
  activate (f, "show-view", g_variant_new_string (text));
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "lens",
                                      g_variant_new_string ("flows"));
  activate (f, "show-view", g_variant_new_string (text));
  activate (f, "back", NULL);
  lens = gp_canvas_get_lens (canvas);
  g_assert_cmpint (lens, ==, GP_LENS_FLOWS);
  activate (f, "compare", g_variant_new ("(ss)", "now", "version:one"));
  activate (f, "end-compare", NULL);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, lens);
  g_assert_true (gp_trail_can_forward (f->window->trail));

  activate (f, "forward", NULL);
  gp_canvas_get_view (canvas, &shown);
  g_assert_true (gp_id_equal (&shown, &view));
  activate (f, "compare", g_variant_new ("(ss)", "now", "version:one"));
  activate (f, "end-compare", NULL);
  gp_canvas_get_view (canvas, &shown);
  g_assert_true (gp_id_equal (&shown, &view));
}

static void
test_versions_are_compared_and_restored (Fixture       *f,
                                         gconstpointer  user_data)
{
  GpVersions *versions = GP_VERSIONS (f->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GpDesign) first = NULL;
  GpId id;

  g_assert_true (gp_versions_add (versions, "one", &error));
  id = delete_log (f);
  g_assert_true (gp_versions_add (versions, "two", &error));
  g_assert_true (gp_versions_rename (versions, "two", "2", &error));
  list = gp_versions_list (versions, &error);
  g_assert_cmpuint (list->len, ==, 2);

  /* Neither side is now: there is a history of its own under the canvas, and nothing to take. */
  activate (f, "compare", g_variant_new ("(ss)", "version:2", "version:one"));
  g_assert_cmpint (gp_scene_find (gp_canvas_get_scene (GP_CANVAS (f->window->canvas)), &id)->state,
                   ==, GP_STATE_ADDED);
  activate (f, "end-compare", NULL);
  g_assert_null (gp_scene_find (gp_canvas_get_scene (GP_CANVAS (f->window->canvas)), &id));

  first = gp_versions_load (versions, "one", &error);
  g_assert_true (gp_session_perform (f->session, gp_review_restore (f->design, first, "one"),
                                     NULL));
  g_assert_nonnull (gp_design_lookup (f->design, &id));
  activate (f, "undo", NULL);
  g_assert_null (gp_design_lookup (f->design, &id));
  g_assert_true (gp_versions_remove (versions, "one", &error));
}

static void
test_a_file_is_compared_with (Fixture       *f,
                              gconstpointer  user_data)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/other.sql");
  gsize before = gp_design_count (f->design, GP_KIND_ENTITY);

  /* The fake session reads the same design from any file. */
  delete_log (f);
  gp_file_chooser_set_answer (file);
  activate (f, "compare-file", NULL);
  gp_test_wait_until (f->window->comparison != NULL);
  gp_compare_page_take (page_of (f));
  g_assert_cmpuint (gp_design_count (f->design, GP_KIND_ENTITY), <=, before);
  activate (f, "end-compare", NULL);
}

/* Its window may be closed while a file is read. */
static void
test_closing_ends_reading (Fixture       *f,
                           gconstpointer  user_data)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/nowhere/other.sql");

  gp_window_compare_with (f->window, file);
  gtk_window_destroy (GTK_WINDOW (g_object_ref (f->window)));
  gp_test_wait_until (G_OBJECT (f->window)->ref_count == 1);
  g_assert_null (f->window->comparison);
  g_assert_finalize_object (f->window);
  f->window = gp_window_new (f->application, f->settings, NULL, 0);   /* which is closed as ever */
}

static GpId
add_target (Fixture *f)
{
  GpId id;

  gp_session_perform (f->session, gp_edit_add (f->design, GP_KIND_TARGET,
                                               gp_design_get_root_id (f->design), "Local", NULL,
                                               NULL, &id), NULL);
  return id;
}

static void
update_from (Fixture    *f,
             const GpId *target)
{
  char text[GP_ID_STRING_SIZE];

  g_action_group_activate_action (G_ACTION_GROUP (f->window), "update-from",
                                  g_variant_new_string (gp_id_format (target, text)));
}

static gboolean
may_update (Fixture *f)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (f->window), "update-from");
}

/* While a target is read there is nothing to ask for a second time, and that is said. */
static void
test_a_target_is_read_once (Fixture       *f,
                            gconstpointer  user_data)
{
  GpId target = add_target (f);
  GpWindowComparison *comparison;

  update_from (f, &target);
  g_assert_false (may_update (f));
  g_assert_nonnull (f->window->updating_toast);
  update_from (f, &target);
  gp_test_wait_until (f->window->comparison != NULL);
  comparison = f->window->comparison;
  g_assert_true (may_update (f));
  g_assert_null (f->window->updating_toast);
  gp_test_window_settle ();
  g_assert_true (f->window->comparison == comparison);
  activate (f, "end-compare", NULL);
}

/* What was asked for later counts, and not what is read later. */
static void
test_another_comparison_ends_reading (Fixture       *f,
                                      gconstpointer  user_data)
{
  GpId target = add_target (f);
  GpWindowComparison *comparison;

  update_from (f, &target);
  activate (f, "compare", g_variant_new ("(ss)", "step:0", "now"));
  comparison = f->window->comparison;
  g_assert_true (may_update (f));
  gp_test_window_settle ();
  g_assert_true (f->window->comparison == comparison);
  activate (f, "end-compare", NULL);
}

static void
test_closing_ends_reading_a_target (Fixture       *f,
                                    gconstpointer  user_data)
{
  GpId target = add_target (f);

  update_from (f, &target);
  g_object_ref (f->window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  gp_test_window_settle ();
  g_assert_null (f->window->comparison);
  g_assert_finalize_object (f->window);
  f->window = gp_window_new (f->application, f->settings, NULL, 0);
}

/* The drawing of an update is what the design would be, however that changes meanwhile. */
static void
test_an_update_follows_the_design (Fixture       *f,
                                   gconstpointer  user_data)
{
  GpCanvas *canvas = GP_CANVAS (f->window->canvas);
  GpId target = add_target (f);
  GpDesign *there = gp_test_session_get_deployed (GP_TEST_SESSION (f->session));
  g_autoptr(GpChangeSet) all = gp_diff (there, f->design, GP_DIFF_ALL);
  GpViewport seen, found;
  GpId id;

  g_assert_true (gp_design_apply (there, all, NULL));
  update_from (f, &target);
  gp_test_wait_until (f->window->comparison != NULL);
  gp_test_window_settle ();
  gp_canvas_set_zoom (canvas, 0.5);
  gp_canvas_get_viewport (canvas, &seen);
  gp_session_perform (f->session, gp_edit_add (f->design, GP_KIND_ENTITY,
                                               gp_design_get_root_id (f->design), "fresh", NULL,
                                               NULL, &id), NULL);
  gp_test_wait_until (gp_scene_find (gp_canvas_get_scene (canvas), &id) != NULL);
  g_assert_cmpint (gp_scene_find (gp_canvas_get_scene (canvas), &id)->state, !=, GP_STATE_REMOVED);
  activate (f, "undo", NULL);
  gp_test_wait_until (gp_scene_find (gp_canvas_get_scene (canvas), &id) == NULL);
  gp_canvas_get_viewport (canvas, &found);
  g_assert_cmpfloat (found.zoom, ==, seen.zoom);
  g_assert_cmpfloat (found.x, ==, seen.x);
  g_assert_cmpfloat (found.y, ==, seen.y);
  activate (f, "end-compare", NULL);
}

/* The designs that are compared are asked who may do what, and asked again when one changes. */
static void
test_who_gains_is_listed (Fixture       *f,
                          gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (f->design, GP_KIND_RULE);
  GpId rule = *gp_element_get_id (rules->pdata[0]);
  GpId entity = *gp_element_get_parent (rules->pdata[0]);
  GpAccessChanges *access;

  gp_session_perform (f->session, gp_edit_add (f->design, GP_KIND_FIXTURE, &entity, "one", NULL,
                                               NULL, NULL), NULL);
  gp_session_perform (f->session, gp_edit_remove (f->design, &rule, 1, NULL), NULL);
  activate (f, "compare", g_variant_new ("(ss)", "step:0", "now"));
  access = GP_ACCESS_CHANGES (gp_test_window_find (GTK_WIDGET (page_of (f)),
                                                   GP_TYPE_ACCESS_CHANGES));
  gp_test_wait_until (gp_access_changes_count (access, FALSE) > 0);
  g_assert_cmpuint (gp_access_changes_count (access, TRUE), ==, 0);

  activate (f, "undo", NULL);
  gp_test_wait_until (gp_access_changes_is_known (access)
                      && gp_access_changes_count (access, FALSE) == 0);
  activate (f, "redo", NULL);
  activate (f, "compare", g_variant_new ("(ss)", "now", "step:0"));
  gp_test_wait_until (gp_access_changes_count (access, TRUE) > 0);
  activate (f, "end-compare", NULL);
  g_assert_cmpuint (gp_access_changes_count (access, TRUE), ==, 0);
}

static void
test_what_is_not_there_is_told (Fixture       *f,
                                gconstpointer  user_data)
{
  activate (f, "compare", g_variant_new ("(ss)", "version:none", "now"));
  g_assert_null (f->window->comparison);
  activate (f, "compare", g_variant_new ("(ss)", "step:99", "now"));
  g_assert_null (f->window->comparison);
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                             \
  g_test_add ("/ui/compare/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("a-point-of-history-is-taken-back", test_a_point_of_history_is_taken_back);
  ADD ("what-is-unticked-stays-so", test_what_is_unticked_stays_so);
  ADD ("the-end-leads-back", test_the_end_leads_back);
  ADD ("closing-ends-reading", test_closing_ends_reading);
  ADD ("a-target-is-read-once", test_a_target_is_read_once);
  ADD ("another-comparison-ends-reading", test_another_comparison_ends_reading);
  ADD ("closing-ends-reading-a-target", test_closing_ends_reading_a_target);
  ADD ("an-update-follows-the-design", test_an_update_follows_the_design);
  ADD ("versions-are-compared-and-restored", test_versions_are_compared_and_restored);
  ADD ("a-file-is-compared-with", test_a_file_is_compared_with);
  ADD ("who-gains-is-listed", test_who_gains_is_listed);
  ADD ("what-is-not-there-is-told", test_what_is_not_there_is_told);
#undef ADD

  return g_test_run ();
}

/* test-canvas-explore.c — focus, paths, filters and what is hidden, on the drawing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-canvas-explore.h"
#include "gp-canvas-private.h"
#include "gp-edit-view.h"
#include "gp-filter-bar.h"
#include "gp-focus-bar.h"
#include "gp-test-scene.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-view-bar.h"
#include "gp-window-private.h"

static GpCanvas *
get_canvas (GpTestWindow *fixture)
{
  return GP_CANVAS (fixture->window->canvas);
}

static GpId
find (GpTestWindow *fixture,
      GpKind        kind,
      const char   *name)
{
  return *gp_element_get_id (gp_test_scene_find (fixture->design, kind, name));
}

static void
run (GpTestWindow *fixture,
     const char   *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->window->canvas, action, NULL));
  gp_test_window_settle ();
}

static void
assert_lit (GpTestWindow *fixture,
            guint         wanted)
{
  guint lit;
  guint all;

  gp_canvas_count_lit (get_canvas (fixture), &lit, &all);
  g_assert_cmpuint (lit, ==, wanted);
  g_assert_cmpuint (all, >, lit);
}

static void
test_focus_grows_and_ends (GpTestWindow  *fixture,
                           gconstpointer  user_data)
{
  GpFocusBar *bar = GP_FOCUS_BAR (fixture->window->focus_bar);
  GpId customer = find (fixture, GP_KIND_ENTITY, "customer");
  GpId focus;
  guint steps;

  g_assert_false (gp_canvas_can_do (get_canvas (fixture), "canvas.focus"));
  gp_selection_set (gp_session_get_selection (fixture->session), &customer);
  run (fixture, "canvas.focus");
  assert_lit (fixture, 2);      /* order refers to it */
  g_assert_cmpstr (gp_focus_bar_get_text (bar), ==, "customer and 1 step around it");
  run (fixture, "canvas.focus-wider");
  assert_lit (fixture, 3);
  run (fixture, "canvas.focus-narrower");
  run (fixture, "canvas.focus-narrower");
  assert_lit (fixture, 1);
  run (fixture, "canvas.select-none");      /* Escape */
  g_assert_false (gp_canvas_get_focus (get_canvas (fixture), &focus, &steps));
  g_assert_cmpstr (gp_focus_bar_get_text (bar), ==, "");
  /* The first Escape ends the focus, the second the selection. */
  g_assert_cmpuint (gp_selection_get_size (gp_session_get_selection (fixture->session)), ==, 1);
}

static void
test_paths_are_shown (GpTestWindow  *fixture,
                      gconstpointer  user_data)
{
  GpFocusBar *bar = GP_FOCUS_BAR (fixture->window->focus_bar);
  GpId ends[] = { find (fixture, GP_KIND_ENTITY, "customer"),
                  find (fixture, GP_KIND_ENTITY, "item") };
  GArray *path;

  gp_selection_set_all (gp_session_get_selection (fixture->session), ends, 2);
  run (fixture, "canvas.show-path");
  path = gp_canvas_get_path (get_canvas (fixture), NULL, NULL);
  g_assert_cmpuint (path->len, ==, 3);
  assert_lit (fixture, 3);
  g_assert_cmpstr (gp_focus_bar_get_text (bar), ==, "customer → order → item");
  run (fixture, "canvas.stop-exploring");
  g_assert_null (gp_canvas_get_path (get_canvas (fixture), NULL, NULL));
}

/* A path whose relation is deleted is no path any more. */
static void
test_what_is_gone_is_not_shown (GpTestWindow  *fixture,
                                gconstpointer  user_data)
{
  GpId ends[] = { find (fixture, GP_KIND_ENTITY, "customer"),
                  find (fixture, GP_KIND_ENTITY, "order") };
  GpId field = *gp_element_get_id (gp_test_scene_find_field (fixture->design, "order",
                                                             "customer_id"));

  gp_selection_set_all (gp_session_get_selection (fixture->session), ends, 2);
  run (fixture, "canvas.show-path");
  gp_selection_set (gp_session_get_selection (fixture->session), &field);
  gp_test_window_activate (fixture, "delete", NULL);
  g_assert_null (gp_canvas_get_path (get_canvas (fixture), NULL, NULL));
}

static void
test_filters_fade_and_hide (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  GpFilterBar *bar = GP_FILTER_BAR (fixture->window->filter_bar);
  GpId sales = find (fixture, GP_KIND_DOMAIN, "sales");
  GpId log = find (fixture, GP_KIND_ENTITY, "log");
  char text[GP_ID_STRING_SIZE];

  gp_test_window_activate (fixture, "filter", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));
  gp_filter_bar_choose (bar, GP_FACET_DOMAIN, gp_id_format (&sales, text), TRUE);
  assert_lit (fixture, 2);
  g_assert_true (gp_canvas_shows (get_canvas (fixture), &log));
  gp_filter_bar_set_hides (bar, TRUE);
  g_assert_false (gp_canvas_shows (get_canvas (fixture), &log));
  g_assert_true (g_str_has_prefix (gp_filter_bar_get_count (bar), "2 of "));
  gp_test_window_activate (fixture, "filter", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_true (gp_canvas_shows (get_canvas (fixture), &log));
}

static void
test_hidden_ones_come_back (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  GpId log = find (fixture, GP_KIND_ENTITY, "log");

  gp_selection_set (gp_session_get_selection (fixture->session), &log);
  run (fixture, "canvas.hide");
  g_assert_false (gp_canvas_shows (get_canvas (fixture), &log));
  run (fixture, "canvas.show-hidden");
  g_assert_true (gp_canvas_shows (get_canvas (fixture), &log));
  gp_test_window_activate (fixture, "undo", NULL);
  g_assert_false (gp_canvas_shows (get_canvas (fixture), &log));
}

/* What is kept of an edit to the next is what looking at all placements finds. */
static void
test_what_is_hidden_is_known (GpTestWindow  *fixture,
                              gconstpointer  user_data)
{
  static const char *const edits[] = { "canvas.hide", "canvas.show-hidden", "canvas.pin",
                                       "canvas.duplicate" };
  GpCanvas *canvas = get_canvas (fixture);
  GpId view = gp_id_nil;

  gp_scene_builder_get_places (canvas->builder, &view);
  for (int i = 0; i < 60; i++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (fixture->design, GP_KIND_ENTITY);
      int edit = g_test_rand_int_range (0, G_N_ELEMENTS (edits) + 3);
      g_autoptr(GArray) known = NULL;
      g_autoptr(GArray) found = NULL;

      if (all->len > 0)
        gp_selection_set (gp_session_get_selection (fixture->session),
                          gp_element_get_id (
                            all->pdata[g_test_rand_int_range (0, (int) all->len)]));
      if (edit < (int) G_N_ELEMENTS (edits))
        run (fixture, edits[edit]);
      else if (edit == G_N_ELEMENTS (edits))
        gp_test_window_activate (fixture, "delete", NULL);
      else
        gp_test_window_activate (fixture, "undo", NULL);

      known = gp_canvas_list_hidden (canvas);
      found = gp_edit_list_hidden (fixture->design, &view);
      g_assert_cmpmem (known->data, known->len * sizeof (GpId), found->data,
                       found->len * sizeof (GpId));
    }
}

/* A view is made of what stands out, shown, filled, left, deleted, and all of it undone. */
static void
test_views_live (GpTestWindow  *fixture,
                 gconstpointer  user_data)
{
  GpViewBar *bar = GP_VIEW_BAR (fixture->window->view_bar);
  GpId customer = find (fixture, GP_KIND_ENTITY, "customer");
  GpId log = find (fixture, GP_KIND_ENTITY, "log");
  gsize views = gp_design_count (fixture->design, GP_KIND_VIEW);

  gp_selection_set (gp_session_get_selection (fixture->session), &customer);
  run (fixture, "canvas.focus");
  run (fixture, "canvas.new-view");
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, views + 1);
  g_assert_cmpstr (gp_view_bar_get_title (bar), ==, "Around customer");
  g_assert_true (gp_canvas_shows (get_canvas (fixture), &customer));
  g_assert_false (gp_canvas_shows (get_canvas (fixture), &log));

  gp_selection_set (gp_session_get_selection (fixture->session), &log);
  gp_test_window_activate (fixture, "add-to-view", NULL);
  g_assert_true (gp_canvas_shows (get_canvas (fixture), &log));
  gp_test_window_activate (fixture, "duplicate-view", NULL);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, views + 2);
  gp_test_window_activate (fixture, "delete-view", NULL);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, views + 1);
  gp_test_window_activate (fixture, "undo", NULL);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, views + 2);
}

static void
test_back_and_forward (GpTestWindow  *fixture,
                       gconstpointer  user_data)
{
  GpCanvas *canvas = get_canvas (fixture);
  GAction *back = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "back");
  GpId customer = find (fixture, GP_KIND_ENTITY, "customer");
  GpId focus;
  guint steps;

  gp_test_wait_until (gtk_widget_get_width (fixture->window->canvas) > 1);
  g_assert_false (g_action_get_enabled (back));
  gp_selection_set (gp_session_get_selection (fixture->session), &customer);
  gp_test_window_activate (fixture, "lens", g_variant_new_string ("flows"));
  g_assert_true (g_action_get_enabled (back));
  gp_test_window_activate (fixture, "back", NULL);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, GP_LENS_DATA);
  gp_test_window_activate (fixture, "forward", NULL);
  g_assert_cmpint (gp_canvas_get_lens (canvas), ==, GP_LENS_FLOWS);
  gp_test_window_activate (fixture, "back", NULL);
  run (fixture, "canvas.focus");
  gp_test_window_activate (fixture, "lens", g_variant_new_string ("access"));
  gp_test_window_activate (fixture, "back", NULL);
  g_assert_true (gp_canvas_get_focus (canvas, &focus, &steps));
  g_assert_true (gp_id_equal (&focus, &customer));
  g_assert_true (gp_selection_contains (gp_session_get_selection (fixture->session), &customer));
}

#define TEST(name, func)                                                                      \
  g_test_add ("/ui/canvas-explore/" name, GpTestWindow, NULL, gp_test_window_set_up, func,    \
              gp_test_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  gp_test_window_init (&argc, &argv);
  TEST ("focus-grows-and-ends", test_focus_grows_and_ends);
  TEST ("paths-are-shown", test_paths_are_shown);
  TEST ("what-is-gone-is-not-shown", test_what_is_gone_is_not_shown);
  TEST ("filters-fade-and-hide", test_filters_fade_and_hide);
  TEST ("hidden-ones-come-back", test_hidden_ones_come_back);
  TEST ("what-is-hidden-is-known", test_what_is_hidden_is_known);
  TEST ("views-live", test_views_live);
  TEST ("back-and-forward", test_back_and_forward);
  return g_test_run ();
}

/* test-canvas-free.c — what is shown is shown where nothing lies over it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-canvas-free.h"
#include "gp-minimap.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static GpRect
seen_rect (Fixture    *fixture,
           const char *name)
{
  const GpViewport *view = &fixture->canvas->viewport;
  GpRect rect = gp_test_canvas_card (fixture, name)->rect;

  return (GpRect) { (rect.x - view->x) * view->zoom, (rect.y - view->y) * view->zoom,
                    rect.width * view->zoom, rect.height * view->zoom };
}

static GpRect
map_rect (Fixture *fixture)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_child_visible (fixture->canvas->minimap));
  g_assert_true (gtk_widget_compute_bounds (fixture->canvas->minimap,
                                            GTK_WIDGET (fixture->canvas), &bounds));
  return (GpRect) { bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
}

static void
cover (Fixture *fixture,
       double   start,
       double   end)
{
  gp_canvas_set_covered (fixture->canvas, start, end);
  gp_test_wait_until (fixture->canvas->view_tick == 0);
}

/* What a person looks at is moved aside by as much as the middle of what is free. */
static void
test_a_panel_moves_what_is_looked_at (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpViewport before;

  gp_canvas_zoom_at (fixture->canvas, 1.2, 100, 100);
  before = fixture->canvas->viewport;
  cover (fixture, 0, 200);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.x - before.x, 100 / before.zoom, .01);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.y, before.y, .01);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.zoom, before.zoom, .001);
  cover (fixture, 120, 0);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.x - before.x, -60 / before.zoom, .01);
  cover (fixture, 0, 0);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.x, before.x, .01);
}

/* Beside a panel that covers nearly all of it there is nothing to look at. */
static void
test_a_panel_over_everything_moves_nothing (Fixture       *fixture,
                                            gconstpointer  user_data)
{
  GpViewport before;

  gp_canvas_zoom_at (fixture->canvas, 1.2, 100, 100);
  before = fixture->canvas->viewport;
  cover (fixture, 0, before.width - 44);
  g_assert_cmpfloat_with_epsilon (fixture->canvas->viewport.x, before.x, .01);
}

static void
test_all_is_shown_beside_a_panel (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  static const char *const names[] = { "customer", "order", "item" };
  double width = fixture->canvas->viewport.width;

  cover (fixture, 0, width / 3);
  gp_canvas_fit (fixture->canvas);
  gp_test_wait_until (fixture->canvas->view_tick == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GpRect seen = seen_rect (fixture, names[i]);

      g_assert_cmpfloat (seen.x, >=, 0);
      g_assert_cmpfloat (seen.x + seen.width, <=, width - width / 3);
    }
}

/* Wherever a card was before, it is not hidden behind the minimap once it is looked for. */
static void
test_a_card_keeps_off_the_minimap (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  static const char *const names[] = { "customer", "order", "item" };

  for (gsize i = 0; i < 100; i++)
    {
      const char *name = names[i % G_N_ELEMENTS (names)];
      GpViewport view = fixture->canvas->viewport;
      GpRect rect = gp_test_canvas_card (fixture, name)->rect;
      GpRect seen, map;

      view.zoom = g_test_rand_double_range (.7, 1.1);
      view.x = rect.x - g_test_rand_double_range (-200, view.width) / view.zoom;
      view.y = rect.y - g_test_rand_double_range (-200, view.height) / view.zoom;
      gp_canvas_set_viewport (fixture->canvas, &view);
      gp_canvas_reveal (fixture->canvas, &gp_test_canvas_card (fixture, name)->id);
      gp_test_wait_until (fixture->canvas->view_tick == 0);
      seen = seen_rect (fixture, name);
      map = map_rect (fixture);
      g_assert_false (gp_rect_overlaps (&seen, &map));
      g_assert_cmpfloat (seen.x, >=, 0);
      g_assert_cmpfloat (seen.y, >=, 0);
    }
}

/* Tools with large text are higher. */
static void
test_what_is_free_ends_above_high_tools (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  graphene_rect_t bar = { 0 };
  GpRect free;

  gtk_widget_set_size_request (fixture->canvas->bar, -1, 160);
  gp_test_wait_until (gtk_widget_compute_bounds (fixture->canvas->bar,
                                                 GTK_WIDGET (fixture->canvas), &bar)
                      && bar.size.height >= 160);
  free = gp_canvas_find_free (fixture->canvas, &fixture->canvas->viewport);
  g_assert_cmpfloat (free.y + free.height, <, bar.origin.y);
}

static void
look_at (Fixture      *fixture,
         const GpRect *at,
         double        view_x,
         double        view_y)
{
  GpViewport view = fixture->canvas->viewport;

  view.zoom = 1;
  view.x = at->x - view_x;
  view.y = at->y - view_y;
  gp_canvas_set_viewport (fixture->canvas, &view);
}

static void
test_the_minimap_gives_way_to_cards (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  GtkWidget *widget = fixture->canvas->minimap;
  GpRect card = gp_test_canvas_card (fixture, "customer")->rect;
  GpRect map = map_rect (fixture);

  /* It lies over nothing. */
  look_at (fixture, &(GpRect) { card.x + 5000, card.y }, 0, 0);
  gp_minimap_give_way (GP_MINIMAP (widget));
  g_assert_cmpfloat (gtk_widget_get_opacity (widget), ==, 1);
  g_assert_true (gtk_widget_contains (widget, map.width / 2, map.height / 2));

  look_at (fixture, &card, map.x + 10, map.y + 10);
  g_assert_cmpfloat (gtk_widget_get_opacity (widget), ==, 1);
  gp_minimap_give_way (GP_MINIMAP (widget));
  gp_test_wait_until (gtk_widget_get_opacity (widget) == 0);
  g_assert_false (gtk_widget_contains (widget, map.width / 2, map.height / 2));

  gp_canvas_pan (fixture->canvas, 10, 0);
  g_assert_cmpfloat (gtk_widget_get_opacity (widget), ==, 1);
}

/* Neither is what is zoomed to, as long as the minimap is shown. */
static void
test_what_is_zoomed_to_keeps_off_the_minimap (Fixture       *fixture,
                                              gconstpointer  user_data)
{
  static const char *const names[] = { "customer", "order", "item" };

  for (gsize i = 0; i < 3; i++)
    {
      GpRect drawing = gp_scene_get_bounds (gp_canvas_get_scene (fixture->canvas));
      GpRect seen, all, map = map_rect (fixture);

      gp_selection_set (gp_canvas_get_selection (fixture->canvas),
                        &gp_test_canvas_card (fixture, names[i])->id);
      gp_canvas_zoom_selection (fixture->canvas);
      gp_test_wait_until (fixture->canvas->view_tick == 0);
      seen = seen_rect (fixture, names[i]);
      all = gp_viewport_get_area (&fixture->canvas->viewport);
      g_assert_true (gp_rect_holds (&all, &drawing) || !gp_rect_overlaps (&seen, &map));
    }
}

/* --- where it is kept off the minimap --- */

/* Looks where some of the drawing is left out, at 100 %: the minimap is shown. */
static GpRect
show_map (Fixture *fixture)
{
  GpViewport view = fixture->canvas->viewport;

  view.zoom = 1;
  view.x = view.y = 100;
  gp_canvas_set_viewport (fixture->canvas, &view);
  gp_test_wait_until (gtk_widget_get_child_visible (fixture->canvas->minimap)
                      && gtk_widget_get_width (fixture->canvas->minimap) > 0);
  return map_rect (fixture);
}

/* How far the view is moved, in pixels, for what is seen at @seen; FALSE: not at all. */
static gboolean
keep_off (Fixture *fixture,
          GpRect   seen,
          GpPoint *out_by)
{
  GpViewport view = fixture->canvas->viewport;
  GpViewport to = view;
  GpRect area = { seen.x + view.x, seen.y + view.y, seen.width, seen.height };
  gboolean moved = gp_canvas_keep_off_map (fixture->canvas, &area, &to);

  *out_by = (GpPoint) { to.x - view.x, to.y - view.y };
  return moved;
}

/* Aside is nearer, but there is no room for it there. */
static void
test_what_is_wide_goes_up (Fixture       *fixture,
                           gconstpointer  user_data)
{
  GpRect map = show_map (fixture);
  GpPoint by;

  g_assert_true (keep_off (fixture, (GpRect) { 48, 200, map.x + 60 - 48, map.y + 100 - 200 }, &by));
  g_assert_cmpfloat (by.x, ==, 0);
  g_assert_cmpfloat (by.y, >=, 100);
}

static void
test_nothing_goes_below_a_panel (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  GpRect map, seen;
  GpPoint by;

  cover (fixture, 200, 0);
  map = show_map (fixture);
  seen = (GpRect) { 210, 20, map.x + 60 - 210, map.y + 60 - 20 };
  g_assert_false (keep_off (fixture, seen, &by));
  seen.x += 100;
  seen.width -= 100;
  g_assert_true (keep_off (fixture, seen, &by));
  g_assert_cmpfloat (by.x, >=, 60);
  g_assert_cmpfloat (by.y, ==, 0);
}

/* The minimap is on the other side, and so is the room. */
static void
test_mirrored_it_goes_to_the_other_side (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  GpRect map;
  GpPoint by;

  gtk_widget_set_direction (fixture->window, GTK_TEXT_DIR_RTL);
  show_map (fixture);
  gp_test_wait_until (map_rect (fixture).x < fixture->canvas->viewport.width / 2);
  map = map_rect (fixture);
  g_assert_true (keep_off (fixture, (GpRect) { 0, 20, 100, map.y + 60 - 20 }, &by));
  g_assert_cmpfloat (by.x, <=, -(map.x + map.width));
  g_assert_cmpfloat (by.y, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

#define ADD(name, function)                                                            \
  g_test_add ("/ui/canvas-free/" name, Fixture, NULL, gp_test_canvas_set_up, function, \
              gp_test_canvas_tear_down)
  ADD ("a-panel-moves-what-is-looked-at", test_a_panel_moves_what_is_looked_at);
  ADD ("a-panel-over-everything-moves-nothing", test_a_panel_over_everything_moves_nothing);
  ADD ("all-is-shown-beside-a-panel", test_all_is_shown_beside_a_panel);
  ADD ("what-is-free-ends-above-high-tools", test_what_is_free_ends_above_high_tools);
  ADD ("the-minimap-gives-way-to-cards", test_the_minimap_gives_way_to_cards);
  ADD ("a-card-keeps-off-the-minimap", test_a_card_keeps_off_the_minimap);
  ADD ("what-is-zoomed-to-keeps-off-the-minimap", test_what_is_zoomed_to_keeps_off_the_minimap);
  ADD ("what-is-wide-goes-up", test_what_is_wide_goes_up);
  ADD ("nothing-goes-below-a-panel", test_nothing_goes_below_a_panel);
  ADD ("mirrored-it-goes-to-the-other-side", test_mirrored_it_goes_to_the_other_side);
#undef ADD

  return g_test_run ();
}

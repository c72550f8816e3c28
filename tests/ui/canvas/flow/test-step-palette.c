/* test-step-palette.c — steps that are dragged into a flow, and copied
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-canvas-flow.h"
#include "gp-entry-list.h"
#include "gp-step-choices.h"
#include "gp-step-palette.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static GpId
find_step (Fixture    *fixture,
           const char *name)
{
  return *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_STEP, name));
}

static const GpSceneItem *
item_of (Fixture    *fixture,
         const GpId *id)
{
  return gp_scene_find (gp_canvas_get_scene (fixture->canvas), id);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  gp_test_canvas_set_up (fixture, user_data);
  gp_canvas_set_step_palette (fixture->canvas, FALSE);
  gp_test_canvas_enter_flow (fixture);
}

/* Drops a mail at a place in canvas units; what came of it is selected. */
static GpId
drop (Fixture *fixture,
      double   x,
      double   y)
{
  double view_x, view_y;

  gp_viewport_to_view (&fixture->canvas->viewport, x, y, &view_x, &view_y);
  g_assert_true (gp_canvas_aim_step (fixture->canvas, view_x, view_y));
  g_assert_true (gp_canvas_drop_step (fixture->canvas, "mail", view_x, view_y));
  g_assert_null (fixture->canvas->step_aim);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  return *gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
}

/* The type of the transition from one step to another; NULL without one. */
static const char *
way_of (Fixture    *fixture,
        const GpId *from,
        const GpId *to)
{
  g_autoptr(GPtrArray) all = gp_design_list (fixture->design, GP_KIND_TRANSITION);

  for (guint i = 0; i < all->len; i++)
    {
      const GpId *source = gp_element_get_ref (all->pdata[i], GP_TRANSITION_FROM);
      const GpId *target = gp_element_get_ref (all->pdata[i], GP_TRANSITION_TO);

      if (source != NULL && target != NULL && gp_id_equal (source, from)
          && gp_id_equal (target, to))
        return gp_element_get_text (all->pdata[i], GP_TRANSITION_TYPE);
    }
  return NULL;
}

static void
test_on_a_line_it_parts_it (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GpScene *scene = gp_canvas_get_scene (fixture->canvas);
  GpId check = find_step (fixture, "check");
  GpId pack = find_step (fixture, "pack");
  GpId made;
  const GpSceneLine *line;
  guint i = 0;

  while ((line = gp_scene_get_line (scene, i++)) != NULL)
    if (line->from == item_of (fixture, &check)->slot && line->to == item_of (fixture, &pack)->slot)
      break;
  g_assert_nonnull (line);
  made = drop (fixture, (line->points[0].x + line->points[1].x) / 2,
               (line->points[0].y + line->points[1].y) / 2);
  g_assert_null (way_of (fixture, &check, &pack));
  g_assert_nonnull (way_of (fixture, &check, &made));
  g_assert_cmpstr (way_of (fixture, &made, &pack), ==, "next");
}

static void
test_on_a_card_it_follows_it (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpId pack = find_step (fixture, "pack");
  const GpSceneItem *item = item_of (fixture, &pack);
  GpId made = drop (fixture, gp_rect_center_x (&item->rect), gp_rect_center_y (&item->rect));

  g_assert_cmpstr (way_of (fixture, &pack, &made), ==, "next");
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_null (gp_design_lookup (fixture->design, &made));
}

static void
test_at_its_right_side_it_is_one_more_way (Fixture       *fixture,
                                           gconstpointer  user_data)
{
  GpId check = find_step (fixture, "check");
  const GpSceneItem *item = item_of (fixture, &check);
  GpId pack = find_step (fixture, "pack");
  GpId made = drop (fixture, item->rect.x + item->rect.width - 4, gp_rect_center_y (&item->rect));

  g_assert_nonnull (way_of (fixture, &check, &made));
  g_assert_nonnull (way_of (fixture, &check, &pack));
}

static void
test_beside_all_it_leaves_the_nearest (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GpId pack = find_step (fixture, "pack");
  const GpSceneItem *item = item_of (fixture, &pack);
  GpId made = drop (fixture, item->rect.x + item->rect.width + 60, gp_rect_center_y (&item->rect));

  g_assert_nonnull (way_of (fixture, &pack, &made));
}

static void
test_nothing_is_dropped_among_flows (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  gp_canvas_leave (fixture->canvas);
  g_assert_false (gp_canvas_aim_step (fixture->canvas, 300, 300));
  g_assert_false (gp_canvas_drop_step (fixture->canvas, "mail", 300, 300));
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
}

/* By the keyboard: typed, taken with Enter, after what is selected. */
static void
test_enter_appends (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId pack = find_step (fixture, "pack");
  GtkWidget *entry;

  gp_selection_set (selection, &pack);
  gp_canvas_set_step_palette (fixture->canvas, TRUE);
  entry = gp_test_window_find (fixture->canvas->step_palette, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "approv");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (way_of (fixture, &pack, gp_selection_get_last (selection)), ==, "next");
  g_assert_true (gp_element_is (gp_design_lookup (fixture->design,
                                                  gp_selection_get_last (selection)),
                                GP_STEP_TYPE, "approve"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* It is laid out beyond what is seen, and then brought into view. */
static void
test_what_is_added_is_seen (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId last = find_step (fixture, "refuse");

  fixture->canvas->view_touched = TRUE;
  for (guint i = 0; i < 8; i++)
    {
      GpEditStep step = { .type = "set", .after = last };
      GpRect seen;
      const GpSceneItem *item;

      gp_canvas_add_step (fixture->canvas, &step);
      last = *gp_selection_get_last (selection);
      gp_test_wait_until ((seen = gp_viewport_get_area (&fixture->canvas->viewport),
                           (item = item_of (fixture, &last)) != NULL && item->proposed
                             && gp_rect_contains (&seen, gp_rect_center_x (&item->rect),
                                                  gp_rect_center_y (&item->rect))));
    }
}

static void
test_every_type_has_a_sentence (Fixture       *fixture,
                                gconstpointer  user_data)
{
  g_auto(GStrv) types = gp_property_list_choices (GP_STEP_TYPE);

  for (guint i = 0; types[i] != NULL; i++)
    g_assert_nonnull (gp_step_choices_get_sentence (types[i]));
}

static void
test_steps_are_copied_with_their_lines (Fixture       *fixture,
                                        gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  const GpId both[] = { find_step (fixture, "check"), find_step (fixture, "pack") };
  gsize before = gp_design_count (fixture->design, GP_KIND_TRANSITION);
  const GpId *made;
  gsize n;

  for (guint i = 0; i < 2; i++)
    {
      gp_selection_set_all (selection, both, 2);
      if (i == 0)
        gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.copy", NULL);
      gtk_widget_activate_action (GTK_WIDGET (fixture->canvas),
                                  i == 0 ? "canvas.paste" : "canvas.duplicate", NULL);
      made = gp_selection_peek (selection, &n);
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpstr (way_of (fixture, &made[0], &made[1]), ==,
                       way_of (fixture, &both[0], &both[1]));
      g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_TRANSITION), ==, before + 1);
      g_assert_true (gp_history_undo (fixture->history, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/ui/step-palette/" name, Fixture, NULL, set_up, func, gp_test_canvas_tear_down)
  ADD ("on-a-line-it-parts-it", test_on_a_line_it_parts_it);
  ADD ("on-a-card-it-follows-it", test_on_a_card_it_follows_it);
  ADD ("at-its-right-side-it-is-one-more-way", test_at_its_right_side_it_is_one_more_way);
  ADD ("beside-all-it-leaves-the-nearest", test_beside_all_it_leaves_the_nearest);
  ADD ("nothing-is-dropped-among-flows", test_nothing_is_dropped_among_flows);
  ADD ("enter-appends", test_enter_appends);
  ADD ("what-is-added-is-seen", test_what_is_added_is_seen);
  ADD ("every-type-has-a-sentence", test_every_type_has_a_sentence);
  ADD ("steps-are-copied-with-their-lines", test_steps_are_copied_with_their_lines);
#undef ADD

  return g_test_run ();
}

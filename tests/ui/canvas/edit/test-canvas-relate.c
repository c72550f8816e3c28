/* test-canvas-relate.c — drawing relations and saying what they mean, on the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit-relate.h"
#include "gp-metrics.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

/* Drags from the handle at the right of a card's head to another place of the view. */
static void
draw (Fixture         *fixture,
      const char      *from,
      double           end_x,
      double           end_y,
      GdkModifierType  state)
{
  const GpSceneItem *item = gp_test_canvas_card (fixture, from);
  double x, y;

  gp_viewport_to_view (&fixture->canvas->viewport, item->rect.x + item->rect.width,
                       item->rect.y + GP_CARD_HEADER / 2, &x, &y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - y, state);
}

static void
draw_to_card (Fixture         *fixture,
              const char      *from,
              const char      *to,
              GdkModifierType  state)
{
  double x, y;

  gp_test_canvas_header_of (fixture, to, &x, &y);
  draw (fixture, from, x, y, state);
}

static void
test_nothing_happens_until_it_is_said (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  draw (fixture, "log", 700, 560, 0);
  g_assert_nonnull (fixture->canvas->question);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->question));
  gp_test_wait_until (fixture->canvas->question == NULL);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
}

static void
test_new_entity_is_one_step (Fixture       *fixture,
                             gconstpointer  user_data)
{
  gsize before = gp_design_count (fixture->design, GP_KIND_ENTITY);
  const GpSceneItem *made;

  draw (fixture, "log", 700, 560, 0);
  g_signal_emit_by_name (fixture->canvas->question, "create", "machine", FALSE);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before + 1);
  made = gp_test_canvas_card (fixture, "machine");
  g_assert_cmpuint (made->degree, ==, 1);
  g_assert_true (gp_rect_contains (&made->rect, fixture->canvas->drag.x, fixture->canvas->drag.y));
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before);
}

static void
test_one_that_is_there_can_be_chosen (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  draw (fixture, "log", 700, 560, 0);
  g_signal_emit_by_name (fixture->canvas->question, "connect",
                         gp_element_get_id (gp_test_canvas_entity (fixture, "item")), FALSE);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log")->degree, ==, 1);
  g_assert_true (gtk_widget_get_visible (fixture->canvas->chips));
}

static void
test_relation_to_itself (Fixture       *fixture,
                         gconstpointer  user_data)
{
  draw_to_card (fixture, "log", "log", 0);
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "parent_log_id"));
}

static void
test_several_between_the_same_two (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  draw_to_card (fixture, "log", "item", 0);
  draw_to_card (fixture, "log", "item", 0);
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "item_id"));
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "item_id_2"));
}

static void
test_control_makes_many_to_many (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  gsize before = gp_design_count (fixture->design, GP_KIND_ENTITY);

  draw_to_card (fixture, "log", "item", GDK_CONTROL_MASK);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before + 1);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log_item")->degree, ==, 2);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
}

static void
test_chips_change_the_relation (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GpCardinality now;
  const GpElement *field;
  GpId id;

  draw_to_card (fixture, "log", "item", 0);
  id = *gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
  g_signal_emit_by_name (fixture->canvas->chips, "cardinality", (guint) GP_CARDINALITY_ONE_TO_ONE);
  g_assert_true (gp_edit_get_cardinality (fixture->design, &id, &now));
  g_assert_cmpint (now, ==, GP_CARDINALITY_ONE_TO_ONE);
  g_signal_emit_by_name (fixture->canvas->chips, "on-delete", "cascade");
  field = gp_design_lookup (fixture->design, &id);
  g_assert_true (gp_element_is (field, GP_FIELD_ON_DELETE, "cascade"));
  g_signal_emit_by_name (fixture->canvas->chips, "renamed", "about item");
  g_assert_cmpuint (fixture->reports, ==, 1);
  g_signal_emit_by_name (fixture->canvas->chips, "renamed", "about_item");
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "about_item"));
  g_assert_cmpuint (fixture->reports, ==, 1);
}

/* The entry of the name in the bar, with the keyboard. */
static GtkEditable *
edit_name (Fixture *fixture)
{
  GtkWidget *focus;

  gp_canvas_edit_relation_name (fixture->canvas);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (fixture->canvas)));
  g_assert_true (GTK_IS_EDITABLE (focus));
  return GTK_EDITABLE (focus);
}

static void
test_name_goes_to_the_relation_it_was_typed_for (Fixture       *fixture,
                                                 gconstpointer  user_data)
{
  GpId first;
  GpId second;

  draw_to_card (fixture, "log", "item", 0);
  first = *gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
  draw_to_card (fixture, "log", "item", 0);
  second = *gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
  gp_selection_set (gp_canvas_get_selection (fixture->canvas), &first);
  gtk_editable_set_text (edit_name (fixture), "about");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->canvas));
  gp_selection_set (gp_canvas_get_selection (fixture->canvas), &second);
  gp_test_wait_until (gp_test_scene_find_field (fixture->design, "log", "about") != NULL);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &first)), ==, "about");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &second)), ==,
                   "item_id_2");
}

static void
test_the_keyboard_stays_where_it_went (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GtkWidget *button;

  draw_to_card (fixture, "log", "item", 0);
  gtk_editable_set_text (edit_name (fixture), "about");
  button = gtk_widget_get_last_child (fixture->canvas->chips);
  g_assert_true (gtk_widget_child_focus (button, GTK_DIR_TAB_FORWARD));
  gp_test_wait_until (gp_test_scene_find_field (fixture->design, "log", "about") != NULL);
  g_assert_true (gtk_widget_is_ancestor (
    gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (fixture->canvas))), button));
}

static void
test_many_to_many_after_drawing_is_one_step (Fixture       *fixture,
                                             gconstpointer  user_data)
{
  draw_to_card (fixture, "log", "item", 0);
  g_signal_emit_by_name (fixture->canvas->chips, "cardinality", 4u);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log_item")->degree, ==, 2);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log")->degree, ==, 0);

  /* Later it is a step of its own. */
  draw_to_card (fixture, "log", "item", 0);
  g_signal_emit_by_name (fixture->canvas->chips, "on-delete", "cascade");
  g_signal_emit_by_name (fixture->canvas->chips, "cardinality", 4u);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 3);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log")->degree, ==, 1);
}

static void
test_what_stands_between_two_is_seen (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpRect seen;

  draw_to_card (fixture, "log", "item", 0);
  gp_viewport_pan (&fixture->canvas->viewport, -5000, -5000);
  g_signal_emit_by_name (fixture->canvas->chips, "cardinality", 4u);
  gp_test_wait_until ((seen = gp_viewport_get_area (&fixture->canvas->viewport),
                       gp_rect_overlaps (&gp_test_canvas_card (fixture, "log_item")->rect,
                                         &seen)));
}

#define ADD(name, func)                                                                   \
  g_test_add ("/ui/canvas-relate/" name, Fixture, NULL, gp_test_canvas_set_up, func,      \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  ADD ("nothing-happens-until-it-is-said", test_nothing_happens_until_it_is_said);
  ADD ("new-entity-is-one-step", test_new_entity_is_one_step);
  ADD ("one-that-is-there-can-be-chosen", test_one_that_is_there_can_be_chosen);
  ADD ("relation-to-itself", test_relation_to_itself);
  ADD ("several-between-the-same-two", test_several_between_the_same_two);
  ADD ("control-makes-many-to-many", test_control_makes_many_to_many);
  ADD ("chips-change-the-relation", test_chips_change_the_relation);
  ADD ("what-stands-between-two-is-seen", test_what_stands_between_two_is_seen);
  ADD ("name-goes-to-the-relation-it-was-typed-for",
       test_name_goes_to_the_relation_it_was_typed_for);
  ADD ("the-keyboard-stays-where-it-went", test_the_keyboard_stays_where_it_went);
  ADD ("many-to-many-after-drawing-is-one-step", test_many_to_many_after_drawing_is_one_step);

  return g_test_run ();
}

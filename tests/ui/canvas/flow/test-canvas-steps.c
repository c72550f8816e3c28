/* test-canvas-steps.c — drawing the steps of a flow, on the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static const GpId *
find_id (Fixture    *fixture,
         GpKind      kind,
         const char *name)
{
  return gp_element_get_id (gp_test_scene_find (fixture->design, kind, name));
}

static const GpSceneItem *
item_of (Fixture    *fixture,
         const GpId *id)
{
  return gp_scene_find (gp_canvas_get_scene (fixture->canvas), id);
}

static void
ask_and_choose (Fixture    *fixture,
                const char *action,
                const char *type)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), action, NULL);
  g_assert_nonnull (fixture->canvas->question);
  g_signal_emit_by_name (fixture->canvas->question, "chosen", type);
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->question));
  gp_test_wait_until (fixture->canvas->question == NULL);
}

static guint
count_lines (Fixture    *fixture,
             const GpId *from,
             const GpId *to)
{
  GpScene *scene = gp_canvas_get_scene (fixture->canvas);
  guint from_slot = item_of (fixture, from)->slot;
  guint to_slot = item_of (fixture, to)->slot;
  guint count = 0;

  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      count += line != NULL && line->from == from_slot && line->to == to_slot;
    }
  return count;
}

static void
test_enter_and_escape_lead_in_and_out (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId flow = *find_id (fixture, GP_KIND_FLOW, "ship");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");

  gp_canvas_set_lens (fixture->canvas, GP_LENS_FLOWS);
  g_assert_null (item_of (fixture, &check));
  gp_selection_set (selection, &flow);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.enter", NULL);
  g_assert_nonnull (item_of (fixture, &check));
  gp_selection_clear (selection);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.select-none", NULL);
  g_assert_null (item_of (fixture, &check));
  g_assert_true (gp_selection_contains (selection, &flow));
}

/* Among all flows the card of its flow stands for a step; who looks for it wants to see it. */
static void
test_a_step_is_shown_inside_of_its_flow (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  GpId flow = *find_id (fixture, GP_KIND_FLOW, "ship");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");

  gp_canvas_set_lens (fixture->canvas, GP_LENS_FLOWS);
  g_assert_true (gp_canvas_shows (fixture->canvas, &flow));
  g_assert_false (gp_canvas_shows (fixture->canvas, &check));
  gp_canvas_reveal (fixture->canvas, &check);
  g_assert_true (gp_canvas_shows (fixture->canvas, &check));
  g_assert_true (gp_selection_contains (gp_canvas_get_selection (fixture->canvas), &check));
}

static void
test_steps_are_added_after_what_is_selected (Fixture       *fixture,
                                             gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  GpId flow = *find_id (fixture, GP_KIND_FLOW, "ship");
  GpId made;

  gp_test_canvas_enter_flow (fixture);
  gp_selection_set (selection, &flow);
  ask_and_choose (fixture, "canvas.add-step", "wait");
  made = *gp_selection_get_last (selection);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &made), GP_STEP_TYPE),
                   ==, "wait");
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_cmpuint (count_lines (fixture, &flow, &made), ==, 1);
  g_assert_cmpuint (count_lines (fixture, &made, &check), ==, 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpuint (count_lines (fixture, &flow, &check), ==, 1);
}

static void
test_a_loop_takes_steps (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId pack = *find_id (fixture, GP_KIND_STEP, "pack");
  GpId loop;

  gp_test_canvas_enter_flow (fixture);
  gp_selection_set (selection, &pack);
  g_assert_false (gp_canvas_can_do (fixture->canvas, "canvas.add-step-inside"));
  ask_and_choose (fixture, "canvas.add-step", "for");
  loop = *gp_selection_get_last (selection);
  g_assert_cmpint (item_of (fixture, &loop)->type, ==, GP_ITEM_NODE);
  ask_and_choose (fixture, "canvas.add-step-inside", "set");
  g_assert_cmpint (item_of (fixture, &loop)->type, ==, GP_ITEM_AREA);

  gp_selection_set (selection, &loop);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.fold", NULL);
  g_assert_true (item_of (fixture, &loop)->folded);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpint (item_of (fixture, &loop)->type, ==, GP_ITEM_AREA);
}

static void
drag_from (Fixture    *fixture,
           const GpId *from,
           double      end_x,
           double      end_y)
{
  const GpSceneItem *item = item_of (fixture, from);
  double x, y;

  gp_viewport_to_view (&fixture->canvas->viewport, item->rect.x + item->rect.width,
                       gp_rect_center_y (&item->rect), &x, &y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - y, 0);
}

static void
test_lines_are_dragged (Fixture       *fixture,
                        gconstpointer  user_data)
{
  GpId refuse = *find_id (fixture, GP_KIND_STEP, "refuse");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  double x, y;

  gp_test_canvas_enter_flow (fixture);
  gp_viewport_to_view (&fixture->canvas->viewport,
                       gp_rect_center_x (&item_of (fixture, &check)->rect),
                       gp_rect_center_y (&item_of (fixture, &check)->rect), &x, &y);
  drag_from (fixture, &refuse, x, y);
  g_assert_cmpuint (count_lines (fixture, &refuse, &check), ==, 1);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_cmpuint (fixture->reports, ==, 0);
}

/* From below a step leads what is done on an error, by mouse and by keys. */
static void
test_errors_leave_below (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId refuse = *find_id (fixture, GP_KIND_STEP, "refuse");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  const GpElement *line;
  double x, y, end_x, end_y;

  gp_test_canvas_enter_flow (fixture);
  gp_viewport_to_view (&fixture->canvas->viewport,
                       gp_rect_center_x (&item_of (fixture, &check)->rect),
                       item_of (fixture, &check)->rect.y + item_of (fixture, &check)->rect.height,
                       &x, &y);
  gp_viewport_to_view (&fixture->canvas->viewport,
                       gp_rect_center_x (&item_of (fixture, &refuse)->rect),
                       gp_rect_center_y (&item_of (fixture, &refuse)->rect), &end_x, &end_y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - y, 0);
  g_assert_cmpuint (count_lines (fixture, &check, &refuse), ==, 2);
  line = gp_design_lookup (fixture->design, gp_selection_get_last (selection));
  g_assert_true (gp_element_is (line, GP_TRANSITION_TYPE, "error"));

  gp_selection_set (selection, &refuse);
  ask_and_choose (fixture, "canvas.add-step-on-error", "mail");
  g_assert_cmpuint (count_lines (fixture, &refuse, gp_selection_get_last (selection)), ==, 1);
  gp_selection_clear (selection);
  g_assert_false (gp_canvas_can_do (fixture->canvas, "canvas.add-step-on-error"));
}

/* The end of a line that is selected is dragged to another step. */
static void
test_a_line_is_led_elsewhere (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpId flow = *find_id (fixture, GP_KIND_FLOW, "ship");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  GpId pack = *find_id (fixture, GP_KIND_STEP, "pack");
  const GpSceneLine *line;
  double x, y, end_x, end_y;
  GpId id;

  gp_test_canvas_enter_flow (fixture);
  for (guint i = 0; (line = gp_scene_get_line (gp_canvas_get_scene (fixture->canvas), i)) != NULL;
       i++)
    if (line->from == item_of (fixture, &flow)->slot)
      break;
  g_assert_nonnull (line);
  id = line->id;
  gp_selection_set (gp_canvas_get_selection (fixture->canvas), &id);
  gp_viewport_to_view (&fixture->canvas->viewport, line->points[line->n_points - 1].x,
                       line->points[line->n_points - 1].y, &x, &y);
  gp_viewport_to_view (&fixture->canvas->viewport,
                       gp_rect_center_x (&item_of (fixture, &pack)->rect),
                       gp_rect_center_y (&item_of (fixture, &pack)->rect), &end_x, &end_y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - y, 0);
  g_assert_cmpuint (count_lines (fixture, &flow, &pack), ==, 1);
  g_assert_cmpuint (count_lines (fixture, &flow, &check), ==, 0);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
}

static void
test_what_is_dropped_on_nothing_asks (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  GpId made;

  gp_test_canvas_enter_flow (fixture);
  drag_from (fixture, &check, 600, 700);
  g_assert_nonnull (fixture->canvas->question);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
  g_signal_emit_by_name (fixture->canvas->question, "chosen", "mail");
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->question));
  gp_test_wait_until (fixture->canvas->question == NULL);
  made = *gp_selection_get_last (selection);
  g_assert_cmpuint (count_lines (fixture, &check, &made), ==, 1);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
}

static void
test_deleting_closes_the_gap (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId flow = *find_id (fixture, GP_KIND_FLOW, "ship");
  GpId check = *find_id (fixture, GP_KIND_STEP, "check");
  GpId made;

  gp_test_canvas_enter_flow (fixture);
  gp_selection_set (selection, &flow);
  ask_and_choose (fixture, "canvas.add-step", "wait");
  made = *gp_selection_get_last (selection);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.delete", NULL);
  g_assert_null (item_of (fixture, &made));
  g_assert_cmpuint (count_lines (fixture, &flow, &check), ==, 1);
}

/* The view of the flow comes with the first move, and goes with it. */
static void
test_a_move_is_one_step (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpId pack = *find_id (fixture, GP_KIND_STEP, "pack");
  gsize before = gp_design_count (fixture->design, GP_KIND_VIEW);
  double x;

  gp_test_canvas_enter_flow (fixture);
  x = item_of (fixture, &pack)->rect.x;
  gp_selection_set (selection, &pack);
  gp_canvas_nudge (fixture->canvas, 80, 0);
  g_assert_cmpfloat (item_of (fixture, &pack)->rect.x, ==, x + 80);
  g_assert_true (item_of (fixture, &pack)->placed);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, before + 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_VIEW), ==, before);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/ui/canvas-steps/" name, Fixture, NULL, gp_test_canvas_set_up, func, \
              gp_test_canvas_tear_down)
  ADD ("enter-and-escape-lead-in-and-out", test_enter_and_escape_lead_in_and_out);
  ADD ("a-step-is-shown-inside-of-its-flow", test_a_step_is_shown_inside_of_its_flow);
  ADD ("steps-are-added-after-what-is-selected", test_steps_are_added_after_what_is_selected);
  ADD ("a-loop-takes-steps", test_a_loop_takes_steps);
  ADD ("lines-are-dragged", test_lines_are_dragged);
  ADD ("errors-leave-below", test_errors_leave_below);
  ADD ("a-line-is-led-elsewhere", test_a_line_is_led_elsewhere);
  ADD ("what-is-dropped-on-nothing-asks", test_what_is_dropped_on_nothing_asks);
  ADD ("deleting-closes-the-gap", test_deleting_closes_the_gap);
  ADD ("a-move-is-one-step", test_a_move_is_one_step);
#undef ADD

  return g_test_run ();
}

/* test-canvas-fields.c — fields are typed, walked through and shifted; relations drawn with keys
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static void
do_action (Fixture    *fixture,
           const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), name, NULL));
}

static void
choose (Fixture    *fixture,
        const GpId *id)
{
  gp_selection_set (gp_canvas_get_selection (fixture->canvas), id);
}

static const GpId *
chosen (Fixture *fixture)
{
  return gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
}

/* Types into the open entry and presses Enter. */
static void
enter (Fixture    *fixture,
       const char *text)
{
  g_assert_nonnull (fixture->canvas->entry);
  gtk_editable_set_text (GTK_EDITABLE (fixture->canvas->entry), text);
  g_signal_emit_by_name (fixture->canvas->entry, "activate");
}

static void
test_one_line_says_it_all (Fixture       *fixture,
                           gconstpointer  user_data)
{
  const GpElement *field;

  choose (fixture, gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  do_action (fixture, "canvas.add-field");
  enter (fixture, "age int?");
  enter (fixture, "email text unique");
  enter (fixture, "about item");

  field = gp_test_scene_find_field (fixture->design, "log", "age");
  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_TYPE), ==, "integer");
  g_assert_true (gp_element_get_bool (field, GP_FIELD_NULLABLE));
  field = gp_test_scene_find_field (fixture->design, "log", "email");
  g_assert_true (gp_element_get_bool (field, GP_FIELD_UNIQUE));
  g_assert_false (gp_element_get_bool (field, GP_FIELD_NULLABLE));
  field = gp_test_scene_find_field (fixture->design, "log", "about");
  g_assert_true (gp_id_equal (gp_element_get_ref (field, GP_FIELD_REFERENCE),
                              gp_element_get_id (gp_test_canvas_entity (fixture, "item"))));
  g_assert_cmpuint (fixture->reports, ==, 0);
}

/* A table is typed from its name on; each line is one step, and an empty one ends it. */
static void
test_a_table_is_typed (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autoptr(GPtrArray) fields = NULL;
  const GpElement *entity;

  gp_canvas_create (fixture->canvas, GP_KIND_ENTITY, 900, 600, NULL);
  enter (fixture, "patient");
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 2);
  enter (fixture, "full_name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->canvas->entry)), ==, "");
  enter (fixture, "age int?");
  enter (fixture, "");
  g_assert_null (fixture->canvas->entry);

  entity = gp_test_canvas_entity (fixture, "patient");
  fields = gp_design_list_children (fixture->design, gp_element_get_id (entity), GP_KIND_FIELD);
  g_assert_cmpuint (fields->len, ==, 3);
  g_assert_true (gp_id_equal (chosen (fixture), gp_element_get_id (entity)));
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 3);
  g_assert_cmpstr (gp_history_get_undo_title (fixture->history), ==, "Added field age to patient");
  g_assert_true (gp_history_go_to (fixture->history, 1, NULL));
  g_assert_cmpstr (gp_history_get_undo_title (fixture->history), ==, "Added entity patient");
}

/* What was begun and left is not kept; what stood there before is. */
static void
test_an_empty_field_goes (Fixture       *fixture,
                          gconstpointer  user_data)
{
  const GpId *log = gp_element_get_id (gp_test_canvas_entity (fixture, "log"));
  GpId id;

  choose (fixture, log);
  do_action (fixture, "canvas.add-field");
  id = *chosen (fixture);
  gp_canvas_stop_editing (fixture->canvas, TRUE);
  g_assert_null (gp_design_lookup (fixture->design, &id));

  /* Somebody else has done something meanwhile. */
  do_action (fixture, "canvas.add-field");
  id = *chosen (fixture);
  {
    g_autoptr(GpChangeSet) changes = gp_edit_rename (fixture->design, log, "journal", NULL);

    g_assert_true (gp_history_do (fixture->history, changes, NULL));
  }
  gp_canvas_stop_editing (fixture->canvas, TRUE);
  g_assert_null (gp_design_lookup (fixture->design, &id));
  g_assert_nonnull (gp_test_canvas_entity (fixture, "journal"));
  g_assert_cmpuint (fixture->reports, ==, 0);
}

static void
test_what_cannot_be_taken_stays_open (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  choose (fixture, gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  do_action (fixture, "canvas.rename");
  enter (fixture, "two words");
  g_assert_nonnull (fixture->canvas->entry);
  g_assert_nonnull (fixture->canvas->entry_problem);
  enter (fixture, "customer");
  g_assert_nonnull (fixture->canvas->entry_problem);
  enter (fixture, "journal");
  g_assert_null (fixture->canvas->entry);
  g_assert_null (fixture->canvas->entry_problem);
  g_assert_nonnull (gp_test_canvas_entity (fixture, "journal"));

  choose (fixture, gp_element_get_id (gp_test_canvas_entity (fixture, "journal")));
  do_action (fixture, "canvas.add-field");
  enter (fixture, "mood feeling");
  g_assert_nonnull (fixture->canvas->entry_problem);
  gp_canvas_stop_editing (fixture->canvas, FALSE);
  g_assert_cmpuint (fixture->reports, ==, 0);
}

static void
test_travel_and_shift (Fixture       *fixture,
                       gconstpointer  user_data)
{
  const GpId *card = gp_element_get_id (gp_test_canvas_entity (fixture, "order"));
  g_autoptr(GPtrArray) fields = gp_design_list_children (fixture->design, card, GP_KIND_FIELD);
  GpId first = *gp_element_get_id (fields->pdata[0]);
  GpId second = *gp_element_get_id (fields->pdata[1]);

  choose (fixture, card);
  g_assert_false (gp_canvas_travel (fixture->canvas, GTK_DIR_DOWN));
  gp_canvas_enter_fields (fixture->canvas, FALSE);
  g_assert_true (gp_id_equal (chosen (fixture), &first));
  g_assert_true (gp_canvas_travel (fixture->canvas, GTK_DIR_DOWN));
  g_assert_true (gp_id_equal (chosen (fixture), &second));

  g_assert_true (gp_canvas_shift_field (fixture->canvas, -1));
  g_assert_true (gp_id_equal (chosen (fixture), &second));
  g_ptr_array_unref (g_steal_pointer (&fields));
  fields = gp_design_list_children (fixture->design, card, GP_KIND_FIELD);
  g_assert_true (gp_id_equal (gp_element_get_id (fields->pdata[0]), &second));
  g_assert_true (gp_canvas_shift_field (fixture->canvas, -1));     /* the first stays the first */
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
  g_assert_true (gp_canvas_shift_field (fixture->canvas, 1));
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 2);

  g_assert_true (gp_canvas_travel (fixture->canvas, GTK_DIR_LEFT));
  g_assert_true (gp_id_equal (chosen (fixture), card));
}

static void
test_references_are_followed (Fixture       *fixture,
                              gconstpointer  user_data)
{
  choose (fixture, gp_element_get_id (gp_test_scene_find_field (fixture->design, "order",
                                                                "customer_id")));
  g_assert_true (gp_canvas_travel (fixture->canvas, GTK_DIR_RIGHT));
  g_assert_true (gp_id_equal (chosen (fixture),
                              gp_element_get_id (gp_test_canvas_entity (fixture, "customer"))));
}

static void
test_tall_cards_unfold (Fixture       *fixture,
                        gconstpointer  user_data)
{
  GpId log = *gp_element_get_id (gp_test_canvas_entity (fixture, "log"));
  GpId last = gp_id_nil;
  double x, y;
  GpRect rect;
  guint n;

  for (int i = 0; i < 2 * GP_CARD_FOLD_ROWS; i++)
    {
      g_autoptr(GpChangeSet) changes = gp_edit_add_field (fixture->design, &log, NULL, NULL, &last,
                                                          NULL);

      g_assert_true (gp_history_do (fixture->history, changes, NULL));
    }
  n = gp_test_canvas_card (fixture, "log")->n_rows;
  g_assert_cmpuint (n, ==, GP_CARD_FOLD_ROWS + 1);

  gp_canvas_edit_name (fixture->canvas, &last, FALSE);
  g_assert_cmpint (gp_scene_item_find_row (gp_test_canvas_card (fixture, "log"), &last), >=, 0);
  gp_test_canvas_type (fixture, "last_one");

  /* The row below them folds the card again. */
  n = gp_test_canvas_card (fixture, "log")->n_rows;
  rect = gp_scene_item_get_row_rect (gp_test_canvas_card (fixture, "log"), n - 1);
  gp_viewport_to_view (&fixture->canvas->viewport, rect.x + 40, rect.y + 8, &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "log")->n_rows, ==, GP_CARD_FOLD_ROWS + 1);
}

static void
test_relation_with_keys (Fixture       *fixture,
                         gconstpointer  user_data)
{
  choose (fixture, gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.tool", "s", "relation");
  g_assert_true (fixture->canvas->aiming);
  for (guint i = 0; i < 20
       && !gp_id_equal (&fixture->canvas->drag.target.key,
                        gp_element_get_id (gp_test_canvas_entity (fixture, "customer"))); i++)
    g_assert_true (gp_canvas_aim (fixture->canvas, GTK_DIR_TAB_BACKWARD));
  do_action (fixture, "canvas.rename");      /* Enter */
  g_assert_false (fixture->canvas->aiming);
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "customer_id"));
  g_assert_cmpuint (gp_canvas_get_tool (fixture->canvas), ==, GP_TOOL_SELECT);

  choose (fixture, gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.tool", "s", "relation");
  do_action (fixture, "canvas.select-none");      /* Escape */
  g_assert_false (fixture->canvas->aiming);
  g_assert_cmpuint (gp_history_get_done (fixture->history), ==, 1);
}

static void
test_what_was_pressed_twice_is_selected (Fixture *fixture, gconstpointer user_data)
{
  const GpElement *field = gp_test_scene_find_field (fixture->design, "order", "customer_id");
  GpId id = *gp_element_get_id (field);
  double x, y;

  gp_selection_clear (gp_canvas_get_selection (fixture->canvas));
  gp_test_canvas_row_of (fixture, "order", "customer_id", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  gp_canvas_press (fixture->canvas, x, y, 2, 0);
  gp_canvas_stop_editing (fixture->canvas, FALSE);
  g_assert_cmpuint (gp_selection_get_size (gp_canvas_get_selection (fixture->canvas)), ==, 1);
  g_assert_true (
    gp_id_equal (gp_selection_get_last (gp_canvas_get_selection (fixture->canvas)), &id));
}

#define ADD(name, func)                                                                   \
  g_test_add ("/ui/canvas-fields/" name, Fixture, NULL, gp_test_canvas_set_up, func,      \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  ADD ("what-was-pressed-twice-is-selected", test_what_was_pressed_twice_is_selected);
  ADD ("one-line-says-it-all", test_one_line_says_it_all);
  ADD ("a-table-is-typed", test_a_table_is_typed);
  ADD ("an-empty-field-goes", test_an_empty_field_goes);
  ADD ("what-cannot-be-taken-stays-open", test_what_cannot_be_taken_stays_open);
  ADD ("travel-and-shift", test_travel_and_shift);
  ADD ("references-are-followed", test_references_are_followed);
  ADD ("tall-cards-unfold", test_tall_cards_unfold);
  ADD ("relation-with-keys", test_relation_with_keys);

  return g_test_run ();
}

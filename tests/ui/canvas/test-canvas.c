/* test-canvas.c — what people do on the canvas becomes what the design says
 * SPDX-License-Identifier: Apache-2.0
 *
 * One file although it is long: every test draws on the one small design and canvas of the
 * fixture. */
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <math.h>

typedef GpTestCanvas Fixture;

static const GpId *
id_of (Fixture    *fixture,
       const char *name)
{
  return gp_element_get_id (gp_test_canvas_entity (fixture, name));
}

static gboolean
is_chosen (Fixture    *fixture,
           const char *name)
{
  return gp_selection_contains (gp_canvas_get_selection (fixture->canvas), id_of (fixture, name));
}

static const GpId *
domain_of (Fixture    *fixture,
           const char *name)
{
  return gp_element_get_ref (gp_test_canvas_entity (fixture, name), GP_ENTITY_DOMAIN);
}

static void
test_click_selects (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  const GpElement *field = gp_test_scene_find_field (fixture->design, "customer", "born_on");
  double x, y;

  gp_test_canvas_header_of (fixture, "customer", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  g_assert_true (is_chosen (fixture, "customer"));

  /* A row of the selected card selects the field. */
  gp_test_canvas_row_of (fixture, "customer", "born_on", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  g_assert_true (gp_selection_contains (selection, gp_element_get_id (field)));
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 1);

  gp_test_canvas_header_of (fixture, "order", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, GDK_SHIFT_MASK);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 2);
  gp_canvas_press (fixture->canvas, 5, 5, 1, 0);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 0);
}

/* Where several are selected a press moves them all, and a click leaves one. */
static void
test_click_on_one_of_several (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  double x, y;

  gp_test_canvas_drag (fixture, 5, 5, 700, 200, 0);
  gp_test_canvas_header_of (fixture, "customer", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 32, 0, 0);
  g_assert_true (is_chosen (fixture, "customer"));
  g_assert_true (is_chosen (fixture, "order"));

  gp_test_canvas_header_of (fixture, "customer", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  gp_canvas_drag_begin (fixture->canvas, x, y, 0);
  gp_canvas_drag_end (fixture->canvas);
  g_assert_true (is_chosen (fixture, "customer"));
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 1);
}

/* A menu that closes leaves the keyboard to the canvas. */
static void
test_keys_work_after_a_menu (Fixture       *fixture,
                             gconstpointer  user_data)
{
  GtkRoot *root = GTK_ROOT (fixture->window);
  double x, y;

  gp_test_canvas_header_of (fixture, "customer", &x, &y);
  gp_canvas_show_menu (fixture->canvas, x, y);
  gp_test_wait_until (gtk_widget_get_mapped (fixture->canvas->menu));
  gtk_widget_child_focus (fixture->canvas->menu, GTK_DIR_TAB_FORWARD);
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->menu));
  gp_test_wait_until (!gtk_widget_get_mapped (fixture->canvas->menu));
  gp_test_wait_until (gtk_root_get_focus (root) != NULL);
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (root), fixture->canvas->menu));
  g_assert_true (gtk_root_get_focus (root) == GTK_WIDGET (fixture->canvas)
                 || gtk_widget_is_ancestor (gtk_root_get_focus (root),
                                            GTK_WIDGET (fixture->canvas)));
}

static void
test_band_selects (Fixture       *fixture,
                   gconstpointer  user_data)
{
  gp_test_canvas_drag (fixture, 5, 5, 700, 200, 0);
  g_assert_true (is_chosen (fixture, "customer"));
  g_assert_true (is_chosen (fixture, "order"));
  g_assert_false (is_chosen (fixture, "item"));
}

static void
test_move_is_one_step (Fixture       *fixture,
                       gconstpointer  user_data)
{
  GpId view = gp_test_scene_find_view (fixture->design);
  const GpElement *placement;
  double x, y;

  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 64, 160, GDK_ALT_MASK);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  placement = gp_edit_placement (fixture->design, &view,
                                 gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  g_assert_cmpfloat (gp_element_get_point (placement, GP_PLACEMENT_AT)->x, ==, 64);
  g_assert_cmpfloat (gp_element_get_point (placement, GP_PLACEMENT_AT)->y, ==, 640);
  g_assert_false (gp_element_get_bool (placement, GP_PLACEMENT_PINNED));
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 64);

  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 0);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.y, ==, 480);
}

static void
test_move_snaps (Fixture       *fixture,
                 gconstpointer  user_data)
{
  double x, y;

  /* Four pixels from standing in line with the card above. */
  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 4, 203, 0);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 0);
  g_assert_cmpfloat (fmod (gp_test_canvas_card (fixture, "log")->rect.y, GP_CANVAS_GRID), ==, 0);
}

static void
test_domain_carries_members (Fixture       *fixture,
                             gconstpointer  user_data)
{
  const GpElement *domain = gp_test_scene_find (fixture->design, GP_KIND_DOMAIN, "sales");
  const GpSceneItem *area = gp_scene_find (gp_canvas_get_scene (fixture->canvas),
                                           gp_element_get_id (domain));
  double x, y;

  g_assert_nonnull (area);
  gp_viewport_to_view (&fixture->canvas->viewport, area->rect.x + 12, area->rect.y + 12, &x, &y);
  gp_test_canvas_drag (fixture, x, y, 0, -320, GDK_ALT_MASK);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "customer")->rect.y, ==, -320);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.y, ==, -320);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "item")->rect.y, ==, 0);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
}

static void
test_dropping_into_a_domain_joins_it (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  const GpElement *sales = gp_test_scene_find (fixture->design, GP_KIND_DOMAIN, "sales");
  GpId id = *gp_element_get_id (sales);
  double x, y;

  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 160, -400, GDK_ALT_MASK);
  g_assert_true (gp_id_equal (domain_of (fixture, "log"), &id));
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_null (domain_of (fixture, "log"));
}

static void
test_arrows_are_one_step (Fixture       *fixture,
                          gconstpointer  user_data)
{
  gp_selection_set (gp_canvas_get_selection (fixture->canvas),
                    gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  for (guint i = 0; i < 5; i++)
    gp_canvas_nudge (fixture->canvas, GP_CANVAS_GRID, 0);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 5 * GP_CANVAS_GRID);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
}

static void
test_notes_have_lines (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autoptr(GPtrArray) notes = gp_design_list (fixture->design, GP_KIND_NOTE);
  GpId id = *gp_element_get_id (g_ptr_array_index (notes, 0));
  GtkTextBuffer *buffer;

  gp_canvas_edit_name (fixture->canvas, &id, FALSE);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->canvas->entry));
  gtk_text_buffer_set_text (buffer, "one\ntwo", -1);
  gp_canvas_stop_editing (fixture->canvas, TRUE);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &id), GP_NOTE_TEXT), ==,
                   "one\ntwo");
}

static void
test_roles_can_be_chosen (Fixture       *fixture,
                          gconstpointer  user_data)
{
  GpId clerk = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ROLE, "clerk"));

  g_assert_false (gtk_widget_get_visible (fixture->canvas->subject_list));
  gp_canvas_set_lens (fixture->canvas, GP_LENS_ACCESS);
  g_assert_true (gtk_widget_get_visible (fixture->canvas->subject_list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (fixture->canvas->subject_list), 1);
  g_assert_true (gp_id_equal (&fixture->canvas->subject, &clerk));
  gp_canvas_set_subject (fixture->canvas, NULL);
  gp_selection_set (gp_canvas_get_selection (fixture->canvas), &clerk);
  g_assert_true (gp_id_equal (&fixture->canvas->subject, &clerk));
  gp_canvas_set_subject (fixture->canvas, NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (fixture->canvas->subject_list)), ==,
                    0);
}

static void
test_menu_is_about_what_is_pointed_at (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  double x, y;

  gp_test_canvas_row_of (fixture, "customer", "born_on", &x, &y);
  gp_canvas_show_menu (fixture->canvas, x, y);
  g_assert_true (gp_selection_contains (
    gp_canvas_get_selection (fixture->canvas),
    gp_element_get_id (gp_test_scene_find_field (fixture->design, "customer", "born_on"))));
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->menu));
}

static void
test_zoom_keeps_within_limits (Fixture       *fixture,
                               gconstpointer  user_data)
{
  for (guint i = 0; i < 60; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.zoom-in", NULL);
  g_assert_cmpfloat (gp_canvas_get_zoom (fixture->canvas), ==, GP_ZOOM_MAX);
  for (guint i = 0; i < 90; i++)
    gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.zoom-out", NULL);
  g_assert_cmpfloat (gp_canvas_get_zoom (fixture->canvas), ==, GP_ZOOM_MIN);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.zoom-all", NULL);
  g_assert_cmpfloat (gp_canvas_get_zoom (fixture->canvas), >, .5);
}

static void
test_view_follows_the_size_until_it_is_moved (Fixture       *fixture,
                                              gconstpointer  user_data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  double whole, small;

  gp_canvas_fit (fixture->canvas);
  gp_test_wait_until (fixture->canvas->view_tick == 0);
  whole = gp_canvas_get_zoom (fixture->canvas);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 300);
  gp_test_wait_until (gtk_widget_get_width (canvas) <= 400
                      && gp_canvas_get_zoom (fixture->canvas) < whole);
  gp_test_wait_until (fixture->canvas->view_tick == 0);
  small = gp_canvas_get_zoom (fixture->canvas);

  gp_canvas_pan (fixture->canvas, 5, 0);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gp_test_wait_until (gtk_widget_get_width (canvas) > 1000);
  g_assert_cmpint ((int) fixture->canvas->view_tick, ==, 0);
  g_assert_cmpfloat (gp_canvas_get_zoom (fixture->canvas), ==, small);
}

static void
test_reveal_brings_into_view (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpViewport view = { .x = -9000, .y = 0, .zoom = 1 };
  const GpSceneItem *item;
  GpRect seen;

  gp_canvas_set_viewport (fixture->canvas, &view);
  item = gp_test_canvas_card (fixture, "item");
  gp_canvas_reveal (fixture->canvas, &item->id);
  seen = gp_viewport_get_area (&fixture->canvas->viewport);
  g_assert_true (gp_rect_overlaps (&seen, &item->rect));
}

static void
test_cancelled_move_changes_nothing (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  double x, y;

  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  gp_canvas_drag_begin (fixture->canvas, x, y, 0);
  gp_canvas_drag_update (fixture->canvas, x + 300, y, 0);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, >, 200);
  gp_canvas_drag_cancel (fixture->canvas);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 0);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
}

static void
test_double_click_makes_entity (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GpId id;

  gp_canvas_press (fixture->canvas, 700, 700, 1, 0);
  gp_canvas_press (fixture->canvas, 700, 700, 2, 0);
  id = *gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
  gp_test_canvas_type (fixture, "supplier");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &id)), ==, "supplier");
  g_assert_cmpfloat_with_epsilon (
    gp_rect_center_x (&gp_test_canvas_card (fixture, "supplier")->rect), 650, 10);
}

static void
test_tools_make_their_kind (Fixture       *fixture,
                            gconstpointer  user_data)
{
  static const struct { const char *tool; GpKind kind; } rows[] = {
    { "entity", GP_KIND_ENTITY }, { "flow", GP_KIND_FLOW }, { "role", GP_KIND_ROLE },
    { "bucket", GP_KIND_BUCKET }, { "note", GP_KIND_NOTE }, { "domain", GP_KIND_DOMAIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize before = gp_design_count (fixture->design, rows[i].kind);
      const GpId *id;

      gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.tool", "s", rows[i].tool);
      gp_canvas_press (fixture->canvas, 300, 700, 1, 0);
      gp_canvas_drag_begin (fixture->canvas, 300, 700, 0);
      gp_canvas_drag_end (fixture->canvas);
      gp_canvas_stop_editing (fixture->canvas, TRUE);
      g_assert_cmpuint (gp_design_count (fixture->design, rows[i].kind), ==, before + 1);
      id = gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
      g_assert_nonnull (gp_scene_find (gp_canvas_get_scene (fixture->canvas), id));
      g_assert_cmpint (gp_canvas_get_tool (fixture->canvas), ==, GP_TOOL_SELECT);
      g_assert_true (gp_history_undo (fixture->history, NULL));
      g_assert_cmpuint (gp_design_count (fixture->design, rows[i].kind), ==, before);
    }
}

static void
test_frame_makes_domain_of_cards (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  const GpId *domain;

  gp_canvas_set_tool (fixture->canvas, GP_TOOL_DOMAIN);
  gp_test_canvas_drag (fixture, 20, 500, 400, 250, 0);
  domain = gp_selection_get_last (gp_canvas_get_selection (fixture->canvas));
  gp_canvas_stop_editing (fixture->canvas, TRUE);
  g_assert_true (
    gp_id_equal (domain_of (fixture, "log"), domain));
}

static void
test_fields_are_typed_on_the_card (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  const GpElement *field;
  double x, y;

  gp_selection_set (gp_canvas_get_selection (fixture->canvas),
                    gp_element_get_id (gp_test_canvas_entity (fixture, "log")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.add-field", NULL);
  gp_test_canvas_type (fixture, "written_at");
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.retype", NULL);
  gp_test_canvas_type (fixture, "timestamp?");
  field = gp_test_scene_find_field (fixture->design, "log", "written_at");
  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_TYPE), ==, "timestamp");
  g_assert_true (gp_element_get_bool (field, GP_FIELD_NULLABLE));

  /* A name that is taken is refused, and said so. */
  gp_test_canvas_row_of (fixture, "log", "written_at", &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 2, 0);
  gp_test_canvas_type (fixture, "id");
  g_assert_cmpuint (fixture->reports, ==, 1);
  g_assert_nonnull (gp_test_scene_find_field (fixture->design, "log", "written_at"));
}

static void
test_fields_are_reordered_by_dragging (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  const GpElement *field = gp_test_scene_find_field (fixture->design, "customer", "born_on");
  const GpId *parent = gp_element_get_id (gp_test_canvas_entity (fixture, "customer"));
  double x, y;

  gp_selection_set (gp_canvas_get_selection (fixture->canvas), gp_element_get_id (field));
  gp_test_canvas_row_of (fixture, "customer", "born_on", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 0, -GP_CARD_ROW, 0);
  g_assert_cmpstr (gp_element_get_name (gp_design_peek_child (fixture->design, parent, 1)), ==,
                   "born_on");
}

static void
test_relation_is_drawn (Fixture       *fixture,
                        gconstpointer  user_data)
{
  const GpSceneItem *from = gp_test_canvas_card (fixture, "log");
  const GpSceneItem *to = gp_test_canvas_card (fixture, "customer");
  const GpElement *field;
  double x, y, end_x, end_y;

  gp_viewport_to_view (&fixture->canvas->viewport, from->rect.x + from->rect.width,
                       from->rect.y + GP_CARD_HEADER / 2, &x, &y);
  gp_viewport_to_view (&fixture->canvas->viewport, to->rect.x + 60, to->rect.y + 60, &end_x,
                       &end_y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - y, 0);
  field = gp_design_lookup (fixture->design,
                            gp_selection_get_last (gp_canvas_get_selection (fixture->canvas)));
  g_assert_cmpstr (gp_element_get_name (field), ==, "customer_id");
  g_assert_nonnull (
    gp_scene_find_line (gp_canvas_get_scene (fixture->canvas), gp_element_get_id (field)));
  g_assert_cmpuint (fixture->reports, ==, 0);
}

static void
test_relation_dropped_beside_card_goes_to_it (Fixture       *fixture,
                                              gconstpointer  user_data)
{
  gsize before = gp_design_count (fixture->design, GP_KIND_ENTITY);
  const GpSceneItem *from = gp_test_canvas_card (fixture, "log");
  const GpSceneItem *to = gp_test_canvas_card (fixture, "customer");
  double x, y, end_x, end_y;

  gp_viewport_to_view (&fixture->canvas->viewport, from->rect.x + from->rect.width,
                       from->rect.y + GP_CARD_HEADER / 2, &x, &y);
  gp_viewport_to_view (&fixture->canvas->viewport, to->rect.x + 60, to->rect.y, &end_x, &end_y);
  gp_test_canvas_drag (fixture, x, y, end_x - x, end_y - 4 - y, 0);
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, before);
  g_assert_cmpuint (gp_test_canvas_card (fixture, "customer")->degree, ==, 2);
}

static void
test_field_is_added_with_any_tool (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  static const GpTool tools[] = { GP_TOOL_RELATION, GP_TOOL_ENTITY };
  static const char *const names[G_N_ELEMENTS (tools)] = { "age", "height" };
  guint before = gp_test_canvas_card (fixture, "customer")->n_rows;

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      GpRect button;
      double x, y;

      gp_selection_set (gp_canvas_get_selection (fixture->canvas),
                        gp_element_get_id (gp_test_canvas_entity (fixture, "customer")));
      button = gp_canvas_add_rect (fixture->canvas, gp_test_canvas_card (fixture, "customer"));
      gp_viewport_to_view (&fixture->canvas->viewport, gp_rect_center_x (&button),
                           gp_rect_center_y (&button), &x, &y);
      gp_canvas_set_tool (fixture->canvas, tools[i]);
      gp_canvas_press (fixture->canvas, x, y, 1, 0);
      gp_test_canvas_type (fixture, names[i]);
      g_assert_cmpuint (gp_test_canvas_card (fixture, "customer")->n_rows, ==, before + i + 1);
    }
}

static void
test_delete_and_duplicate (Fixture       *fixture,
                           gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);

  gp_selection_set (selection, gp_element_get_id (gp_test_canvas_entity (fixture, "customer")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.duplicate", NULL);
  g_assert_nonnull (gp_test_canvas_card (fixture, "customer_2"));
  g_assert_true (is_chosen (fixture, "customer_2"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.delete", NULL);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 0);
  g_assert_null (gp_design_find_child (fixture->design, gp_design_get_root_id (fixture->design),
                                       GP_KIND_ENTITY, "customer_2"));
}

static void
test_tidy_is_one_step (Fixture       *fixture,
                       gconstpointer  user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.tidy-all", NULL);
  gp_test_wait_until (gp_history_get_size (fixture->history) == 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.x, ==, 360);
}

static void
test_looking_changes_nothing (Fixture       *fixture,
                              gconstpointer  user_data)
{
  double x, y;

  gp_canvas_set_editable (fixture->canvas, FALSE);
  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 200, 200, 0);
  gp_canvas_press (fixture->canvas, 700, 700, 2, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.delete", NULL);
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
}

static void
test_keys_walk (Fixture       *fixture,
                gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);

  gp_selection_set (selection, gp_element_get_id (gp_test_canvas_entity (fixture, "customer")));
  gp_canvas_walk (fixture->canvas, GTK_DIR_RIGHT, FALSE);
  g_assert_true (is_chosen (fixture, "order"));
  gp_canvas_walk (fixture->canvas, GTK_DIR_DOWN, FALSE);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 1);
  for (guint i = 0; i < 20 && gp_selection_get_size (selection) > 0; i++)
    gp_canvas_walk (fixture->canvas, GTK_DIR_TAB_FORWARD, FALSE);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 0);
}

static void
test_every_lens_is_shown (Fixture       *fixture,
                          gconstpointer  user_data)
{
  for (int lens = GP_LENS_ACCESS; lens >= GP_LENS_DATA; lens--)
    {
      gp_canvas_set_lens (fixture->canvas, (GpLens) lens);
      g_assert_cmpuint (gp_scene_get_n_items (gp_canvas_get_scene (fixture->canvas)), >, 0);
    }
  gp_canvas_set_comparison (fixture->canvas, fixture->design);
  g_assert_false (gp_canvas_can_edit (fixture->canvas));
  gp_canvas_set_comparison (fixture->canvas, NULL);
}

/* Tools that have no room do not come back when somebody stops reading. */
static void
test_plain_has_no_tools (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GpCanvas *canvas = fixture->canvas;
  static const int heights[] = { 700, 200 };

  canvas->with_minimap = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      const GtkAllocation box = { 0, 0, 1000, heights[i] };
      gboolean high = i == 0;

      for (int plain = 1; plain >= 0; plain--)
        {
          gboolean shown = !plain && high;

          gp_canvas_set_plain (canvas, plain);
          gtk_widget_size_allocate (GTK_WIDGET (canvas), &box, -1);
          g_assert_cmpint (gtk_widget_get_child_visible (canvas->bar), ==, shown);
          g_assert_cmpint (gtk_widget_get_child_visible (canvas->zoom_box), ==, shown);
          g_assert_cmpint (gtk_widget_get_child_visible (canvas->minimap), ==, shown);
        }
      gp_canvas_set_plain (canvas, FALSE);
      g_assert_cmpint (gtk_widget_get_child_visible (canvas->bar), ==, high);
    }
}

#define ADD(name, func) \
  g_test_add ("/ui/canvas/" name, Fixture, NULL, gp_test_canvas_set_up, func, \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  ADD ("click-selects", test_click_selects);
  ADD ("click-on-one-of-several", test_click_on_one_of_several);
  ADD ("keys-work-after-a-menu", test_keys_work_after_a_menu);
  ADD ("band-selects", test_band_selects);
  ADD ("move-is-one-step", test_move_is_one_step);
  ADD ("move-snaps", test_move_snaps);
  ADD ("domain-carries-members", test_domain_carries_members);
  ADD ("dropping-into-a-domain-joins-it", test_dropping_into_a_domain_joins_it);
  ADD ("arrows-are-one-step", test_arrows_are_one_step);
  ADD ("notes-have-lines", test_notes_have_lines);
  ADD ("roles-can-be-chosen", test_roles_can_be_chosen);
  ADD ("menu-is-about-what-is-pointed-at", test_menu_is_about_what_is_pointed_at);
  ADD ("zoom-keeps-within-limits", test_zoom_keeps_within_limits);
  ADD ("view-follows-the-size-until-it-is-moved", test_view_follows_the_size_until_it_is_moved);
  ADD ("reveal-brings-into-view", test_reveal_brings_into_view);
  ADD ("cancelled-move-changes-nothing", test_cancelled_move_changes_nothing);
  ADD ("double-click-makes-entity", test_double_click_makes_entity);
  ADD ("tools-make-their-kind", test_tools_make_their_kind);
  ADD ("frame-makes-domain-of-cards", test_frame_makes_domain_of_cards);
  ADD ("fields-are-typed-on-the-card", test_fields_are_typed_on_the_card);
  ADD ("fields-are-reordered-by-dragging", test_fields_are_reordered_by_dragging);
  ADD ("relation-is-drawn", test_relation_is_drawn);
  ADD ("relation-dropped-beside-card-goes-to-it", test_relation_dropped_beside_card_goes_to_it);
  ADD ("field-is-added-with-any-tool", test_field_is_added_with_any_tool);
  ADD ("delete-and-duplicate", test_delete_and_duplicate);
  ADD ("tidy-is-one-step", test_tidy_is_one_step);
  ADD ("looking-changes-nothing", test_looking_changes_nothing);
  ADD ("keys-walk", test_keys_walk);
  ADD ("every-lens-is-shown", test_every_lens_is_shown);
  ADD ("plain-has-no-tools", test_plain_has_no_tools);

  return g_test_run ();
}

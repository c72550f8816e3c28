/* test-matrix.c — the matrix is painted, filtered and walked, and stays quick when it is large
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-matrix-page.h"
#include "gp-resources.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
#include "gp-test-watch.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-edit.h"

typedef struct
{
  GpTestWatch   at;
  GpMatrixGrid *grid;
} Fixture;

/* @design: (transfer full). */
static void
show (Fixture  *fixture,
      GpDesign *design)
{
  GtkWidget *page;

  gp_test_watch_set_up (&fixture->at, design);
  page = gp_matrix_page_new (fixture->at.session, fixture->at.watch);
  fixture->grid = gp_matrix_page_get_grid (GP_MATRIX_PAGE (page));
  gp_test_watch_show (&fixture->at, page, 900, 500);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpDesign *design = gp_test_access_design (TRUE);

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  gp_test_access_rule (design, "grant", "anybody", "create", NULL, NULL);
  show (fixture, design);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gp_test_watch_tear_down (&fixture->at);
}

static guint
count_rules (Fixture *fixture)
{
  return (guint) gp_design_count (fixture->at.design, GP_KIND_RULE);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  user_data)
{
  GpSelection *selection = gp_session_get_selection (fixture->at.session);
  guint before = count_rules (fixture);

  /* clinic, reader, create: none becomes granted, then forbidden, then none again. */
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_space);
  g_assert_cmpuint (count_rules (fixture), ==, before + 1);
  gp_test_watch_wait (&fixture->at);
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_Return);
  g_assert_nonnull (gp_design_lookup_kind (fixture->at.design, gp_selection_get_last (selection),
                                           GP_KIND_RULE));
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_space);
  gp_test_watch_wait (&fixture->at);
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_space);
  g_assert_cmpuint (count_rules (fixture), ==, before);

  /* Each of the three is a step. */
  for (guint i = 0; i < 3; i++)
    gp_history_undo (gp_session_get_history (fixture->at.session), NULL);
  g_assert_cmpuint (count_rules (fixture), ==, before);
}

static void
test_fields_unfold (Fixture       *fixture,
                    gconstpointer  user_data)
{
  guint before = gp_matrix_grid_count (fixture->grid);

  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_plus);
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, before + 2);
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_minus);
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, before);
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  user_data)
{
  guint all = gp_matrix_grid_count (fixture->grid);

  gp_matrix_grid_set_filter (fixture->grid, GP_MATRIX_PUBLIC_WRITE, "");
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, 1);
  gp_matrix_grid_set_filter (fixture->grid, GP_MATRIX_UNTESTED, "");
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, 1);
  gp_matrix_grid_set_filter (fixture->grid, GP_MATRIX_ALL, "CLIN");
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, 1);
  gp_matrix_grid_set_filter (fixture->grid, GP_MATRIX_ALL, "nothing is called this");
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, 0);
  gp_matrix_grid_set_filter (fixture->grid, GP_MATRIX_ALL, "");
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, all);
}

static void
asked_cb (char          **question,
          const GpId     *role,
          const char     *action,
          const GpId     *subject,
          GpAccessWatch  *watch)
{
  const GpAccessMatrix *matrix = gp_access_watch_get (watch)->matrix;
  const GpElement *first = gp_access_matrix_get_role (matrix, 0);
  const GpElement *about = gp_access_matrix_get_subject (matrix, 0);

  g_assert_true (gp_id_equal (role, gp_element_get_id (first)));
  g_assert_true (gp_id_equal (subject, gp_element_get_id (about)));
  g_free (*question);
  *question = g_strdup (action);
}

/* @x, @y: as the signal has them. */
static void
emit_drag (Fixture    *fixture,
           const char *signal,
           double      x,
           double      y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_emit_by_name (controller, signal, x, y);
    }
}

static void
begin_drag (Fixture *fixture,
            guint    row,
            guint    column)
{
  graphene_rect_t cell;

  g_assert_true (gp_matrix_grid_get_cell (fixture->grid, row, column, &cell));
  emit_drag (fixture, "drag-begin", cell.origin.x + 4.0, cell.origin.y + 4.0);
}

/* A press of a cell. */
static void
drag (Fixture *fixture,
      guint    row,
      guint    column)
{
  begin_drag (fixture, row, column);
  emit_drag (fixture, "drag-update", 0, 0);
  emit_drag (fixture, "drag-end", 0, 0);
}

static void
test_one_stroke_is_one_step (Fixture       *fixture,
                             gconstpointer  user_data)
{
  g_autoptr(GpDesign) before = gp_design_copy (fixture->at.design);
  GpHistory *history = gp_session_get_history (fixture->at.session);

  /* With nothing in hand a press changes nothing. */
  drag (fixture, 0, 0);
  g_assert_true (gp_design_equal (fixture->at.design, before));

  gp_matrix_grid_set_brush (fixture->grid, GP_MATRIX_GRANT);
  drag (fixture, 0, 0);
  g_assert_cmpuint (count_rules (fixture), ==, 3);
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_true (gp_design_equal (fixture->at.design, before));
  g_assert_false (gp_history_can_undo (history));
}

/* Keys go on where the pointer has painted. */
static void
test_keys_go_on_from_a_stroke (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpDesign *design = fixture->at.design;
  GpSelection *selection = gp_session_get_selection (fixture->at.session);
  const GpElement *rule;

  gp_matrix_grid_set_brush (fixture->grid, GP_MATRIX_GRANT);
  drag (fixture, 1, 0);
  gp_test_watch_wait (&fixture->at);
  gp_test_window_press (GTK_WIDGET (fixture->grid), GDK_KEY_Return);
  rule = gp_design_lookup_kind (design, gp_selection_get_last (selection), GP_KIND_RULE);
  g_assert_nonnull (rule);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, gp_element_get_parent (rule))),
                   !=, "clinic");      /* the first row, where the cursor stood */
}

/* The rules are asked in the background: the answer may come while the next stroke is drawn. */
static void
test_strokes_outlive_answers (Fixture       *fixture,
                              gconstpointer  user_data)
{
  guint rows = gp_matrix_grid_count (fixture->grid);

  gp_matrix_grid_set_brush (fixture->grid, GP_MATRIX_GRANT);
  begin_drag (fixture, 0, 0);
  gp_session_perform (fixture->at.session,
                      gp_edit_add (fixture->at.design, GP_KIND_ENTITY,
                                   gp_design_get_root_id (fixture->at.design), "new", NULL, NULL,
                                   NULL), NULL);
  gp_test_watch_wait (&fixture->at);
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, rows);
  emit_drag (fixture, "drag-end", 0, 0);
  g_assert_cmpuint (count_rules (fixture), ==, 3);
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, rows + 1);
}

/* However many cells there are, only those that are seen are drawn. */
static void
test_large (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Large");
  const GpId *root = gp_design_get_root_id (design);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr(GpChangeSet) changes = gp_edit_add (design, i < 20 ? GP_KIND_ROLE : GP_KIND_ENTITY,
                                                    root, "thing", NULL, NULL, NULL);

      g_assert_true (gp_design_apply (design, changes, NULL));
    }
  tear_down (fixture, NULL);
  show (fixture, g_steal_pointer (&design));
  g_assert_cmpuint (gp_matrix_grid_count (fixture->grid), ==, 380);

  GTK_WIDGET_GET_CLASS (fixture->grid)->snapshot (GTK_WIDGET (fixture->grid), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  {
    g_autoptr(GBytes) bytes = gsk_render_node_serialize (node);

    /* All cells would be some megabytes. */
    g_assert_cmpuint (g_bytes_get_size (bytes), <, 1500000);
  }
  gsk_render_node_unref (node);
}

/* Also where there is no rule to be opened. */
static void
test_a_click_asks (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autofree char *question = NULL;

  g_signal_connect_swapped (fixture->at.watch, "asked", G_CALLBACK (asked_cb), &question);
  for (guint i = 0; i < 4; i++)
    {
      begin_drag (fixture, 0, i);
      emit_drag (fixture, "drag-end", 0, 0);
      g_assert_cmpstr (question, ==, gp_access_get_actions ()[i]);
    }
  g_signal_handlers_disconnect_by_func (fixture->at.watch, asked_cb, &question);
}

/* A role of its own step, selected as the window does it. */
static GpId
add_role (Fixture *fixture)
{
  GpId id = gp_id_nil;

  gp_session_perform (fixture->at.session,
                      gp_edit_add (fixture->at.design, GP_KIND_ROLE,
                                   gp_design_get_root_id (fixture->at.design), NULL, NULL, NULL,
                                   &id), NULL);
  gp_selection_set (gp_session_get_selection (fixture->at.session), &id);
  return id;
}

static gboolean
sees_column (Fixture *fixture,
             guint    column)
{
  graphene_rect_t cell;
  float width = (float) gtk_widget_get_width (GTK_WIDGET (fixture->grid));

  g_assert_true (gp_matrix_grid_get_cell (fixture->grid, 0, column, &cell));
  return cell.origin.x > 0 && cell.origin.x + cell.size.width <= width;
}

/* The last column is the new role's; undo and redo leave the view where it was put. */
static void
test_new_role_is_seen (Fixture       *fixture,
                       gconstpointer  user_data)
{
  GpHistory *history = gp_session_get_history (fixture->at.session);
  const guint n_actions = g_strv_length ((char **) gp_access_get_actions ());
  g_autoptr(GtkAdjustment) along = NULL;
  guint n = 0;

  g_object_get (fixture->grid, "hadjustment", &along, NULL);
  while (n * n_actions * 32 < 1800)
    {
      add_role (fixture);
      gp_test_watch_wait (&fixture->at);
      n = gp_access_matrix_n_roles (gp_access_watch_get (fixture->at.watch)->matrix);
      g_assert_true (sees_column (fixture, (n - 1) * n_actions));
      g_assert_true (sees_column (fixture, n * n_actions - 1));
    }
  g_assert_false (sees_column (fixture, 0));

  gtk_adjustment_set_value (along, 0);
  g_assert_true (gp_history_undo (history, NULL));
  gp_test_watch_wait (&fixture->at);
  g_assert_cmpfloat (gtk_adjustment_get_value (along), ==, 0);
  g_assert_true (gp_history_redo (history, NULL));
  gp_test_watch_wait (&fixture->at);
  g_assert_cmpfloat (gtk_adjustment_get_value (along), ==, 0);
}

static void
test_a_head_selects (Fixture       *fixture,
                     gconstpointer  user_data)
{
  const GpAccessMatrix *matrix = gp_access_watch_get (fixture->at.watch)->matrix;
  const guint n_actions = g_strv_length ((char **) gp_access_get_actions ());
  GpSelection *selection = gp_session_get_selection (fixture->at.session);

  for (guint i = 0; i < gp_access_matrix_n_roles (matrix); i++)
    {
      graphene_rect_t cell;

      g_assert_true (gp_matrix_grid_get_cell (fixture->grid, 0, i * n_actions, &cell));
      emit_drag (fixture, "drag-begin", cell.origin.x + 20, 10);
      emit_drag (fixture, "drag-end", 0, 0);
      g_assert_true (gp_id_equal (gp_selection_get_last (selection),
                                  gp_element_get_id (gp_access_matrix_get_role (matrix, i))));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add ("/ui/matrix/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/ui/matrix/fields-unfold", Fixture, NULL, set_up, test_fields_unfold, tear_down);
  g_test_add ("/ui/matrix/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/ui/matrix/one-stroke-is-one-step", Fixture, NULL, set_up,
              test_one_stroke_is_one_step, tear_down);
  g_test_add ("/ui/matrix/keys-go-on-from-a-stroke", Fixture, NULL, set_up,
              test_keys_go_on_from_a_stroke, tear_down);
  g_test_add ("/ui/matrix/strokes-outlive-answers", Fixture, NULL, set_up,
              test_strokes_outlive_answers, tear_down);
  g_test_add ("/ui/matrix/a-click-asks", Fixture, NULL, set_up, test_a_click_asks, tear_down);
  g_test_add ("/ui/matrix/new-role-is-seen", Fixture, NULL, set_up, test_new_role_is_seen,
              tear_down);
  g_test_add ("/ui/matrix/a-head-selects", Fixture, NULL, set_up, test_a_head_selects, tear_down);
  g_test_add ("/ui/matrix/large", Fixture, NULL, set_up, test_large, tear_down);

  return g_test_run ();
}

/* gp-test-canvas.c — a canvas in a window that draws a small design
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-canvas.h"

#include "gp-metrics.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
reported_cb (GpCanvas   *canvas,
             const char *message,
             gpointer    user_data)
{
  GpTestCanvas *fixture = user_data;

  fixture->reports++;
}

void
gp_test_canvas_set_up (GpTestCanvas  *fixture,
                       gconstpointer  user_data)
{
  GpViewport view = GP_VIEWPORT_INIT;

  fixture->design = gp_test_scene_design ();
  fixture->history = gp_history_new (fixture->design);
  fixture->window = gtk_window_new ();
  fixture->canvas = GP_CANVAS (gp_canvas_new ());
  g_signal_connect (fixture->canvas, "report", G_CALLBACK (reported_cb), fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->canvas));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gp_canvas_set_history (fixture->canvas, fixture->history);
  gp_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->canvas)) > 1);
  view.x = -50;
  view.y = -50;
  gp_canvas_set_viewport (fixture->canvas, &view);
}

void
gp_test_canvas_tear_down (GpTestCanvas  *fixture,
                          gconstpointer  user_data)
{
  g_object_ref (fixture->canvas);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->canvas);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->design);
}

const GpElement *
gp_test_canvas_entity (GpTestCanvas *fixture,
                       const char   *name)
{
  return gp_test_scene_find (fixture->design, GP_KIND_ENTITY, name);
}

const GpSceneItem *
gp_test_canvas_card (GpTestCanvas *fixture,
                     const char   *name)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (fixture->canvas),
                                           gp_element_get_id (
                                             gp_test_canvas_entity (fixture, name)));

  g_assert_nonnull (item);
  return item;
}

void
gp_test_canvas_header_of (GpTestCanvas *fixture,
                          const char   *name,
                          double       *x,
                          double       *y)
{
  const GpSceneItem *item = gp_test_canvas_card (fixture, name);

  gp_viewport_to_view (&fixture->canvas->viewport, item->rect.x + 40,
                       item->rect.y + GP_CARD_HEADER / 2, x, y);
}

void
gp_test_canvas_row_of (GpTestCanvas *fixture,
                       const char   *name,
                       const char   *field,
                       double       *x,
                       double       *y)
{
  const GpSceneItem *item = gp_test_canvas_card (fixture, name);
  const GpElement *element = gp_test_scene_find_field (fixture->design, name, field);
  int row = gp_scene_item_find_row (item, gp_element_get_id (element));
  GpRect rect;

  g_assert_cmpint (row, >=, 0);
  rect = gp_scene_item_get_row_rect (item, (guint) row);
  gp_viewport_to_view (&fixture->canvas->viewport, rect.x + 50, rect.y + rect.height / 2, x, y);
}

void
gp_test_canvas_drag (GpTestCanvas    *fixture,
                     double           x,
                     double           y,
                     double           dx,
                     double           dy,
                     GdkModifierType  state)
{
  gp_canvas_press (fixture->canvas, x, y, 1, state);
  gp_canvas_drag_begin (fixture->canvas, x, y, state);
  gp_canvas_drag_update (fixture->canvas, x + dx / 2, y + dy / 2, state);
  gp_canvas_drag_update (fixture->canvas, x + dx, y + dy, state);
  gp_canvas_drag_end (fixture->canvas);
}

void
gp_test_canvas_type (GpTestCanvas *fixture,
                     const char   *text)
{
  g_assert_nonnull (fixture->canvas->entry);
  gtk_editable_set_text (GTK_EDITABLE (fixture->canvas->entry), text);
  gp_canvas_stop_editing (fixture->canvas, TRUE);
}

static gboolean
is_laid_out (GpTestCanvas *fixture)
{
  GpScene *scene = gp_canvas_get_scene (fixture->canvas);

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type == GP_ITEM_NODE && !item->placed && !item->proposed)
        return FALSE;
    }
  return TRUE;
}

void
gp_test_canvas_enter_flow (GpTestCanvas *fixture)
{
  const GpElement *flow = gp_test_scene_find (fixture->design, GP_KIND_FLOW, "ship");
  GpViewport view = GP_VIEWPORT_INIT;

  gp_canvas_set_lens (fixture->canvas, GP_LENS_FLOWS);
  gp_canvas_enter (fixture->canvas, gp_element_get_id (flow));
  gp_test_wait_until (is_laid_out (fixture));
  view.x = -300;      /* beside the palette of steps */
  view.y = -50;
  gp_canvas_set_viewport (fixture->canvas, &view);
}

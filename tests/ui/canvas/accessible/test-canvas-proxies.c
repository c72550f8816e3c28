/* test-canvas-proxies.c — what screen readers are told of the drawing
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-canvas-private.h"
#include "gp-canvas-proxy.h"
#include "gp-edit.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

/* The proxy of @part for @id, or NULL. */
static GpCanvasProxy *
find (Fixture     *fixture,
      GpProxyPart  part,
      const GpId  *id)
{
  GPtrArray *all = fixture->canvas->proxies;

  for (guint i = 0; i < all->len; i++)
    {
      GpCanvasProxy *proxy = all->pdata[i];
      GPtrArray *rows = gp_canvas_proxy_get_rows (proxy);

      if (gp_canvas_proxy_get_part (proxy) == part
          && gp_id_equal (gp_canvas_proxy_get_id (proxy), id))
        return proxy;
      for (guint j = 0; j < rows->len && part == GP_PROXY_FIELD; j++)
        if (gp_id_equal (gp_canvas_proxy_get_id (rows->pdata[j]), id))
          return rows->pdata[j];
    }
  return NULL;
}

static GpCanvasProxy *
card_of (Fixture    *fixture,
         const char *name)
{
  GpCanvasProxy *proxy;

  gp_canvas_update_proxies (fixture->canvas);
  proxy = find (fixture, GP_PROXY_ITEM,
                gp_element_get_id (gp_test_canvas_entity (fixture, name)));
  g_assert_nonnull (proxy);
  return proxy;
}

static void
assert_words (GpCanvasProxy *proxy,
              const char    *name,
              const char    *description)
{
  gtk_test_accessible_assert_property (GTK_WIDGET (proxy), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_test_accessible_assert_property (GTK_WIDGET (proxy), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);
}

static void
test_cards_fields_and_relations_have_names (Fixture       *fixture,
                                            gconstpointer  user_data)
{
  const GpElement *reference = gp_test_scene_find_field (fixture->design, "order", "customer_id");
  const GpId *id = gp_element_get_id (reference);
  GpCanvasProxy *card = card_of (fixture, "customer");
  GpCanvasProxy *line = find (fixture, GP_PROXY_LINE, id);
  GpCanvasProxy *row = find (fixture, GP_PROXY_FIELD, id);

  assert_words (card, "customer, entity in sales, 3 fields", "1 relation");
  gtk_test_accessible_assert_role (GTK_WIDGET (card), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_nonnull (line);
  gtk_test_accessible_assert_role (GTK_WIDGET (line), GTK_ACCESSIBLE_ROLE_LINK);
  assert_words (line, "order.customer_id → customer, many to one or none, on delete refuse at the"
                      " end", "");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_parent (GTK_WIDGET (row)) == GTK_WIDGET (card_of (fixture,
                                                                                  "order")));
  assert_words (row, "customer_id",
                "optional, references customer, many to one or none, on delete refuse at the end,"
                " 3 of 3");
}

static void
test_actions_select_and_name (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  GpCanvasProxy *card = card_of (fixture, "customer");

  gtk_test_accessible_assert_state (GTK_WIDGET (card), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (card), "click", NULL));
  g_assert_true (gp_selection_contains (selection, gp_canvas_proxy_get_id (card)));
  gp_canvas_update_proxies (fixture->canvas);
  gtk_test_accessible_assert_state (GTK_WIDGET (card), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (card), "activate", NULL));
  g_assert_nonnull (fixture->canvas->entry);
  gp_canvas_stop_editing (fixture->canvas, FALSE);
}

/* A screen reader reads what gets the focus: it goes where the selection goes, and back to the
 * drawing where nothing is selected or what was selected has gone. */
static void
test_focus_follows_the_cursor (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  const GpElement *field = gp_test_scene_find_field (fixture->design, "customer", "born_on");
  GpId id = *gp_element_get_id (gp_test_canvas_entity (fixture, "customer"));
  g_autoptr(GpChangeSet) changes = NULL;

  gtk_widget_grab_focus (canvas);
  gp_selection_set (fixture->canvas->selection, &id);
  gp_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                      == GTK_WIDGET (card_of (fixture, "customer")));

  gp_selection_set (fixture->canvas->selection, gp_element_get_id (field));
  gp_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                      == GTK_WIDGET (find (fixture, GP_PROXY_FIELD, gp_element_get_id (field))));
  g_assert_false (gtk_widget_get_focusable (GTK_WIDGET (card_of (fixture, "customer"))));

  gp_selection_clear (fixture->canvas->selection);
  gp_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == canvas);

  gp_selection_set (fixture->canvas->selection, &id);
  gp_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != canvas);
  changes = gp_edit_remove (fixture->design, &id, 1, NULL);
  g_assert_true (gp_history_do (fixture->history, changes, NULL));
  gp_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == canvas);
  g_assert_null (find (fixture, GP_PROXY_ITEM, &id));
}

static void
test_names_follow_the_design (Fixture       *fixture,
                              gconstpointer  user_data)
{
  GpCanvasProxy *card = card_of (fixture, "customer");
  GpCanvasProxy *order = card_of (fixture, "order");
  g_autoptr(GpChangeSet) changes =
    gp_edit_set (fixture->design, gp_element_get_id (gp_test_canvas_entity (fixture, "customer")),
                 GP_ENTITY_NAME, gp_value_text ("client"), NULL);

  g_assert_true (gp_history_do (fixture->history, changes, NULL));
  g_assert_true (card_of (fixture, "client") == card);
  g_assert_true (card_of (fixture, "order") == order);
  assert_words (card, "client, entity in sales, 3 fields", "1 relation");
}

#define ADD(name, func)                                                                   \
  g_test_add ("/ui/canvas-proxies/" name, Fixture, NULL, gp_test_canvas_set_up, func,     \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  ADD ("cards-fields-and-relations-have-names", test_cards_fields_and_relations_have_names);
  ADD ("actions-select-and-name", test_actions_select_and_name);
  ADD ("focus-follows-the-cursor", test_focus_follows_the_cursor);
  ADD ("names-follow-the-design", test_names_follow_the_design);

  return g_test_run ();
}

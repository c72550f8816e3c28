/* test-canvas-domains.c — domains folded, entered and left; pins; what tidying moves
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-node.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static GpId
id_of (Fixture    *fixture,
       GpKind      kind,
       const char *name)
{
  return *gp_element_get_id (gp_test_scene_find (fixture->design, kind, name));
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_assert_true (gp_canvas_can_do (fixture->canvas, action));
  gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), action, NULL);
}

static void
choose (Fixture    *fixture,
        GpKind      kind,
        const char *name)
{
  GpId id = id_of (fixture, kind, name);

  gp_selection_set (gp_canvas_get_selection (fixture->canvas), &id);
}

/* A press with both hands on the name of a domain's area. */
static void
press_name (Fixture    *fixture,
            const char *domain)
{
  GpId id = id_of (fixture, GP_KIND_DOMAIN, domain);
  const GpSceneItem *area = gp_scene_find (gp_canvas_get_scene (fixture->canvas), &id);
  double x, y;

  g_assert_nonnull (area);
  gp_viewport_to_view (&fixture->canvas->viewport, area->rect.x + 20,
                       area->rect.y + GP_AREA_HEADER / 2, &x, &y);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  gp_canvas_press (fixture->canvas, x, y, 2, 0);
}

static gboolean
is_drawn (Fixture    *fixture,
          const char *entity)
{
  GpId id = id_of (fixture, GP_KIND_ENTITY, entity);

  return gp_scene_find (gp_canvas_get_scene (fixture->canvas), &id) != NULL;
}

static void
test_folding_is_one_step (Fixture       *fixture,
                          gconstpointer  user_data)
{
  GpId sales = id_of (fixture, GP_KIND_DOMAIN, "sales");

  choose (fixture, GP_KIND_DOMAIN, "sales");
  activate (fixture, "canvas.fold");
  g_assert_false (is_drawn (fixture, "customer"));
  g_assert_false (is_drawn (fixture, "order"));
  g_assert_true (is_drawn (fixture, "item"));
  g_assert_true (gp_scene_find (gp_canvas_get_scene (fixture->canvas), &sales)->folded);
  activate (fixture, "canvas.fold");
  g_assert_true (is_drawn (fixture, "order"));
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 2);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.x, ==, 360);
}

static void
test_a_bundle_selects_its_relations (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  GpScene *scene = gp_canvas_get_scene (fixture->canvas);
  GpSelection *selection = gp_canvas_get_selection (fixture->canvas);
  const GpSceneLine *bundle = NULL;
  double x, y;
  gsize n;

  choose (fixture, GP_KIND_DOMAIN, "sales");
  activate (fixture, "canvas.fold");
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    if (gp_scene_get_line (scene, i) != NULL && gp_scene_get_line (scene, i)->bundle != NULL)
      bundle = gp_scene_get_line (scene, i);
  g_assert_nonnull (bundle);
  gp_viewport_to_view (&fixture->canvas->viewport,
                       (bundle->points[0].x + bundle->points[1].x) / 2,
                       (bundle->points[0].y + bundle->points[1].y) / 2, &x, &y);
  gp_selection_clear (selection);
  gp_canvas_press (fixture->canvas, x, y, 1, 0);
  gp_selection_peek (selection, &n);
  g_assert_cmpuint (n, ==, bundle->bundle->len);
  for (gsize i = 0; i < n; i++)
    g_assert_nonnull (gp_design_lookup (fixture->design, &gp_selection_peek (selection, &n)[i]));
}

static void
test_a_domain_is_entered_and_left (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GpId sales = id_of (fixture, GP_KIND_DOMAIN, "sales");
  GpId log = id_of (fixture, GP_KIND_ENTITY, "log");
  GpViewport before = fixture->canvas->viewport;

  g_assert_false (gp_canvas_can_do (fixture->canvas, "canvas.leave"));
  press_name (fixture, "sales");
  g_assert_true (gp_canvas_is_inside (fixture->canvas));
  g_assert_true (gtk_widget_get_visible (fixture->canvas->crumbs));
  g_assert_true (is_drawn (fixture, "order"));
  g_assert_false (is_drawn (fixture, "log"));

  gp_selection_clear (gp_canvas_get_selection (fixture->canvas));
  activate (fixture, "canvas.select-none");
  g_assert_false (gp_canvas_is_inside (fixture->canvas));
  g_assert_false (gtk_widget_get_visible (fixture->canvas->crumbs));
  g_assert_cmpfloat (fixture->canvas->viewport.x, ==, before.x);
  g_assert_true (is_drawn (fixture, "log"));
  g_assert_true (gp_selection_contains (gp_canvas_get_selection (fixture->canvas), &sales));

  /* What is outside is shown outside. */
  gp_canvas_enter (fixture->canvas, &sales);
  gp_canvas_reveal (fixture->canvas, &log);
  g_assert_false (gp_canvas_is_inside (fixture->canvas));
  g_assert_true (gp_selection_contains (gp_canvas_get_selection (fixture->canvas), &log));
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 0);
}

static void
test_what_is_drawn_inside_is_a_member (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GpId sales = id_of (fixture, GP_KIND_DOMAIN, "sales");
  const GpId *domain;

  gp_canvas_enter (fixture->canvas, &sales);
  gp_canvas_create (fixture->canvas, GP_KIND_ENTITY, 200, 3000, NULL);
  gp_test_canvas_type (fixture, "invoice");
  domain = gp_element_get_ref (gp_test_canvas_entity (fixture, "invoice"), GP_ENTITY_DOMAIN);
  g_assert_nonnull (domain);
  g_assert_true (gp_id_equal (domain, &sales));
  g_assert_true (is_drawn (fixture, "invoice"));
}

static void
test_dragged_out_it_leaves_its_domain (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  double x, y;

  gp_test_canvas_header_of (fixture, "order", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 0, -600, GDK_ALT_MASK);
  g_assert_null (gp_element_get_ref (gp_test_canvas_entity (fixture, "order"), GP_ENTITY_DOMAIN));
  g_assert_cmpuint (gp_history_get_size (fixture->history), ==, 1);
  g_assert_true (gp_history_undo (fixture->history, NULL));
  g_assert_nonnull (gp_element_get_ref (gp_test_canvas_entity (fixture, "order"),
                                        GP_ENTITY_DOMAIN));
}

/* A pin holds against tidying, and against nothing else. */
static void
test_what_is_pinned_is_not_tidied (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  double x, y;

  choose (fixture, GP_KIND_ENTITY, "log");
  activate (fixture, "canvas.pin");
  g_assert_true (gp_test_canvas_card (fixture, "log")->pinned);
  gp_test_canvas_header_of (fixture, "log", &x, &y);
  gp_test_canvas_drag (fixture, x, y, 37, 411, GDK_ALT_MASK);
  g_assert_true (gp_test_canvas_card (fixture, "log")->pinned);

  activate (fixture, "canvas.tidy-all");
  gp_test_wait_until (gp_history_get_size (fixture->history) == 3);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 37);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.y, ==, 480 + 411);
  g_assert_true (gp_test_canvas_card (fixture, "log")->pinned);
  g_assert_false (gp_test_canvas_card (fixture, "order")->pinned);
}

static void
assert_nothing_covered (Fixture *fixture)
{
  GpScene *scene = gp_canvas_get_scene (fixture->canvas);

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    for (guint k = 0; k < i; k++)
      {
        const GpSceneItem *a = gp_scene_get_item (scene, i);
        const GpSceneItem *b = gp_scene_get_item (scene, k);

        if (a != NULL && b != NULL && a->type != GP_ITEM_AREA && b->type != GP_ITEM_AREA)
          g_assert_false (gp_rect_overlaps (&a->rect, &b->rect));
      }
}

static void
test_tidying_a_selection_moves_nothing_else (Fixture       *fixture,
                                             gconstpointer  user_data)
{
  GpId ids[] = { id_of (fixture, GP_KIND_ENTITY, "customer"),
                 id_of (fixture, GP_KIND_ENTITY, "order") };

  gp_selection_set_all (gp_canvas_get_selection (fixture->canvas), ids, G_N_ELEMENTS (ids));
  activate (fixture, "canvas.tidy-selection");
  gp_test_wait_until (gp_history_get_size (fixture->history) == 1);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.x, ==, 0);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "log")->rect.y, ==, 480);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "item")->rect.x, ==, 800);
  assert_nothing_covered (fixture);
}

/* Notes stay beside what they are about. */
static void
test_tidying_covers_nothing (Fixture       *fixture,
                             gconstpointer  user_data)
{
  activate (fixture, "canvas.tidy-all");
  gp_test_wait_until (gp_history_get_size (fixture->history) == 1);
  assert_nothing_covered (fixture);
}

/* What a folded domain hides moves with it. */
static void
test_a_folded_domain_is_tidied_with_its_members (Fixture       *fixture,
                                                 gconstpointer  user_data)
{
  double dx = gp_test_canvas_card (fixture, "order")->rect.x
              - gp_test_canvas_card (fixture, "customer")->rect.x;
  GpId sales = id_of (fixture, GP_KIND_DOMAIN, "sales");
  GpRect folded;

  choose (fixture, GP_KIND_DOMAIN, "sales");
  activate (fixture, "canvas.fold");
  folded = gp_scene_find (gp_canvas_get_scene (fixture->canvas), &sales)->rect;
  activate (fixture, "canvas.tidy-all");
  gp_test_wait_until (gp_history_get_size (fixture->history) == 2);
  folded.x -= gp_scene_find (gp_canvas_get_scene (fixture->canvas), &sales)->rect.x;
  choose (fixture, GP_KIND_DOMAIN, "sales");
  activate (fixture, "canvas.fold");
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "customer")->rect.x, ==, -folded.x);
  g_assert_cmpfloat (gp_test_canvas_card (fixture, "order")->rect.x
                     - gp_test_canvas_card (fixture, "customer")->rect.x, ==, dx);
}

#define ADD(name, function) \
  g_test_add ("/ui/canvas-domains/" name, Fixture, NULL, gp_test_canvas_set_up, function, \
              gp_test_canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  ADD ("folding-is-one-step", test_folding_is_one_step);
  ADD ("a-bundle-selects-its-relations", test_a_bundle_selects_its_relations);
  ADD ("a-domain-is-entered-and-left", test_a_domain_is_entered_and_left);
  ADD ("what-is-drawn-inside-is-a-member", test_what_is_drawn_inside_is_a_member);
  ADD ("dragged-out-it-leaves-its-domain", test_dragged_out_it_leaves_its_domain);
  ADD ("what-is-pinned-is-not-tidied", test_what_is_pinned_is_not_tidied);
  ADD ("tidying-a-selection-moves-nothing-else", test_tidying_a_selection_moves_nothing_else);
  ADD ("tidying-covers-nothing", test_tidying_covers_nothing);
  ADD ("a-folded-domain-is-tidied-with-its-members",
       test_a_folded_domain_is_tidied_with_its_members);
  return g_test_run ();
}

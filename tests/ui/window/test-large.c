/* test-large.c — a drawing of 10 000 entities does not keep people waiting
 * SPDX-License-Identifier: Apache-2.0
 *
 * Counts what is done, not how long it takes: cards that are made anew, relations that are routed,
 * nodes that a frame makes, rows of the outline that change. Each is bounded by what was changed or
 * is in view, and not by the size of the drawing. */
#include "gp-canvas-private.h"
#include "gp-edit.h"
#include "gp-outline-model.h"
#include "gp-test-session.h"
#include "gp-test-tables.h"
#include "gp-test-window.h"
#include "gp-test.h"

#define TABLES      10000
#define FEW_CARDS   40        /* the one that was edited, and those that name it */
#define FEW_LINES   700       /* its own, and those past it */
#define PART        1000      /* entities that may be made without an answer in between */
#define FRAME_NODES 1000      /* that one frame makes: cards, and all domains in view */

typedef struct
{
  GpTestWindow window;
  GpCanvas    *canvas;
} Fixture;

/* One window for all: opening is what takes longest. */
static Fixture fixture;

typedef struct
{
  GArray *revisions;    /* of items, by slot */
  GArray *ways;         /* of lines, by slot */
} Looks;

static Looks
note_looks (GpScene *scene)
{
  Looks looks = {
    g_array_new (FALSE, FALSE, sizeof (guint)), g_array_new (FALSE, FALSE, sizeof (gpointer)),
  };

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      guint revision = item != NULL ? item->revision : 0;

      g_array_append_val (looks.revisions, revision);
    }
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);
      gconstpointer way = line != NULL ? line->points : NULL;

      g_array_append_val (looks.ways, way);
    }
  return looks;
}

/* Frees @before; fails where more has been made anew than an edit of one card is worth. */
static void
assert_few_changed (GpScene *scene,
                    Looks    before)
{
  Looks after = note_looks (scene);
  guint n_cards = 0;
  guint n_lines = 0;

  for (guint i = 0; i < after.revisions->len; i++)
    n_cards += i >= before.revisions->len
               || g_array_index (before.revisions, guint, i)
                  != g_array_index (after.revisions, guint, i);
  for (guint i = 0; i < after.ways->len; i++)
    n_lines += i >= before.ways->len
               || g_array_index (before.ways, gpointer, i)
                  != g_array_index (after.ways, gpointer, i);
  g_assert_cmpuint (n_cards, <=, FEW_CARDS);
  g_assert_cmpuint (n_lines, <=, FEW_LINES);
  g_array_unref (before.revisions);
  g_array_unref (before.ways);
  g_array_unref (after.revisions);
  g_array_unref (after.ways);
}

static void
rows_changed_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 gpointer    user_data)
{
  *(guint *) user_data += removed + added;
}

/* Runs @changes, and looks at what it has made anew. */
static void
edit (GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  GpScene *scene = gp_canvas_get_scene (fixture.canvas);
  Looks before = note_looks (scene);

  g_assert_nonnull (taken);
  g_assert_true (gp_history_do (gp_session_get_history (fixture.window.session), taken, NULL));
  assert_few_changed (scene, before);
}

static void
frame_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  ++*(guint *) user_data;
}

/* Lets one more frame be painted. */
static void
paint (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture.canvas));
  guint n = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_cb), &n);

  gtk_widget_queue_draw (GTK_WIDGET (fixture.canvas));
  gp_test_wait_until (n > 0);
  g_signal_handler_disconnect (clock, handler);
}

/* A poll function has no user data. */
static guint n_polls;

static int
count_poll (GPollFD *fds,
            guint    n,
            int      timeout)
{
  n_polls++;
  return g_poll (fds, n, timeout);
}

/* The main loop answers between the parts, and no part is a large one. */
static void
test_opening_is_done_in_parts (void)
{
  gboolean told = FALSE;

  fixture.window.design = gp_test_tables_new (TABLES);
  fixture.window.session = GP_SESSION (gp_test_session_new (fixture.window.design));
  gp_window_set_session (fixture.window.window, fixture.window.session);
  fixture.canvas = GP_CANVAS (gp_test_window_find (GTK_WIDGET (fixture.window.window),
                                                   GP_TYPE_CANVAS));
  g_assert_true (gp_canvas_is_coming (fixture.canvas));

  /* A hand that is at work meanwhile does not wait for all of it. */
  gp_canvas_hover (fixture.canvas, 300, 300);
  gp_canvas_pan (fixture.canvas, 20, 20);
  gp_canvas_zoom_notch (fixture.canvas, 1.1, 300, 300);
  g_signal_emit_by_name (fixture.canvas, "query-tooltip", 300, 300, FALSE, NULL, &told);
  g_assert_false (told);

  g_main_context_set_poll_func (NULL, count_poll);
  gp_test_wait_until (!gp_canvas_is_coming (fixture.canvas));
  g_main_context_set_poll_func (NULL, NULL);
  g_assert_cmpuint (n_polls, >=, TABLES / PART);
}

static void
test_relations_are_routed_in_the_background (void)
{
  GpScene *scene = gp_canvas_get_scene (fixture.canvas);

  g_assert_true (gp_canvas_is_routing (fixture.canvas));
  g_assert_cmpuint (gp_scene_get_n_items (scene), >=, TABLES);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    g_assert_cmpuint (gp_scene_get_line (scene, i)->n_points, >=, 2);

  gp_test_wait_until (!gp_canvas_is_routing (fixture.canvas));
  paint ();
}

static void
test_a_frame_makes_few_nodes (void)
{
  static const double zooms[] = { 1, .6, .45, .3, .2, .13, .08, .05, .3, 1 };
  GpPainter *painter = fixture.canvas->painter;

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      guint before = gp_painter_get_cached (painter);

      gp_canvas_set_zoom (fixture.canvas, zooms[i]);
      paint ();
      g_assert_cmpuint (gp_painter_get_cached (painter), <=, before + FRAME_NODES);
      gp_test_wait_until (gp_painter_is_complete (painter));
    }
}

static void
test_panning_changes_nothing (void)
{
  GpScene *scene = gp_canvas_get_scene (fixture.canvas);
  guint64 serial = gp_scene_get_serial (scene);

  gp_canvas_set_zoom (fixture.canvas, 1);
  for (guint i = 0; i < 20; i++)
    {
      GpViewport view;

      gp_canvas_get_viewport (fixture.canvas, &view);
      gp_viewport_pan (&view, 60, 35);
      gp_canvas_set_viewport (fixture.canvas, &view);
      paint ();
    }
  gp_test_window_settle ();
  g_assert_cmpuint (gp_scene_get_serial (scene), ==, serial);
  g_assert_cmpuint (fixture.canvas->proxies->len, <, 1000);
}

static void
test_edits_make_few_things_anew (void)
{
  GpDesign *design = fixture.window.design;
  GpHistory *history = gp_session_get_history (fixture.window.session);
  GpScene *scene = gp_canvas_get_scene (fixture.canvas);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  GpId entity = *gp_element_get_id (entities->pdata[4321]);
  const GpElement *view = gp_edit_find_view (design, "data");
  GpEditPlace place = { entity, { 5000, 5000 }, FALSE };
  GpId field;

  gp_selection_set (gp_session_get_selection (fixture.window.session), &entity);
  gp_test_window_settle ();
  edit (gp_edit_rename (design, &entity, "renamed", NULL));
  edit (gp_edit_add_field (design, &entity, "added", NULL, &field, NULL));
  edit (gp_edit_place (design, gp_element_get_id (view), &place, 1, "Moved"));
  edit (gp_edit_remove (design, &field, 1, NULL));
  for (guint i = 0; i < 4; i++)
    {
      Looks before = note_looks (scene);

      g_assert_true (gp_history_undo (history, NULL));
      assert_few_changed (scene, before);
    }
  g_assert_false (gp_history_can_undo (history));
}

static void
test_the_outline_changes_few_rows (void)
{
  GpDesign *design = fixture.window.design;
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  const GpId *entity = gp_element_get_id (entities->pdata[77]);
  GpOutlineNode *domain = NULL;
  guint n_changed = 0;

  g_assert_nonnull (gp_outline_model_find (model, entity, &domain));
  g_assert_nonnull (domain);
  g_signal_connect (gp_outline_model_get_roots (model), "items-changed",
                    G_CALLBACK (rows_changed_cb), &n_changed);
  g_signal_connect (gp_outline_node_get_children (domain), "items-changed",
                    G_CALLBACK (rows_changed_cb), &n_changed);
  edit (gp_edit_rename (design, entity, "renamed", NULL));
  g_assert_true (gp_history_undo (gp_session_get_history (fixture.window.session), NULL));
  g_assert_cmpuint (n_changed, <, 20);
}

int
main (int    argc,
      char **argv)
{
  int result;

  gp_test_window_init (&argc, &argv);
  gp_test_window_set_up (&fixture.window, GINT_TO_POINTER (1));
  gtk_window_set_default_size (GTK_WINDOW (fixture.window.window), 1400, 900);
  g_clear_object (&fixture.window.session);
  g_clear_object (&fixture.window.design);

  g_test_add_func ("/ui/large/opening-is-done-in-parts", test_opening_is_done_in_parts);
  g_test_add_func ("/ui/large/relations-are-routed-in-the-background",
                   test_relations_are_routed_in_the_background);
  g_test_add_func ("/ui/large/a-frame-makes-few-nodes", test_a_frame_makes_few_nodes);
  g_test_add_func ("/ui/large/panning-changes-nothing", test_panning_changes_nothing);
  g_test_add_func ("/ui/large/edits-make-few-things-anew", test_edits_make_few_things_anew);
  g_test_add_func ("/ui/large/the-outline-changes-few-rows", test_the_outline_changes_few_rows);
  result = g_test_run ();

  gp_test_window_tear_down (&fixture.window, NULL);
  return result;
}

/* test-scene-waiting.c — lines that wait for their ways
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-scene-builder-private.h"
#include "gp-test-builder.h"
#include "gp-test-tables.h"
#include "gp-test.h"

#define TABLES 400

static void
count_cb (gpointer user_data)
{
  ++*(guint *) user_data;
}

static GpSceneBuilder *
new_waiting (GpDesign *design,
             guint    *n_asked)
{
  GpSceneBuilder *builder = gp_test_builder_new (design, GP_LENS_DATA);

  gp_scene_builder_set_route_func (builder, count_cb, n_asked);
  gp_scene_builder_rebuild (builder);
  return builder;
}

static void
answer (GpSceneBuilder *builder)
{
  g_autoptr(GpRouteJob) job = gp_route_job_ref (gp_scene_builder_get_routes (builder));

  g_assert_true (gp_route_job_run (job, NULL));
  gp_scene_builder_take_routes (builder, job);
  g_assert_null (gp_scene_builder_get_routes (builder));
}

static void
apply (GpSceneBuilder *builder,
       GpChangeSet    *changes)
{
  g_autoptr(GpChangeSet) taken = changes;

  g_assert_nonnull (taken);
  g_assert_true (gp_design_apply (gp_scene_builder_get_design (builder), taken, NULL));
  gp_scene_builder_update (builder, taken);
}

static const GpId *
nth_entity (GpDesign *design,
            guint     n)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, GP_KIND_ENTITY);

  return gp_element_get_id (g_ptr_array_index (all, n));
}

static gboolean
is_on_border (const GpRect  *rect,
              const GpPoint *at)
{
  gboolean level = at->x == rect->x || at->x == rect->x + rect->width;
  gboolean upright = at->y == rect->y || at->y == rect->y + rect->height;

  return gp_rect_contains (rect, at->x, at->y) && (level || upright);
}

/* Both ends of each line are at the sides of its cards, whatever it waits for. */
static void
assert_lines_meet_their_cards (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      if (line == NULL)
        continue;
      g_assert_cmpuint (line->n_points, >=, 2);
      g_assert_true (is_on_border (&gp_scene_get_item (scene, line->from)->rect,
                                   &line->points[0]));
      g_assert_true (line->cropped
                     || is_on_border (&gp_scene_get_item (scene, line->to)->rect,
                                      &line->points[line->n_points - 1]));
    }
}

static void
test_lines_are_drawn_while_they_wait (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) builder = new_waiting (design, &n_asked);

  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_nonnull (gp_scene_builder_get_routes (builder));
  assert_lines_meet_their_cards (gp_scene_builder_get_scene (builder));
}

static void
test_the_answer_is_what_the_builder_finds (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) waiting = new_waiting (design, &n_asked);
  g_autoptr(GpSceneBuilder) complete = gp_test_builder_new (design, GP_LENS_DATA);
  g_autofree char *found = NULL;
  g_autofree char *expected = gp_test_builder_dump (complete);

  answer (waiting);
  found = gp_test_builder_dump (waiting);
  g_assert_true (g_str_equal (found, expected));
}

/* What ran somewhere before runs there again while it waits, unless its cards are elsewhere. */
static void
test_the_last_ways_are_kept (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) builder = new_waiting (design, &n_asked);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  answer (builder);
  before = gp_test_builder_dump (builder);
  gp_scene_builder_rebuild (builder);
  g_assert_cmpuint (n_asked, ==, 2);
  after = gp_test_builder_dump (builder);
  g_assert_true (g_str_equal (after, before));
}

static void
test_edits_do_not_wait (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) builder = new_waiting (design, &n_asked);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  GpId table = *nth_entity (design, 50);
  GpId gone = *nth_entity (design, 120);
  GpEditPlace place = { table, { -900, -700 }, FALSE };
  g_autoptr(GArray) lines = NULL;

  apply (builder, gp_edit_place (design, &view, &place, 1, "Moved"));
  apply (builder, gp_edit_remove (design, &gone, 1, NULL));
  g_assert_cmpuint (n_asked, ==, 1);
  assert_lines_meet_their_cards (scene);
  lines = gp_scene_list_lines (scene, gp_scene_find (scene, &table));
  g_assert_cmpuint (lines->len, >, 0);

  answer (builder);
  g_assert_cmpuint (n_asked, ==, 1);
  g_assert_null (gp_scene_find (scene, &gone));
  assert_lines_meet_their_cards (scene);
}

static void
test_only_the_latest_answer_is_taken (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) builder = new_waiting (design, &n_asked);
  g_autoptr(GpRouteJob) first = gp_route_job_ref (gp_scene_builder_get_routes (builder));
  GpRouteJob *second;

  g_assert_true (gp_route_job_run (first, NULL));
  gp_scene_builder_rebuild (builder);
  second = gp_scene_builder_get_routes (builder);
  g_assert_true (second != first);
  gp_scene_builder_take_routes (builder, first);
  g_assert_true (gp_scene_builder_get_routes (builder) == second);
  answer (builder);
}

/* All cards move while lines wait: everything waits anew. */
static void
test_many_more_lines_wait_together (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  guint n_asked = 0;
  g_autoptr(GpSceneBuilder) builder = new_waiting (design, &n_asked);
  GpScene *scene = gp_scene_builder_get_scene (builder);

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item->type != GP_ITEM_AREA)
        gp_scene_builder_move (builder, &item->key, item->rect.x * 1.5, item->rect.y * 2);
    }
  gp_scene_builder_settle (builder);
  g_assert_cmpuint (n_asked, ==, 2);
  assert_lines_meet_their_cards (scene);
  answer (builder);
  assert_lines_meet_their_cards (scene);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-waiting/lines-are-drawn-while-they-wait",
                   test_lines_are_drawn_while_they_wait);
  g_test_add_func ("/render/scene-waiting/the-answer-is-what-the-builder-finds",
                   test_the_answer_is_what_the_builder_finds);
  g_test_add_func ("/render/scene-waiting/the-last-ways-are-kept", test_the_last_ways_are_kept);
  g_test_add_func ("/render/scene-waiting/edits-do-not-wait", test_edits_do_not_wait);
  g_test_add_func ("/render/scene-waiting/only-the-latest-answer-is-taken",
                   test_only_the_latest_answer_is_taken);
  g_test_add_func ("/render/scene-waiting/many-more-lines-wait-together",
                   test_many_more_lines_wait_together);

  return g_test_run ();
}

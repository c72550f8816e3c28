/* test-scene-routes.c — where the lines of a scene run
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-scene-builder-private.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <math.h>

static GpId
id_of (GpDesign   *design,
       const char *name)
{
  return *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, name));
}

static GpId
relate (GpDesign   *design,
        const char *from,
        const char *to)
{
  GpId one = id_of (design, from);
  GpId two = id_of (design, to);
  GpId field;
  g_autoptr(GpChangeSet) changes = gp_edit_add_relation (design, &one, &two, &field, NULL);

  g_assert_true (gp_design_apply (design, changes, NULL));
  return field;
}

static GpPoint
last_point (const GpSceneLine *line)
{
  return line->points[line->n_points - 1];
}

static void
test_parallel_relations_are_kept_apart (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "item");
  GpId second = relate (design, "log", "item");
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  g_assert_cmpfloat (fabs (last_point (one).y - last_point (two).y), >, 5);
}

static void
test_lines_to_one_key_share_their_end (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "customer");
  GpId second = relate (design, "item", "customer");
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  if (last_point (one).x == last_point (two).x)
    g_assert_cmpfloat (last_point (one).y, ==, last_point (two).y);
  else
    g_assert_cmpfloat (fabs (last_point (one).y - last_point (two).y), <, GP_CARD_ROW);
}

static void
test_loops_stand_at_the_side (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId first = relate (design, "log", "log");
  GpId second = relate (design, "log", "log");
  GpId log = id_of (design, "log");
  const GpSceneItem *card;
  const GpSceneLine *one;
  const GpSceneLine *two;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  card = gp_scene_find (gp_scene_builder_get_scene (builder), &log);
  one = gp_scene_find_line (gp_scene_builder_get_scene (builder), &first);
  two = gp_scene_find_line (gp_scene_builder_get_scene (builder), &second);
  g_assert_cmpuint (one->n_points, ==, 4);
  g_assert_cmpfloat (one->points[0].x, ==, card->rect.x + card->rect.width);
  g_assert_cmpfloat (one->points[3].x, ==, card->rect.x + card->rect.width);
  g_assert_cmpfloat (one->points[1].x, !=, two->points[1].x);
}

/* Nothing but the lines of a card moves when it is moved. */
static void
test_moving_a_card_leaves_other_lines (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpScene *scene;
  GpId log = id_of (design, "log");
  GpId own = relate (design, "log", "item");

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  scene = gp_scene_builder_get_scene (builder);
  for (guint round = 0; round < 30; round++)
    {
      g_autoptr(GHashTable) ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);

      for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
        {
          const GpSceneLine *line = gp_scene_get_line (scene, i);

          g_hash_table_insert (ways, GUINT_TO_POINTER (i),
                               g_memdup2 (line->points, line->n_points * sizeof (GpPoint)));
        }
      gp_scene_builder_move (builder, &log, g_test_rand_int_range (-900, 2000),
                             g_test_rand_int_range (-900, 2000));
      gp_scene_builder_settle (builder);
      for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
        {
          const GpSceneLine *line = gp_scene_get_line (scene, i);

          if (!gp_id_equal (&line->id, &own))
            g_assert_cmpmem (line->points, line->n_points * sizeof (GpPoint),
                             g_hash_table_lookup (ways, GUINT_TO_POINTER (i)),
                             line->n_points * sizeof (GpPoint));
        }
    }
}

static void
test_curves_end_where_lines_end (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);

  gp_scene_builder_set_curved (builder, TRUE);
  gp_scene_builder_rebuild (builder);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      g_assert_nonnull (line->radii);
      g_assert_cmpfloat (line->radii[0], ==, 0);
      for (guint p = 1; p + 1 < line->n_points; p++)
        {
          double next = fabs (line->points[p + 1].x - line->points[p].x)
                        + fabs (line->points[p + 1].y - line->points[p].y);

          g_assert_cmpfloat (line->radii[p] + line->radii[p + 1], <=, next + .01);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/scene-routes/parallel-relations-are-kept-apart",
                   test_parallel_relations_are_kept_apart);
  g_test_add_func ("/render/scene-routes/lines-to-one-key-share-their-end",
                   test_lines_to_one_key_share_their_end);
  g_test_add_func ("/render/scene-routes/loops-stand-at-the-side", test_loops_stand_at_the_side);
  g_test_add_func ("/render/scene-routes/moving-a-card-leaves-other-lines",
                   test_moving_a_card_leaves_other_lines);
  g_test_add_func ("/render/scene-routes/curves-end-where-lines-end",
                   test_curves_end_where_lines_end);
  return g_test_run ();
}

/* test-arrange.c — what has no place gets one, what has one keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-arrange.h"
#include "gp-edit.h"
#include "gp-test.h"

static GpSceneBuilder *
new_builder (GpDesign *design)
{
  GpSceneBuilder *builder;
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_lens (builder, GP_LENS_DATA);
  gp_scene_builder_set_view (builder, gp_element_get_id (gp_edit_find_view (design, "data")));
  gp_scene_builder_rebuild (builder);
  return builder;
}

static GpDesign *
new_design (guint n)
{
  GpDesign *design = gp_edit_new_design ("Arranged");
  const GpId *root = gp_design_get_root_id (design);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GpChangeSet)
                   add = gp_edit_add (design, GP_KIND_ENTITY, root, NULL, NULL, NULL, NULL);
      g_assert_true (gp_design_apply (design, add, NULL));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
      g_autoptr(GpChangeSet) relate =
        gp_edit_add_relation (design, gp_element_get_id (entities->pdata[i]),
                              gp_element_get_id (entities->pdata[(i * 7 + 3) % n]), NULL, NULL);
      g_assert_true (gp_design_apply (design, relate, NULL));
    }
  return design;
}

static void
assert_no_overlap (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    for (guint j = 0; j < i; j++)
      {
        const GpSceneItem *a = gp_scene_get_item (scene, i), *b = gp_scene_get_item (scene, j);

        if (a != NULL && b != NULL && a->type != GP_ITEM_AREA && b->type != GP_ITEM_AREA)
          g_assert_false (gp_rect_overlaps (&a->rect, &b->rect));
      }
}

static void
store_places (GpDesign       *design,
              GpSceneBuilder *builder)
{
  g_autoptr(GArray) places = gp_arrange_list_places (builder);
  g_autoptr(GpChangeSet) changes =
    gp_edit_place (design, gp_element_get_id (gp_edit_find_view (design, "data")),
                   (const GpEditPlace *) (gconstpointer) places->data, places->len, "Arranged");

  g_assert_true (gp_design_apply (design, changes, NULL));
}

static void
test_everything_gets_a_place (void)
{
  g_autoptr(GpDesign) design = new_design (25);
  g_autoptr(GpSceneBuilder) builder = new_builder (design);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (gp_scene_builder_count_unplaced (builder), ==, 25);
  gp_arrange_unplaced (builder, GP_LAYOUT_QUICK, NULL, &error);
  g_assert_no_error (error);
  assert_no_overlap (gp_scene_builder_get_scene (builder));
  store_places (design, builder);
  gp_scene_builder_rebuild (builder);
  g_assert_cmpuint (gp_scene_builder_count_unplaced (builder), ==, 0);
}

static void
test_placed_ones_stay (void)
{
  g_autoptr(GpDesign) design = new_design (25);
  g_autoptr(GpSceneBuilder) builder = new_builder (design);
  g_autoptr(GHashTable) before = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GpChangeSet) add = NULL;
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GHashTableIter iter;
  gpointer key, value;
  GpId id;

  g_assert_true (gp_arrange_unplaced (builder, GP_LAYOUT_QUICK, NULL, NULL));
  store_places (design, builder);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *entity = gp_element_get_id (entities->pdata[i]);
      const GpSceneItem *item = gp_scene_find (scene, entity);

      g_hash_table_insert (before, g_memdup2 (entity, sizeof *entity),
                           g_memdup2 (&item->rect, sizeof item->rect));
    }

  add = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "late", NULL, NULL,
                     &id);
  g_assert_true (gp_design_apply (design, add, NULL));
  gp_scene_builder_rebuild (builder);
  g_assert_true (gp_arrange_unplaced (builder, GP_LAYOUT_QUICK, NULL, NULL));
  assert_no_overlap (scene);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const GpRect *now = &gp_scene_find (scene, key)->rect, *then = value;

      g_assert_cmpfloat (now->x, ==, then->x);
      g_assert_cmpfloat (now->y, ==, then->y);
    }
}

/* A selection that was tidied is clear of all else, and nothing but it has moved. */
static void
test_room_is_made_by_moving_what_is_tidied (void)
{
  g_autoptr(GpDesign) design = new_design (20);
  g_autoptr(GpSceneBuilder) builder = new_builder (design);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autofree GpRect *rects = NULL;
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpPoint at = { g_test_rand_double_range (-500, 1500), g_test_rand_double_range (-500, 1500) };

  g_assert_true (gp_arrange_unplaced (builder, GP_LAYOUT_QUICK, NULL, NULL));
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    if (gp_scene_get_item (scene, i) != NULL && g_test_rand_bit ())
      g_array_append_val (keys, gp_scene_get_item (scene, i)->key);
  rects = g_new (GpRect, keys->len + 1);
  for (guint i = 0; i < keys->len; i++)
    {
      rects[i] = gp_scene_find (scene, &g_array_index (keys, GpId, i))->rect;
      rects[i].x = at.x + (i % 3) * 600;
      rects[i].y = at.y + (i / 3) * 900;
    }
  gp_arrange_make_room (scene, keys, rects);
  for (guint i = 0; i < keys->len; i++)
    {
      g_assert_cmpfloat_with_epsilon (rects[i].x - rects[0].x, (i % 3) * 600, .01);
      gp_scene_builder_move (builder, &g_array_index (keys, GpId, i), rects[i].x, rects[i].y);
    }
  assert_no_overlap (scene);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/arrange/everything-gets-a-place", test_everything_gets_a_place);
  g_test_add_func ("/render/arrange/placed-ones-stay", test_placed_ones_stay);
  g_test_add_func ("/render/arrange/room-is-made-by-moving-what-is-tidied",
                   test_room_is_made_by_moving_what_is_tidied);
  return g_test_run ();
}

/* test-scene-places.c — nothing hides under something else
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
test_what_has_no_place_stands_below (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpScene *scene;

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr(GpChangeSet)
                   changes = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design),
                                          "more", NULL, NULL, NULL);

      g_assert_true (gp_design_apply (design, changes, NULL));
    }
  builder = gp_test_builder_new (design, GP_LENS_DATA);
  scene = gp_scene_builder_get_scene (builder);
  g_assert_cmpuint (gp_scene_builder_count_unplaced (builder), ==, 30);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    for (guint j = 0; j < i; j++)
      {
        const GpSceneItem *a = gp_scene_get_item (scene, i);
        const GpSceneItem *b = gp_scene_get_item (scene, j);

        if (a->type != GP_ITEM_AREA && b->type != GP_ITEM_AREA)
          g_assert_false (gp_rect_overlaps (&a->rect, &b->rect));
      }
}

static void
test_access_borrows_the_places_of_data (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_ACCESS);
  GpId view = gp_test_scene_find_view (design);
  GpId places;

  gp_scene_builder_get_places (builder, &places);
  g_assert_true (gp_id_equal (&places, &view));
  g_assert_true (gp_scene_builder_borrows_places (builder));
  g_assert_true (gp_test_find_card (builder, "order")->placed);
}

/* A file may have any number; a picture of it would never be done. */
static void
test_nothing_is_endlessly_far (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId view = gp_test_scene_find_view (design);
  const GpEditPlace place = { gp_test_find_card (builder, "order")->id, { 1e300, -1e300 }, TRUE };
  g_autoptr(GpChangeSet) changes = gp_edit_place (design, &view, &place, 1, "Moved");
  g_autoptr(GpSceneBuilder) again = NULL;

  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_scene_builder_update (builder, changes);
  again = gp_test_builder_new (design, GP_LENS_DATA);
  for (guint i = 0; i < 2; i++)
    {
      const GpSceneItem *card = gp_test_find_card (i == 0 ? builder : again, "order");

      g_assert_cmpfloat (card->rect.x, ==, 1e7);
      g_assert_cmpfloat (card->rect.y, ==, -1e7);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-places/what-has-no-place-stands-below",
                   test_what_has_no_place_stands_below);
  g_test_add_func ("/render/scene-places/access-borrows-the-places-of-data",
                   test_access_borrows_the_places_of_data);
  g_test_add_func ("/render/scene-places/nothing-is-endlessly-far", test_nothing_is_endlessly_far);

  return g_test_run ();
}

/* test-scene-gather.c — the access lens, on the places of the data view
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-test-builder.h"
#include "gp-test-tables.h"
#include "gp-test.h"

static GpScene *
scene_of (GpSceneBuilder *builder)
{
  return gp_scene_builder_get_scene (builder);
}

static double
area_of_all (GpScene *scene)
{
  GpRect bounds = gp_scene_get_bounds (scene);

  return bounds.width * bounds.height;
}

/* Every domain around its own members, and nothing over something else. */
static void
assert_in_order (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    for (guint j = 0; j < i; j++)
      {
        const GpSceneItem *a = gp_scene_get_item (scene, i);
        const GpSceneItem *b = gp_scene_get_item (scene, j);

        if (!gp_id_equal (&a->area, &b->key) && !gp_id_equal (&b->area, &a->key))
          g_assert_false (gp_rect_overlaps (&a->rect, &b->rect));
      }
}

static void
test_small_cards_stand_close (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (200);
  g_autoptr(GpSceneBuilder) data = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpSceneBuilder) access = gp_test_builder_new (design, GP_LENS_ACCESS);

  assert_in_order (scene_of (access));
  g_assert_true (gp_scene_builder_borrows_places (access));
  g_assert_false (gp_scene_builder_borrows_places (data));
  g_assert_cmpfloat (area_of_all (scene_of (access)), <, area_of_all (scene_of (data)) / 2);
}

static void
test_cards_stand_as_in_the_data_view (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (120);
  g_autoptr(GpSceneBuilder) data = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpSceneBuilder) access = gp_test_builder_new (design, GP_LENS_ACCESS);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint i = 1; i < entities->len; i++)
    {
      const GpId *one = gp_element_get_id (entities->pdata[i - 1]);
      const GpId *other = gp_element_get_id (entities->pdata[i]);
      const GpSceneItem *a = gp_scene_find (scene_of (data), one);
      const GpSceneItem *b = gp_scene_find (scene_of (data), other);
      const GpSceneItem *c = gp_scene_find (scene_of (access), one);
      const GpSceneItem *d = gp_scene_find (scene_of (access), other);

      if (!gp_id_equal (&a->area, &b->area))
        continue;
      g_assert_cmpint (a->rect.x < b->rect.x, ==, c->rect.x < d->rect.x);
      g_assert_cmpint (a->rect.y < b->rect.y, ==, c->rect.y < d->rect.y);
    }
}

/* A card that is made again does not go back to where the data view has it. */
static void
test_an_edit_moves_nothing (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (80);
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_ACCESS);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  GpId renamed = *gp_element_get_id (entities->pdata[79]);      /* the element is replaced */
  const GpId *id = &renamed;
  GpRect before = gp_scene_find (scene_of (builder), id)->rect;
  g_autoptr(GpChangeSet) changes = gp_edit_rename (design, id, "renamed", NULL);
  const GpSceneItem *after;

  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_scene_builder_update (builder, changes);
  after = gp_scene_find (scene_of (builder), id);
  g_assert_cmpstr (after->title, ==, "renamed");
  g_assert_cmpfloat (after->rect.x, ==, before.x);
  g_assert_cmpfloat (after->rect.y, ==, before.y);
}

static GArray *
list_places (GpScene *scene)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      GpEditPlace place = { item->id, { item->rect.x, item->rect.y }, FALSE };

      if (item->type != GP_ITEM_AREA)
        g_array_append_val (places, place);
    }
  return places;
}

static void
assert_places (GpScene *scene,
               GArray  *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const GpEditPlace *place = &g_array_index (places, GpEditPlace, i);
      const GpSceneItem *item = gp_scene_find (scene, &place->element);

      g_assert_cmpfloat (item->rect.x, ==, place->at.x);
      g_assert_cmpfloat (item->rect.y, ==, place->at.y);
    }
}

/* The first card that is moved makes all places the lens' own; undo borrows them again. */
static void
test_undo_borrows_again (void)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (30);
  g_autoptr(GpChangeSet) views = gp_edit_add_views (design);
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_ACCESS);
  g_autoptr(GArray) places = NULL, moved = NULL;
  g_autoptr(GpChangeSet) changes = NULL, undo = NULL;
  const GpId *view;

  g_assert_true (gp_design_apply (design, views, NULL));
  view = gp_element_get_id (gp_edit_find_view (design, "access"));
  gp_scene_builder_set_view (builder, view);
  gp_scene_builder_rebuild (builder);
  places = list_places (scene_of (builder));
  moved = list_places (scene_of (builder));
  g_array_index (moved, GpEditPlace, 0).at.x -= 500;

  changes = gp_edit_place (design, view, (const GpEditPlace *) (gpointer) moved->data, moved->len,
                           "moved");
  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_scene_builder_update (builder, changes);
  g_assert_false (gp_scene_builder_borrows_places (builder));
  assert_places (scene_of (builder), moved);

  undo = gp_change_set_invert (changes);
  g_assert_true (gp_design_apply (design, undo, NULL));
  gp_scene_builder_update (builder, undo);
  g_assert_true (gp_scene_builder_borrows_places (builder));
  assert_places (scene_of (builder), places);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-gather/small-cards-stand-close", test_small_cards_stand_close);
  g_test_add_func ("/render/scene-gather/cards-stand-as-in-the-data-view",
                   test_cards_stand_as_in_the_data_view);
  g_test_add_func ("/render/scene-gather/an-edit-moves-nothing", test_an_edit_moves_nothing);
  g_test_add_func ("/render/scene-gather/undo-borrows-again", test_undo_borrows_again);

  return g_test_run ();
}

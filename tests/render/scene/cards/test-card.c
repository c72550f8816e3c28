/* test-card.c — cards have room for what they show
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static guint
count_texts (GpSceneBuilder *builder,
             const char     *name,
             GpLod           lod)
{
  g_autoptr(GpShapes) shapes = gp_scene_build_shapes (gp_scene_builder_get_scene (builder),
                                                      gp_test_find_card (builder, name), lod);
  guint n;
  guint texts = 0;
  const GpShape *all = gp_shapes_peek (shapes, &n);

  for (guint i = 0; i < n; i++)
    texts += all[i].type == GP_SHAPE_TEXT;
  return texts;
}

static void
test_everything_lies_inside (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();

  for (int lens = GP_LENS_DATA; lens <= GP_LENS_ACCESS; lens += 2)
    {
      g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, (GpLens) lens);
      const GpSceneItem *card = gp_test_find_card (builder, "order");

      for (guint lod = GP_LOD_FULL; lod < GP_N_LODS; lod++)
        {
          g_autoptr(GpShapes) shapes =
            gp_scene_build_shapes (gp_scene_builder_get_scene (builder), card, lod);
          guint n;
          const GpShape *all = gp_shapes_peek (shapes, &n);

          g_assert_cmpuint (n, >, 0);
          for (guint i = 0; i < n; i++)
            {
              g_assert_cmpfloat (all[i].rect.x, >=, 0);
              g_assert_cmpfloat (all[i].rect.x + all[i].rect.width, <=, card->rect.width + .5);
              g_assert_cmpfloat (all[i].rect.y + all[i].rect.height, <=, card->rect.height + 2);
            }
        }
    }
}

static void
test_less_is_shown_from_afar (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);

  g_assert_cmpuint (count_texts (builder, "order", GP_LOD_FULL), ==, 1 + 1 + 2 * 3 + 1);
  g_assert_cmpuint (count_texts (builder, "order", GP_LOD_BARS), ==, 1);
  g_assert_cmpuint (count_texts (builder, "order", GP_LOD_NAMES), ==, 1);
  g_assert_cmpuint (count_texts (builder, "order", GP_LOD_BLOCKS), ==, 0);
}

static void
test_rows_are_where_they_are_said_to_be (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  const GpSceneItem *card = gp_test_find_card (builder, "order");
  const GpElement *field = gp_test_scene_find_field (design, "order", "total");
  int row = gp_scene_item_find_row (card, gp_element_get_id (field));
  GpRect rect = gp_scene_item_get_row_rect (card, (guint) row);

  g_assert_cmpint (row, ==, 1);
  g_assert_cmpfloat (rect.y, ==, card->rect.y + GP_CARD_HEADER + GP_CARD_ROW);
  g_assert_cmpfloat (card->rect.height, ==, GP_CARD_HEADER + 3 * GP_CARD_ROW + GP_CARD_FOOT);
}

static void
test_comparison_marks_what_changed (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpDesign) base = gp_design_copy (design);
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpId ids[] = {
    *gp_element_get_id (gp_test_scene_find_field (design, "customer", "born_on")),
    *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log")),
  };
  g_autoptr(GpChangeSet) removal = gp_edit_remove (design, ids, 2, NULL);
  g_autofree char *dump = NULL;

  g_assert_true (gp_design_apply (design, removal, NULL));
  builder = gp_test_builder_new (design, GP_LENS_DATA);
  gp_scene_builder_set_base (builder, base);
  gp_scene_builder_rebuild (builder);
  g_assert_cmpint (gp_test_find_card (builder, "customer")->state, ==, GP_STATE_CHANGED);
  g_assert_cmpint (gp_test_find_card (builder, "order")->state, ==, GP_STATE_SAME);
  g_assert_cmpint (gp_scene_find (gp_scene_builder_get_scene (builder), &ids[1])->state, ==,
                   GP_STATE_REMOVED);
  dump = gp_test_builder_dump (builder);
  g_assert_nonnull (strstr (dump, "strike \"born_on\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/card/everything-lies-inside", test_everything_lies_inside);
  g_test_add_func ("/render/card/less-is-shown-from-afar", test_less_is_shown_from_afar);
  g_test_add_func ("/render/card/rows-are-where-they-are-said-to-be",
                   test_rows_are_where_they_are_said_to_be);
  g_test_add_func ("/render/card/comparison-marks-what-changed",
                   test_comparison_marks_what_changed);

  return g_test_run ();
}

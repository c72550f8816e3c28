/* test-scene-lines.c — relations and their ends
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static const GpSceneLine *
find_line (GpSceneBuilder *builder,
           const char     *entity,
           const char     *field)
{
  const GpElement *element =
    gp_test_scene_find_field (gp_scene_builder_get_design (builder), entity, field);

  return gp_scene_find_line (gp_scene_builder_get_scene (builder), gp_element_get_id (element));
}

static void
test_ends_say_how_many (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId field = *gp_element_get_id (gp_test_scene_find_field (design, "order", "customer_id"));

  gp_test_builder_apply (builder, gp_edit_set (design, &field, GP_FIELD_NULLABLE,
                                               gp_value_bool (FALSE), NULL));
  g_assert_cmpint (find_line (builder, "order", "customer_id")->from_mark, ==,
                   GP_MARK_ZERO_OR_MANY);
  g_assert_cmpint (find_line (builder, "order", "customer_id")->to_mark, ==, GP_MARK_ONE);
  gp_test_builder_apply (builder, gp_edit_set (design, &field, GP_FIELD_NULLABLE,
                                               gp_value_bool (TRUE), NULL));
  gp_test_builder_apply (builder, gp_edit_set (design, &field, GP_FIELD_UNIQUE,
                                               gp_value_bool (TRUE), NULL));
  g_assert_cmpint (find_line (builder, "order", "customer_id")->from_mark, ==, GP_MARK_ZERO_OR_ONE);
  g_assert_cmpint (find_line (builder, "order", "customer_id")->to_mark, ==, GP_MARK_ZERO_OR_ONE);
}

static void
test_lines_leave_from_their_row (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  const GpSceneLine *line = find_line (builder, "order", "customer_id");
  const GpSceneItem *card = gp_test_find_card (builder, "order");
  GpRect row = gp_scene_item_get_row_rect (card, (guint) line->from_row);

  g_assert_cmpint (line->from_row, ==, 2);
  g_assert_cmpfloat (line->points[0].y, ==, row.y + row.height / 2);
  for (guint i = 1; i < line->n_points; i++)
    g_assert_true (line->points[i].x == line->points[i - 1].x
                   || line->points[i].y == line->points[i - 1].y);
}

static void
test_lines_follow_their_cards (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId key = gp_test_find_card (builder, "order")->key;
  double before = find_line (builder, "order", "customer_id")->points[0].y;

  gp_scene_builder_move (builder, &key, 360, 200);
  gp_scene_builder_settle (builder);
  g_assert_cmpfloat (find_line (builder, "order", "customer_id")->points[0].y, ==, before + 200);
}

static void
test_lines_to_hubs_are_cropped (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId customer = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "customer"));
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(GpChangeSet) changes = gp_edit_add_relation (design, &log, &customer, NULL, NULL);

      g_assert_true (gp_design_apply (design, changes, NULL));
    }
  builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_assert_true (find_line (builder, "order", "customer_id")->cropped);
  g_assert_false (find_line (builder, "item", "order_id")->cropped);
}

static void
test_an_entity_may_refer_to_itself (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));

  gp_test_builder_apply (builder, gp_edit_add_relation (design, &log, &log, NULL, NULL));
  g_assert_cmpuint (gp_test_find_card (builder, "log")->degree, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-lines/ends-say-how-many", test_ends_say_how_many);
  g_test_add_func ("/render/scene-lines/lines-leave-from-their-row",
                   test_lines_leave_from_their_row);
  g_test_add_func ("/render/scene-lines/lines-follow-their-cards", test_lines_follow_their_cards);
  g_test_add_func ("/render/scene-lines/lines-to-hubs-are-cropped", test_lines_to_hubs_are_cropped);
  g_test_add_func ("/render/scene-lines/an-entity-may-refer-to-itself",
                   test_an_entity_may_refer_to_itself);

  return g_test_run ();
}

/* test-scene-data.c — entities among their domains
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
test_members_lie_in_their_area (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  const GpElement *domain = gp_test_scene_find (design, GP_KIND_DOMAIN, "sales");
  const GpSceneItem *area = gp_scene_find (gp_scene_builder_get_scene (builder),
                                           gp_element_get_id (domain));
  const GpSceneItem *order = gp_test_find_card (builder, "order");

  g_assert_true (gp_id_equal (&order->area, &area->key));
  g_assert_cmpfloat (area->rect.x, <, gp_test_find_card (builder, "customer")->rect.x);
  g_assert_cmpfloat (area->rect.x + area->rect.width, >, order->rect.x + order->rect.width);
  g_assert_true (gp_id_is_nil (&gp_test_find_card (builder, "log")->area));
}

static void
test_guests_stand_only_where_they_were_put (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId clerk = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ROLE, "clerk"));
  GpId view = gp_test_scene_find_view (design);
  GpEditPlace place = { clerk, { 900, 900 }, TRUE };

  g_assert_null (gp_scene_find (gp_scene_builder_get_scene (builder), &clerk));
  gp_test_builder_apply (builder, gp_edit_place (design, &view, &place, 1, "Placed"));
  g_assert_nonnull (gp_scene_find (gp_scene_builder_get_scene (builder), &clerk));
}

static void
test_hidden_and_left_out_ones_are_not_shown (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpId view = gp_test_scene_find_view (design);
  GpId log = gp_test_find_card (builder, "log")->id;
  GpId sales = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_DOMAIN, "sales"));
  GpId placement = *gp_element_get_id (gp_edit_placement (design, &view, &log));

  gp_test_builder_apply (builder, gp_edit_set (design, &placement, GP_PLACEMENT_HIDDEN,
                                               gp_value_bool (TRUE), NULL));
  g_assert_null (gp_test_find_card (builder, "log"));
  gp_test_builder_apply (builder, gp_edit_set (design, &view, GP_VIEW_MEMBERS,
                                               gp_value_ids (&sales, 1), NULL));
  gp_test_builder_apply (builder, gp_edit_set (design, &view, GP_VIEW_SHOWS,
                                               gp_value_text ("members"), NULL));
  g_assert_nonnull (gp_test_find_card (builder, "order"));
  g_assert_null (gp_test_find_card (builder, "item"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-data/members-lie-in-their-area", test_members_lie_in_their_area);
  g_test_add_func ("/render/scene-data/guests-stand-only-where-they-were-put",
                   test_guests_stand_only_where_they_were_put);
  g_test_add_func ("/render/scene-data/hidden-and-left-out-ones-are-not-shown",
                   test_hidden_and_left_out_ones_are_not_shown);

  return g_test_run ();
}

/* test-frame.c — the frames around the steps of a loop
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
test_a_frame_is_around_its_steps (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId flow = gp_test_steps_add (design, "bill");
  GpId loop = gp_test_steps_add_step (design, &flow, "each", "for");
  GpId inner = gp_test_steps_add_step (design, &loop, "group", "group");
  GpId step = gp_test_steps_add_step (design, &inner, "make", "set");
  g_autoptr(GpSceneBuilder) builder = gp_test_steps_new_builder (design, &flow);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  const GpSceneItem *outside = gp_scene_find (scene, &loop);
  const GpSceneItem *between = gp_scene_find (scene, &inner);
  const GpSceneItem *inside = gp_scene_find (scene, &step);

  g_assert_cmpint (outside->type, ==, GP_ITEM_AREA);
  g_assert_cmpint (between->type, ==, GP_ITEM_AREA);
  g_assert_cmpint (inside->type, ==, GP_ITEM_NODE);
  g_assert_true (gp_rect_contains (&between->rect, inside->rect.x, inside->rect.y));
  g_assert_true (gp_rect_contains (&outside->rect, between->rect.x, between->rect.y));
  g_assert_cmpfloat (between->rect.x + between->rect.width, <,
                     outside->rect.x + outside->rect.width);
}

static void
test_a_frame_says_what_it_does (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId flow = gp_test_steps_add (design, "bill");
  GpId loop = gp_test_steps_add_step (design, &flow, "each", "for");
  g_autoptr(GpSceneBuilder) builder = NULL;
  g_autoptr(GpShapes) shapes = NULL;
  g_autoptr(GString) dump = g_string_new (NULL);

  gp_test_steps_add_step (design, &loop, "make", "set");
  gp_test_steps_set (design, &loop, GP_STEP_EACH, gp_value_text ("visit"));
  gp_test_steps_set (design, &loop, GP_STEP_IN, gp_value_text ("[1, 2]"));
  builder = gp_test_steps_new_builder (design, &flow);
  shapes = gp_scene_build_shapes (gp_scene_builder_get_scene (builder),
                                  gp_scene_find (gp_scene_builder_get_scene (builder), &loop),
                                  GP_LOD_FULL);
  gp_shapes_dump (shapes, dump);
  g_assert_nonnull (strstr (dump->str, "each"));
  g_assert_nonnull (strstr (dump->str, "visit in [1, 2]"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/frame/a-frame-is-around-its-steps", test_a_frame_is_around_its_steps);
  g_test_add_func ("/render/frame/a-frame-says-what-it-does", test_a_frame_says_what_it_does);

  return g_test_run ();
}

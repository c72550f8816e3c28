/* test-stage.c — what a step of a story shows
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-stage.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test-story.h"
#include "gp-test.h"

static gboolean
contains (const GpRect *outer,
          const GpRect *inner)
{
  GpRect both = gp_rect_union (outer, inner);

  return both.width == outer->width && both.height == outer->height;
}

static void
test_steps_say_drawing_and_part (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId story = gp_test_story_add (design);
  g_autoptr(GPtrArray) steps = gp_stage_list_steps (design, &story);
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  GpRect bounds = gp_scene_get_bounds (scene);
  GpRect all, focus, part;
  GpStage stages[4];

  g_assert_cmpuint (steps->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    gp_stage_read (design, g_ptr_array_index (steps, i), &stages[i]);
  g_assert_true (gp_stage_equal_drawing (&stages[0], &stages[2]));
  g_assert_false (gp_stage_equal_drawing (&stages[0], &stages[3]));
  g_assert_cmpint (stages[3].lens, ==, GP_LENS_FLOWS);

  gp_stage_apply (&stages[0], builder);
  all = gp_stage_get_area (&stages[0], scene, g_ptr_array_index (steps, 0));
  focus = gp_stage_get_area (&stages[1], scene, g_ptr_array_index (steps, 1));
  part = gp_stage_get_area (&stages[2], scene, g_ptr_array_index (steps, 2));
  g_assert_true (contains (&all, &bounds));
  g_assert_true (contains (&focus, &gp_scene_find (scene, gp_element_get_id (order))->rect));
  g_assert_cmpfloat (focus.width, <, all.width);
  g_assert_cmpfloat (part.x, ==, 10);
  g_assert_cmpfloat (part.width, ==, 300);

  gp_stage_apply (&stages[3], builder);
  g_assert_cmpint (gp_scene_builder_get_lens (builder), ==, GP_LENS_FLOWS);
}

/* A field is shown with its card; what is gone, or not drawn, leaves everything to be seen. */
static void
test_focus_falls_back (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  const GpElement *field = gp_test_scene_find_field (design, "order", "customer_id");
  const GpElement *role = gp_test_scene_find (design, GP_KIND_ROLE, "clerk");
  GpId id = gp_id_new ();
  GpStage stage = { .lens = GP_LENS_DATA };
  GpRect all = gp_stage_get_area (&stage, scene, NULL);
  GpRect area;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GpElement) step = gp_element_new (GP_KIND_STORY_STEP, &id, &id, 1);

      gp_element_set (step, GP_STORY_STEP_FOCUS,
                      gp_value_ids (gp_element_get_id (i == 0 ? field : role), 1));
      area = gp_stage_get_area (&stage, scene, step);
      if (i == 0)
        g_assert_cmpfloat (area.width, <, all.width);
      else
        g_assert_cmpfloat (area.width, ==, all.width);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/stage/steps-say-drawing-and-part", test_steps_say_drawing_and_part);
  g_test_add_func ("/render/stage/focus-falls-back", test_focus_falls_back);
  return g_test_run ();
}

/* test-scene-flows.c — flows go from left to right
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static const GpSceneItem *
find_step (GpSceneBuilder *builder,
           const char     *name)
{
  const GpElement *step =
    gp_test_scene_find (gp_scene_builder_get_design (builder), GP_KIND_STEP, name);

  return gp_scene_find (gp_scene_builder_get_scene (builder), gp_element_get_id (step));
}

static const GpId *
find_flow (GpDesign *design)
{
  return gp_element_get_id (gp_test_scene_find (design, GP_KIND_FLOW, "ship"));
}

static void
test_steps_stand_right_of_what_leads_to_them (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_steps_new_builder (design, find_flow (design));
  const GpSceneItem *trigger = gp_scene_find (gp_scene_builder_get_scene (builder),
                                              find_flow (design));

  g_assert_cmpfloat (trigger->rect.x, <, find_step (builder, "check")->rect.x);
  g_assert_cmpfloat (find_step (builder, "check")->rect.x, <, find_step (builder, "pack")->rect.x);
  g_assert_cmpfloat (find_step (builder, "pack")->rect.x, <, find_step (builder, "refuse")->rect.x);
}

static void
test_branches_have_labels_and_types (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_steps_new_builder (design, find_flow (design));
  GpScene *scene = gp_scene_builder_get_scene (builder);
  guint seen[GP_N_LINE_TYPES] = { 0 };

  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);

      seen[line->type]++;
      g_assert_true ((line->label != NULL) == (line->type != GP_LINE_NEXT));
      g_assert_cmpint (line->to_mark, ==, GP_MARK_ARROW);
    }
  g_assert_cmpuint (seen[GP_LINE_NEXT], ==, 1);
  g_assert_cmpuint (seen[GP_LINE_TRUE], ==, 1);
  g_assert_cmpuint (seen[GP_LINE_ELSE], ==, 1);
  g_assert_cmpuint (seen[GP_LINE_ERROR], ==, 1);
}

static void
test_a_circle_ends (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpId *flow = find_flow (design);
  GpId back = gp_test_steps_connect (
    design, flow, gp_element_get_id (gp_test_scene_find (design, GP_KIND_STEP, "refuse")),
    gp_element_get_id (gp_test_scene_find (design, GP_KIND_STEP, "check")), "next");

  builder = gp_test_steps_new_builder (design, flow);
  g_assert_nonnull (gp_scene_find_line (gp_scene_builder_get_scene (builder), &back));
}

static void
test_a_branch_may_end_the_flow (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpId *flow = find_flow (design);
  const GpId *check = gp_element_get_id (gp_test_scene_find (design, GP_KIND_STEP, "check"));
  GpId branch = gp_test_steps_connect (design, flow, check, NULL, "case");
  GpId plain = gp_test_steps_connect (design, flow, check, NULL, "next");
  GpScene *scene;

  builder = gp_test_steps_new_builder (design, flow);
  scene = gp_scene_builder_get_scene (builder);
  g_assert_nonnull (gp_scene_find (scene, &branch));
  g_assert_nonnull (gp_scene_find_line (scene, &branch));
  g_assert_null (gp_scene_find (scene, &plain));
  g_assert_null (gp_scene_find_line (scene, &plain));
}

static void
test_a_folded_loop_stands_for_its_steps (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId flow = gp_test_steps_add (design, "bill");
  GpId loop = gp_test_steps_add_step (design, &flow, "each", "for");
  GpId step = gp_test_steps_add_step (design, &loop, "make", "set");
  GpId rescue = gp_test_steps_add_step (design, &flow, "tell", "mail");
  GpId error = gp_test_steps_connect (design, &loop, &step, &rescue, "error");
  GpId view = gp_id_new ();
  GpEditPlace place = { loop, { 0, 0 }, FALSE };
  g_autoptr(GpElement) own = gp_element_new (GP_KIND_VIEW, &view, gp_design_get_root_id (design),
                                             99);
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("View");
  g_autoptr(GpChangeSet) placed = NULL;
  GpScene *scene;

  gp_element_set_text (own, GP_VIEW_NAME, "bill");
  gp_element_set_text (own, GP_VIEW_LENS, "flows");
  gp_element_set_ref (own, GP_VIEW_SUBJECT, &flow);
  gp_change_set_add (changes, own);
  g_assert_true (gp_design_apply (design, changes, NULL));
  placed = gp_edit_place (design, &view, &place, 1, "Placed");
  g_assert_true (gp_design_apply (design, placed, NULL));
  gp_test_steps_set (design, gp_element_get_id (gp_edit_placement (design, &view, &loop)),
                    GP_PLACEMENT_COLLAPSED, gp_value_bool (TRUE));

  builder = gp_test_steps_new_builder (design, &flow);
  scene = gp_scene_builder_get_scene (builder);
  g_assert_true (gp_scene_find (scene, &loop)->folded);
  g_assert_null (gp_scene_find (scene, &step));
  g_assert_true (gp_scene_builder_stand_in (builder, &step) == gp_scene_find (scene, &loop));
  g_assert_cmpuint (gp_scene_find_line (scene, &error)->from, ==,
                    gp_scene_find (scene, &loop)->slot);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-flows/steps-stand-right-of-what-leads-to-them",
                   test_steps_stand_right_of_what_leads_to_them);
  g_test_add_func ("/render/scene-flows/branches-have-labels-and-types",
                   test_branches_have_labels_and_types);
  g_test_add_func ("/render/scene-flows/a-circle-ends", test_a_circle_ends);
  g_test_add_func ("/render/scene-flows/a-branch-may-end-the-flow", test_a_branch_may_end_the_flow);
  g_test_add_func ("/render/scene-flows/a-folded-loop-stands-for-its-steps",
                   test_a_folded_loop_stands_for_its_steps);

  return g_test_run ();
}

/* test-scene-flows.c — flows go from left to right
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-test-builder.h"
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

static void
test_steps_stand_right_of_what_leads_to_them (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  const GpElement *flow = gp_test_scene_find (design, GP_KIND_FLOW, "ship");
  const GpSceneItem *trigger = gp_scene_find (gp_scene_builder_get_scene (builder),
                                              gp_element_get_id (flow));

  g_assert_cmpfloat (trigger->rect.x, <, find_step (builder, "check")->rect.x);
  g_assert_cmpfloat (find_step (builder, "check")->rect.x, <, find_step (builder, "pack")->rect.x);
  g_assert_cmpfloat (find_step (builder, "pack")->rect.x, <, find_step (builder, "refuse")->rect.x);
}

static void
test_branches_have_labels_and_types (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  guint seen[GP_LINE_ERROR + 1] = { 0 };

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
  const GpElement *flow = gp_test_scene_find (design, GP_KIND_FLOW, "ship");
  const GpElement *refuse = gp_test_scene_find (design, GP_KIND_STEP, "refuse");
  const GpElement *check = gp_test_scene_find (design, GP_KIND_STEP, "check");
  GpId id = gp_id_new ();
  GpElement *back = gp_element_new (GP_KIND_TRANSITION, &id, gp_element_get_id (flow), 99);
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Back");

  gp_element_set_ref (back, GP_TRANSITION_FROM, gp_element_get_id (refuse));
  gp_element_set_ref (back, GP_TRANSITION_TO, gp_element_get_id (check));
  gp_change_set_add (changes, back);
  gp_element_unref (back);
  g_assert_true (gp_design_apply (design, changes, NULL));
  builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  g_assert_nonnull (gp_scene_find_line (gp_scene_builder_get_scene (builder), &id));
}

static void
test_several_flows_have_areas (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  g_autoptr(GpChangeSet)
               changes = gp_edit_add (design, GP_KIND_FLOW, gp_design_get_root_id (design), "bill",
                                      NULL, NULL, NULL);
  const GpId *id = gp_element_get_id (gp_test_scene_find (design, GP_KIND_FLOW, "ship"));
  GpId area = gp_id_derive (id, id);

  builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  g_assert_null (gp_scene_find (gp_scene_builder_get_scene (builder), &area));
  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_scene_builder_update (builder, changes);
  g_assert_nonnull (gp_scene_find (gp_scene_builder_get_scene (builder), &area));
  gp_scene_builder_set_subject (builder, id);
  gp_scene_builder_rebuild (builder);
  g_assert_null (gp_scene_find (gp_scene_builder_get_scene (builder), &area));
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
  g_test_add_func ("/render/scene-flows/several-flows-have-areas", test_several_flows_have_areas);

  return g_test_run ();
}

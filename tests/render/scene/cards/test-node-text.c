/* test-node-text.c — what stands on small cards
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-node-text.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
test_every_step_type_has_an_icon (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_auto(GStrv) types = gp_property_list_choices (GP_STEP_TYPE);
  const GpElement *flow = gp_test_scene_find (design, GP_KIND_FLOW, "ship");

  for (guint i = 0; types[i] != NULL; i++)
    {
      g_auto(GpNodeText) text = { 0 };
      GpId id = gp_id_new ();
      g_autoptr(GpElement) step = gp_element_new (GP_KIND_STEP, &id, gp_element_get_id (flow), 1);

      gp_element_set_text (step, GP_STEP_NAME, "step");
      gp_element_set_text (step, GP_STEP_TYPE, types[i]);
      gp_node_text_init (&text, design, step, FALSE);
      g_assert_cmpint (text.icon, !=, GP_ICON_NONE);
      g_assert_cmpstr (text.title, ==, "step");
      g_assert_cmpstr (text.detail, !=, "");
      g_assert_cmpfloat ((double) text.accent.alpha, ==, 1);
    }
}

static void
test_every_trigger_has_a_title (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_auto(GStrv) triggers = gp_property_list_choices (GP_FLOW_TRIGGER);

  for (guint i = 0; triggers[i] != NULL; i++)
    {
      g_auto(GpNodeText) text = { 0 };
      GpId id = gp_id_new ();
      g_autoptr(GpElement)
                   flow = gp_element_new (GP_KIND_FLOW, &id, gp_design_get_root_id (design), 1);

      gp_element_set_text (flow, GP_FLOW_NAME, "nightly");
      gp_element_set_text (flow, GP_FLOW_TRIGGER, triggers[i]);
      gp_node_text_init (&text, design, flow, TRUE);
      g_assert_cmpstr (text.title, !=, "");
      g_assert_cmpint (text.icon, !=, GP_ICON_NONE);
    }
}

static void
test_steps_say_what_they_are_about (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_auto(GpNodeText) text = { 0 };

  gp_node_text_init (&text, design, gp_test_scene_find (design, GP_KIND_STEP, "pack"), FALSE);
  g_assert_cmpstr (text.detail, ==, "create");
  g_assert_cmpstr (text.chip, ==, "order");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/node-text/every-step-type-has-an-icon",
                   test_every_step_type_has_an_icon);
  g_test_add_func ("/render/node-text/every-trigger-has-a-title", test_every_trigger_has_a_title);
  g_test_add_func ("/render/node-text/steps-say-what-they-are-about",
                   test_steps_say_what_they_are_about);

  return g_test_run ();
}

/* test-step-text.c — what stands on the cards of steps and triggers
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-step-text.h"
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
assert_detail (GpDesign   *design,
               const GpId *step,
               const char *detail,
               gboolean    code)
{
  g_auto(GpNodeText) text = { 0 };

  gp_step_text_init (&text, design, gp_design_lookup (design, step));
  g_assert_cmpstr (text.detail, ==, detail);
  g_assert_cmpint (text.code, ==, code);
}

static void
test_steps_say_what_they_do (void)
{
  static const char *const one[] = { "total", "1 + 1" };
  static const char *const two[] = { "net", "1", "tax", "2" };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId flow = gp_test_steps_add (design, "say");
  GpId set = gp_test_steps_add_step (design, &flow, "set", "set");
  GpId call = gp_test_steps_add_step (design, &flow, "call", "call_http");
  GpId loop = gp_test_steps_add_step (design, &flow, "each", "for");
  GpId raise = gp_test_steps_add_step (design, &flow, "raise", "raise");
  GpId wait = gp_test_steps_add_step (design, &flow, "wait", "wait");

  gp_test_steps_set (design, &set, GP_STEP_WITH, gp_value_texts (one, 2));
  assert_detail (design, &set, "total = 1 + 1", TRUE);
  gp_test_steps_set (design, &set, GP_STEP_WITH, gp_value_texts (two, 4));
  assert_detail (design, &set, "set values · net, tax", FALSE);
  gp_test_steps_set (design, &call, GP_STEP_PATH, gp_value_text ("/page"));
  gp_test_steps_set (design, &call, GP_STEP_RETRY_ATTEMPTS, gp_value_int (3));
  assert_detail (design, &call, "GET /page · 3 tries", FALSE);
  assert_detail (design, &loop, "for each", FALSE);
  gp_test_steps_set (design, &loop, GP_STEP_IN, gp_value_text ("[1]"));
  assert_detail (design, &loop, "[1]", TRUE);
  gp_test_steps_set (design, &raise, GP_STEP_ERROR_STATUS, gp_value_int (409));
  gp_test_steps_set (design, &raise, GP_STEP_ERROR_TYPE,
                    gp_value_text ("https://example.org/errors/validation"));
  assert_detail (design, &raise, "error 409 · validation", FALSE);
  gp_test_steps_set (design, &wait, GP_STEP_DURATION, gp_value_text ("30m"));
  assert_detail (design, &wait, "wait · 30 minutes", FALSE);
}

static void
test_what_is_touched_is_a_chip (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *order = gp_test_scene_find (design, GP_KIND_ENTITY, "order");
  g_auto(GpNodeText) text = { 0 };

  gp_step_text_init (&text, design, gp_test_scene_find (design, GP_KIND_STEP, "pack"));
  g_assert_cmpstr (text.detail, ==, "create");
  g_assert_cmpstr (text.chip, ==, "order");
  g_assert_cmpint (text.chip_icon, ==, GP_ICON_ENTITY);
  g_assert_true (gp_id_equal (&text.chip_id, gp_element_get_id (order)));
}

static void
test_a_trigger_says_when_it_fires (void)
{
  static const char *const changes[] = { "created" };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId id = gp_test_steps_add (design, "bill");
  g_auto(GpNodeText) text = { 0 };

  gp_test_steps_set (design, &id, GP_FLOW_TRIGGER, gp_value_text ("data"));
  gp_test_steps_set (design, &id, GP_FLOW_TRIGGER_ENTITY,
                    gp_value_id (gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY,
                                                                        "order"))));
  gp_test_steps_set (design, &id, GP_FLOW_TRIGGER_CHANGES, gp_value_texts (changes, 1));
  gp_step_text_init_trigger (&text, design, gp_design_lookup (design, &id));
  g_assert_cmpstr (text.title, ==, "order created");
  g_assert_cmpstr (text.chip, ==, "order");
}

static void
test_every_type_has_an_icon (void)
{
  g_auto(GStrv) types = gp_property_list_choices (GP_STEP_TYPE);

  for (guint i = 0; types[i] != NULL; i++)
    {
      GpIcon icon = GP_ICON_NONE;
      GdkRGBA accent = { 0 };

      gp_step_text_get_type (types[i], &icon, &accent);
      g_assert_cmpint (icon, !=, GP_ICON_NONE);
      g_assert_cmpfloat ((double) accent.alpha, ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/step-text/steps-say-what-they-do", test_steps_say_what_they_do);
  g_test_add_func ("/render/step-text/what-is-touched-is-a-chip", test_what_is_touched_is_a_chip);
  g_test_add_func ("/render/step-text/a-trigger-says-when-it-fires",
                   test_a_trigger_says_when_it_fires);
  g_test_add_func ("/render/step-text/every-type-has-an-icon", test_every_type_has_an_icon);

  return g_test_run ();
}

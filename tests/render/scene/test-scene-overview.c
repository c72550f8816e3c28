/* test-scene-overview.c — all flows, and what lies between them
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-steps.h"
#include "gp-test-scene.h"
#include "gp-test.h"

/* A flow that is started by a change of @on and creates a record of @makes. */
static GpId
add_flow (GpDesign   *design,
          const char *name,
          const char *on,
          const char *change,
          const char *makes,
          GpId       *out_step)
{
  GpId flow = gp_test_steps_add (design, name);
  GpId step = gp_test_steps_add_step (design, &flow, "make", "data_create");

  gp_test_steps_set (design, &flow, GP_FLOW_TRIGGER, gp_value_text ("data"));
  gp_test_steps_set (design, &flow, GP_FLOW_TRIGGER_ENTITY,
                    gp_value_id (gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY,
                                                                        on))));
  gp_test_steps_set (design, &flow, GP_FLOW_TRIGGER_CHANGES, gp_value_texts (&change, 1));
  gp_test_steps_set (design, &step, GP_STEP_ENTITY,
                    gp_value_id (gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY,
                                                                        makes))));
  *out_step = step;
  return flow;
}

static void
test_flows_stand_between_what_they_touch (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId step;
  GpId flow = add_flow (design, "bill", "order", "created", "log", &step);
  const GpSceneItem *card;
  const GpSceneItem *order;
  const GpSceneItem *log;
  GpScene *scene;

  builder = gp_test_steps_new_builder (design, NULL);
  scene = gp_scene_builder_get_scene (builder);
  card = gp_scene_find (scene, &flow);
  order = gp_scene_find (scene, gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY,
                                                                       "order")));
  log = gp_scene_find (scene, gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY,
                                                                     "log")));
  g_assert_cmpfloat (order->rect.x, <, card->rect.x);
  g_assert_cmpfloat (card->rect.x, <, log->rect.x);
  g_assert_cmpint (gp_scene_find_line (scene, &step)->type, ==, GP_LINE_NEXT);
  g_assert_null (gp_scene_find (scene, &step));
  g_assert_null (gp_scene_find (scene, gp_element_get_id (
                                         gp_test_scene_find (design, GP_KIND_ENTITY, "item"))));
}

static void
test_circles_are_marked (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpScene *scene;
  GpId there;
  GpId back;
  GpId aside;
  GpId flow;

  add_flow (design, "one", "item", "created", "log", &there);
  add_flow (design, "two", "log", "created", "item", &back);
  flow = add_flow (design, "three", "log", "updated", "item", &aside);
  builder = gp_test_steps_new_builder (design, NULL);
  scene = gp_scene_builder_get_scene (builder);
  g_assert_cmpint (gp_scene_find_line (scene, &there)->type, ==, GP_LINE_CIRCLE);
  g_assert_cmpint (gp_scene_find_line (scene, &back)->type, ==, GP_LINE_CIRCLE);
  /* Nothing updates a log, so what that would start is on no circle. */
  g_assert_cmpint (gp_scene_find_line (scene, &aside)->type, ==, GP_LINE_NEXT);
  g_assert_cmpint (gp_scene_find_line (scene, &flow)->type, ==, GP_LINE_NEXT);
}

static void
test_what_is_read_leads_to_the_flow (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpId *log = gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));
  GpId flow = gp_test_steps_add (design, "sum");
  GpId step = gp_test_steps_add_step (design, &flow, "find", "data_read");
  const GpSceneLine *line;
  GpScene *scene;

  gp_test_steps_set (design, &step, GP_STEP_ENTITY, gp_value_id (log));
  builder = gp_test_steps_new_builder (design, NULL);
  scene = gp_scene_builder_get_scene (builder);
  line = gp_scene_find_line (scene, &step);
  g_assert_cmpint (line->type, ==, GP_LINE_READS);
  g_assert_true (gp_id_equal (&gp_scene_get_item (scene, line->from)->id, log));
  g_assert_true (gp_id_equal (&gp_scene_get_item (scene, line->to)->id, &flow));
}

static void
test_a_domain_shows_its_flows_alone (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpId *sales = gp_element_get_id (gp_test_scene_find (design, GP_KIND_DOMAIN, "sales"));
  GpId own = gp_test_steps_add (design, "own");
  GpId other = gp_test_steps_add (design, "other");

  gp_test_steps_set (design, &own, GP_FLOW_DOMAIN, gp_value_id (sales));
  builder = gp_test_steps_new_builder (design, sales);
  g_assert_nonnull (gp_scene_find (gp_scene_builder_get_scene (builder), &own));
  g_assert_null (gp_scene_find (gp_scene_builder_get_scene (builder), &other));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/scene-overview/flows-stand-between-what-they-touch",
                   test_flows_stand_between_what_they_touch);
  g_test_add_func ("/render/scene-overview/circles-are-marked", test_circles_are_marked);
  g_test_add_func ("/render/scene-overview/what-is-read-leads-to-the-flow",
                   test_what_is_read_leads_to_the_flow);
  g_test_add_func ("/render/scene-overview/a-domain-shows-its-flows-alone",
                   test_a_domain_shows_its_flows_alone);

  return g_test_run ();
}

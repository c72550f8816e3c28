/* test-canvas-marks.c — the steps of a flow show their problems, and where they do not run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-canvas-flow.h"
#include "gp-finding.h"
#include "gp-test-canvas.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

typedef GpTestCanvas Fixture;

static void
add_finding (GPtrArray  *findings,
             const GpId *element,
             GpSeverity  severity)
{
  GpFinding *finding = gp_finding_new ("FLW100", severity, "Something is wrong.");

  gp_finding_set_element (finding, element);
  g_ptr_array_add (findings, finding);
}

static char *
say (Fixture    *fixture,
     const GpId *id)
{
  return gp_canvas_say_mark (fixture->canvas, gp_scene_find (gp_canvas_get_scene (fixture->canvas),
                                                             id));
}

/* A step counts its own and those of the ways that leave it; advice does not count. */
static void
test_problems_are_counted_by_step (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GpId flow = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_FLOW, "ship"));
  g_autoptr(GPtrArray) steps = gp_design_list_children (fixture->design, &flow, GP_KIND_STEP);
  g_autoptr(GPtrArray) ways = gp_design_list_children (fixture->design, &flow,
                                                       GP_KIND_TRANSITION);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autofree char *said = NULL, *of_flow = NULL, *afterwards = NULL;
  const GpId *from = NULL;

  for (guint i = 0; i < ways->len && from == NULL; i++)
    {
      from = gp_element_get_ref (ways->pdata[i], GP_TRANSITION_FROM);
      if (from != NULL)
        add_finding (findings, gp_element_get_id (ways->pdata[i]), GP_SEVERITY_WARNING);
    }
  g_assert_nonnull (from);
  g_assert_cmpuint (steps->len, >, 0);
  add_finding (findings, from, GP_SEVERITY_ERROR);
  add_finding (findings, from, GP_SEVERITY_INFO);

  gp_canvas_set_lens (fixture->canvas, GP_LENS_FLOWS);
  gp_canvas_enter (fixture->canvas, &flow);
  gp_canvas_set_findings (fixture->canvas, findings);
  said = say (fixture, from);
  of_flow = say (fixture, &flow);
  g_assert_cmpstr (said, ==, "2 problems");
  g_assert_cmpstr (of_flow, ==, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);

  gp_canvas_set_findings (fixture->canvas, none);
  afterwards = say (fixture, from);
  g_assert_cmpstr (afterwards, ==, NULL);
}

/* Nobody packs there. */
static GPtrArray *
check_packing (GpDesign *design)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  add_finding (findings, gp_element_get_id (gp_test_scene_find (design, GP_KIND_STEP, "pack")),
               GP_SEVERITY_WARNING);
  return findings;
}

/* The step and its flow say who does not run them, before anything is deployed. */
static void
test_steps_say_where_they_do_not_run (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  static const GpFlowHost host = { "Elsewhere", check_packing };
  static const GpFlowHost *const hosts[] = { &host, NULL };
  GpId flow = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_FLOW, "ship"));
  GpId pack = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_STEP, "pack"));
  GpId check = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_STEP, "check"));
  g_autoptr(GpFlowLights) lights = gp_flow_lights_new (fixture->design, hosts);
  GpScene *scene;
  g_autofree char *among = NULL, *inside = NULL, *none = NULL;

  gp_canvas_set_lens (fixture->canvas, GP_LENS_FLOWS);
  gp_canvas_set_lights (fixture->canvas, lights);
  scene = gp_canvas_get_scene (fixture->canvas);
  among = gp_canvas_say_lights (fixture->canvas, gp_scene_find (scene, &flow));
  g_assert_cmpstr (among, ==, "Elsewhere: Something is wrong.");
  gp_canvas_enter (fixture->canvas, &flow);
  scene = gp_canvas_get_scene (fixture->canvas);
  inside = gp_canvas_say_lights (fixture->canvas, gp_scene_find (scene, &pack));
  g_assert_cmpstr (inside, ==, "Elsewhere: Something is wrong.");
  none = gp_canvas_say_lights (fixture->canvas, gp_scene_find (scene, &check));
  g_assert_null (none);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  g_test_add ("/ui/canvas-marks/problems-are-counted-by-step", Fixture, NULL,
              gp_test_canvas_set_up, test_problems_are_counted_by_step,
              gp_test_canvas_tear_down);
  g_test_add ("/ui/canvas-marks/steps-say-where-they-do-not-run", Fixture, NULL,
              gp_test_canvas_set_up, test_steps_say_where_they_do_not_run,
              gp_test_canvas_tear_down);

  return g_test_run ();
}

/* test-flow-lights.c — which steps of flows some kind of backend does not do
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-lights.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

#define SCRIPT                                                                                    \
  "role manager\nflow main\nstep choose switch\nstep ask approve assignees=manager\n"             \
  "step tell set with.told=true\nedge - choose\nedge choose ask case when=true\n"                 \
  "edge choose tell else\nflow other\nstep rest wait\nedge - rest\n"

/* Nobody decides there, by a line or by a person; that something waits is only remarked. */
static GPtrArray *
check_picky (GpDesign *design)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GPtrArray) ways = gp_design_list (design, GP_KIND_TRANSITION);
  GpId ask = gp_test_flow_find (design, GP_KIND_STEP, "ask");
  GpId rest = gp_test_flow_find (design, GP_KIND_STEP, "rest");
  GpFinding *finding;

  for (guint i = 0; i < ways->len; i++)
    if (gp_element_get_text (ways->pdata[i], GP_TRANSITION_WHEN) != NULL)
      {
        finding = gp_finding_new ("DEP001", GP_SEVERITY_WARNING, "Nothing is decided.");
        gp_finding_set_element (finding, gp_element_get_id (ways->pdata[i]));
        g_ptr_array_add (findings, finding);
      }
  finding = gp_finding_new ("DEP001", GP_SEVERITY_WARNING, "Nobody is asked.");
  gp_finding_set_element (finding, &ask);
  g_ptr_array_add (findings, finding);
  finding = gp_finding_new ("DEP001", GP_SEVERITY_INFO, "It waits in another way.");
  gp_finding_set_element (finding, &rest);
  g_ptr_array_add (findings, finding);
  return findings;
}

static const GpFlowHost easy = { "Easy", NULL };
static const GpFlowHost picky = { "Picky", check_picky };
static const GpFlowHost *const hosts[] = { &easy, &picky, NULL };

static void
check_words (GpDesign     *design,
             GpFlowLights *lights,
             GpKind        kind,
             const char   *name,
             const char   *expected)
{
  GpId id = gp_test_flow_find (design, kind, name);
  g_autofree char *words = gp_flow_lights_describe (lights, &id);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_light_is_on_the_step_and_its_flow (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlowLights) lights = gp_flow_lights_new (design, hosts);
  g_autoptr(GpFlowLights) more = gp_flow_lights_ref (lights);

  check_words (design, more, GP_KIND_STEP, "ask", "Picky: Nobody is asked.");
  check_words (design, more, GP_KIND_STEP, "choose", "Picky: Nothing is decided.");
  check_words (design, more, GP_KIND_STEP, "tell", NULL);
  check_words (design, more, GP_KIND_STEP, "rest", NULL);
  check_words (design, more, GP_KIND_FLOW, "main",
               "Picky: Nothing is decided.\nPicky: Nobody is asked.");
  check_words (design, more, GP_KIND_FLOW, "other", NULL);
}

static void
test_nobody_needs_to_be_asked (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpDesign) empty = gp_test_flow_design ("role manager\n");
  g_autoptr(GpFlowLights) lights = gp_flow_lights_new (design, NULL);
  g_autoptr(GpFlowLights) none = gp_flow_lights_new (empty, hosts);

  check_words (design, lights, GP_KIND_STEP, "ask", NULL);
  g_assert_null (gp_flow_lights_get_hosts (lights)[0]);
  g_assert_null (gp_flow_lights_list (none, gp_design_get_root_id (empty)));
}

/* Without a target of its kind a host is only asked. */
static void
test_what_nobody_deploys_to_has_no_light (void)
{
  static const char *const types[] = { "directus", NULL };
  static const GpFlowHost far = { "Far", check_picky, types };
  static const GpFlowHost *const all[] = { &far, NULL };
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlowLights) before = gp_flow_lights_new (design, all);
  g_autoptr(GpFlowLights) after = NULL;
  GpId ask = gp_test_flow_find (design, GP_KIND_STEP, "ask");
  GpId id = gp_id_new ();
  g_autoptr(GpElement) target = gp_element_new (GP_KIND_TARGET, &id,
                                                gp_design_get_root_id (design), 1);
  GpChangeSet *changes = gp_change_set_new (NULL);

  gp_element_set_text (target, GP_TARGET_NAME, "Staging");
  gp_element_set_text (target, GP_TARGET_TYPE, "directus");
  gp_change_set_add (changes, target);
  gp_test_change (design, changes);
  after = gp_flow_lights_new (design, all);

  g_assert_cmpuint (gp_flow_lights_list (before, &ask)->len, ==, 1);
  g_assert_false (gp_flow_lights_is_lit (before, &ask));
  check_words (design, before, GP_KIND_STEP, "ask", NULL);
  g_assert_true (gp_flow_lights_is_lit (after, &ask));
  check_words (design, after, GP_KIND_STEP, "ask", "Far: Nobody is asked.");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/flow-lights/a-light-is-on-the-step-and-its-flow",
                   test_a_light_is_on_the_step_and_its_flow);
  g_test_add_func ("/model/flow-lights/nobody-needs-to-be-asked", test_nobody_needs_to_be_asked);
  g_test_add_func ("/model/flow-lights/what-nobody-deploys-to-has-no-light",
                   test_what_nobody_deploys_to_has_no_light);

  return g_test_run ();
}

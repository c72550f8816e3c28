/* test-flow.c — a flow of a design, made ready to run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-run.h"
#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_what_is_no_flow_is_an_error (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_flow_new (design, gp_design_get_root_id (design), &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_UNKNOWN);
}

static void
test_problems_keep_it_from_running (void)
{
  static const char *const scripts[] = {
    "flow main\nstep a set with.x=1+",
    "flow main timeout=1s\nstep a set if=((",
    "flow main output=)\nstep a set",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(GpDesign) design = gp_test_flow_design (scripts[i]);
      GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
      g_autoptr(GpFlow) flow = gp_flow_new (design, &id, NULL);
      const GpFlowStart start = { .id = "r" };
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (gp_flow_get_problems (flow)->len, >, 0);
      g_assert_false (gp_flow_check (flow, &error));
      g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN);
      g_clear_error (&error);
      g_assert_null (gp_flow_run_new (flow, NULL, &start, &error));
      g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN);
    }
}

static void
test_edges_stay_in_their_block (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep g group\n  step a set\nedge - g");
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId inside = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId edge = gp_test_add (design, GP_KIND_TRANSITION, &id, NULL);
  g_autoptr(GpFlow) flow = NULL;

  gp_test_set_ref (design, &edge, GP_TRANSITION_TO, &inside);
  flow = gp_flow_new (design, &id, NULL);
  g_assert_false (gp_flow_check (flow, NULL));
}

static void
test_before_is_known (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity e\nflow main trigger=data trigger_phase=before trigger_entity=e\n"
                         "flow other trigger=data trigger_entity=e");
  g_autoptr(GpFlow) before = gp_test_flow_new (design, "main");
  g_autoptr(GpFlow) after = gp_test_flow_new (design, "other");

  g_assert_true (gp_flow_is_before (before));
  g_assert_false (gp_flow_is_before (after));
}

static void
test_a_path_falls_back_to_the_name (void)
{
  static const struct
  {
    const char *script;
    const char *path;
  } cases[] = {
    { "flow main", "main" },
    { "flow main http_path=/", "main" },
    { "flow main http_path=a/b", "a/b" },
    { "flow main http_path=//a/b//", "a/b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_flow_design (cases[i].script);
      GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
      g_autofree char *path = gp_flow_dup_http_path (gp_design_lookup (design, &id));

      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow/what-is-no-flow-is-an-error", test_what_is_no_flow_is_an_error);
  g_test_add_func ("/model/flow/problems-keep-it-from-running", test_problems_keep_it_from_running);
  g_test_add_func ("/model/flow/edges-stay-in-their-block", test_edges_stay_in_their_block);
  g_test_add_func ("/model/flow/a-path-falls-back-to-the-name",
                   test_a_path_falls_back_to_the_name);
  g_test_add_func ("/model/flow/before-is-known", test_before_is_known);

  return g_test_run ();
}

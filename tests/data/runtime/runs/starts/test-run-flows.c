/* test-run-flows.c — the flows of the deployed design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-flows.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_they_follow_the_design (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  GpBackend *backend = gp_backend_open (path, NULL);
  GpRunFlows *flows = gp_run_flows_new (backend);
  const GpElement *flow;
  GpId entity;

  g_assert_cmpuint (gp_run_flows_list (flows)->len, ==, 0);
  gp_test_runs_apply (backend,
                      "entity order total:integer\n"
                      "flow main trigger=data trigger_entity=order trigger_changes=created\n"
                      "step a set with.x=1\n"
                      "flow off trigger=data trigger_entity=order enabled=false\n"
                      "step a set with.x=1\n");
  g_assert_cmpuint (gp_run_flows_list (flows)->len, ==, 2);
  g_assert_null (gp_run_flows_find_name (flows, "other"));
  flow = gp_flow_get_element (gp_run_flows_find_name (flows, "main"));
  g_assert_true (gp_flow_get_element (gp_run_flows_find (flows, gp_element_get_id (flow))) == flow);
  entity = gp_test_flow_find (gp_backend_get_design (backend), GP_KIND_ENTITY, "order");
  g_assert_true (gp_run_flows_has_trigger (flows, &entity, "created", FALSE));
  g_assert_false (gp_run_flows_has_trigger (flows, &entity, "created", TRUE));
  g_assert_false (gp_run_flows_has_trigger (flows, &entity, "deleted", FALSE));
  gp_run_flows_free (flows);
  gp_backend_free (backend);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-flows/they-follow-the-design", test_they_follow_the_design);

  return g_test_run ();
}

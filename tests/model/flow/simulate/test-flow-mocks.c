/* test-flow-mocks.c — what the effects of a simulated run are answered with
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static char *
simulate (GpDesign   *design,
          const char *trigger)
{
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpExprValue) start = trigger != NULL ? gp_test_value (trigger) : NULL;
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, fixtures, start, NULL, 0,
                                                                NULL);

  gp_flow_simulator_run (simulator);
  return gp_test_flow_trace (design, gp_flow_simulator_get_trace (simulator));
}

static void
test_records_are_those_of_the_examples (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nflow main output=size(input)\n"
                         "step a data_read entity=order where=record.total>1");
  GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
  g_autofree char *got = NULL;

  for (int i = 0; i < 4; i++)
    {
      GpId fixture = gp_test_add (design, GP_KIND_FIXTURE, &order, NULL);
      g_autofree char *json = g_strdup_printf ("{\"total\":%d}", i);

      gp_test_set_text (design, &fixture, GP_FIXTURE_RECORD, json);
    }
  got = simulate (design, NULL);
  g_assert_cmpstr (got, ==, "a> a= = 2");
}

static void
test_a_change_is_completed_from_an_example (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer state:text\n"
                         "flow main trigger=data trigger_entity=order\n"
                         "step a set with.x=trigger.record.total with.y=trigger.record.state");
  GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
  GpId fixture = gp_test_add (design, GP_KIND_FIXTURE, &order, NULL);
  g_autofree char *got = NULL;

  gp_test_set_text (design, &fixture, GP_FIXTURE_RECORD,
                    "{\"id\":\"e5000000-0000-4000-8000-000000000091\",\"state\":\"old\",\"total\":5}");
  got = simulate (design, "{'record': {'id': 'e5000000-0000-4000-8000-000000000091', "
                          "'state': 'new'}}");
  g_assert_cmpstr (got, ==, "a> a= = {'x':5,'y':'new'}");
}

static void
test_what_is_created_has_a_key (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nflow main output=size(input.id)\n"
                         "step a data_create entity=order with.total=1");
  g_autofree char *got = simulate (design, NULL);

  g_assert_cmpstr (got, ==, "a> a= = 36");
}

/* As in a backend: by the step's options, then by the key; with what the step changes. */
static void
test_options_and_changes (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer note:text\nflow main "
                         "output={'read':steps.a.output.map(r,r.note),'changed':input}\n"
                         "step a data_read entity=order with.sort='-total,note' with.limit=3\n"
                         "step b data_update entity=order where=record.total==2 with.note='x'");
  static const struct
  {
    int         total;
    const char *note;
  } records[] = { { 1, "a" }, { 2, "c" }, { 3, "b" }, { 3, "a" } };
  GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
  g_autofree char *got = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      GpId fixture = gp_test_add (design, GP_KIND_FIXTURE, &order, NULL);
      g_autofree char *json = g_strdup_printf ("{\"total\":%d,\"note\":\"%s\"}",
                                               records[i].total, records[i].note);

      gp_test_set_text (design, &fixture, GP_FIXTURE_RECORD, json);
    }
  got = simulate (design, NULL);
  g_assert_cmpstr (got, ==, "a> a= b> b= = {'read':['a','b','c'],"
                            "'changed':[{'total':2,'note':'x'}]}");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-mocks/records-are-those-of-the-examples",
                   test_records_are_those_of_the_examples);
  g_test_add_func ("/model/flow-mocks/a-change-is-completed-from-an-example",
                   test_a_change_is_completed_from_an_example);
  g_test_add_func ("/model/flow-mocks/what-is-created-has-a-key", test_what_is_created_has_a_key);

  g_test_add_func ("/model/flow-mocks/options-and-changes", test_options_and_changes);

  return g_test_run ();
}

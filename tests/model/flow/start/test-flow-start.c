/* test-flow-start.c — whether something that happened starts a flow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-start.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static gboolean
admit (const char       *script,
       const char       *trigger,
       GpFlowAdmission  *out,
       GError          **error)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpExprValue) value = trigger != NULL ? gp_test_value (trigger) : NULL;
  const GpFlowStart start = { .id = "r", .trigger = value };

  return gp_flow_admit (flow, gp_access_fixtures_get_world (fixtures), &start, out, error);
}

static void
test_changes_start_flows (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nentity other\n"
                         "flow main trigger=data trigger_entity=order trigger_changes=created,updated\n"
                         "flow off trigger=data trigger_entity=order enabled=false");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpFlow) off = gp_test_flow_new (design, "off");
  GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
  GpId other = gp_test_flow_find (design, GP_KIND_ENTITY, "other");

  g_assert_true (gp_flow_is_started_by (flow, &order, "created", FALSE));
  g_assert_false (gp_flow_is_started_by (flow, &order, "created", TRUE));
  g_assert_false (gp_flow_is_started_by (flow, &order, "deleted", FALSE));
  g_assert_false (gp_flow_is_started_by (flow, &other, "created", FALSE));
  g_assert_false (gp_flow_is_started_by (off, &order, "created", FALSE));
}

static void
test_conditions_of_changes (void)
{
  static const struct
  {
    const char *when;
    const char *trigger;
    gboolean wanted;
  } cases[] = {
    { "new.total>10", "{'record': {'total': 11}, 'change': 'created'}", TRUE },
    { "new.total>10", "{'record': {'total': 9}, 'change': 'created'}", FALSE },
    { "record==null", "{'record': {'total': 9}, 'change': 'created'}", TRUE },
    { "new.total!=record.total",
      "{'record': {'total': 9}, 'old': {'total': 9}, 'change': 'updated'}",
      FALSE },
    { "new.total!=record.total",
      "{'record': {'total': 9}, 'old': {'total': 8}, 'change': 'updated'}",
      TRUE },
    { "record.total==9&&new==null", "{'record': {'total': 9}, 'change': 'deleted'}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script =
        g_strdup_printf ("entity order total:integer\nflow main trigger=data trigger_entity=order "
                         "trigger_when=%s\nstep a set", cases[i].when);
      g_auto(GpFlowAdmission) admission = { 0 };

      g_assert_true (admit (script, cases[i].trigger, &admission, NULL));
      g_assert_cmpint (admission.wanted, ==, cases[i].wanted);
    }
}

static void
test_keys_are_made (void)
{
  g_auto(GpFlowAdmission) admission = { 0 };
  g_auto(GpFlowAdmission) shared = { 0 };
  g_auto(GpFlowAdmission) plain = { 0 };

  g_assert_true (admit ("flow main idempotency_key=trigger.input.id idempotency_ttl=1h "
                        "concurrency_key=trigger.input.n concurrency_overlap=replace\nstep a set",
                        "{'input': {'id': 'k', 'n': 3}}", &admission, NULL));
  g_assert_cmpstr (admission.idempotency_key, ==, "k");
  g_assert_cmpint (admission.remembered_until, ==, 3600 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpstr (admission.concurrency_key, ==, "3");
  g_assert_cmpuint (admission.limit, ==, 1);
  g_assert_cmpint (gp_flow_decide (&admission, 0), ==, GP_FLOW_DECISION_START);
  g_assert_cmpint (gp_flow_decide (&admission, 1), ==, GP_FLOW_DECISION_REPLACE);

  g_assert_true (admit ("flow main concurrency_limit=2 concurrency_overlap=skip\nstep a set", NULL,
                        &shared, NULL));
  g_assert_cmpstr (shared.concurrency_key, ==, "");
  g_assert_cmpint (gp_flow_decide (&shared, 1), ==, GP_FLOW_DECISION_START);
  g_assert_cmpint (gp_flow_decide (&shared, 2), ==, GP_FLOW_DECISION_SKIP);

  g_assert_true (admit ("flow main\nstep a set", NULL, &plain, NULL));
  g_assert_null (plain.concurrency_key);
  g_assert_null (plain.idempotency_key);
  g_assert_cmpint (gp_flow_decide (&plain, 1000), ==, GP_FLOW_DECISION_START);
  plain.concurrency_key = g_strdup ("x");
  plain.limit = 1;
  g_assert_cmpint (gp_flow_decide (&plain, 1), ==, GP_FLOW_DECISION_QUEUE);
}

static void
test_input_is_checked (void)
{
  g_auto(GpFlowAdmission) admission = { 0 };
  g_autoptr(GError) error = NULL;
  const char *script = "flow main trigger=http input_schema={\"required\":[\"id\"]}\nstep a set";

  g_assert_false (admit (script, "{'body': {}}", &admission, &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT);
  g_assert_true (admit (script, "{'body': {'id': 1}}", &admission, NULL));
  g_clear_error (&error);
  g_assert_false (admit ("flow main idempotency_key=trigger.none\nstep a set", "{}", &admission,
                         &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-start/changes-start-flows", test_changes_start_flows);
  g_test_add_func ("/model/flow-start/conditions-of-changes", test_conditions_of_changes);
  g_test_add_func ("/model/flow-start/keys-are-made", test_keys_are_made);
  g_test_add_func ("/model/flow-start/input-is-checked", test_input_is_checked);

  return g_test_run ();
}

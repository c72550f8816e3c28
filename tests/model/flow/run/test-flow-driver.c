/* test-flow-driver.c — carries a run on with effects that are answered at once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-flow-driver.h"
#include "gp-flow-fault.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static GpExprValue *
create (const GpFlowEffect  *effect,
        gpointer             user_data,
        GpExprValue        **fault)
{
  *(guint *) user_data += 1;
  return gp_expr_value_ref (gp_flow_effect_get (effect, "values"));
}

static GpExprValue *
refuse (const GpFlowEffect  *effect,
        gpointer             user_data,
        GpExprValue        **fault)
{
  *(guint *) user_data += 1;
  *fault = gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 404, NULL);
  return NULL;
}

static const GpFlowEffects effects = {
  .perform = { [GP_FLOW_EFFECT_CREATE] = create, [GP_FLOW_EFFECT_MAIL] = refuse },
};

static GpFlowRun *
new_run (GpDesign *design)
{
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };

  return gp_flow_run_new (flow, NULL, &start, NULL);
}

static void
test_what_is_answered_carries_it_on (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nconnection s\nflow main output=vars.n\n"
                         "step a data_create entity=order with.total=4 export.n=output.total\n"
                         "step b mail connection=s\nstep c set with.n=vars.n+1\nedge - a\n"
                         "edge a b\nedge b c error");
  g_autoptr(GpFlowRun) run = new_run (design);
  g_auto(GpFlowOutcome) outcome = { NULL };
  guint calls = 0;

  g_assert_true (gp_flow_drive (run, &effects, &calls, 0, &outcome));
  g_assert_cmpuint (calls, ==, 2);
  g_assert_cmpuint (outcome.effects->len, ==, 0);
  g_assert_cmpint (gp_expr_value_get_int (gp_flow_run_get_output (run)), ==, 5);
}

static void
test_what_nobody_does_stays_open (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("entity order total:integer\nrole r\nflow main\nstep f fork\n"
                         "  step a approve assignees=r\n"
                         "  step b data_create entity=order with.total=1");
  g_autoptr(GpFlowRun) run = new_run (design);
  g_auto(GpFlowOutcome) outcome = { NULL };
  guint calls = 0;

  g_assert_false (gp_flow_drive (run, &effects, &calls, 0, &outcome));
  g_assert_cmpuint (calls, ==, 1);
  g_assert_cmpuint (outcome.effects->len, ==, 1);
  g_assert_cmpint (((GpFlowEffect *) outcome.effects->pdata[0])->kind, ==, GP_FLOW_EFFECT_APPROVAL);
}

static void
test_what_must_not_wait_is_ended (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a wait duration=1s");
  g_autoptr(GpFlowRun) run = new_run (design);
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;
  guint calls = 0;

  g_assert_false (gp_flow_drive_to_end (run, &effects, &calls, 0, &outcome, &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN);
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_CANCELLED);
}

static void
test_before_a_change_values_are_set_or_refused (void)
{
  static const struct
  {
    const char *record;
    const char *changes;      /* NULL where the change is refused */
  } cases[] = {
    { "{'record': {'total': 1}, 'change': 'created'}", "{\"total\":2}" },
    { "{'record': {'total': -1}, 'change': 'created'}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design =
        gp_test_flow_design ("entity order total:integer\n"
                             "flow main trigger=data trigger_entity=order trigger_phase=before\n"
                             "step a raise error_type=validation if=trigger.record.total<0\n"
                             "step b set with.total=trigger.record.total*2");
      g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
      g_autoptr(GpExprValue) trigger = gp_test_value (cases[i].record);
      const GpFlowStart start = { .id = "r", .trigger = trigger };
      g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
      g_auto(GpFlowOutcome) outcome = { NULL };
      g_autofree char *changes = NULL;

      g_assert_true (gp_flow_drive_to_end (run, &effects, NULL, 0, &outcome, NULL));
      changes = gp_expr_value_to_json (gp_flow_run_get_changes (run));
      if (cases[i].changes != NULL)
        g_assert_cmpstr (changes, ==, cases[i].changes);
      else
        g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_FAULTED);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-driver/what-is-answered-carries-it-on",
                   test_what_is_answered_carries_it_on);
  g_test_add_func ("/model/flow-driver/what-nobody-does-stays-open",
                   test_what_nobody_does_stays_open);
  g_test_add_func ("/model/flow-driver/what-must-not-wait-is-ended",
                   test_what_must_not_wait_is_ended);
  g_test_add_func ("/model/flow-driver/before-a-change-values-are-set-or-refused",
                   test_before_a_change_values_are_set_or_refused);

  return g_test_run ();
}

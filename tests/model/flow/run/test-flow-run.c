/* test-flow-run.c — a run of a flow: a state that events and time carry on
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-test-flow.h"
#include "gp-test.h"

/* A run whose second step was given a zero to divide by. */
static GpFlowRun *
fail_run (GpFlow *flow)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main timeout=1h\nstep a set with.x=0\n"
                                                    "step b set with.y=10/input.x");
  g_autoptr(GpFlow) broken = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  GpFlowRun *run = gp_flow_run_new (broken, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };

  gp_flow_run_advance (run, NULL, 0, &outcome);
  return run;
}

static void
test_nobody_waits_for_an_old_answer (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection s\nflow main\nstep a mail connection=s timeout=1s "
                         "retry_attempts=2");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  GpFlowEvent event = { .kind = GP_FLOW_EVENT_RESULT, .effect = 1 };

  g_assert_true (gp_flow_run_advance (run, NULL, 0, &outcome));
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_RUNNING);
  g_assert_cmpint (gp_flow_run_get_due (run), ==, G_USEC_PER_SEC);
  g_assert_true (gp_flow_run_advance (run, NULL, G_USEC_PER_SEC, &outcome));
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_WAITING);
  g_assert_false (gp_flow_run_advance (run, &event, G_USEC_PER_SEC, &outcome));
  g_assert_true (gp_flow_run_advance (run, NULL, gp_flow_run_get_due (run), &outcome));
  event.effect = ((GpFlowEffect *) outcome.effects->pdata[outcome.effects->len - 1])->number;
  g_assert_true (gp_flow_run_advance (run, &event, 9 * G_USEC_PER_SEC, &outcome));
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_COMPLETED);
  g_assert_false (gp_flow_run_advance (run, NULL, 9 * G_USEC_PER_SEC, &outcome));
}

static void
test_what_is_awaited_is_listed (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("role boss\nconnection s\nflow main\nstep f fork\n"
                         "  step a approve assignees=boss duration=1h\n  step b mail connection=s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GArray) waits = NULL;

  gp_flow_run_advance (run, NULL, 0, &outcome);
  waits = gp_flow_run_list_waits (run);
  g_assert_cmpuint (waits->len, ==, 2);
  g_assert_cmpint (g_array_index (waits, GpFlowWait, 0).kind, ==, GP_FLOW_EFFECT_APPROVAL);
  g_assert_cmpint (g_array_index (waits, GpFlowWait, 0).due, ==, 3600 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (g_array_index (waits, GpFlowWait, 1).kind, ==, GP_FLOW_EFFECT_MAIL);
  g_assert_cmpint (g_array_index (waits, GpFlowWait, 1).due, ==, G_MAXINT64);
}

static void
test_cancelled_runs_give_up_their_effects (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("connection s\nflow main\nstep a mail connection=s");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  const GpFlowEvent event = { .kind = GP_FLOW_EVENT_CANCEL };

  gp_flow_run_advance (run, NULL, 0, &outcome);
  g_assert_true (gp_flow_run_advance (run, &event, 1, &outcome));
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_CANCELLED);
  g_assert_cmpuint (outcome.effects->len, ==, 2);
  g_assert_cmpint (((GpFlowEffect *) outcome.effects->pdata[1])->kind, ==, GP_FLOW_EFFECT_CANCEL);
  g_assert_false (gp_flow_run_retry (run, NULL, 2));
}

static void
test_faulted_runs_are_tried_again (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main timeout=1h\nstep a set with.x=1\nstep b set with.y=10/input.x");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GpExprValue) zero = gp_test_value ("{'x': 0}");
  g_autoptr(GpExprValue) five = gp_test_value ("{'x': 5}");
  g_autoptr(GpExprValue) found = NULL;
  g_autofree char *output = NULL, *state = NULL, *input = NULL;

  g_assert_true (gp_flow_run_step (run, 0, &outcome));
  g_assert_cmpstr (gp_element_get_name (gp_flow_run_peek (run, 0)), ==, "b");
  gp_flow_run_advance (run, &(GpFlowEvent) { .kind = GP_FLOW_EVENT_CANCEL }, 0, &outcome);
  g_assert_false (gp_flow_run_retry (run, zero, 1));
  g_clear_pointer (&run, gp_flow_run_free);

  run = fail_run (flow);
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_FAULTED);
  state = gp_flow_run_to_json (run);
  found = gp_flow_run_dup_retry_input (state, -1);
  input = gp_expr_value_to_json (found);
  g_assert_cmpstr (input, ==, "{\"x\":0}");
  g_assert_true (gp_flow_run_retry (run, five, 9));
  g_assert_true (gp_flow_run_advance (run, NULL, 9, &outcome));
  output = gp_expr_value_to_json (gp_flow_run_get_output (run));
  g_assert_cmpstr (output, ==, "{\"y\":2}");
}

static void
test_what_is_too_large_is_refused (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep a set with.x=trigger.input+trigger.input");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autofree char *ten = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *half = g_strnfill (700 * 1024, 'x');
  g_autoptr(GpExprValue) huge =
    gp_expr_value_new_object ("input", gp_expr_value_new_string (ten, -1), NULL);
  g_autoptr(GpExprValue) large =
    gp_expr_value_new_object ("input", gp_expr_value_new_string (half, -1), NULL);
  g_autoptr(GpFlowRun) run = NULL;
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_flow_run_new (flow, NULL, &(GpFlowStart) { .id = "r", .trigger = huge },
                                  &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT);
  g_clear_error (&error);
  run = gp_flow_run_new (flow, NULL, &(GpFlowStart) { .id = "r", .trigger = large }, &error);
  g_assert_no_error (error);
  gp_flow_run_advance (run, NULL, 0, &outcome);
  g_assert_cmpint (gp_flow_fault_get_status (gp_flow_run_get_error (run)), ==, 413);
}

static void
test_flows_do_not_start_one_another_for_ever (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a run_flow flow=main");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlowRun) run = NULL;
  g_auto(GpFlowOutcome) outcome = { NULL };
  const GpFlowStart deepest = { .id = "r", .depth = GP_FLOW_MAX_DEPTH - 1 };
  const GpFlowStart deeper = { .id = "r", .depth = GP_FLOW_MAX_DEPTH };

  g_assert_null (gp_flow_run_new (flow, NULL, &deeper, &error));
  g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_DEPTH);
  run = gp_flow_run_new (flow, NULL, &deepest, NULL);
  gp_flow_run_advance (run, NULL, 0, &outcome);
  g_assert_cmpint (gp_flow_fault_get_status (gp_flow_run_get_error (run)), ==, 508);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-run/nobody-waits-for-an-old-answer",
                   test_nobody_waits_for_an_old_answer);
  g_test_add_func ("/model/flow-run/what-is-awaited-is-listed", test_what_is_awaited_is_listed);
  g_test_add_func ("/model/flow-run/cancelled-runs-give-up-their-effects",
                   test_cancelled_runs_give_up_their_effects);
  g_test_add_func ("/model/flow-run/faulted-runs-are-tried-again",
                   test_faulted_runs_are_tried_again);
  g_test_add_func ("/model/flow-run/what-is-too-large-is-refused",
                   test_what_is_too_large_is_refused);
  g_test_add_func ("/model/flow-run/flows-do-not-start-one-another-for-ever",
                   test_flows_do_not_start_one_another_for_ever);

  return g_test_run ();
}

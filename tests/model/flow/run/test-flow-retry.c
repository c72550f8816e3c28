/* test-flow-retry.c — whether and when a step is tried again
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-duration.h"
#include "gp-test-flow.h"
#include "gp-test.h"

/* How long each retry waits. */
static GArray *
list_waits (const char *script,
            const char *mocks)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpExprValue) answers = gp_test_value (mocks);
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (flow, NULL, NULL, answers, 0, NULL);
  GArray *waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *trace = gp_flow_simulator_get_trace (simulator);

  gp_flow_simulator_run (simulator);
  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];
      gint64 wait = line->due - line->at;

      if (line->kind == GP_FLOW_TRACE_RETRY)
        g_array_append_val (waits, wait);
    }
  return waits;
}

static void
test_calls_that_are_safe_are_tried_three_times (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s",
      NULL, "{'a': {'tries': [{'error': 503}, {'status': 429}, {'status': 200, 'body': 1}]}}",
      "a> a!503 a~ a> a!429 a~ a> a= = {'status':200,'headers':{},'body':1}",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s",
      NULL, "{'a': {'error': 503}}",
      "a> a!503 a~ a> a!503 a~ a> a!503 ! communication 503",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s",
      NULL, "{'a': {'error': 404}}",
      "a> a!404 ! communication 404",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s method=POST",
      NULL, "{'a': {'error': 503}}",
      "a> a!503 ! communication 503",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s method=POST idempotency_key='k'",
      NULL, "{'a': {'tries': [{'error': 503}, {'status': 204}]}}",
      "a> a!503 a~ a> a= = {'status':204,'headers':{},'body':null}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_policies_are_kept (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "connection s\n"
      "flow main\n"
      "step a mail connection=s retry_attempts=2",
      NULL, "{'a': {'error': 500}}",
      "a> a!500 a~ a> a!500 ! communication 500",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a mail connection=s retry_attempts=5 retry_when=error.status==404",
      NULL, "{'a': {'tries': [{'error': 404}, {'error': 500}]}}",
      "a> a!404 a~ a> a!500 ! communication 500",
    },
    {
      "connection s\n"
      "flow main\n"
      "step t try retry_attempts=2 retry_delay=1s\n"
      "  step a mail connection=s",
      NULL, "{'a': {'tries': [{'error': 500}]}}",
      "t> t/a> t/a!500 t!500 t~ t> t/a> t/a!500 t!500 ! communication 500",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_waits_grow (void)
{
  static const struct
  {
    const char *backoff;
    gint64 seconds[3];
  } cases[] = {
    { "constant", { 2, 2, 2 } }, { "linear", { 2, 4, 6 } }, { "exponential", { 2, 4, 8 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script =
        g_strdup_printf ("connection s\nflow main\nstep a mail connection=s retry_attempts=4 "
                         "retry_delay=2s retry_jitter=0s retry_backoff=%s", cases[i].backoff);
      g_autoptr(GArray) waits = list_waits (script, "{'a': {'error': 503}}");

      g_assert_cmpuint (waits->len, ==, 3);
      for (guint k = 0; k < waits->len; k++)
        g_assert_cmpint (g_array_index (waits, gint64, k), ==,
                         cases[i].seconds[k] * GP_FLOW_SECOND);
    }
}

static void
test_chance_stays_within_the_jitter_and_repeats (void)
{
  const char *script = "connection s\nflow main\nstep a mail connection=s retry_attempts=9 "
                       "retry_delay=1s retry_jitter=400ms retry_backoff=constant";
  g_autoptr(GArray) first = list_waits (script, "{'a': {'error': 503}}");
  g_autoptr(GArray) second = list_waits (script, "{'a': {'error': 503}}");
  gboolean differs = FALSE;

  g_assert_cmpuint (first->len, ==, 8);
  for (guint k = 0; k < first->len; k++)
    {
      gint64 wait = g_array_index (first, gint64, k);

      g_assert_cmpint (wait, >=, GP_FLOW_SECOND);
      g_assert_cmpint (wait, <, GP_FLOW_SECOND * 7 / 5);
      g_assert_cmpint (wait, ==, g_array_index (second, gint64, k));
      differs |= wait != g_array_index (first, gint64, 0);
    }
  g_assert_true (differs);
}

static void
test_a_server_may_ask_for_more (void)
{
  g_autoptr(GArray) waits =
    list_waits ("connection s\nflow main\nstep a call_http connection=s retry_jitter=0s",
                "{'a': {'error': {'status': 503, 'retry_after': 60}}}");

  g_assert_cmpint (g_array_index (waits, gint64, 0), ==, 60 * GP_FLOW_SECOND);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-retry/calls-that-are-safe-are-tried-three-times",
                   test_calls_that_are_safe_are_tried_three_times);
  g_test_add_func ("/model/flow-retry/policies-are-kept", test_policies_are_kept);
  g_test_add_func ("/model/flow-retry/waits-grow", test_waits_grow);
  g_test_add_func ("/model/flow-retry/chance-stays-within-the-jitter-and-repeats",
                   test_chance_stays_within_the_jitter_and_repeats);
  g_test_add_func ("/model/flow-retry/a-server-may-ask-for-more", test_a_server_may_ask_for_more);

  return g_test_run ();
}

/* test-flow-run-json.c — the state of a run as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-test-flow.h"
#include "gp-test.h"
#include <string.h>

#define SCRIPT                                                                                    \
  "connection s\nevent paid n:integer\nrole boss\nentity order at:timestamp total:integer\n"      \
  "flow main output=vars timeout=1d\nstep t try retry_attempts=2 retry_delay=1s\n"                \
  "  step f fork\n"                                                                                \
  "    step m mail connection=s retry_attempts=3\n"                                               \
  "    step each for in=[1,2] each=n\n"                                                            \
  "      step keep set with.n=n with.when=now\n"                                                   \
  "      step sleep wait duration=10s\n"                                                           \
  "  step ok approve assignees=boss duration=1h on_timeout=escalate\n"                             \
  "step c data_create entity=order with.at=now with.total=3\n"                                     \
  "step r set with.year=steps.c.output.at.getFullYear()"

/* The lines of a run in which effects are answered at once, two mails of three with an error; with
 * its state written and read back between any two steps where @stored. */
static char *
run_through (GpDesign *design,
             gboolean  stored)
{
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  GpAccessWorld *world = gp_access_fixtures_get_world (fixtures);
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, world, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autoptr(GString) lines = g_string_new (NULL);
  guint answered = 0;
  gint64 now = 0;

  while (!gp_flow_run_has_ended (run))
    {
      if (stored)
        {
          g_autofree char *json = gp_flow_run_to_json (run);
          g_autofree char *again = NULL;
          g_autoptr(GError) error = NULL;

          gp_flow_run_free (run);
          run = gp_flow_run_from_json (flow, world, json, -1, &error);
          g_assert_no_error (error);
          again = gp_flow_run_to_json (run);
          g_assert_cmpstr (json, ==, again);
        }
      if (gp_flow_run_step (run, now, &outcome))
        continue;
      if (outcome.effects != NULL && answered < outcome.effects->len)
        {
          const GpFlowEffect *effect = outcome.effects->pdata[answered++];
          gboolean fails = effect->kind == GP_FLOW_EFFECT_MAIL && effect->number % 3 != 0;
          g_autoptr(GpExprValue) fault = gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, 503, NULL);
          const GpFlowEvent event = {
            .kind = fails ? GP_FLOW_EVENT_FAILURE : GP_FLOW_EVENT_RESULT,
            .effect = effect->number,
            .value = fails ? fault : gp_flow_effect_get (effect, "values"),
          };

          if (effect->kind != GP_FLOW_EFFECT_APPROVAL)
            gp_flow_run_take (run, &event, now, &outcome);
        }
      else
        {
          now = gp_flow_run_get_due (run);
        }
    }
  for (guint i = 0; i < outcome.trace->len; i++)
    {
      g_autoptr(GpExprValue) line = gp_flow_trace_to_value (outcome.trace->pdata[i]);
      g_autofree char *text = gp_expr_value_to_json (line);

      g_string_append_printf (lines, "%s\n", text);
    }
  return g_strdup (lines->str);
}

/* Steps of all kinds that do not need a person, in blocks within blocks. */
static void
add_random_steps (GString *script,
                  guint    depth,
                  guint   *n)
{
  static const char *const plain[] = {
    "set with.n=%u with.when=now", "wait duration=%us", "mail connection=s retry_attempts=2",
    "data_create entity=order with.at=now with.total=%u", "set if=has(vars.n)&&vars.n>%u with.m=1",
    "raise error_type=validation if=has(vars.n)&&vars.n==%u", "approve assignees=boss duration=%us",
    "set with.x=vars retry_attempts=2 retry_when=true", "mail connection=s timeout=1s",
  };
  static const char *const around[] = {
    "group", "try retry_attempts=2 retry_when=true retry_delay=1s", "fork", "fork compete=true",
    "for in=[1,2,3] each=i", "group timeout=5s", NULL
  };
  guint count = (guint) g_test_rand_int_range (1, 4);
  guint first = *n, last = *n;

  for (guint k = 0; k < count; k++)
    {
      const char *type = depth < 3 && g_test_rand_int_range (0, 3) == 0
                           ? around[g_test_rand_int_range (0, G_N_ELEMENTS (around) - 1)]
                           : plain[g_test_rand_int_range (0, G_N_ELEMENTS (plain))];
      gboolean holds = g_strv_contains (around, type);
      g_auto(GStrv) parts = g_strsplit (type, "%u", 2);

      last = (*n)++;
      g_string_append_printf (script, "\n%*sstep s%u %s", (int) depth * 2, "", last, parts[0]);
      if (parts[1] != NULL)
        g_string_append_printf (script, "%d%s", g_test_rand_int_range (1, 9), parts[1]);
      if (holds)
        add_random_steps (script, depth + 1, n);
    }
  /* Once in a while an error is caught by the step that was made last. */
  if (depth == 0 && count > 1 && g_test_rand_bit ())
    g_string_append_printf (script, "\nedge - s%u\nedge s%u s%u error\nedge s%u s%u", first,
                            first, last, first, last);
}

static void
test_random_flows_run_alike (void)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr(GString) script =
        g_string_new ("connection s\nrole boss\nentity order at:timestamp total:integer\n"
                      "flow main output=vars timeout=1d");
      g_autoptr(GpDesign) design = NULL;
      g_autofree char *straight = NULL;
      g_autofree char *stored = NULL;
      guint n = 0;

      add_random_steps (script, 0, &n);
      design = gp_test_flow_design (script->str);
      straight = run_through (design, FALSE);
      stored = run_through (design, TRUE);
      g_assert_cmpstr (straight, ==, stored);
    }
}

static void
test_damage_is_an_error (void)
{
  static const char *const texts[] = {
    "", "null", "{}", "[]", "{'format': 1}", "{'format': 1, 'id': 'r', 'status': 'running'}",
    "{'format': 2, 'id': 'r', 'status': 'running', 'frames': [], 'steps': []}",
    "{'format': 1, 'id': 'r', 'status': 'running', 'frames': [], 'steps': []}",
    "{'format': 1, 'id': 'r', 'status': 'running', 'frames': [{}], 'steps': [], 'trigger': {}, "
    "'vars': {}, 'changes': {}}",
    "{'format': 1, 'id': 'r', 'status': 'running', 'frames': [{'id': 1, 'phase': 0, 'data': 1, "
    "'step': 'ffffffff-0000-4000-8000-000000000000'}], 'steps': [], 'trigger': {}, 'vars': {}, "
    "'changes': {}}",
  };
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a set with.x=1");
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *json = g_strdelimit (g_strdup (texts[i]), "'", '"');
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_flow_run_from_json (flow, NULL, json, -1, &error));
      g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_STATE);
    }
}

static void
test_random_damage_never_crashes (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autoptr(GpFlow) flow = gp_test_flow_new (design, "main");
  const GpFlowStart start = { .id = "r" };
  g_autoptr(GpFlowRun) run = gp_flow_run_new (flow, NULL, &start, NULL);
  g_auto(GpFlowOutcome) outcome = { NULL };
  g_autofree char *json = NULL;

  gp_flow_run_advance (run, NULL, 0, &outcome);
  json = gp_flow_run_to_json (run);
  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *broken = g_strdup (json);
      g_autoptr(GpFlowRun) back = NULL;
      g_auto(GpFlowOutcome) more = { NULL };

      for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
        broken[g_test_rand_int_range (0, (int) strlen (json))] =
          "0123456789{}[],:\"truefalsnull-"[g_test_rand_int_range (0, 30)];
      back = gp_flow_run_from_json (flow, NULL, broken, -1, NULL);
      if (back != NULL)
        gp_flow_run_advance (back, NULL, 1, &more);
    }
}

static void
test_reading_back_makes_no_difference (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (SCRIPT);
  g_autofree char *straight = run_through (design, FALSE);
  g_autofree char *stored = run_through (design, TRUE);

  g_assert_cmpstr (straight, ==, stored);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-run-json/damage-is-an-error", test_damage_is_an_error);
  g_test_add_func ("/model/flow-run-json/random-damage-never-crashes",
                   test_random_damage_never_crashes);
  g_test_add_func ("/model/flow-run-json/reading-back-makes-no-difference",
                   test_reading_back_makes_no_difference);
  g_test_add_func ("/model/flow-run-json/random-flows-run-alike", test_random_flows_run_alike);

  return g_test_run ();
}

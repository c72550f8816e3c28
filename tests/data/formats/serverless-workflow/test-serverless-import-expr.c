/* test-serverless-import-expr.c — values, times and what an export keeps
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

static const WorkflowCase cases[] = {
  { "do:\n- a:\n    wait: PT1H30M\n", "a", GP_STEP_DURATION, "90m", 0 },
  { "do:\n- a:\n    wait:\n      days: 1\n      hours: 1\n", "a", GP_STEP_DURATION, "25h", 0 },
  { "do:\n- a:\n    wait: P1Y\n", "a", GP_STEP_DURATION, "", 1 },
  { "do:\n- a:\n    wait:\n      seconds: 99999999999999999\n", "a", GP_STEP_DURATION, "", 1 },
  { "do:\n- a:\n    wait: P99999999999999999999D\n", "a", GP_STEP_DURATION, "", 1 },
  { "do:\n- a:\n    wait:\n      seconds: -5\n", "a", GP_STEP_DURATION, "", 1 },
  { "do:\n- a:\n    set:\n      x: ${ .y }\n      z: [1, \"${ .b }\"]\n", "a", GP_STEP_WITH,
    "x input.y z [1, input.b]", 0 },
  { "do:\n- a:\n    set:\n      x: ${ map(.y) }\n", "a", GP_STEP_WITH, "", 1 },
  { "do:\n- a:\n    wait: PT1S\n    metadata:\n      groundplan:\n        title: A wait\n", "a",
    GP_STEP_TITLE, "A wait", 0 },
  { "do:\n- a:\n    wait: PT1S\n    metadata:\n      groundplan:\n        nothing: 1\n", "a",
    GP_STEP_TITLE, "", 1 },
  { "do:\n- a:\n    wait: PT1S\n    metadata:\n      other: 1\n", "a", GP_STEP_TITLE, "", 1 },
  { "evaluate:\n  language: cel\ndo:\n- a:\n    if: ${ vars.x > 1 }\n    wait: PT1S\n", "a",
    GP_STEP_IF, "vars.x > 1", 0 },
  { "use:\n  timeouts:\n    t:\n      after: PT5S\ndo:\n- a:\n    wait: PT1S\n    timeout: t\n",
    "a", GP_STEP_TIMEOUT, "5s", 0 },
};

static void
test_values_are_read (void)
{
  workflow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import-expr/values-are-read", test_values_are_read);
  return g_test_run ();
}

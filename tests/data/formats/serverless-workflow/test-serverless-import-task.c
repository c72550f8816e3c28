/* test-serverless-import-task.c — tasks of a workflow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

static const WorkflowCase cases[] = {
  { "do:\n- a:\n    do:\n    - b:\n        set:\n          x: 1\n", "a", GP_STEP_TYPE, "group", 0 },
  { "do:\n- a:\n    set: ${ .x }\n", "a", GP_STEP_OUTPUT, "input.x", 0 },
  { "do:\n- a:\n    for:\n      each: pet\n      in: .pets\n      at: i\n    do:\n    - b:\n"
    "        set:\n          x: ${ $pet.id }\n          y: ${ $i }\n", "b", GP_STEP_WITH,
    "x pet.id y index", 0 },
  { "do:\n- a:\n    fork:\n      compete: true\n      branches:\n      - b:\n          set:\n"
    "            x: 1\n", "a", GP_STEP_COMPETE, "true", 0 },
  { "do:\n- a:\n    set:\n      x: 1\n    output:\n      as: .x\n    input:\n      from: .y\n", "a",
    GP_STEP_OUTPUT, "output.x", 0 },
  { "do:\n- a:\n    set:\n      x: 1\n    export:\n      as: '$context + { k: .x }'\n", "a",
    GP_STEP_EXPORT, "k output.x", 0 },
  { "do:\n- a:\n    set:\n      x: 1\n    export:\n      as: .\n", "a", GP_STEP_EXPORT, "", 1 },
  { "do:\n- a:\n    dance: 1\n", "a", GP_STEP_TYPE, "group", 1 },
  { "do:\n- a:\n    set:\n      x: 1\n    then: nowhere\n", "a", GP_STEP_TYPE, "set", 1 },
  { "do:\n- a:\n    set:\n      x: 1\n- 5\n", "a", GP_STEP_TYPE, "set", 1 },
  { "do:\n- a:\n    switch:\n    - b:\n        when: nonsense(\n        then: end\n", "a",
    GP_STEP_TYPE, "switch", 1 },
};

static void
test_tasks_become_steps (void)
{
  workflow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import-task/tasks-become-steps", test_tasks_become_steps);
  return g_test_run ();
}

/* test-serverless-import-event.c — events of a workflow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

#define LISTEN(to) "do:\n- a:\n    listen:\n      to:\n" to

static const WorkflowCase cases[] = {
  { "do:\n- a:\n    emit:\n      event:\n        with:\n          source: https://x.org\n"
    "          type: paid\n          data:\n            n: ${ .n }\n", "a", GP_STEP_EVENT, "paid",
    0 },
  { "do:\n- a:\n    emit:\n      event:\n        with:\n          source: https://x.org\n"
    "          type: paid\n          data:\n            n: ${ .n }\n", "a", GP_STEP_WITH,
    "n input.n", 0 },
  { "do:\n- a:\n    emit:\n      event:\n        with:\n          source: https://x.org\n"
    "          type: paid\n          data: ${ . }\n", "a", GP_STEP_WITH, "", 1 },
  { LISTEN ("        one:\n          with:\n            type: paid\n"
            "            data: ${ .n > 3 }\n"),
    "a", GP_STEP_WHERE, "(has(event.n) && event.n != null && event.n > 3)", 0 },
  { LISTEN ("        any:\n        - with:\n            type: paid\n        - with:\n"
            "            type: lost\n"), "a", GP_STEP_LISTEN_MODE, "any", 0 },
  { LISTEN ("        any: []\n"), "a", GP_STEP_LISTEN_MODE, "any", 1 },
  { LISTEN ("        all:\n        - with:\n            type: paid\n          correlate: {}\n"),
    "a", GP_STEP_LISTEN_MODE, "all", 1 },
};

static void
test_events_become_steps (void)
{
  workflow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import-event/events-become-steps", test_events_become_steps);
  return g_test_run ();
}

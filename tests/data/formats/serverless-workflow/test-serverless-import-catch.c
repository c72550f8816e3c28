/* test-serverless-import-catch.c — errors of a workflow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

#define TRY "do:\n- a:\n    try:\n    - b:\n        set:\n          x: 1\n    catch:\n"

static const WorkflowCase cases[] = {
  { "do:\n- a:\n    raise:\n      error:\n        type: https://x.org/e\n        status: 409\n"
    "        title: Taken\n", "a", GP_STEP_ERROR_STATUS, "409", 0 },
  { "use:\n  errors:\n    e:\n      type: https://x.org/e\n      status: 409\n"
    "do:\n- a:\n    raise:\n      error: e\n", "a", GP_STEP_ERROR_TYPE, "https://x.org/e", 0 },
  { "do:\n- a:\n    raise:\n      error: e\n", "a", GP_STEP_ERROR_TYPE, "", 1 },
  { TRY "      retry:\n        delay:\n          seconds: 3\n        limit:\n          attempt:\n"
        "            count: 5\n", "a", GP_STEP_RETRY_ATTEMPTS, "5", 0 },
  { TRY "      errors:\n        with:\n          status: 503\n      retry:\n        delay: PT3S\n",
    "a", GP_STEP_RETRY_WHEN, "error.status == 503", 0 },
  { TRY "      retry: none\n", "a", GP_STEP_RETRY_ATTEMPTS, "0", 1 },
  { TRY "      as: err\n      do:\n      - c:\n          set:\n            e: ${ $err.status }\n",
    "c", GP_STEP_WITH, "e error.status", 0 },
  { TRY "      as: err\n      do:\n      - c:\n          set:\n            e: ${ $err.status }\n",
    "a_catch", GP_STEP_TYPE, "group", 0 },
};

static void
test_errors_become_ways (void)
{
  workflow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import-catch/errors-become-ways", test_errors_become_ways);
  return g_test_run ();
}

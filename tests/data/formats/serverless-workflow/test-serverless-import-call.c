/* test-serverless-import-call.c — calls of a workflow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

#define HTTP(rest) "do:\n- a:\n    call: http\n    with:\n      method: get\n" rest

static const WorkflowCase cases[] = {
  { HTTP ("      endpoint: https://x.org/{id}\n"), "a", GP_STEP_PATH, "https://x.org/{id}", 0 },
  { HTTP ("      endpoint: https://x.org/{id}\n"), "a", GP_STEP_WITH, "id input.id", 0 },
  { HTTP ("      endpoint: https://x.org/{id}\n"), "a", GP_STEP_OUTPUT, "output.body", 0 },
  { HTTP ("      endpoint: https://x.org/\n"), "a", GP_STEP_RETRY_ATTEMPTS, "1", 0 },
  { HTTP ("      endpoint: ${ \"https://x.org/\\(.id)/y\" }\n"), "a", GP_STEP_PATH,
    "https://x.org/{id}/y", 0 },
  { HTTP ("      endpoint: ${ .url }\n"), "a", GP_STEP_PATH, "", 1 },
  { HTTP ("      endpoint: https://x.org/\n      redirect: true\n"), "a", GP_STEP_METHOD, "GET",
    1 },
  { HTTP ("      endpoint: https://x.org/\n      query: ${ .q }\n"), "a", GP_STEP_WITH,
    "query input.q", 0 },
  { HTTP ("      endpoint:\n        uri: https://x.org/a/b\n        authentication:\n"
          "          bearer:\n            use: token\n"), "a", GP_STEP_PATH, "/a/b", 0 },
  { HTTP ("      endpoint:\n        uri: https://x.org/a/b\n        authentication:\n"
          "          basic:\n            username: u\n            password: p\n"), "a",
    GP_STEP_CONNECTION, "x.org", 1 },
  { "do:\n- a:\n    call: grpc\n    with:\n      x: 1\n", "a", GP_STEP_PATH, "grpc", 1 },
  { "do:\n- a:\n    call: log\n    with:\n      x: ${ .y }\n", "a", GP_STEP_WITH, "x input.y", 0 },
  { "do:\n- a:\n    run:\n      workflow:\n        namespace: n\n        name: other\n"
    "        version: 1.0.0\n", "a", GP_STEP_FLOW, "other", 1 },
  { "do:\n- a:\n    run:\n      script:\n        language: javascript\n        code: x()\n", "a",
    GP_STEP_CODE, "x()", 0 },
  { "do:\n- a:\n    run:\n      shell:\n        command: ls\n", "a", GP_STEP_PATH, "shell", 1 },
};

static void
test_calls_become_steps (void)
{
  workflow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-import-call/calls-become-steps", test_calls_become_steps);
  return g_test_run ();
}

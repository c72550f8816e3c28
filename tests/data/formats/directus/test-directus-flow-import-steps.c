/* test-directus-flow-import-steps.c — operations of Directus as steps
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "workflow.h"

#define OPERATION(type, options) \
  "[{\"id\":\"f1\",\"name\":\"main\",\"trigger\":\"webhook\",\"options\":{},\"operation\":\"o1\"," \
  "\"operations\":[{\"id\":\"o1\",\"key\":\"a\",\"type\":\"" type "\",\"options\":" options \
  ",\"resolve\":null,\"reject\":null}]}]"

static const struct
{
  const char *text;
  GpProperty property;
  const char *expected;
  guint n_lost;
} steps[] = {
  { OPERATION ("transform", "{\"json\":{\"x\":\"{{$trigger.body.n}}\"}}"), GP_STEP_WITH,
    "x trigger.body.n", 0 },
  { OPERATION ("transform", "{\"json\":{\"x\":\"{{$env.HOME}}\"}}"), GP_STEP_WITH, "", 1 },
  { OPERATION ("transform", "{\"json\":{\"x\":\"{{$trigger.headers.x-api-key}}\"}}"), GP_STEP_WITH,
    "", 1 },
  { OPERATION ("request", "{\"method\":\"POST\",\"url\":\"https://x.org\",\"body\":\"{{$last}}\"}"),
    GP_STEP_WITH, "body input", 0 },
  { OPERATION ("item-read", "{\"collection\":\"o\",\"query\":{\"filter\":{\"_and\":["
               "{\"n\":{\"_gt\":1}},{\"s\":{\"_null\":true}}]}}}"), GP_STEP_WHERE,
    "(record.n > 1) && (record.s == null)", 0 },
  { OPERATION ("item-update", "{\"collection\":\"o\",\"key\":[\"{{$trigger.body.id}}\"],"
               "\"payload\":{\"n\":2}}"), GP_STEP_WHERE, "record.id == trigger.body.id", 0 },
  { OPERATION ("sleep", "{\"milliseconds\":\"1500\"}"), GP_STEP_DURATION, "1500ms", 0 },
  { OPERATION ("throw-error", "{\"status\":\"409\",\"code\":\"TAKEN\"}"), GP_STEP_ERROR_STATUS,
    "409", 0 },
  { OPERATION ("condition", "{\"filter\":{\"$trigger\":{\"body\":{\"n\":{\"_between\":[1,2]}}}}}"),
    GP_STEP_TYPE, "switch", 1 },
  { OPERATION ("trigger", "{\"flow\":\"gone\"}"), GP_STEP_TYPE, "run_flow", 1 },
  { OPERATION ("exec", "{\"code\":\"x\"}"), GP_STEP_PATH, "exec", 1 },
};

static void
test_operations_become_steps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint n_lost;
      g_autofree char *value = workflow_value ("directus-flows", steps[i].text, GP_KIND_STEP, "a",
                                               steps[i].property, &n_lost);

      g_assert_cmpstr (value, ==, steps[i].expected);
      g_assert_cmpuint (n_lost, ==, steps[i].n_lost);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-import-steps/operations-become-steps",
                   test_operations_become_steps);
  return g_test_run ();
}

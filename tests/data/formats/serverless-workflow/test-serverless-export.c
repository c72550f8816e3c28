/* test-serverless-export.c — flows as workflows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whatever is written is also read again: workflow_writes(). */
#include "config.h"

#include "workflow.h"

static const struct
{
  const char *script;
  const char *expected;
} cases[] = {
  { "flow main\nstep a set with.x=1\n", "dsl: '1.0.3'\n  namespace: default\n  name: main\n" },
  { "flow two_words title=T\nstep a set with.x=1\n", "  name: two-words\n" },
  { "flow main trigger=cron schedule=0~2~*~*~*\nstep a set with.x=1\n", "  cron: '0 2 * * *'\n" },
  { "flow main trigger=every schedule=15m\nstep a set with.x=1\n", "  every:\n    minutes: 15\n" },
  { "event paid n:integer\nflow main trigger=event trigger_event=paid\nstep a set with.x=1\n",
    "    one:\n      with:\n        type: paid\n" },
  { "entity order total:integer\nflow main trigger=data trigger_entity=order timeout=1h\n"
    "step a set with.x=1\n", "      trigger_entity: order\n" },
  { "flow main output=vars.x\nstep a set with.x=1\n", "output:\n  as: ${ vars.x }\n" },
};

static void
test_flows_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    workflow_writes (cases[i].script, cases[i].expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-export/flows-are-written", test_flows_are_written);
  return g_test_run ();
}

/* test-serverless-export-list.c — ways of a flow as lists of tasks
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
  { "flow main\nstep a set with.x=1\nstep b set with.x=2\n", "- a:\n    set:\n      x: 1\n- b:\n" },
  { "flow main\nstep a switch\nstep b set with.x=1\nstep c set with.x=2\n"
    "edge - a\nedge a b case when=vars.y\nedge a c else\n",
    "    - case_1:\n        when: ${ vars.y }\n        then: continue\n    then: c\n" },
  { "flow main\nstep a set with.x=1\nstep b set with.x=1\nstep c set with.x=2\n"
    "edge - a\nedge a c\nedge c b\n", "    then: c\n" },
  { "connection s url=https://s.example\nflow main\nstep a call_http connection=s path=/x "
    "retry_attempts=4 retry_delay=2s\n", "            count: 4\n" },
  { "flow main\nstep g group\n  step a set with.x=1\n  step b set with.x=1\n"
    "  edge - a\n  edge a b\n", "- g:\n    do:\n    - a:\n" },
  { "flow main\nstep f fork compete=true\n  step a set with.x=1\n  step b set with.x=2\n",
    "    fork:\n      branches:\n      - a:\n" },
};

static void
test_ways_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    workflow_writes (cases[i].script, cases[i].expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-export-list/ways-are-written", test_ways_are_written);
  return g_test_run ();
}

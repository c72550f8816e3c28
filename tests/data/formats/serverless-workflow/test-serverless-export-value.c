/* test-serverless-export-value.c — values in a workflow
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
  { "flow main\nstep a set with.x=1 with.y=true with.z=vars.q+1\n",
    "      x: 1\n      'y': true\n      z: ${ vars.q+1 }\n" },
  { "flow main\nstep a set with.x=[1,2]\n", "      x: ${ [1,2] }\n" },
  { "flow main\nstep a set with.x=null\n", "      x: ${ null }\n" },
  { "flow main\nstep a wait duration=0s\n", "    wait:\n      milliseconds: 0\n" },
};

static void
test_values_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    workflow_writes (cases[i].script, cases[i].expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-export-value/values-are-written", test_values_are_written);
  return g_test_run ();
}

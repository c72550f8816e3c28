/* test-serverless-export-event.c — events in a workflow
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
  { "event paid sum:integer\nflow main\nstep a emit event=paid with.sum=1\n",
    "          type: paid\n          data:\n            sum: 1\n" },
  { "event paid n:integer\nflow main\nstep a listen listen_events=paid where=event.n>1\n",
    "            type: paid\n            data: ${ event.n>1 }\n" },
  { "role boss\nflow main\nstep a approve assignees=boss duration=1d\n",
    "        assignees:\n        - boss\n" },
};

static void
test_events_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    workflow_writes (cases[i].script, cases[i].expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-export-event/events-are-written", test_events_are_written);
  return g_test_run ();
}

/* test-serverless-export-task.c — steps as tasks
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
  { "flow main\nstep a for in=[1] each=pet\n  step b set with.x=pet\n",
    "    for:\n      each: pet\n      in: ${ [1] }\n" },
  { "flow main\nstep a wait duration=90s\n", "    wait:\n      minutes: 1\n      seconds: 30\n" },
  { "flow main\nstep a raise error_type=https://x.org/e error_status=409\n",
    "        type: https://x.org/e\n        status: 409\n" },
  { "flow main\nstep a raise error_type=validation\n", "        type: ${ 'validation' }\n" },
  { "entity o total:integer\nflow main\nstep a data_read entity=o where=record.total>1\n",
    "    call: data.read\n    with:\n      entity: o\n      where: record.total>1\n" },
  { "entity o total:integer\nflow main\nstep a data_create entity=o with.total=2\n",
    "      values:\n        total: 2\n" },
  { "flow main\nstep a code code=f()\n", "        language: javascript\n        code: f()\n" },
  { "connection m type=smtp url=smtp://m.example\nflow main\n"
    "step a mail connection=m with.to='x@example.org'\n", "    call: mail\n" },
  { "flow main\nstep a function path=log with.x=1\n", "    call: log\n" },
  { "flow other trigger=flow\nstep z set with.x=1\nflow main\n"
    "step a run_flow flow=other with.x=1\n",
    "        name: other\n        version: '1.0.0'\n" },
  { "flow main\nstep a call_http path=https://x.org/{id} with.id=input.id\n",
    "        uri: https://x.org/{id}\n" },
  { "flow main\nstep a call_http path=https://x.org/{id} with.id=vars.y\n",
    "' + string(vars.y) }" },
  { "flow main\nstep a switch if=vars.x input=vars.y\n", "    if: ${ vars.x }\n" },
};

static void
test_tasks_are_written (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    workflow_writes (cases[i].script, cases[i].expected);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-export-task/tasks-are-written", test_tasks_are_written);
  return g_test_run ();
}

/* test-postgresql-flow-steps.c — what each type of step does, in the function of its flow
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

static void
test_values_and_errors (void)
{
  static const char *const set[] = { "f_args := gp_flows.map_of(ARRAY['x', 'y']::text[], ARRAY[",
                                     "f_vars := f_vars || f_raw;", NULL };
  static const char *const raise[] = { "PERFORM gp_flows.fail('{", "\"status\":409", "'detail', ",
                                       NULL };

  postgresql_flow_has ("flow main\nstep a set with.x=1 with.y=input\n", set);
  postgresql_flow_has ("flow main\nstep a raise error_status=409 error_detail=string(1)\n", raise);
}

static void
test_flows_and_events (void)
{
  static const char *const run[] = { "gp_flows.must(gp_flows.flow_", "f_depth + 1)", NULL };
  static const char *const emit[] = { "'source', '/flows/main', 'type', 'paid'",
                                      "PERFORM gp_flows.tell(f_raw);",
                                      "FROM gp_flows.listeners('paid')", NULL };

  postgresql_flow_has ("flow other trigger=flow\nstep b set with.x=1\n"
                       "flow main\nstep a run_flow flow=other with.x=1\n", run);
  postgresql_flow_has ("event paid order_id:uuid\nflow main\nstep a emit event=paid "
                       "with.order_id=input.id\n", emit);
  postgresql_flow_lacks ("flow other enabled=false\nstep b set with.x=1\n"
                         "flow main\nstep a run_flow flow=other\n", "a", "not there");
}

/* Each of these is named at its step, with its type in words. */
static void
test_what_it_cannot_is_named (void)
{
  static const struct
  {
    const char *step;
    const char *words;
  } cases[] = {
    { "step a code code=1\n", "(Run code): it runs no JavaScript" },
    { "step a mail connection=c with.to='x'\n", "(Send an e-mail): it sends no mail; call" },
    { "step a approve assignees=r\n", "Ask for approval" },
    { "step a listen listen_events=e\n", "Wait for events" },
    { "step a fork\n  step b set with.x=1\n", "Do at the same time" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strconcat ("event e x:text\nrole r\nconnection c\nflow main\n",
                                             cases[i].step, NULL);

      postgresql_flow_lacks (script, "a", cases[i].words);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-steps/values-and-errors", test_values_and_errors);
  g_test_add_func ("/data/postgresql-flow-steps/flows-and-events", test_flows_and_events);
  g_test_add_func ("/data/postgresql-flow-steps/what-it-cannot-is-named",
                   test_what_it_cannot_is_named);
  return g_test_run ();
}

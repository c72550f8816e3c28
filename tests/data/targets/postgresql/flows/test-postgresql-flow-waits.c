/* test-postgresql-flow-waits.c — steps that end a transaction of their run and go on in another
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

/* All that a run holds is left behind, and had back in the same order. */
static void
test_a_run_leaves_and_comes_back (void)
{
  static const char *const parts[] = {
    "(f_trigger jsonb, f_depth integer, f_line bigint, f_state jsonb[], f_answer jsonb)",
    "IF f_state[1] #>> '{}' <> '", "f_vars := f_state[2];\n", "data_1 := f_state[10];\n",
    "at_1 := (f_state[15] #>> '{}')::integer;\n", "list_2 := f_state[22];\n",
    "index_2 := (f_state[24] #>> '{}')::bigint;\n", "ELSE\n", "f_asked := true;",
    "IF f_asked THEN\n  EXIT block_1;\n", "IF f_due IS NOT NULL THEN\n",
    "PERFORM gp_flows.suspend(f_line, least(f_due, f_until), f_request, ARRAY[to_jsonb('",
    ", f_vars, f_steps, ", ", data_1, ", "to_jsonb(at_1), ", "list_2, item_2, to_jsonb(index_2)]",
    "PERFORM gp_flows.finish(f_line);", NULL };

  postgresql_flow_has ("flow main\nstep l for in=[1,2] each=i\n  step a wait duration=1h\n", parts);
}

static void
test_a_step_is_tried_again (void)
{
  static const char *const parts[] = {
    "f_due := gp_flows.next_try(f_fault, gp_flows.is_transient(f_fault), f_attempt, 3, interval "
    "'2000000 microseconds', 'linear', interval '0 microseconds');",
    "f_attempt := f_attempt + 1;", NULL };
  static const char *const when[] = { "gp_flows.next_try(f_fault, ", "'status'", ", f_attempt, 2, ",
                                      NULL };
  static const char *const skipped[] = { "f_attempt := 1;\npass_1 := ", ";\nIF NOT pass_1 THEN\n"
                                         "  f_attempt := 0;\nEND IF;\n", NULL };
  static const char *const usual[] = { ", f_attempt, 3, interval '1000000 microseconds', "
                                       "'exponential', interval '500000 microseconds');", NULL };

  postgresql_flow_has ("flow main\nstep a raise retry_attempts=3 retry_delay=2s retry_jitter=0s "
                       "retry_backoff=linear\n", parts);
  postgresql_flow_has ("flow main\nstep a raise retry_attempts=2 retry_when=error.status==409\n",
                       when);
  postgresql_flow_has ("flow main\nstep a raise retry_attempts=2 if=trigger.x\n", skipped);
  postgresql_flow_has ("connection c url=https://c.example\nflow main\n"
                       "step a call_http connection=c\n", usual);
}

/* Whoever needs the end of a run at once does not get one that waits. */
static void
test_nobody_waits_within_a_transaction (void)
{
  g_autofree char *plain = postgresql_flow_write ("flow main\nstep a raise retry_attempts=1\n",
                                                  TRUE, NULL);

  g_assert_null (strstr (plain, "f_line"));
  postgresql_flow_lacks ("role r\nflow main mode=sync roles=r\nstep a wait duration=1s\n", "main",
                         "let it answer at once");
  postgresql_flow_lacks ("flow other trigger=flow\nstep b wait duration=1s\n"
                         "flow main\nstep a run_flow flow=other\n", "a", "start it by an event");
  postgresql_flow_lacks ("flow main\nstep a group retry_attempts=2\n  step b set with.x=1\n", "a",
                         "is not tried again as a whole");
  postgresql_flow_lacks ("flow main\nstep a group timeout=2s\n  step b set with.x=1\n", "a",
                         "give one to the flow");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-waits/a-run-leaves-and-comes-back",
                   test_a_run_leaves_and_comes_back);
  g_test_add_func ("/data/postgresql-flow-waits/a-step-is-tried-again", test_a_step_is_tried_again);
  g_test_add_func ("/data/postgresql-flow-waits/nobody-waits-within-a-transaction",
                   test_nobody_waits_within_a_transaction);
  return g_test_run ();
}

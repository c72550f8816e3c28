/* test-postgresql-flow-block.c — how a function goes from step to step
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

/* Ways may join and lead back: a step is a number. */
static void
test_ways_lead_to_numbers (void)
{
  static const char *const parts[] = {
    "at_1 := 1;", "<<block_1>>", "WHEN 1 THEN", "at_1 := CASE WHEN gp_flows.must(",
    " THEN 2 ELSE 3",
    "WHEN 2 THEN", "at_1 := 1;", "WHEN 3 THEN", "at_1 := 0;", "END LOOP block_1;", NULL,
  };

  postgresql_flow_has ("flow main trigger=flow\nstep a switch\nstep b set with.x=1\n"
                       "step c set with.x=2\nedge - a\nedge a b case when=input.n>1\n"
                       "edge a c else\nedge b a\n", parts);
}

/* In a list the steps follow one another. */
static void
test_lists_go_on (void)
{
  static const char *const parts[] = { "WHEN 1 THEN", "at_1 := 2;", "WHEN 2 THEN", "at_1 := 0;",
                                       NULL };

  postgresql_flow_has ("flow main trigger=flow\nstep a set with.x=1\nstep b set with.x=2\n", parts);
}

static void
test_errors_are_caught (void)
{
  static const char *const parts[] = {
    "ELSIF gp_flows.matches(f_fault, '', 409) THEN", "at_1 := 2;",
    "ELSIF NOT caught_1 AND gp_flows.matches(f_fault, 'timeout', 0) AND (", "IS TRUE THEN",
    "caught_1 := true;", "EXIT block_1;", NULL,
  };

  postgresql_flow_has ("flow main trigger=flow\nstep a raise\nstep b set with.x=1\nedge - a\n"
                       "edge a b error error_status=409\n"
                       "edge - b error error_type=timeout when=error.status<500\n", parts);
}

/* Loops have their own frames, and what is around them can be read. */
static void
test_loops_have_frames (void)
{
  static const char *const parts[] = {
    "list_2 := gp_flows.must(gp_flows.as_list(", "item_2 := coalesce(list_2 -> index_2::integer",
    "goes_2 := gp_flows.must(", "<<block_2>>", "item_2", "index_2 := index_2 + 1;", NULL,
  };

  postgresql_flow_has ("flow main trigger=flow\nstep l for in=input.list each=n while=index<3\n"
                       "  step a set with.x=n\n", parts);
}

/* They have a condition, an input and tries like any other step. */
static void
test_what_holds_nothing_is_a_step (void)
{
  static const char *const parts[] = {
    "pass_1 := gp_flows.must(", "IF pass_1 THEN\ninput_1 := ", "f_raw := input_1;",
    "END IF;\nat_1 := 0;", NULL };

  postgresql_flow_has ("flow main trigger=flow\nstep a group if=input.n>1 input=input.m\n", parts);
}

static void
test_steps_have_time_limits (void)
{
  static const char *const parts[] = { "f_began := clock_timestamp();\n", "f_raw := f_args;",
                                       "PERFORM gp_flows.in_time(f_began + interval '1000000 "
                                       "microseconds', '1s', 'a');", "data_1 := f_raw;", NULL };

  postgresql_flow_has ("flow main\nstep a set with.x=1 timeout=1s\n", parts);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-block/ways-lead-to-numbers", test_ways_lead_to_numbers);
  g_test_add_func ("/data/postgresql-flow-block/lists-go-on", test_lists_go_on);
  g_test_add_func ("/data/postgresql-flow-block/errors-are-caught", test_errors_are_caught);
  g_test_add_func ("/data/postgresql-flow-block/loops-have-frames", test_loops_have_frames);
  g_test_add_func ("/data/postgresql-flow-block/what-holds-nothing-is-a-step",
                   test_what_holds_nothing_is_a_step);
  g_test_add_func ("/data/postgresql-flow-block/steps-have-time-limits",
                   test_steps_have_time_limits);
  return g_test_run ();
}

/* test-postgresql-flow-admission.c — whether a run of a flow may begin in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

#define STEP "step a set with.x=1\n"
#define WAIT "step a wait duration=1s\n"

/* In the order of the local backend: input, key, how many there are. */
static void
test_a_run_asks_before_it_begins (void)
{
  static const char *const all[] = {
    "PERFORM gp_flows.check_input('{\"type\":\"object\"}'::jsonb, f_trigger -> 'input', 'main');",
    "f_key := gp_flows.plain(", "gp_flows.remember('",
    "now() + interval '60000000 microseconds', NULL)",
    "RETURN gp_flows.remembered(", "gp_flows.take_turn(", ", 2, true)", "PERFORM gp_flows.enter(",
    "PERFORM gp_flows.answered(", NULL };
  static const char *const skip[] = { "gp_flows.take_turn(", "'', 1, false)", NULL };
  /* One that is left out may be started again with its key. */
  static const char *const skip_key[] = {
    "gp_flows.take_turn(", "'', 1, false) THEN\n  PERFORM gp_flows.forget('", ", f_key);\n  RETURN",
    NULL };

  postgresql_flow_has ("flow main input_schema={\"type\":\"object\"} "
                       "idempotency_key=trigger.input.id idempotency_ttl=60s "
                       "concurrency_key=trigger.input.who concurrency_limit=2\n" STEP, all);
  postgresql_flow_has ("flow main concurrency_limit=1 concurrency_overlap=skip\n" STEP, skip);
  postgresql_flow_has ("flow main idempotency_key=trigger.input.id concurrency_limit=1 "
                       "concurrency_overlap=skip\n" STEP, skip_key);
}

/* One that waits is counted by its line. */
static void
test_one_that_waits_takes_a_place (void)
{
  static const char *const parts[] = {
    "gp_flows.remember('", ", 'infinity', f_line)",
    "PERFORM gp_flows.finish(f_line);\n  RETURN NULL;", "IF NOT gp_flows.take_place(",
    "'', 3, 'replace', f_line) THEN\n  RETURN NULL;", NULL };

  postgresql_flow_has ("flow main idempotency_key=trigger.input.id concurrency_limit=3 "
                       "concurrency_overlap=replace\n" WAIT, parts);
}

static void
test_what_it_cannot_is_named (void)
{
  postgresql_flow_lacks ("flow main concurrency_limit=1 concurrency_overlap=replace\n" STEP, "main",
                         "let them wait, or leave them out");
  postgresql_flow_lacks ("flow main concurrency_limit=1001\n" STEP, "main", "more than 1000 runs");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-admission/a-run-asks-before-it-begins",
                   test_a_run_asks_before_it_begins);
  g_test_add_func ("/data/postgresql-flow-admission/one-that-waits-takes-a-place",
                   test_one_that_waits_takes_a_place);
  g_test_add_func ("/data/postgresql-flow-admission/what-it-cannot-is-named",
                   test_what_it_cannot_is_named);
  return g_test_run ();
}

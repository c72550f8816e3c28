/* test-postgresql-flow.c — a flow as functions of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "postgresql-flow.h"

/* One function, for its owner, that knows its flow by the id. */
static void
test_a_run_is_a_call (void)
{
  static const char *const parts[] = {
    "CREATE FUNCTION gp_flows.flow_", "(f_trigger jsonb, f_depth integer) RETURNS jsonb",
    "SECURITY DEFINER SET search_path = pg_catalog, pg_temp", "-- The flow main",
    "IF NOT gp_flows.must(", "RETURN NULL;", "interval '60000000 microseconds'",
    "PERFORM gp_flows.enter(f_depth);", "PERFORM gp_flows.leave(f_depth);", "RETURN data_1;", NULL,
  };

  postgresql_flow_has ("entity order total:integer\nflow main trigger=data trigger_entity=order "
                       "trigger_when=new.total>1 timeout=1m output=vars.x\nstep a set with.x=1\n",
                       parts);
}

/* A name is anything, and the body of a function is a text that could hold its end. */
static void
test_names_do_not_end_the_body (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main trigger=flow\n"
                                                    "step a set with.x='$'\n");
  g_autofree char *sql = NULL;
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  const GpPostgresqlAbilities abilities = { 0 };

  gp_test_set_text (design, &id, GP_FLOW_NAME, "x $$; DROP TABLE t; --");
  sql = gp_postgresql_flow_write (design, gp_design_lookup (design, &id), 1, NULL, &abilities,
                                  NULL);
  g_assert_nonnull (sql);
  g_assert_nonnull (strstr (sql, "-- The flow x $$; DROP TABLE t; --\n"));
  g_assert_null (strstr (sql, "AS $$"));
}

/* What runs within a change has no time. */
static void
test_nothing_waits_before_a_change (void)
{
  postgresql_flow_lacks ("entity order total:integer\nflow main trigger=data trigger_entity=order "
                         "trigger_phase=before\nstep a raise retry_attempts=2\n", "main",
                         "within the change that starts it");
}

static void
test_a_broken_flow_says_so (void)
{
  postgresql_flow_lacks ("flow main\nstep a set with.x=1+\n", "main", "");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow/a-run-is-a-call", test_a_run_is_a_call);
  g_test_add_func ("/data/postgresql-flow/names-do-not-end-the-body",
                   test_names_do_not_end_the_body);
  g_test_add_func ("/data/postgresql-flow/nothing-waits-before-a-change",
                   test_nothing_waits_before_a_change);
  g_test_add_func ("/data/postgresql-flow/a-broken-flow-says-so", test_a_broken_flow_says_so);
  return g_test_run ();
}

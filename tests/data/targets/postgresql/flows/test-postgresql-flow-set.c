/* test-postgresql-flow-set.c — the flows that a design asks of a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-flow-set.h"

#include <string.h>

#include "gp-finding.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static const GpPostgresqlAbilities plain = { .cron = FALSE };
static const GpPostgresqlAbilities scheduling = { .cron = TRUE, .cron_in_utc = TRUE };

static GpPostgresqlFlowSet *
set_of (const char                  *script,
        const GpPostgresqlAbilities *abilities,
        guint                       *out_findings)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  GpPostgresqlFlowSet *set = gp_postgresql_flow_set_new (design, abilities, findings);

  if (out_findings != NULL)
    *out_findings = findings->len;
  return set;
}

/* What calls a flow that does not run there would fail each time. */
static void
test_callers_go_with_what_they_call (void)
{
  static const char script[] =
    "role r\nflow called trigger=flow\nstep a approve assignees=r\nedge - a\n"
    "flow caller trigger=flow\nstep b run_flow flow=called\nedge - b\n"
    "flow other trigger=flow\nstep c run_flow flow=caller\nedge - c\n"
    "flow alone trigger=flow\nstep d set with.x=1\nedge - d\n";
  guint n;
  g_autoptr(GpPostgresqlFlowSet) set = set_of (script, &plain, &n);
  const char *sql = gp_postgresql_flow_set_get_script (set);

  g_assert_cmpuint (n, ==, 6);          /* why, and that it does not run: three times */
  g_assert_nonnull (strstr (sql, "-- The flow alone"));
  g_assert_null (strstr (sql, "-- The flow caller"));
  g_assert_null (strstr (sql, "-- The flow other"));
}

/* Nothing is written where nothing runs; the hash is that of what is. */
static void
test_the_hash_tells_sets_apart (void)
{
  g_autoptr(GpPostgresqlFlowSet) none = set_of ("flow main enabled=false\nstep a set with.x=1\n",
                                                &plain, NULL);
  g_autoptr(GpPostgresqlFlowSet) one = set_of ("flow main trigger=flow\nstep a set with.x=1\n",
                                               &plain, NULL);
  g_autoptr(GpPostgresqlFlowSet) other = set_of ("flow main trigger=flow\nstep a set with.x=2\n",
                                                 &plain, NULL);

  g_assert_cmpstr (gp_postgresql_flow_set_get_script (none), ==, "");
  g_assert_cmpstr (gp_postgresql_flow_set_get_hash (none), ==, "");
  g_assert_cmpstr (gp_postgresql_flow_set_get_hash (one), !=, "");
  g_assert_cmpstr (gp_postgresql_flow_set_get_hash (one), !=,
                   gp_postgresql_flow_set_get_hash (other));
  g_assert_nonnull (strstr (gp_postgresql_flow_set_get_script (one),
                            gp_postgresql_flow_set_get_hash (one)));
}

/* With pg_cron there are jobs, without it schedules are refused. */
static void
test_jobs_need_pg_cron (void)
{
  static const char script[] = "flow main trigger=cron schedule=0~2~*~*~*\nstep a set with.x=1\n";
  guint n;
  g_autoptr(GpPostgresqlFlowSet) without = set_of (script, &plain, &n);
  g_autoptr(GpPostgresqlFlowSet) with = NULL;

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (gp_postgresql_flow_set_get_script (without), ==, "");
  with = set_of (script, &scheduling, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_nonnull (strstr (gp_postgresql_flow_set_get_script (with), "'0 2 * * *'"));
  g_assert_nonnull (strstr (gp_postgresql_flow_set_get_script (with), "'groundplan work'"));
}

/* An event starts those flows that are there. */
static void
test_listeners_are_listed (void)
{
  g_autoptr(GpPostgresqlFlowSet) set = set_of (
    "event paid order_id:uuid\nflow main trigger=event trigger_event=paid\nstep a set with.x=1\n"
    "flow off trigger=event trigger_event=paid enabled=false\nstep b set with.x=1\n", &plain, NULL);
  const char *listeners = strstr (gp_postgresql_flow_set_get_script (set), "gp_flows.listeners");
  const char *first = strstr (listeners, "(''paid'', ");

  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "(''paid'', "));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-set/callers-go-with-what-they-call",
                   test_callers_go_with_what_they_call);
  g_test_add_func ("/data/postgresql-flow-set/the-hash-tells-sets-apart",
                   test_the_hash_tells_sets_apart);
  g_test_add_func ("/data/postgresql-flow-set/jobs-need-pg-cron", test_jobs_need_pg_cron);
  g_test_add_func ("/data/postgresql-flow-set/listeners-are-listed", test_listeners_are_listed);
  return g_test_run ();
}

/* test-postgresql-flow-work.c — how lines of the outbox are worked off in a PostgreSQL database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-flow-sql.h"

#include <string.h>

#include "gp-test.h"

/* tests/e2e/test-postgresql-calls.py and -flows.py run it. */
static void
test_lines_are_worked_off (void)
{
  const char *finish = strstr (gp_pg_flow_work_sql, "gp_flows.finish(number bigint)");

  /* Several may work at the same time, and whoever ends lets another begin. */
  g_assert_nonnull (strstr (gp_pg_flow_work_sql, "FOR UPDATE SKIP LOCKED"));
  g_assert_nonnull (finish);
  g_assert_nonnull (strstr (finish, "SET due = clock_timestamp() WHERE o.number = (SELECT min"));
  /* One that waited does not begin once more. */
  g_assert_nonnull (strstr (gp_pg_flow_work_sql, "IF $1.state IS NOT NULL THEN"));
  /* What has been answered is asked once for all lines, and not again for each that is taken. */
  g_assert_nonnull (strstr (gp_pg_flow_work_sql, "gp_flows.notice_answers($1);\n  WHILE"));
  g_assert_nonnull (strstr (gp_pg_flow_work_sql, "WHERE o.due <= clock_timestamp()\n      ORDER"));
  /* A run that died takes its key along. */
  g_assert_nonnull (strstr (gp_pg_flow_work_sql, "DELETE FROM groundplan.keys AS k WHERE k.line"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-work/lines-are-worked-off",
                   test_lines_are_worked_off);
  return g_test_run ();
}

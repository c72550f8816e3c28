/* test-postgresql-flow-net.c — calls of services from a PostgreSQL database, by pg_net
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-flow-sql.h"

#include <string.h>

#include "gp-test.h"

/* tests/e2e/test-postgresql-calls.py and -flows.py run it. */
static void
test_the_extension_is_called_as_it_says (void)
{
  /* The names and arguments of pg_net are those that it documents. */
  g_assert_nonnull (strstr (gp_pg_flow_calls_sql, "net.http_post(url := address, body := "));
  g_assert_nonnull (strstr (gp_pg_flow_calls_sql, "net.http_get(url := address, headers := sent, "
                                                  "timeout_milliseconds := $8)"));
  g_assert_nonnull (strstr (gp_pg_flow_calls_sql, "net.http_delete(url := address, headers := "));
  g_assert_nonnull (strstr (gp_pg_flow_answers_sql,
                            "FROM net._http_response AS r WHERE r.id = $1"));
  /* A database without it is asked nothing of it. */
  g_assert_null (strstr (gp_pg_flow_no_answers_sql, "net."));
  g_assert_nonnull (strstr (gp_pg_flow_answers_sql, "gp_flows.notice_answers(most integer)"));
  g_assert_nonnull (strstr (gp_pg_flow_no_answers_sql, "gp_flows.notice_answers(most integer)"));
  /* Headers that hold secrets do not come into a run. */
  g_assert_nonnull (strstr (gp_pg_flow_answers_sql, "'authorization', 'cookie', 'set-cookie'"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-net/the-extension-is-called-as-it-says",
                   test_the_extension_is_called_as_it_says);
  return g_test_run ();
}

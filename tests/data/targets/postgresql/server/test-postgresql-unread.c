/* test-postgresql-unread.c — what a database holds that no design can
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-catalog.h"
#include "gp-postgresql-unread.h"

#include "gp-finding.h"
#include "gp-test.h"

#include <pg_query.h>

static void
test_it_is_one_statement (void)
{
  g_autofree char *sql = g_strconcat (gp_postgresql_catalog_parts, gp_postgresql_unread_query,
                                      NULL);
  PgQuerySplitResult result = pg_query_split_with_parser (sql);

  if (result.error != NULL)
    g_test_message ("%s at %d", result.error->message, result.error->cursorpos);
  g_assert_null (result.error);
  g_assert_cmpint (result.n_stmts, ==, 1);
  pg_query_free_split_result (result);
}

static void
test_each_is_named (void)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);

  gp_postgresql_unread_note ("[[\"w\", \"CREATE RULE r ON public.t\"], [\"i\", \"GRANT, REVOKE\"]]",
                             findings);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_nonnull (strstr (gp_finding_get_message (findings->pdata[0]),
                            "CREATE RULE r ON public.t"));
  g_assert_cmpint (gp_finding_get_severity (findings->pdata[0]), ==, GP_SEVERITY_WARNING);
  g_assert_cmpint (gp_finding_get_severity (findings->pdata[1]), ==, GP_SEVERITY_INFO);
  gp_postgresql_unread_note (NULL, findings);
  gp_postgresql_unread_note ("nonsense", findings);
  gp_postgresql_unread_note ("[1, [], [\"w\"], [\"w\", 2]]", findings);
  g_assert_cmpuint (findings->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-unread/it-is-one-statement", test_it_is_one_statement);
  g_test_add_func ("/data/postgresql-unread/each-is-named", test_each_is_named);
  return g_test_run ();
}

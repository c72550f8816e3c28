/* test-postgresql-catalog-sql.c — the query that reads a database
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-catalog.h"

#include "gp-test.h"

#include <pg_query.h>

/* PostgreSQL's own parser takes it, with what goes behind it. */
static void
test_it_is_one_statement (void)
{
  g_autofree char *sql = g_strconcat (gp_postgresql_catalog_parts,
                                      "SELECT " GP_POSTGRESQL_CATALOG_FINGERPRINT ", "
                                      GP_POSTGRESQL_CATALOG_JSON " FROM parts", NULL);
  PgQuerySplitResult result = pg_query_split_with_parser (sql);

  if (result.error != NULL)
    g_test_message ("%s at %d", result.error->message, result.error->cursorpos);
  g_assert_null (result.error);
  g_assert_cmpint (result.n_stmts, ==, 1);
  pg_query_free_split_result (result);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-catalog-sql/it-is-one-statement", test_it_is_one_statement);
  return g_test_run ();
}

/* test-postgresql-enforcer.c — the policies of one command, and what they cannot say
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-enforcer.h"

#include "enforcer-asked.h"
#include "gp-test.h"

static void
test_rows_are_found_by_policies (void)
{
  GpDesign *design = gp_test_access_design (TRUE);
  g_auto(Asked) asked = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *plain = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  gp_test_access_rule (design, "forbid", NULL, "read", "record.parent.status == 'withdrawn'",
                       NULL);
  ask (&asked, &gp_postgresql_enforcer, design);
  sql = say (&asked, "read", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sql, "CREATE POLICY gp_read ON"));
  g_assert_nonnull (strstr (sql, "CREATE POLICY gp_read_forbid_1 ON"));
  g_assert_nonnull (strstr (sql, "CREATE FUNCTION gp_access.part_"));
  g_assert_null (strstr (sql, "FOR DELETE"));

  plain = say (&asked, "delete", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (plain, "USING (false)"));
  g_assert_null (strstr (plain, "CREATE FUNCTION"));
  g_assert_null (say (&asked, "approve", &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
}

static void
test_what_cannot_be_asked_is_told (void)
{
  check_what_cannot_be_asked (&gp_postgresql_enforcer, FALSE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-enforcer/rows-are-found-by-policies",
                   test_rows_are_found_by_policies);
  g_test_add_func ("/data/postgresql-enforcer/what-cannot-be-asked-is-told",
                   test_what_cannot_be_asked_is_told);

  return g_test_run ();
}

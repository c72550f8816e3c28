/* test-local-enforcer.c — how the local backend finds records, and what it cannot enforce
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-local-enforcer.h"

#include "enforcer-asked.h"
#include "gp-test.h"

static void
test_rows_are_found_by_a_statement (void)
{
  GpDesign *design = gp_test_access_design (TRUE);
  g_auto(Asked) asked = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *none = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  ask (&asked, &gp_local_enforcer, design);
  sql = say (&asked, "read", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sql, "FROM \"note\" AS r0"));
  g_assert_nonnull (strstr (sql, "r0.\"owner\""));
  g_assert_nonnull (strstr (sql, "-- ?1: 'c1'"));
  g_assert_nonnull (strstr (sql, "'u1'"));

  none = say (&asked, "delete", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (none, "WHERE ((0))"));
  g_assert_null (say (&asked, "create", &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
}

static void
test_what_cannot_be_asked_is_told (void)
{
  check_what_cannot_be_asked (&gp_local_enforcer, TRUE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/local-enforcer/rows-are-found-by-a-statement",
                   test_rows_are_found_by_a_statement);
  g_test_add_func ("/data/local-enforcer/what-cannot-be-asked-is-told",
                   test_what_cannot_be_asked_is_told);

  return g_test_run ();
}

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
  GpDesign *design = gp_test_access_design (FALSE);
  GpId can = gp_test_access_rule (design, "grant", "reader", "read", "record.points > 1", NULL);
  GpId cannot = gp_test_access_rule (design, "grant", "reader", "read create",
                                     "record.status.matches('o+')", NULL);
  GpId wrong = gp_test_access_rule (design, "grant", "reader", "create", "record.nothing", NULL);
  g_auto(Asked) asked = { 0 };
  const struct
  {
    const GpId *rule;
    const char *action;
    gboolean    can;
  } cases[] = {
    { &can, "read", TRUE }, { &cannot, "read", FALSE }, { &cannot, "create", TRUE },
    { &wrong, "create", FALSE },
  };

  ask (&asked, &gp_local_enforcer, design);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean can_it = can_enforce (&asked, cases[i].rule, cases[i].action, &error);

      g_assert_cmpint (can_it, ==, cases[i].can);
      g_assert_cmpint (error == NULL, ==, can_it);
    }
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

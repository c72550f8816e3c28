/* test-postgresql-access-grants.c — privileges never give more columns than every grant does
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-access-private.h"

#include "access-script.h"

static void
test_columns_are_granted (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "read",
                            .field = "name" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (script, "GRANT SELECT (name) ON public.project TO authenticated;\n");
  script_has (script, "GRANT SELECT (name) ON public.project TO editor;\n");
  g_assert_null (strstr (script, "GRANT SELECT ON public.project"));
}

static void
test_who_acts_as_a_role_has_its_columns (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read", .field = "name" },
    { .effect = "grant", .role = "admin", .action = "read" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 1);
  script_has (script, "GRANT SELECT (name) ON public.project TO authenticated;\n");
  script_has (script, "GRANT SELECT ON public.project TO admin;\n");
}

static void
test_grants_that_differ_lose (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read", .condition = "record.archived",
      .field = "name" },
    { .effect = "grant", .role = "editor", .action = "read", .condition = "!record.archived" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 2);
  script_has (script, "GRANT SELECT (name) ON public.project TO editor;\n");
  g_assert_null (strstr (script, "GRANT SELECT ON public.project"));
}

static void
test_forbidden_columns_are_not_granted (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "update" },
    { .effect = "forbid", .role = "editor", .action = "update", .field = "budget" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  script_has (script, "GRANT UPDATE (id, name, owner_id, status, archived,");
  g_assert_null (strstr (script, "GRANT UPDATE ON public.project"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-access-grants/columns-are-granted", test_columns_are_granted);
  g_test_add_func ("/data/postgresql-access-grants/who-acts-as-a-role-has-its-columns",
                   test_who_acts_as_a_role_has_its_columns);
  g_test_add_func ("/data/postgresql-access-grants/grants-that-differ-lose",
                   test_grants_that_differ_lose);
  g_test_add_func ("/data/postgresql-access-grants/forbidden-columns-are-not-granted",
                   test_forbidden_columns_are_not_granted);
  return g_test_run ();
}

/* test-postgresql-access-rule.c — what cannot be said never allows more
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-access-private.h"

#include "access-script.h"

static void
test_such_a_grant_grants_nothing (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read",
      .condition = "record.name.matches('a+')" },
    { .effect = "grant", .role = "editor", .action = "delete", .condition = "record.nothing" },
    { .effect = "grant", .role = "editor", .action = "create", .preset_field = "name",
      .preset = "user.id + 'x'" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, G_N_ELEMENTS (rules));
  g_assert_null (strstr (script, "has_role('editor')"));
  g_assert_null (strstr (script, "ON public.project TO editor"));
}

static void
test_such_a_forbid_forbids_all (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read" },
    { .effect = "forbid", .role = "admin", .action = "read",
      .condition = "record.name.matches('a+')" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 1);
  script_has (script, "USING ((NOT (SELECT gp_access.has_role('admin'))));");
}

static void
test_a_grant_without_a_role_is_nobodys (void)
{
  const ScriptRule rule = { .effect = "grant", .action = "read" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  script_has (script, "USING ((false));");
  g_assert_null (strstr (script, "GRANT SELECT"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-access-rule/such-a-grant-grants-nothing",
                   test_such_a_grant_grants_nothing);
  g_test_add_func ("/data/postgresql-access-rule/such-a-forbid-forbids-all",
                   test_such_a_forbid_forbids_all);
  g_test_add_func ("/data/postgresql-access-rule/a-grant-without-a-role-is-nobodys",
                   test_a_grant_without_a_role_is_nobodys);
  return g_test_run ();
}

/* test-export-postgresql-access.c — the frame of the script, and what has no place in it
 * SPDX-License-Identifier: Apache-2.0
 *
 * What PostgreSQL makes of it is tried by tests/e2e/test-postgresql-access.py. */
#include "config.h"
#include "gp-export-postgresql-access.h"

#include "access-script.h"

static void
test_every_table_is_closed (void)
{
  guint n_findings;
  g_autofree char *script = script_write (NULL, 0, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (script, "BEGIN;\n");
  script_has (script, "REVOKE ALL ON public.task FROM PUBLIC, anon, authenticated;\n");
  script_has (script, "REVOKE ALL ON public.task FROM admin;\n");
  script_has (script, "ALTER TABLE public.order_line ENABLE ROW LEVEL SECURITY;\n");
  script_has (script, "CREATE POLICY gp_read ON public.task\n  AS PERMISSIVE FOR SELECT TO anon, "
                      "authenticated\n  USING (false);\n");
  g_assert_null (strstr (script, "GRANT SELECT"));
  g_assert_true (g_str_has_suffix (script, "COMMIT;\n"));
}

static void
test_roles_bring_roles (void)
{
  guint n_findings;
  g_autofree char *script = script_write (NULL, 0, &n_findings);

  script_has (script, "CREATE ROLE editor NOLOGIN;");
  script_has (script, "('editor', 'editor')");
  script_has (script, "GRANT authenticated TO admin;");
}

static void
test_own_actions_are_findings (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "approve" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_nonnull (script);
  g_assert_cmpuint (n_findings, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-postgresql-access/every-table-is-closed",
                   test_every_table_is_closed);
  g_test_add_func ("/data/export-postgresql-access/roles-bring-roles", test_roles_bring_roles);
  g_test_add_func ("/data/export-postgresql-access/own-actions-are-findings",
                   test_own_actions_are_findings);
  return g_test_run ();
}

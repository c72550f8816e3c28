/* test-postgresql-access-policy.c — one permissive policy for a command, forbids restrictive
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-access-private.h"

#include "access-script.h"

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (text = strstr (text, part); text != NULL; text = strstr (text + 1, part))
    n++;
  return n;
}

static void
test_grants_share_a_policy (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read", .condition = "record.archived" },
    { .effect = "grant", .role = "admin", .action = "read" },
    { .effect = "forbid", .action = "read", .condition = "record.status == 'draft'" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  g_assert_cmpuint (count (script, "CREATE POLICY gp_read ON public.project"), ==, 1);
  script_has (script, "((SELECT gp_access.has_role('editor')) AND (project.archived = true))\n"
                      "    OR ((SELECT gp_access.has_role('admin')))");
  script_has (script, "CREATE POLICY gp_read_forbid_1 ON public.project\n  AS RESTRICTIVE FOR "
                      "SELECT TO anon, authenticated\n  USING ((false OR (project.status::text COLLATE "
                      "\"C\" <> 'draft'::text COLLATE \"C\")))");
}

static void
test_columns_of_the_caller_are_indexed (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "read",
                            .condition = "record.owner_id == user.id" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  script_has (script, "CREATE INDEX IF NOT EXISTS project_owner_id_access_idx ON public.project "
                      "(owner_id);\n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-access-policy/grants-share-a-policy",
                   test_grants_share_a_policy);
  g_test_add_func ("/data/postgresql-access-policy/columns-of-the-caller-are-indexed",
                   test_columns_of_the_caller_are_indexed);
  return g_test_run ();
}

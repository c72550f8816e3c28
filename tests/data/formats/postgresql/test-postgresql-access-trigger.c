/* test-postgresql-access-trigger.c — writes that need both rows, or have presets
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-access-private.h"

#include "access-script.h"

static void
test_one_grant_needs_none (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "update",
                            .condition = "record.archived", .check = "new.status == 'open'" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_null (strstr (script, "CREATE TRIGGER"));
  script_has (script, "WITH CHECK (((SELECT gp_access.has_role('editor')) AND "
                      "(project.status::text");
}

static void
test_two_grants_are_not_mixed (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "update", .condition = "record.archived",
      .check = "new.status == 'open'" },
    { .effect = "grant", .role = "editor", .action = "update", .check = "new.status == 'done'" },
  };
  guint n_findings;
  g_autofree char *script = script_write (rules, G_N_ELEMENTS (rules), &n_findings);

  script_has (script, "CREATE TRIGGER gp_access_update BEFORE UPDATE ON public.project");
  script_has (script, "(OLD.archived = true) AND (candidate.status::text");
}

static void
test_presets_are_set (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "create",
                            .preset_field = "owner_id", .preset = "user.id" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (script, "  IF candidate.owner_id IS NULL THEN\n    candidate.owner_id := "
                      "gp_access.as_uuid((SELECT gp_access.user_id())::text);\n");
  script_has (script, "project.owner_id = gp_access.as_uuid");
}

static void
test_old_beside_new (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "update",
                            .check = "new.name == record.name" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (script, "candidate.name IS NOT DISTINCT FROM OLD.name");
}

/* What is written decides: the stored row alone cannot say that it may be. */
static void
test_a_condition_on_what_is_written (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "update",
                            .condition = "record.archived && new.status != 'done'" };
  guint n_findings;
  g_autofree char *script = script_write (&rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (script, "CREATE TRIGGER gp_access_update");
  script_has (script, "candidate.status::text");
  script_has (script, "FOR UPDATE TO " GP_PG_CALLERS
                      "\n  USING (((SELECT gp_access.has_role('editor'))))");
}

static void
test_new_where_nothing_is_written (void)
{
  const ScriptRule grant = { .effect = "grant", .role = "editor", .action = "delete",
                             .condition = "new.status != 'done'" };
  const ScriptRule forbid[] = {
    { .effect = "grant", .role = "editor", .action = "delete" },
    { .effect = "forbid", .role = "editor", .action = "delete",
      .condition = "new.status == 'done'" },
  };
  guint n_findings;
  g_autofree char *granted = script_write (&grant, 1, &n_findings);
  g_autofree char *forbidden = NULL;

  g_assert_cmpuint (n_findings, ==, 1);
  script_has (granted, "FOR DELETE TO " GP_PG_CALLERS "\n  USING (false)");
  forbidden = script_write (forbid, G_N_ELEMENTS (forbid), &n_findings);
  script_has (forbidden, "USING ((NOT (SELECT gp_access.has_role('editor'))))");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-access-trigger/one-grant-needs-none",
                   test_one_grant_needs_none);
  g_test_add_func ("/data/postgresql-access-trigger/two-grants-are-not-mixed",
                   test_two_grants_are_not_mixed);
  g_test_add_func ("/data/postgresql-access-trigger/presets-are-set", test_presets_are_set);
  g_test_add_func ("/data/postgresql-access-trigger/old-beside-new", test_old_beside_new);
  g_test_add_func ("/data/postgresql-access-trigger/a-condition-on-what-is-written",
                   test_a_condition_on_what_is_written);
  g_test_add_func ("/data/postgresql-access-trigger/new-where-nothing-is-written",
                   test_new_where_nothing_is_written);
  return g_test_run ();
}

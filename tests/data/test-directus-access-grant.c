/* test-directus-access-grant.c — what cannot be said never allows more
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-access-private.h"

#include "access-script.h"

#define FORMAT "directus-access"

static void
test_such_a_grant_grants_nothing (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read",
      .condition = "record.name.startsWith('a')" },
    { .effect = "grant", .role = "editor", .action = "delete", .condition = "record.nothing" },
    { .effect = "grant", .role = "editor", .action = "create", .preset_field = "name",
      .preset = "user.id + 'x'" },
  };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, G_N_ELEMENTS (rules));
  g_assert_null (strstr (text, "\"action\""));
}

static void
test_such_a_forbid_forbids_all (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read" },
    { .effect = "forbid", .role = "editor", .action = "read",
      .condition = "record.name.startsWith('a')" },
  };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 1);
  g_assert_null (strstr (text, "\"action\""));
}

static void
test_presets_cannot_be_overwritten (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "create",
                            .preset_field = "owner_id", .preset = "user.id" };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, &rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (text, "\"presets\": {\"owner_id\":\"$CURRENT_USER\"}");
  script_has (text, "\"validation\": {\"_and\":[{\"owner_id\":{\"_in\":[\"$CURRENT_USER\"]}},"
                    "{\"owner_id\":{\"_nnull\":true}}]}");
}

static void
test_checks_of_updates_hold_before_and_after (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "update",
                            .check = "new.status == 'open'" };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, &rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 1);
  script_has (text, "\"permissions\": {\"status\":{\"_eq\":\"open\"}}");
  script_has (text, "\"validation\": {\"_and\":[{\"status\":{\"_eq\":\"open\"}},"
                    "{\"status\":{\"_nnull\":true}}]}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-access-grant/such-a-grant-grants-nothing",
                   test_such_a_grant_grants_nothing);
  g_test_add_func ("/data/directus-access-grant/such-a-forbid-forbids-all",
                   test_such_a_forbid_forbids_all);
  g_test_add_func ("/data/directus-access-grant/presets-cannot-be-overwritten",
                   test_presets_cannot_be_overwritten);
  g_test_add_func ("/data/directus-access-grant/checks-of-updates-hold-before-and-after",
                   test_checks_of_updates_hold_before_and_after);
  return g_test_run ();
}

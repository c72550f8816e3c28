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

/* From draft to open: the stored record is a draft, so that it cannot be held against the check. */
static void
test_what_is_to_become_something_else_is_sent (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "update",
      .condition = "record.status == 'draft'", .check = "new.status == 'open'" },
    { .effect = "grant", .role = "editor", .action = "update",
      .check = "record.status == 'draft' && new.status == 'open'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      guint n_findings;
      g_autofree char *text = script_write_as (FORMAT, &rules[i], 1, &n_findings);

      g_assert_cmpuint (n_findings, ==, 1);
      script_has (text, "\"permissions\": {\"status\":{\"_eq\":\"draft\"}}");
      script_has (text, "\"validation\": {\"_and\":[{\"status\":{\"_eq\":\"open\"}},"
                        "{\"status\":{\"_nnull\":true}},"
                        "{\"status\":{\"_submitted\":true}}]}");
    }
}

/* What the stored record meets anyway it goes on meeting where the field is not sent. */
static void
test_a_check_that_keeps_what_is_stored_is_exact (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "update",
                            .condition = "record.archived && record.status == 'open'",
                            .check = "new.status == 'open'" };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, &rule, 1, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (text, "\"validation\": {\"_and\":[{\"status\":{\"_eq\":\"open\"}},"
                    "{\"status\":{\"_nnull\":true}}]}");
}

/* The finding says which rule, and why. */
static void
test_what_is_not_known_there_is_named (void)
{
  static const struct
  {
    const char *action;
    const char *condition;
    const char *check;
    const char *reason;
  } cases[] = {
    { "read", "record.name == user.claims.team", NULL,
      "Directus does not know this of the caller." },
    { "create", NULL, "new.name == user.claims.team",
      "Directus does not know this of the caller." },
    { "read", "record.due < now", NULL, "Directus cannot compare such values exactly." },
    { "read", "record.due == timestamp('2020-01-01T00:00:00Z')", NULL,
      "Directus cannot compare such values exactly." },
    { "update", NULL, "new.status == record.status",
      "Directus cannot compare what is stored with what is written." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ScriptRule rule = { .effect = "grant", .role = "editor", .action = cases[i].action,
                                .condition = cases[i].condition, .check = cases[i].check };
      g_autoptr(GPtrArray) findings = NULL;
      g_autofree char *text = script_write_findings (FORMAT, &rule, 1, &findings);

      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_nonnull (gp_finding_get_element (findings->pdata[0]));
      g_assert_nonnull (strstr (gp_finding_get_message (findings->pdata[0]), cases[i].reason));
      g_assert_null (strstr (text, "\"action\""));
    }
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
  g_test_add_func ("/data/directus-access-grant/what-is-to-become-something-else-is-sent",
                   test_what_is_to_become_something_else_is_sent);
  g_test_add_func ("/data/directus-access-grant/a-check-that-keeps-what-is-stored-is-exact",
                   test_a_check_that_keeps_what_is_stored_is_exact);
  g_test_add_func ("/data/directus-access-grant/what-is-not-known-there-is-named",
                   test_what_is_not_known_there_is_named);
  return g_test_run ();
}

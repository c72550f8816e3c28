/* test-directus-access-permission.c — rules taken together as permissions
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-access-private.h"

#include "access-script.h"

#define FORMAT "directus-access"

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, part)) != NULL; at++)
    n++;
  return n;
}

static void
test_grants_and_forbids_are_one_filter (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read", .condition = "record.archived" },
    { .effect = "grant", .role = "editor", .action = "read", .condition = "record.budget > 1" },
    { .effect = "forbid", .action = "read", .condition = "record.name == 'a'" },
  };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);
  const char *escape = "{\"_or\":[{\"name\":{\"_neq\":\"a\"}},{\"name\":{\"_null\":true}}]}";
  g_autofree char *filter = g_strdup_printf (
    "{\"_or\":[{\"_and\":[{\"archived\":{\"_eq\":true}},%s]},"
    "{\"_and\":[{\"budget\":{\"_gt\":1}},%s]}]}", escape, escape);

  g_assert_cmpuint (n_findings, ==, 0);
  g_assert_cmpuint (count (text, "\"action\": \"read\""), ==, 1);
  script_has (text, filter);
}

/* A field that is hidden in some records is in a permission of its own. */
static void
test_hidden_fields_are_split_off (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "read" },
    { .effect = "forbid", .role = "editor", .action = "read", .field = "budget",
      .condition = "record.archived" },
  };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  g_assert_cmpuint (count (text, "\"action\": \"read\""), ==, 2);
  script_has (text, "\"permissions\": {\"archived\":{\"_eq\":false}},");
  script_has (text, "\"fields\": [\"budget\"]");
  g_assert_cmpuint (count (text, "\"budget\""), ==, 1);
}

/* Directus would take the fields of the one and the records of the other. */
static void
test_writes_by_two_grants_are_not_mixed (void)
{
  const ScriptRule rules[] = {
    { .effect = "grant", .role = "editor", .action = "update", .field = "name",
      .condition = "record.archived" },
    { .effect = "grant", .role = "editor", .action = "update", .field = "status" },
    { .effect = "grant", .role = "editor", .action = "create", .check = "new.name == 'a'" },
    { .effect = "grant", .role = "editor", .action = "create", .check = "new.name == 'b'" },
  };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_cmpuint (n_findings, ==, 1);
  g_assert_cmpuint (count (text, "\"action\": \"update\""), ==, 1);
  g_assert_cmpuint (count (text, "\"action\": \"create\""), ==, 1);
  script_has (text, "\"fields\": [\"name\"]");
  script_has (text, "\"validation\": {\"_or\":[{\"_and\":[{\"name\":{\"_eq\":\"a\"}}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-access-permission/grants-and-forbids-are-one-filter",
                   test_grants_and_forbids_are_one_filter);
  g_test_add_func ("/data/directus-access-permission/hidden-fields-are-split-off",
                   test_hidden_fields_are_split_off);
  g_test_add_func ("/data/directus-access-permission/writes-by-two-grants-are-not-mixed",
                   test_writes_by_two_grants_are_not_mixed);
  return g_test_run ();
}

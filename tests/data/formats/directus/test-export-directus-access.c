/* test-export-directus-access.c — roles and policies of Directus
 * SPDX-License-Identifier: Apache-2.0
 *
 * What Directus makes of them is tried by tests/e2e/test-directus-access.py. */
#include "config.h"
#include "gp-export-directus-access.h"

#include "access-script.h"

#define FORMAT "directus-access"

static void
test_nothing_is_allowed (void)
{
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, NULL, 0, &n_findings);

  g_assert_cmpuint (n_findings, ==, 0);
  script_has (text, GP_DIRECTUS_PUBLIC_POLICY);
  script_has (text, "\"name\": \"editor\"");
  script_has (text, "\"admin_access\": false");
  g_assert_null (strstr (text, "\"action\""));
  g_assert_null (strstr (text, "\"admin_access\": true"));
}

static void
test_roles_have_ids_of_their_own (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId roles[] = { *gp_test_expr_find (design, "editor"), *gp_test_expr_find (design, "admin") };
  GpId turned[] = { roles[1], roles[0] };
  GpId both = gp_directus_role_id (design, roles, 2);
  GpId again = gp_directus_role_id (design, turned, 2);
  GpId one = gp_directus_role_id (design, roles, 1);
  GpId none = gp_directus_role_id (design, NULL, 0);

  g_assert_true (gp_id_equal (&both, &again));
  g_assert_true (gp_id_equal (&one, &roles[0]));
  g_assert_false (gp_id_equal (&none, gp_design_get_root_id (design)));
  g_assert_false (gp_id_equal (&none, &both));
}

static void
test_own_actions_are_findings (void)
{
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "approve" };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, &rule, 1, &n_findings);

  g_assert_nonnull (text);
  g_assert_cmpuint (n_findings, ==, 1);
}

/* The words are the same for both, since neither has a name. */
static void
test_each_rule_has_its_finding (void)
{
  const ScriptRule rules[] = { { .effect = "grant", .role = "editor", .action = "approve" },
                               { .effect = "grant", .role = "admin", .action = "approve" } };
  guint n_findings;
  g_autofree char *text = script_write_as (FORMAT, rules, G_N_ELEMENTS (rules), &n_findings);

  g_assert_nonnull (text);
  g_assert_cmpuint (n_findings, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-directus-access/nothing-is-allowed", test_nothing_is_allowed);
  g_test_add_func ("/data/export-directus-access/roles-have-ids-of-their-own",
                   test_roles_have_ids_of_their_own);
  g_test_add_func ("/data/export-directus-access/own-actions-are-findings",
                   test_own_actions_are_findings);
  g_test_add_func ("/data/export-directus-access/each-rule-has-its-finding",
                   test_each_rule_has_its_finding);
  return g_test_run ();
}

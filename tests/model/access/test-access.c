/* test-access.c — the rules of a design and who is asking
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access.h"

#include "gp-test-access.h"
#include "gp-test.h"

static GpAccessCaller *
new_caller (const GpAccess *access,
            const char     *persona)
{
  return gp_access_caller_new_persona (
    access, gp_test_access_find (gp_access_get_design (access), GP_KIND_PERSONA, persona));
}

static gboolean
has_role (const GpAccess       *access,
          const GpAccessCaller *caller,
          const char           *role)
{
  return gp_access_caller_has_role (
    caller, gp_test_access_find (gp_access_get_design (access), GP_KIND_ROLE, role));
}

static void
test_roles_are_inherited_in_circles (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  const GpId *reader = gp_test_access_find (design, GP_KIND_ROLE, "reader");
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessCaller) ria = NULL;
  g_autoptr(GpAccessCaller) wim = NULL;

  gp_test_access_set (design, reader, GP_ROLE_INHERITS,
                      gp_value_ids (gp_test_access_find (design, GP_KIND_ROLE, "writer"), 1));
  access = gp_access_new (design);
  ria = new_caller (access, "Ria");
  wim = new_caller (access, "Wim");
  g_assert_true (has_role (access, ria, "writer"));
  g_assert_true (has_role (access, wim, "reader"));
  g_assert_true (has_role (access, wim, "member") && has_role (access, wim, "anybody"));
}

static void
test_nobody_has_what_everybody_has (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessCaller) nobody = new_caller (access, "Nobody");
  GpAccessUser liar = { .roles = gp_test_access_find (design, GP_KIND_ROLE, "writer"),
                        .n_roles = 1, .id = "u9" };
  g_autoptr(GpAccessCaller) unknown = gp_access_caller_new (access, &liar);

  g_assert_true (has_role (access, nobody, "anybody"));
  g_assert_false (has_role (access, nobody, "member"));
  g_assert_false (gp_access_caller_is_signed_in (nobody));
  g_assert_cmpuint (gp_expr_value_get_size (gp_access_caller_get_user (nobody)), ==, 0);
  g_assert_false (has_role (access, unknown, "writer"));
  g_assert_cmpuint (gp_expr_value_get_size (gp_access_caller_get_user (unknown)), ==, 0);
}

static void
test_user_has_all_role_names (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessCaller) wim = new_caller (access, "Wim");
  g_autofree char *text = gp_expr_value_to_text (gp_access_caller_get_user (wim));

  g_assert_cmpstr (text, ==, "{'roles': ['reader', 'writer', 'member', 'anybody'], 'id': 'u2', "
                             "'tenant': 'c1'}");
}

static void
test_rules_and_actions_are_found (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId one = gp_test_access_rule (design, "grant", "reader", "read export", NULL, NULL);
  GpId two = gp_test_access_rule (design, "forbid", NULL, "approve read", NULL, NULL);
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_auto(GStrv) actions = gp_access_dup_actions (access);
  g_autofree char *joined = g_strjoinv (" ", actions);

  g_assert_cmpstr (joined, ==, "create read update delete approve export");
  g_assert_false (gp_access_find_rule (access, &one)->forbid);
  g_assert_true (gp_access_find_rule (access, &two)->forbid);
  g_assert_cmpuint (gp_access_peek_rules (access, gp_test_access_find (design, GP_KIND_ENTITY,
                                                                       "note"))->len, ==, 2);
  g_assert_null (gp_access_peek_rules (access, gp_test_access_find (design, GP_KIND_ENTITY,
                                                                    "clinic")));
}

/* A snapshot: what is edited afterwards is not seen. */
static void
test_does_not_follow_the_design (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", "reader", "read", NULL, NULL);
  g_autoptr(GpAccess) access = gp_access_new (design);

  gp_test_access_set (design, &rule, GP_RULE_EFFECT, gp_value_text ("forbid"));
  g_assert_false (gp_access_find_rule (access, &rule)->forbid);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access/roles-are-inherited-in-circles",
                   test_roles_are_inherited_in_circles);
  g_test_add_func ("/model/access/nobody-has-what-everybody-has",
                   test_nobody_has_what_everybody_has);
  g_test_add_func ("/model/access/user-has-all-role-names", test_user_has_all_role_names);
  g_test_add_func ("/model/access/rules-and-actions-are-found", test_rules_and_actions_are_found);
  g_test_add_func ("/model/access/does-not-follow-the-design", test_does_not_follow_the_design);

  return g_test_run ();
}

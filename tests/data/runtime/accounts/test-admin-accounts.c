/* test-admin-accounts.c — accounts that the administrator makes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define ADA "{\"email\": \"ada@example.org\", \"password\": \"a-long-password\", \"id\": \"u1\"," \
            " \"roles\": [\"reader\"], \"tenant\": \"c1\", \"claims\": {\"team\": \"blue\"}}"

/* What the administrator says of a user is what rules know. */
static void
test_facts_reach_the_rules (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Facts");
  GpId note = gp_test_add_entity (design, "note");
  GpId reader = gp_test_add (design, GP_KIND_ROLE, NULL, "reader");
  GpId rule;
  g_autofree char *token = NULL;

  gp_test_add_field (design, &note, "team", "text");
  gp_test_add_field (design, &note, "clinic", "text");
  rule = gp_test_allow (design, &note, &reader, "read");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION,
                    "record.team == user.claims.team && record.clinic == user.tenant");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/note", GP_TEST_ADMIN_TOKEN,
                       "{\"team\": \"blue\", \"clinic\": \"c1\"}", 201);
  gp_test_assert_call (backend, "POST", "/admin/users", GP_TEST_ADMIN_TOKEN, ADA, 201);
  gp_test_assert_call (backend, "POST", "/admin/users", GP_TEST_ADMIN_TOKEN, ADA, 409);
  gp_test_assert_call (backend, "POST", "/api/auth/login", NULL,
                       "{\"email\": \"ada@example.org\", \"password\": \"a-long-password\"}", 200);
  token = gp_test_member (backend, "token");
  gp_test_assert_call (backend, "GET", "/api/records/note", token, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
  gp_test_assert_call (backend, "PATCH", "/admin/users/u1", GP_TEST_ADMIN_TOKEN,
                       "{\"tenant\": null}", 200);
  gp_test_assert_call (backend, "GET", "/api/records/note", token, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
  gp_test_assert_call (backend, "PATCH", "/admin/users/u1", GP_TEST_ADMIN_TOKEN,
                       "{\"tenant\": \"c1\", \"claims\": {\"team\": \"red\"}}", 200);
  gp_test_assert_call (backend, "GET", "/api/records/note", token, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
  gp_test_assert_call (backend, "PATCH", "/admin/users/u9", GP_TEST_ADMIN_TOKEN,
                       "{\"tenant\": \"c1\"}", 404);
  gp_test_assert_call (backend, "PATCH", "/admin/users/u1", GP_TEST_ADMIN_TOKEN,
                       "{\"claims\": 1}", 400);
  gp_test_assert_call (backend, "PATCH", "/admin/users/u1", token, "{\"tenant\": \"c2\"}", 403);
}

static void
test_bad_accounts_are_told (void)
{
  static const char *const bad[] = {
    "{}", "{\"email\": \"a@b\"}", "{\"email\": \"ab\", \"password\": \"a-long-password\"}",
    "{\"email\": \"a@b@c\", \"password\": \"a-long-password\"}",
    "{\"email\": \"x y@z\", \"password\": \"a-long-password\"}",
    "{\"email\": \"a@b\", \"password\": \"a\"}",
    "{\"email\": \"a@b\", \"password\": \"a-long-password\", \"id\": \"\"}",
    "{\"email\": \"a@b\", \"password\": \"a-long-password\", \"roles\": [\"nobody\"]}",
    "{\"email\": \"a@b\", \"password\": \"a-long-password\", \"tenant\": 7}",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    gp_test_assert_call (backend, "POST", "/admin/users", GP_TEST_ADMIN_TOKEN, bad[i], 400);
  gp_test_assert_call (backend, "GET", "/admin/users", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/admin-accounts/facts-reach-the-rules", test_facts_reach_the_rules);
  g_test_add_func ("/data/admin-accounts/bad-accounts-are-told", test_bad_accounts_are_told);

  return g_test_run ();
}

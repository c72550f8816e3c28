/* test-accounts.c — signing up, logging in, tokens and roles, over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#include <string.h>

#define CREDENTIALS "{\"email\":\"ada@example.org\",\"password\":\"correct horse\"}"

static void
test_log_in_and_out (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *first = gp_test_sign_up (backend, "ada@example.org", NULL);
  g_autofree char *second = NULL;
  g_autofree char *email = NULL;

  gp_test_assert_call (backend, "GET", "/api/auth/me", first, NULL, 200);
  email = gp_test_member (backend, "email");
  g_assert_cmpstr (email, ==, "ada@example.org");
  gp_test_assert_call (backend, "GET", "/api/auth/me", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/api/auth/me", "wrong", NULL, 401);

  gp_test_assert_call (backend, "POST", "/api/auth/login", NULL, CREDENTIALS, 200);
  second = gp_test_member (backend, "token");
  g_assert_cmpstr (first, !=, second);
  gp_test_assert_call (backend, "POST", "/api/auth/logout", first, NULL, 204);
  gp_test_assert_call (backend, "GET", "/api/auth/me", first, NULL, 401);
  gp_test_assert_call (backend, "GET", "/api/auth/me", second, NULL, 200);

  /* Sessions live in the file. */
  gp_test_runtime_restart (backend);
  gp_test_assert_call (backend, "GET", "/api/auth/me", second, NULL, 200);
}

static void
test_refresh_notices_theft (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autofree char *token = NULL;
  g_autofree char *body = NULL;

  gp_test_assert_call (backend, "POST", "/api/auth/signup", NULL, CREDENTIALS, 201);
  old = gp_test_member (backend, "refresh_token");
  body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", old);
  gp_test_assert_call (backend, "POST", "/api/auth/refresh", NULL, body, 200);
  new = gp_test_member (backend, "refresh_token");
  token = gp_test_member (backend, "token");
  g_assert_cmpstr (old, !=, new);
  gp_test_assert_call (backend, "GET", "/api/auth/me", token, NULL, 200);

  gp_test_assert_call (backend, "POST", "/api/auth/refresh", NULL, body, 401);
  gp_test_assert_call (backend, "GET", "/api/auth/me", token, NULL, 401);
}

static void
test_wrong_input (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  static const char *const wrong[] = {
    "{}", "[]", "{\"email\":\"a@b\"}", "{\"email\":\"a@b\",\"password\":\"short\"}",
    "{\"email\":\"ab\",\"password\":\"long enough\"}", "{\"email\":1,\"password\":\"long enough\"}",
    "{\"email\":\"a@b\",\"password\":\"long enough\",\"admin\":true}", "{\"email\":\"a@b\"", "null",
    "{\"email\":\"a b@c\",\"password\":\"long enough\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gp_test_assert_call (backend, "POST", "/api/auth/signup", NULL, wrong[i], 400);
      gp_test_assert_call (backend, "POST", "/api/auth/login", NULL, wrong[i], 400);
    }
  gp_test_assert_call (backend, "POST", "/api/auth/signup", NULL, CREDENTIALS, 201);
  gp_test_assert_call (backend, "POST", "/api/auth/signup", NULL,
                       "{\"email\":\"ADA@example.org\",\"password\":\"another horse\"}", 409);
}

/* An unknown account and a wrong password look the same; after some failures the account waits. */
static void
test_guessing (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *token = gp_test_sign_up (backend, "ada@example.org", NULL);
  g_autofree char *unknown = NULL;

  gp_test_assert_call (backend, "POST", "/api/auth/login", NULL,
                       "{\"email\":\"eve@example.org\",\"password\":\"wrong horse\"}", 401);
  unknown = g_strdup (backend->body);
  for (guint i = 0; i < 5; i++)
    {
      gp_test_assert_call (backend, "POST", "/api/auth/login", NULL,
                           "{\"email\":\"ada@example.org\",\"password\":\"wrong horse\"}", 401);
      g_assert_cmpstr (backend->body, ==, unknown);
    }
  gp_test_assert_call (backend, "POST", "/api/auth/login", NULL, CREDENTIALS, 429);
  gp_test_assert_call (backend, "GET", "/api/auth/me", token, NULL, 200);
}

/* Nothing is allowed but by a rule; roles are what the administrator gives. */
static void
test_roles (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Roles");
  GpId note = gp_test_add_entity (design, "note");
  GpId writer = gp_test_add (design, GP_KIND_ROLE, NULL, "writer");
  GpId boss = gp_test_add (design, GP_KIND_ROLE, NULL, "boss");
  GpId member = gp_test_add (design, GP_KIND_ROLE, NULL, "member");
  GpId forbid;
  g_autofree char *visitor = NULL;
  g_autofree char *ada = NULL;
  g_autofree char *eve = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  gp_test_set_text (design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  gp_test_set_refs (design, &boss, GP_ROLE_INHERITS, &writer, 1);
  gp_test_allow (design, &note, &member, "read");
  gp_test_allow (design, &note, &writer, "create update");
  gp_test_allow (design, &note, &boss, "delete");
  gp_test_deploy (backend, design);

  ada = gp_test_sign_up (backend, "ada@example.org", "boss");
  visitor = gp_test_sign_up (backend, "vic@example.org", NULL);
  eve = gp_test_sign_up (backend, "eve@example.org", "writer");

  gp_test_assert_call (backend, "POST", "/api/records/note", NULL, "{}", 401);
  gp_test_assert_call (backend, "POST", "/api/records/note", visitor, "{}", 403);
  gp_test_assert_call (backend, "POST", "/api/records/note", ada, "{}", 201);
  id = gp_test_member (backend, "id");
  path = g_strconcat ("/api/records/note/", id, NULL);
  gp_test_assert_call (backend, "GET", "/api/records/note", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", path, NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", path, visitor, NULL, 200);
  gp_test_assert_call (backend, "DELETE", path, visitor, NULL, 403);
  gp_test_assert_call (backend, "DELETE", path, NULL, NULL, 404);
  gp_test_assert_call (backend, "DELETE", path, eve, NULL, 403);

  /* Forbid wins where its condition is not false. */
  forbid = gp_test_allow (design, &note, &writer, "update");
  gp_test_set_text (design, &forbid, GP_RULE_EFFECT, "forbid");
  gp_test_set_text (design, &forbid, GP_RULE_CONDITION, "record.id != ''");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "PATCH", path, ada, "{}", 403);
  gp_test_assert_call (backend, "DELETE", path, ada, NULL, 204);

  gp_test_assert_call (backend, "GET", "/admin/users", ada, NULL, 403);
  gp_test_assert_call (backend, "GET", "/admin/users", NULL, NULL, 401);
  gp_test_assert_call (backend, "GET", "/admin/users", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/accounts/log-in-and-out", test_log_in_and_out);
  g_test_add_func ("/accounts/refresh-notices-theft", test_refresh_notices_theft);
  g_test_add_func ("/accounts/wrong-input", test_wrong_input);
  g_test_add_func ("/accounts/guessing", test_guessing);
  g_test_add_func ("/accounts/roles", test_roles);

  return g_test_run ();
}

/* test-admin-users.c — accounts and their roles, as the administrator sees them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_roles (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Roles");
  GpId everyone = gp_test_everyone (design);
  g_autofree char *token = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *role = NULL;

  gp_test_add (design, GP_KIND_ROLE, NULL, "writer");
  gp_test_deploy (backend, design);
  token = gp_test_sign_up (backend, "ada@example.org", "writer");
  gp_test_assert_call (backend, "GET", "/api/auth/me", token, NULL, 200);
  role = gp_test_member (backend, "roles.0");
  g_assert_cmpstr (role, ==, "writer");
  gp_test_assert_call (backend, "GET", "/admin/users?email=ADA@example.org", GP_TEST_ADMIN_TOKEN,
                       NULL,
                       200);
  id = gp_test_member (backend, "items.0.id");
  path = g_strdup_printf ("/admin/users/%s/roles", id);
  gp_test_assert_call (backend, "PUT", path, GP_TEST_ADMIN_TOKEN, "{\"roles\":[\"anybody\"]}", 400);
  gp_test_assert_call (backend, "PUT", path, GP_TEST_ADMIN_TOKEN, "{\"roles\":[\"nobody\"]}", 400);
  gp_test_assert_call (backend, "PUT", path, GP_TEST_ADMIN_TOKEN, "{}", 400);
  gp_test_assert_call (backend, "PUT", path, token, "{\"roles\":[]}", 403);
  gp_test_assert_call (backend, "PUT", path, GP_TEST_ADMIN_TOKEN, "{\"roles\":[]}", 200);
  g_assert_cmpint (gp_test_count (backend, "roles"), ==, 0);
  gp_test_assert_call (backend, "PUT", "/admin/users/x/roles", GP_TEST_ADMIN_TOKEN,
                       "{\"roles\":[]}",
                       404);
  g_assert_false (gp_id_is_nil (&everyone));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/admin-users/roles", test_roles);

  return g_test_run ();
}

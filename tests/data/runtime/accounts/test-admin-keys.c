/* test-admin-keys.c — the keys of programs, as the administrator sees them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_bad_orders_are_told (void)
{
  static const char *const bad[] = {
    "{}", "{\"roles\": []}", "{\"name\": \"\", \"roles\": []}",
    "{\"name\": \"a\", \"roles\": [\"nobody\"]}",
    "{\"name\": \"a\", \"roles\": [], \"entities\": [\"nothing\"]}",
    "{\"name\": \"a\", \"roles\": [], \"expires_in\": 0}",
    "{\"name\": \"a\", \"roles\": [], \"expires_in\": \"soon\"}",
    "{\"name\": \"a\", \"roles\": [], \"tenant\": 7}",
    "{\"name\": \"a\", \"roles\": [], \"entities\": \"note\"}",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Keys");
  g_autofree char *entities = NULL;
  g_autofree char *expires = NULL;

  gp_test_add_entity (design, "note");
  gp_test_deploy (backend, design);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    gp_test_assert_call (backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN, bad[i], 400);
  gp_test_assert_call (backend, "POST", "/admin/keys", NULL, "{}", 401);
  gp_test_assert_call (backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 0);
  gp_test_assert_call (backend, "POST", "/admin/keys", GP_TEST_ADMIN_TOKEN,
                       "{\"name\": \"a\", \"roles\": [], \"expires_in\": 60}", 201);
  gp_test_assert_call (backend, "GET", "/admin/keys", GP_TEST_ADMIN_TOKEN, NULL, 200);
  entities = gp_test_member (backend, "items.0.entities");
  expires = gp_test_member (backend, "items.0.expires");
  g_assert_cmpstr (entities, ==, "null");
  g_assert_cmpstr (expires, !=, "null");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/admin-keys/bad-orders-are-told", test_bad_orders_are_told);

  return g_test_run ();
}

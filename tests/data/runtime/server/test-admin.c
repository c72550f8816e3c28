/* test-admin.c — deploying over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_changes (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  static const char *const wrong[] = {
    "{}", "[]", "{\"design\":{}}", "{\"design\":1,\"changes\":2}", "{\"changes\":{}}",
    "{\"design\":{\"format\":\"other\",\"version\":1}}",
      "{\"live\":\"x\",\"allow\":[1],\"design\":{}}",
  };
  g_autofree char *live = NULL;
  g_autofree char *drifted = NULL;
  g_autofree char *body = NULL;

  gp_test_assert_call (backend, "GET", "/admin/design", GP_TEST_ADMIN_TOKEN, NULL, 200);
  live = gp_test_member (backend, "live");
  drifted = gp_test_member (backend, "drifted");
  g_assert_cmpstr (drifted, ==, "false");
  body = g_strdup_printf ("{\"live\":\"%s\",\"changes\":{\"format\":\"groundplan-changes\","
                          "\"version\":1,\"title\":\"\",\"changes\":[]}}", live);
  gp_test_assert_call (backend, "POST", "/admin/apply", GP_TEST_ADMIN_TOKEN, body, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gp_test_assert_call (backend, "POST", "/admin/plan", GP_TEST_ADMIN_TOKEN, wrong[i], 400);
      gp_test_assert_call (backend, "POST", "/admin/apply", GP_TEST_ADMIN_TOKEN, wrong[i], 400);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/admin/changes", test_changes);

  return g_test_run ();
}

/* test-openapi.c — the contract
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_paths (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *version = NULL;

  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  version = gp_test_member (backend, "openapi");
  g_assert_cmpstr (version, ==, "3.1.0");
  g_assert_nonnull (strstr (backend->body, "\"/api/records/thing\":"));
  g_assert_nonnull (strstr (backend->body, "\"/api/records/thing/{id}\":"));
  g_assert_nonnull (strstr (backend->body, "\"/api/records/thing:batch\":"));
  g_assert_null (strstr (backend->body, "COMPONENT"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/openapi/paths", test_paths);

  return g_test_run ();
}

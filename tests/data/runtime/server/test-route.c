/* test-route.c — paths and who answers on them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_values (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  gp_test_assert_call (backend, "POST", "/api/records/thing:batch", NULL, "{\"operations\":[]}",
                       200);
  gp_test_assert_call (backend, "POST", "/api/records/:batch", NULL, "{\"operations\":[]}", 404);
  gp_test_assert_call (backend, "GET", "/api/records/thing:batch", NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", "/api/records/%74hing", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/records/a/b/c", NULL, NULL, 404);
  gp_test_assert_call (backend, "PUT", "/api/records/thing", NULL, "{}", 405);
  g_assert_nonnull (strstr (backend->body, "POST"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/route/values", test_values);

  return g_test_run ();
}

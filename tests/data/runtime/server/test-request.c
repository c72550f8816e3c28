/* test-request.c — targets and bodies of requests
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_bodies (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autoptr(GString) deep = g_string_new ("{\"name\":");

  for (guint i = 0; i < 40; i++)
    g_string_append_c (deep, '[');
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, deep->str, 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{} {}", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"\xff\"}", 400);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, NULL, 415);
}

static void
test_queries (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  gp_test_assert_call (backend, "GET", "/api/records/thing?limit=1&limit=2", NULL, NULL, 400);
  gp_test_assert_call (backend, "GET", "/api/records/thing?&&limit=1&", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/records/thing?filter=name+%3D%3D+%27a+b%27", NULL,
                       NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/records/thing?filter=%ff", NULL, NULL, 400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/request/bodies", test_bodies);
  g_test_add_func ("/request/queries", test_queries);

  return g_test_run ();
}

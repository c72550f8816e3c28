/* test-records-read.c — lists and single records
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A GP_TEST_THING_A

static void
test_list (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *count = NULL;
  g_autofree char *next = NULL;

  for (guint i = 0; i < 60; i++)
    gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{}", 201);
  gp_test_assert_call (backend, "GET", "/api/records/thing?count=true", NULL, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 50);
  count = gp_test_member (backend, "count");
  g_assert_cmpstr (count, ==, "60");
  gp_test_assert_call (backend, "GET", "/api/records/thing?limit=60", NULL, NULL, 200);
  next = gp_test_member (backend, "next");
  g_assert_cmpstr (next, ==, "null");
  gp_test_assert_call (backend, "GET", "/api/records/thing/" A, NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", "/api/records/thing/x", NULL, NULL, 404);
  gp_test_assert_call (backend, "GET", "/api/records/thing/" A "?limit=1", NULL, NULL, 400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/records-read/list", test_list);

  return g_test_run ();
}

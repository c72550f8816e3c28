/* test-records-write.c — several writes, all or nothing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A GP_TEST_THING_A
#define B GP_TEST_THING_B

static void
test_batch (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *place = NULL;

  gp_test_assert_call (backend, "POST", "/api/records/thing:batch", NULL,
                       "{\"operations\":[{\"action\":\"create\",\"record\":{\"id\":\"" A "\"}},"
                       "{\"action\":\"update\",\"id\":\"" A "\",\"record\":{\"name\":\"a\"}},"
                       "{\"action\":\"create\",\"record\":{\"id\":\"" B "\"}},"
                       "{\"action\":\"delete\",\"id\":\"" B "\"}]}", 200);
  g_assert_cmpint (gp_test_count (backend, "results"), ==, 4);
  gp_test_assert_call (backend, "GET", "/api/records/thing/" A, NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/records/thing/" B, NULL, NULL, 404);

  gp_test_assert_call (backend, "POST", "/api/records/thing:batch", NULL,
                       "{\"operations\":[{\"action\":\"delete\",\"id\":\"" A "\"},"
                       "{\"action\":\"create\",\"record\":{\"nothing\":1}}]}", 400);
  place = gp_test_member (backend, "operation");
  g_assert_cmpstr (place, ==, "1");
  gp_test_assert_call (backend, "GET", "/api/records/thing/" A, NULL, NULL, 200);
}

static void
test_wrong_batches (void)
{
  static const char *const wrong[] = {
    "[]", "{}", "{\"operations\":{}}", "{\"operations\":[1]}", "{\"operations\":[{}]}",
    "{\"operations\":[{\"action\":\"drop\",\"id\":\"" A "\"}]}",
    "{\"operations\":[{\"action\":\"create\"}]}", "{\"operations\":[{\"action\":\"delete\"}]}",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    gp_test_assert_call (backend, "POST", "/api/records/thing:batch", NULL, wrong[i], 400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/records-write/batch", test_batch);
  g_test_add_func ("/records-write/wrong-batches", test_wrong_batches);

  return g_test_run ();
}

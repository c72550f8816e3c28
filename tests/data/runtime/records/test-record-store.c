/* test-record-store.c — what constraints refuse, and why
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A GP_TEST_THING_A
#define B GP_TEST_THING_B

static void
test_constraints (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *field = NULL;

  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":\"" A "\",\"name\":\"a\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"name\":\"a\"}", 409);
  g_assert_nonnull (strstr (backend->body, "name"));
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"id\":\"" A "\"}", 409);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"parent\":\"" B "\"}", 400);
  field = gp_test_member (backend, "errors.0.field");
  g_assert_cmpstr (field, ==, "parent");
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":\"" B "\",\"parent\":\"" A "\"}", 201);
  gp_test_assert_call (backend, "DELETE", "/api/records/thing/" A, NULL, NULL, 409);
  gp_test_assert_call (backend, "PATCH", "/api/records/thing/" B, NULL, "{\"name\":\"a\"}", 409);
  gp_test_assert_call (backend, "PATCH", "/api/records/thing/" B, NULL, "{\"parent\":null}", 200);
  gp_test_assert_call (backend, "DELETE", "/api/records/thing/" A, NULL, NULL, 204);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record-store/constraints", test_constraints);

  return g_test_run ();
}

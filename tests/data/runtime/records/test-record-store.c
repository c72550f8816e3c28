/* test-record-store.c — what constraints refuse, and why
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* A backend with one entity "thing" (name, optional; parent, a reference to itself) open to
 * anybody. */
static GpTestRuntime *
start (void)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId name = gp_test_add_field (design, &thing, "name", "text");
  GpId parent = gp_test_add_field (design, &thing, "parent", "reference");

  gp_test_set_bool (design, &name, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_bool (design, &name, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_bool (design, &parent, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_ref (design, &parent, GP_FIELD_REFERENCE, &thing);
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (backend, design);

  return backend;
}

#define A "0190a1b2-0000-7000-8000-00000000000a"
#define B "0190a1b2-0000-7000-8000-00000000000b"

static void
test_constraints (void)
{
  g_autoptr(GpTestRuntime) backend = start ();
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

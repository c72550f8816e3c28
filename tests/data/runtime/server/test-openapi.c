/* test-openapi.c — the contract
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* A backend with one entity "thing", open to anybody: name, and parent, which refers to itself. */
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
test_paths (void)
{
  g_autoptr(GpTestRuntime) backend = start ();
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

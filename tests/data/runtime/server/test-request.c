/* test-request.c — targets and bodies of requests
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
test_bodies (void)
{
  g_autoptr(GpTestRuntime) backend = start ();
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
  g_autoptr(GpTestRuntime) backend = start ();

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

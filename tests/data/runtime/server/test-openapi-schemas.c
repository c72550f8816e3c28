/* test-openapi-schemas.c — records as JSON Schema
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_thing (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *type = NULL;
  g_autofree char *strict = NULL;

  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  type = gp_test_member (backend, "components.schemas.thing.properties.name.type");
  g_assert_cmpstr (type, ==, "[\"string\",\"null\"]");
  strict = gp_test_member (backend, "components.schemas.thing-create.additionalProperties");
  g_assert_cmpstr (strict, ==, "false");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/openapi-schemas/thing", test_thing);

  return g_test_run ();
}

/* test-export-openapi.c — flows as OpenAPI
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-export-openapi.h"

#include "workflow.h"

static void
test_the_contract_is_whole (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow a trigger=http http_path=x "
                                                    "http_auth=signature\nstep s set with.x=1\n");
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_export (design, "openapi", out, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out->str, "\"openapi\": \"3.1.0\""));
  g_assert_nonnull (strstr (out->str, "\"/api/flows/x\""));
  g_assert_nonnull (strstr (out->str, "\"signature\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-openapi/the-contract-is-whole", test_the_contract_is_whole);
  return g_test_run ();
}

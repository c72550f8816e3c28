/* test-openapi-files.c — the contract tells of buckets and of actions of the design's own
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_paths (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId bucket = gp_test_add (design, GP_KIND_BUCKET, NULL, "a b");
  GpId role = gp_test_everyone (design);
  GpId scan = gp_test_add_field (design, &thing, "scan", "file");
  g_autofree char *version = NULL;

  gp_test_set_bool (design, &scan, GP_FIELD_NULLABLE, TRUE);
  gp_test_allow (design, &thing, &role, "read approve");
  gp_test_allow (design, &bucket, &role, "create read");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  version = gp_test_member (backend, "openapi");      /* it is JSON */
  g_assert_cmpstr (version, ==, "3.1.0");
  g_assert_nonnull (strstr (backend->body, "\"/api/files/a%20b\":"));
  g_assert_nonnull (strstr (backend->body, "\"/api/files/a%20b/{id}\":"));
  g_assert_null (strstr (backend->body, "b/{id}/actions"));
  g_assert_nonnull (strstr (backend->body, "\"/api/records/thing/{id}/actions/{action}\":"));
  g_assert_nonnull (strstr (backend->body, "[\"approve\"]"));
  g_assert_nonnull (strstr (backend->body, "\"/api/records/thing/{id}/files/{field}\":"));
  g_assert_nonnull (strstr (backend->body, "\"enum\":[\"scan\"]"));
  g_assert_nonnull (strstr (backend->body, "\"multipart/form-data\":{\"schema\":{\"type\":"
                                           "\"object\",\"properties\":{\"record\":{\"$ref\":"
                                           "\"#/components/schemas/thing-create\"},\"scan\""));
  g_assert_null (strstr (backend->body, "\001"));
  g_assert_null (strstr (backend->body, "NUMBER"));
  g_assert_null (strstr (backend->body, "TITLE"));
}

/* Names are not taken for what the templates leave open. */
static void
test_any_name (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Files");
  GpId bucket = gp_test_add (design, GP_KIND_BUCKET, NULL, "ACTIONS");
  GpId role = gp_test_everyone (design);
  g_autofree char *version = NULL;

  gp_test_allow (design, &bucket, &role, "read TITLE");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  version = gp_test_member (backend, "openapi");
  g_assert_cmpstr (version, ==, "3.1.0");
  g_assert_nonnull (strstr (backend->body, "\"tags\":[\"ACTIONS\"]"));
  g_assert_nonnull (strstr (backend->body, "\"enum\":[\"TITLE\"]"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/openapi-files/paths", test_paths);
  g_test_add_func ("/data/openapi-files/any-name", test_any_name);

  return g_test_run ();
}

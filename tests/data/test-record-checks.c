/* test-record-checks.c — what the design asks of every record is asked of every write
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A "0190a1b2-0000-7000-8000-00000000000a"

static void
test_every_write_is_checked (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId starts = gp_test_add_field (design, &thing, "starts", "integer");
  GpId ends = gp_test_add_field (design, &thing, "ends", "integer");
  GpId check = gp_test_add (design, GP_KIND_CHECK, &thing, "ends_after_start");
  g_autofree char *type = NULL;

  gp_test_set_bool (design, &starts, GP_FIELD_NULLABLE, FALSE);
  gp_test_set_bool (design, &ends, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "record.ends > record.starts");
  gp_test_set_text (design, &check, GP_CHECK_DESCRIPTION, "Time goes on.");
  gp_test_allow (design, &thing, &role, "create read update delete");
  gp_test_deploy (backend, design);

  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"starts\":2,\"ends\":1}", 400);
  type = gp_test_member (backend, "type");
  g_assert_true (g_str_has_suffix (type, "check"));
  g_assert_nonnull (strstr (backend->body, "ends_after_start"));
  g_assert_nonnull (strstr (backend->body, "Time goes on."));
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":\"" A "\",\"starts\":1,\"ends\":2}", 201);
  gp_test_assert_call (backend, "PATCH", "/api/records/thing/" A, NULL, "{\"starts\":3}", 400);
  gp_test_assert_call (backend, "PATCH", "/api/records/thing/" A, NULL, "{\"ends\":null}", 200);
  gp_test_assert_call (backend, "PATCH", "/api/records/thing/" A, NULL, "{\"starts\":3}", 200);
  /* All of a batch or none: what came before the one that breaks it is not there. */
  gp_test_assert_call (backend, "POST", "/api/records/thing:batch", NULL,
                       "{\"operations\":[{\"action\":\"create\",\"record\":{\"starts\":1}},"
                       "{\"action\":\"create\",\"record\":{\"starts\":2,\"ends\":2}}]}", 400);
  gp_test_assert_call (backend, "GET", "/api/records/thing?filter=starts==1",
                       NULL, NULL, 200);
  g_assert_null (strstr (backend->body, "\"starts\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record-checks/every-write-is-checked", test_every_write_is_checked);

  return g_test_run ();
}

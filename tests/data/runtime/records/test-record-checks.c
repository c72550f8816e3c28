/* test-record-checks.c — what the design asks of every record is asked of every write
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A "0190a1b2-0000-7000-8000-00000000000a"

/* A record with a file. */
#define FORM(starts) \
  "--B\r\nContent-Disposition: form-data; name=record\r\n\r\n{\"starts\":" starts "}\r\n" \
  "--B\r\nContent-Disposition: form-data; name=scan; filename=a\r\nContent-Type: text/plain\r\n" \
  "\r\na\r\n--B--"

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

/* Without a key the record is found as the one that was inserted last, whatever comes with it. */
static void
test_records_without_a_key_are_checked (void)
{
  static const char *const forms[] = { FORM ("2"), FORM ("-1") };
  const char *type = "multipart/form-data; boundary=B";
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Things");
  GpId thing = gp_test_add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId role = gp_test_everyone (design);
  GpId scan, check;

  gp_test_add_field (design, &thing, "starts", "integer");
  scan = gp_test_add_field (design, &thing, "scan", "file");
  gp_test_set_bool (design, &scan, GP_FIELD_NULLABLE, TRUE);
  check = gp_test_add (design, GP_KIND_CHECK, &thing, "positive");
  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "record.starts > 0");
  gp_test_allow (design, &thing, &role, "create read");
  gp_test_deploy (backend, design);

  /* There are more records than files, so that their numbers are not the same. */
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"starts\":1}", 201);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (gp_test_send (backend, "POST", "/api/records/thing", NULL, type, forms[i % 2],
                                    strlen (forms[i % 2]), NULL), ==, i % 2 == 0 ? 201 : 400);
  gp_test_assert_call (backend, "GET", "/api/records/thing", NULL, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record-checks/every-write-is-checked", test_every_write_is_checked);
  g_test_add_func ("/record-checks/records-without-a-key-are-checked",
                   test_records_without_a_key_are_checked);

  return g_test_run ();
}

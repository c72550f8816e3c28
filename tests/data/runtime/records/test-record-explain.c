/* test-record-explain.c — why the database refused to write a record
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-explain.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#include <string.h>

/* Whoever sees the record that has the value is told which field it is. */
static void
test_blame_needs_to_be_seen (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Explain");
  GpId note = gp_test_add_entity (design, "note");
  GpId reader = gp_test_add (design, GP_KIND_ROLE, NULL, "reader");
  GpId writer = gp_test_add (design, GP_KIND_ROLE, NULL, "writer");
  GpId code = gp_test_add_field (design, &note, "code", "text");
  g_autofree char *sees = NULL;
  g_autofree char *blind = NULL;

  gp_test_set_bool (design, &code, GP_FIELD_UNIQUE, TRUE);
  gp_test_allow (design, &note, &reader, "read create");
  gp_test_allow (design, &note, &writer, "create");
  gp_test_deploy (backend, design);
  sees = gp_test_sign_up (backend, "sees@example.org", "reader");
  blind = gp_test_sign_up (backend, "blind@example.org", "writer");

  gp_test_assert_call (backend, "POST", "/api/records/note", blind, "{\"code\": \"a\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/note", blind, "{\"code\": \"a\"}", 409);
  g_assert_null (strstr (backend->body, "code"));
  gp_test_assert_call (backend, "POST", "/api/records/note", sees, "{\"code\": \"a\"}", 409);
  g_assert_nonnull (strstr (backend->body, "code"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/record-explain/blame-needs-to-be-seen", test_blame_needs_to_be_seen);

  return g_test_run ();
}

/* test-record-trail-line.c — a line has what differs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-trail-private.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_what_is_unset_is_null (void)
{
  g_autoptr(GpExprValue) null = gp_expr_value_new_null ();
  g_autoptr(GpExprValue) one = gp_expr_value_new_int (1);
  g_autoptr(GpExprValue) same = gp_expr_value_new_int (1);

  g_assert_true (gp_record_trail_is_same (NULL, null));
  g_assert_true (gp_record_trail_is_same (one, same));
  g_assert_false (gp_record_trail_is_same (one, null));
  g_assert_false (gp_record_trail_is_same (NULL, one));
}

static void
test_what_differs (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, NULL);
  GpId entity = gp_test_add_entity (design, "box");
  g_autofree char *path = NULL, *id = NULL, *before = NULL, *after = NULL;

  gp_test_set_bool (design, &entity, GP_ENTITY_AUDIT, TRUE);
  gp_test_add_field (design, &entity, "label", "text");
  gp_test_add_field (design, &entity, "weight", "integer");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/box", GP_TEST_ADMIN_TOKEN,
                       "{\"label\": \"a\", \"weight\": 1}", 201);
  id = gp_test_member (backend, "id");
  path = g_strconcat ("/api/records/box/", id, NULL);
  for (guint i = 0; i < 2; i++)
    gp_test_assert_call (backend, "PATCH", path, GP_TEST_ADMIN_TOKEN,
                         "{\"label\": \"a\", \"weight\": 2}", 200);
  gp_test_assert_call (backend, "GET", "/admin/trail", GP_TEST_ADMIN_TOKEN, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 2);
  before = gp_test_member (backend, "items.0.old");
  after = gp_test_member (backend, "items.0.new");
  g_assert_cmpstr (before, ==, "{\"weight\":1}");
  g_assert_cmpstr (after, ==, "{\"weight\":2}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/record-trail-line/what-is-unset-is-null", test_what_is_unset_is_null);
  g_test_add_func ("/data/record-trail-line/what-differs", test_what_differs);

  return g_test_run ();
}

/* test-flow-value.c — values as a run keeps them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-flow-value.h"
#include "gp-test-flow.h"
#include "gp-test.h"
#include <string.h>

static void
test_settled_is_written_and_read_back (void)
{
  static const char *const texts[] = {
    "timestamp('2026-01-02T03:04:05Z')", "duration('90s')", "{1: 'a', true: [1.5, 2]}", "0.0 / 0.0",
    "{'a': [{'b': timestamp('2026-01-02T03:04:05Z')}]}", "null", "'x'", "-3", "1e300 * 1e300",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const GpExprEnv env = { 0 };
      g_autoptr(GpExpr) expr = gp_expr_parse (texts[i], -1, NULL);
      g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);
      g_autoptr(GpExprValue) settled = gp_flow_value_settle (value);
      g_autofree char *json = gp_expr_value_to_json (value);
      g_autoptr(GpExprValue) back = gp_expr_value_from_json (json, -1, NULL);

      g_assert_true (gp_expr_value_equal (settled, back));
      g_assert_cmpuint (gp_flow_value_measure (settled), ==, strlen (json));
    }
}

static void
test_too_deep_is_an_error (void)
{
  GpExprValue *value = gp_expr_value_new_null ();
  g_autoptr(GpExprValue) settled = NULL;
  g_autoptr(GpExprValue) owned = NULL;

  for (int i = 0; i <= GP_FLOW_MAX_VALUE_DEPTH; i++)
    value = gp_expr_value_new_list (&value, 1);
  owned = value;
  settled = gp_flow_value_settle (value);
  g_assert_true (gp_expr_value_is_error (settled));
}

static void
test_records_become_maps (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("entity order total:integer at:timestamp");
  GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessRecord) record = gp_access_record_from_json (
    gp_access_fixtures_get_world (fixtures), &order,
    "{\"total\": 3, \"at\": \"2026-01-02T03:04:05Z\"}", NULL);
  g_autoptr(GpExprValue) value = gp_access_record_to_value (record);
  g_autoptr(GpExprValue) settled = gp_flow_value_settle (value);

  g_assert_cmpint (gp_flow_value_get_int (settled, "total", 0), ==, 3);
  g_assert_cmpstr (gp_flow_value_get_text (settled, "at"), ==, "2026-01-02T03:04:05Z");
}

static void
test_members_are_found_and_replaced (void)
{
  g_autoptr(GpExprValue) map = gp_test_value ("{'a': 1, 'b': 'x'}");
  g_autoptr(GpExprValue) more = gp_flow_value_with (map, "a", gp_expr_value_new_int (2));
  g_autoptr(GpExprValue) other = gp_test_value ("{'c': 3, 'a': 4}");
  g_autoptr(GpExprValue) merged = gp_flow_value_merge (more, other);
  g_autofree char *json = gp_expr_value_to_json (merged);

  g_assert_cmpint (gp_flow_value_get_int (more, "a", 0), ==, 2);
  g_assert_cmpint (gp_flow_value_get_int (more, "b", 7), ==, 7);
  g_assert_null (gp_flow_value_get (more, "c"));
  g_assert_null (gp_flow_value_get (NULL, "c"));
  g_assert_cmpstr (json, ==, "{\"a\":4,\"b\":\"x\",\"c\":3}");
}

static void
test_texts_become_a_map (void)
{
  g_autoptr(GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GpExprValue) map = NULL;
  g_autofree char *json = NULL;

  g_hash_table_insert (texts, (char *) "b", (char *) "2");
  g_hash_table_insert (texts, (char *) "a", (char *) "1");
  map = gp_flow_value_map (texts);
  json = gp_expr_value_to_json (map);
  g_assert_cmpstr (json, ==, "{\"a\":\"1\",\"b\":\"2\"}");
}

static void
test_no_id_is_no_value (void)
{
  GpId id = gp_id_new ();
  char text[GP_ID_STRING_SIZE];
  g_autoptr(GpExprValue) value = gp_flow_value_from_id (&id);

  g_assert_cmpstr (gp_expr_value_get_string (value, NULL), ==, gp_id_format (&id, text));
  g_assert_null (gp_flow_value_from_id (&(GpId) { 0 }));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-value/settled-is-written-and-read-back",
                   test_settled_is_written_and_read_back);
  g_test_add_func ("/model/flow-value/too-deep-is-an-error", test_too_deep_is_an_error);
  g_test_add_func ("/model/flow-value/records-become-maps", test_records_become_maps);
  g_test_add_func ("/model/flow-value/members-are-found-and-replaced",
                   test_members_are_found_and_replaced);
  g_test_add_func ("/model/flow-value/no-id-is-no-value", test_no_id_is_no_value);
  g_test_add_func ("/model/flow-value/texts-become-a-map", test_texts_become_a_map);

  return g_test_run ();
}

/* test-expr-type.c — what kind of value a part of an expression has
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-json.h"
#include "gp-expr-type.h"
#include "gp-test.h"

static void
assert_text (GpExprType  type,
             const char *expected)
{
  g_autofree char *text = gp_expr_type_to_text (&type);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_of_values (void)
{
  static const struct
  {
    const char *json;
    const char *type;
  } cases[] = {
    { "null", "null" },
    { "1", "int" },
    { "[1, 2]", "list(int)" },
    { "[1, null]", "list(int?)" },
    { "[1, \"a\"]", "list(any)" },
    { "[[1], [2]]", "list(any)" },
    { "[]", "list(any)" },
    { "{\"a\": 1.5}", "map(string, double)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) value = gp_expr_value_from_json (cases[i].json, -1, NULL);

      assert_text (gp_expr_type_of_value (value), cases[i].type);
    }
}

static void
test_join (void)
{
  GpExprType number = gp_expr_type_new (GP_EXPR_TYPE_INT);
  GpExprType text = gp_expr_type_new (GP_EXPR_TYPE_STRING);
  GpExprType null = gp_expr_type_new (GP_EXPR_TYPE_NULL);
  GpExprType numbers = gp_expr_type_new_list (GP_EXPR_TYPE_INT);
  GpExprType texts = gp_expr_type_new_list (GP_EXPR_TYPE_STRING);
  GpId one = gp_id_new (), other = gp_id_new ();
  GpExprType one_record = gp_expr_type_new_record (&one, 0);
  GpExprType other_record = gp_expr_type_new_record (&other, 0);

  assert_text (gp_expr_type_join (&number, &number), "int");
  assert_text (gp_expr_type_join (&number, &null), "int?");
  assert_text (gp_expr_type_join (&null, &number), "int?");
  assert_text (gp_expr_type_join (&null, &null), "null");
  assert_text (gp_expr_type_join (&number, &text), "any");
  assert_text (gp_expr_type_join (&numbers, &texts), "list(any)");
  assert_text (gp_expr_type_join (&one_record, &one_record), "record");
  assert_text (gp_expr_type_join (&one_record, &other_record), "any");
}

static void
test_items (void)
{
  GpId id = gp_id_new ();
  GpExprType record = gp_expr_type_new_record (&id, 3);
  GpExprType list = gp_expr_type_list_of (&record);
  GpExprType item = gp_expr_type_get_item (&list);
  GpExprType lists = gp_expr_type_list_of (&list);
  GpExprType any = gp_expr_type_new (GP_EXPR_TYPE_ANY);

  g_assert_true (gp_expr_type_equal (&item, &record));
  g_assert_false (gp_expr_type_equal (&item, &list));
  assert_text (gp_expr_type_get_item (&lists), "any");
  assert_text (gp_expr_type_get_item (&any), "any");
  assert_text (gp_expr_type_with_null (&any, TRUE), "any");
  assert_text (gp_expr_type_with_null (&record, TRUE), "record?");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-type/of-values", test_of_values);
  g_test_add_func ("/model/expr-type/join", test_join);
  g_test_add_func ("/model/expr-type/items", test_items);
  return g_test_run ();
}

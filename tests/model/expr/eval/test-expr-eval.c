/* test-expr-eval.c — what an expression comes to
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-json.h"
#include "gp-test.h"
#include "gp-test-expr.h"

static GpExprValue *
from_json (const char *json)
{
  g_autoptr(GError) error = NULL;
  GpExprValue *value = gp_expr_value_from_json (json, -1, &error);

  g_assert_no_error (error);
  return value;
}

static void
test_errors_are_absorbed (void)
{
  static const GpTestExpr examples[] = {
    { "nobody || true", "true" },
    { "true || nobody", "true" },
    { "nobody && false", "false" },
    { "nobody && true", "name" },
    { "nobody || false", "name" },
    { "nobody || 1 / 0 > 1", "name" },
    { "1 / 0 > 1 || nobody", "range" },
    { "null || true", "true" },
    { "null && true", "type" },
    { "1 && false", "false" },
    { "!nobody || true", "true" },
    { "nobody ? true : true", "name" },
    { "true ? 1 : nobody", "1" },
    { "[1, 0].exists(x, 1 / x == 1)", "true" },
    { "[0, 1].exists(x, 1 / x == 1)", "true" },
    { "[0, 2].exists(x, 1 / x == 1)", "range" },
    { "[0, 2].all(x, 1 / x == 1)", "false" },
    { "[0, 1].all(x, 1 / x == 1)", "range" },
    { "[1, 0].exists_one(x, 1 / x == 1)", "range" },
    { "[1].map(x, nobody)", "name" },
    { "[].map(x, nobody)", "[]" },
    { "nobody.all(x, true)", "name" },
    { "1.5.all(x, true)", "type" },
  };

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), NULL);
}

static void
test_variables (void)
{
  static const GpTestExpr examples[] = {
    { "record.name == user.name", "true" },
    { "has(record.name) && !has(record.nick)", "true" },
    { "record.note == null", "true" },
    { "record.note.size() > 1", "type" },
    { "record.nick == null", "name" },
    { "record.kids.exists(k, k.age > user.age)", "true" },
    { "record.kids.map(k, k.age)", "[3, 40]" },
    { "record.kids.filter(k, k.age < 10).map(record, record.age)", "[3]" },
    { "record.kids.map(k, k.age > 5, k.age)", "[40]" },
    { "record.kids.exists_one(k, k.age > 5)", "true" },
    { "record.kids.all(k, record.kids.exists(j, j.age >= k.age))", "true" },
    { "record['name']", "'Ann'" },
    { "{'x': record.name}.x", "'Ann'" },
  };
  g_autoptr(GpExprValue) variables =
    from_json ("{\"record\": {\"name\": \"Ann\", \"note\": null,"
               " \"kids\": [{\"age\": 3}, {\"age\": 40}]},"
               " \"user\": {\"name\": \"Ann\", \"age\": 30}}");

  gp_test_expr_run_all (examples, G_N_ELEMENTS (examples), variables);
}

static void
test_only_true_grants (void)
{
  static const char * const denied[] = { "false", "null", "1", "'true'", "nobody", "1 / 0 == 1" };
  GpExprEnv env = { 0 };
  g_autoptr(GpExpr) granted = gp_expr_parse ("1 == 1", -1, NULL);

  g_assert_true (gp_expr_grants (granted, &env));
  for (gsize i = 0; i < G_N_ELEMENTS (denied); i++)
    {
      g_autoptr(GpExpr) expr = gp_expr_parse (denied[i], -1, NULL);

      g_assert_false (gp_expr_grants (expr, &env));
    }
}

static void
test_errors_have_a_place (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("true && (1 + 2 / 0) > 1", -1, NULL);
  GpExprEnv env = { 0 };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);

  g_assert_true (gp_expr_value_is_error (value));
  g_assert_cmpuint (gp_expr_value_get_problem (value)->offset, ==, 13);
  g_assert_cmpuint (gp_expr_value_get_problem (value)->length, ==, 5);
}

/* Whatever doubles or multiplies its data is stopped. */
static void
test_steps (void)
{
  static const char * const hungry[] = {
    "l.all(a, l.all(b, true))",
    "l.map(a, l).map(a, a + a).map(a, a + a).map(a, a + a).size() > 0",
    "[s].map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a)"
    ".map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a)"
    ".map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a) != []",
    "l.all(a, s.contains('b') || true)",
    "l.exists(a, l.exists(b, false)) || true",
  };
  g_autofree char *text = g_strnfill (10000, 'x');
  GpExprValue *items[1000];
  g_autoptr(GpExprValue) variables = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = gp_expr_value_new_int ((gint64) i);
  variables = gp_expr_value_new_object ("s", gp_expr_value_new_string (text, -1), "l",
                                        gp_expr_value_new_list (items, G_N_ELEMENTS (items)), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (hungry); i++)
    {
      g_autofree char *got = gp_test_expr_run (hungry[i], variables);

      g_test_message ("%s", hungry[i]);
      g_assert_cmpstr (got, ==, "limit");
    }
}

static void
count_cb (const GpExprNode  *node,
          const GpExprValue *value,
          gpointer           user_data)
{
  g_autofree char *text = gp_expr_value_to_text (value);

  g_string_append_printf (user_data, "%d=%s ", node->id, text);
}

static void
test_recorder_sees_every_node (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("1 < 2 && 3 == 4", -1, NULL);
  g_autoptr(GString) seen = g_string_new (NULL);
  GpExprEnv env = { .recorded = count_cb, .user_data = seen };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);

  g_assert_false (gp_expr_value_is_true (value));
  g_assert_cmpstr (seen->str, ==, "0=1 1=2 2=true 3=3 4=4 5=false 6=false ");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-eval/errors-are-absorbed", test_errors_are_absorbed);
  g_test_add_func ("/model/expr-eval/variables", test_variables);
  g_test_add_func ("/model/expr-eval/only-true-grants", test_only_true_grants);
  g_test_add_func ("/model/expr-eval/errors-have-a-place", test_errors_have_a_place);
  g_test_add_func ("/model/expr-eval/steps-are-bounded", test_steps);
  g_test_add_func ("/model/expr-eval/recorder-sees-every-node", test_recorder_sees_every_node);
  return g_test_run ();
}

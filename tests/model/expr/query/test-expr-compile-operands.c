/* test-expr-compile-operands.c — columns, values and parameters of a query
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

static GpExprQuery *
compile (GpDesign   *design,
         const char *text)
{
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
  g_autoptr(GError) error = NULL;
  GpExprQuery *query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);

  g_assert_no_error (error);
  return query;
}

static void
test_params (void)
{
  static const struct
  {
    const char *text;
    const char *param;      /* NULL where it has no name */
    gint64 seconds;
  } cases[] = {
    { "record.name == user.email", "user.email", 0 },
    { "record.name == user.claims.region", "user.claims.region", 0 },
    { "record.name == user.claims['re gion']", "user.claims.re gion", 0 },
    { "record.created < now", "now", 0 },
    { "record.created < now - duration('90s')", "now", -90 },
    { "record.created < now + duration('1m')", "now", 60 },
    { "record.created < duration('1m') + now", "now", 60 },
    { "record.created < request.time", "request.time", 0 },
    { "record.created < request.time - duration('1s')", NULL, 0 },
    { "record.name == user.id + 'x'", NULL, 0 },
    { "record.name == string(size(user.roles))", NULL, 0 },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprQuery) query = compile (design, cases[i].text);
      const GpExprOperand *operand = gp_expr_query_get_root (query)->right;

      g_assert_cmpint (operand->kind, ==, GP_EXPR_OPERAND_PARAM);
      g_assert_cmpstr (operand->param, ==, cases[i].param);
      g_assert_cmpint (operand->offset, ==, cases[i].seconds * GP_EXPR_NANOS_PER_SECOND);
      g_assert_nonnull (operand->source);
    }
}

static void
test_hops (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprQuery) query = compile (design, "record.owner.boss.age > 1");
  const GpExprColumn *column = &gp_expr_query_get_root (query)->left->column;

  g_assert_cmpuint (column->n_hops, ==, 2);
  g_assert_true (gp_id_equal (&column->hops[0].reference,
                              gp_test_expr_find (design, "project/owner_id")));
  g_assert_true (gp_id_equal (&column->hops[0].entity, gp_test_expr_find (design, "person")));
  g_assert_true (gp_id_equal (&column->hops[0].key, gp_test_expr_find (design, "person/id")));
  g_assert_true (gp_id_equal (&column->hops[1].reference,
                              gp_test_expr_find (design, "person/boss_id")));
  g_assert_true (gp_id_equal (&column->field, gp_test_expr_find (design, "person/age")));
  g_assert_true (gp_id_equal (&gp_expr_query_get_row (query, 0)->entity,
                              gp_test_expr_find (design, "project")));
}

static void
test_constants_are_computed (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprQuery) query = compile (design, "record.budget > double('1') + 0.5");
  const GpExprOperand *operand = gp_expr_query_get_root (query)->right;

  g_assert_cmpint (operand->kind, ==, GP_EXPR_OPERAND_VALUE);
  g_assert_cmpfloat (gp_expr_value_get_double (operand->value), ==, 1.5);
}

/* Without a use of `record`, row 0 has no entity. */
static void
test_no_row (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprQuery) query = compile (design, "user.id == 'x' || user.email.matches('x')");

  g_assert_true (gp_id_is_nil (&gp_expr_query_get_row (query, 0)->entity));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-compile-operands/params", test_params);
  g_test_add_func ("/model/expr-compile-operands/hops", test_hops);
  g_test_add_func ("/model/expr-compile-operands/constants-are-computed",
                   test_constants_are_computed);
  g_test_add_func ("/model/expr-compile-operands/no-row", test_no_row);
  return g_test_run ();
}

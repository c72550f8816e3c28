/* test-expr-query.c — a condition as a database can answer it
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-parser.h"
#include "gp-expr-query-private.h"
#include "gp-test.h"

static const GpExprQueryNode *
join (GpExprQuery           *query,
      GpExprQueryKind        kind,
      const GpExprQueryNode *a,
      const GpExprQueryNode *b)
{
  g_autoptr(GPtrArray) children = g_ptr_array_new ();

  g_ptr_array_add (children, (gpointer) a);
  g_ptr_array_add (children, (gpointer) b);
  return gp_expr_query_join (query, kind, children, NULL);
}

static const GpExprQueryNode *
atom (GpExprQuery *query)
{
  GpExprOperand *operand = gp_expr_query_alloc (query, sizeof (GpExprOperand));

  return gp_expr_query_atom (query, GP_EXPR_QUERY_IS_NULL, 0, operand, NULL, NULL);
}

static void
test_joins_are_simplified (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("true", -1, NULL);
  g_autoptr(GpExprQuery) query = gp_expr_query_new (expr, 100);
  const GpExprQueryNode *yes = gp_expr_query_constant (query, TRUE);
  const GpExprQueryNode *no = gp_expr_query_constant (query, FALSE);
  const GpExprQueryNode *a = atom (query), *b = atom (query), *c = atom (query);
  const GpExprQueryNode *both = join (query, GP_EXPR_QUERY_AND, a, b);

  g_assert_true (join (query, GP_EXPR_QUERY_AND, yes, a) == a);
  g_assert_true (join (query, GP_EXPR_QUERY_AND, no, a) == no);
  g_assert_true (join (query, GP_EXPR_QUERY_OR, a, yes) == yes);
  g_assert_true (join (query, GP_EXPR_QUERY_OR, no, no) == no);
  g_assert_true (join (query, GP_EXPR_QUERY_AND, yes, yes) == yes);
  g_assert_cmpuint (join (query, GP_EXPR_QUERY_AND, both, c)->n_children, ==, 3);
  g_assert_cmpuint (join (query, GP_EXPR_QUERY_OR, both, c)->n_children, ==, 2);
}

static void
test_exists_of_nothing (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("true", -1, NULL);
  g_autoptr(GpExprQuery) query = gp_expr_query_new (expr, 100);
  const GpExprQueryNode *no = gp_expr_query_constant (query, FALSE);
  const GpExprQueryNode *yes = gp_expr_query_constant (query, TRUE);

  g_assert_true (gp_expr_query_exists (query, GP_EXPR_QUERY_EXISTS, 1, no, NULL) == no);
  g_assert_true (gp_expr_query_exists (query, GP_EXPR_QUERY_NOT_EXISTS, 1, no, NULL) == yes);
  g_assert_cmpint (gp_expr_query_exists (query, GP_EXPR_QUERY_EXISTS, 1, yes, NULL)->kind, ==,
                   GP_EXPR_QUERY_EXISTS);
}

static void
test_a_full_query_says_so (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("true", -1, NULL);
  g_autoptr(GpExprQuery) query = gp_expr_query_new (expr, 3);

  for (int i = 0; i < 3; i++)
    atom (query);
  g_assert_false (gp_expr_query_is_full (query));
  g_assert_cmpint (atom (query)->kind, ==, GP_EXPR_QUERY_FALSE);
  g_assert_true (gp_expr_query_is_full (query));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-query/joins-are-simplified", test_joins_are_simplified);
  g_test_add_func ("/model/expr-query/exists-of-nothing", test_exists_of_nothing);
  g_test_add_func ("/model/expr-query/a-full-query-says-so", test_a_full_query_says_so);
  return g_test_run ();
}

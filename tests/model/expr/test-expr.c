/* test-expr.c — an expression as a tree
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-parser.h"
#include "gp-test.h"

static gboolean
same (const char *a_text,
      const char *b_text)
{
  g_autoptr(GpExpr) a = gp_expr_parse (a_text, -1, NULL);
  g_autoptr(GpExpr) b = gp_expr_parse (b_text, -1, NULL);

  return gp_expr_node_equal (gp_expr_get_root (a), gp_expr_get_root (b));
}

static void
test_equal (void)
{
  g_assert_true (same ("a == 'x'", "( a)==\"x\" // same"));
  g_assert_true (same ("a.exists(x, x)", "a . exists ( x , x )"));
  g_assert_false (same ("a.exists(x, x)", "a.exists(y, x)"));
  g_assert_false (same ("1", "1.0"));
  g_assert_false (same ("0.0", "-0.0"));
  g_assert_false (same ("a.b", "a.c"));
  g_assert_false (same ("a && b && c", "(a && b) && c"));
  g_assert_false (same ("f(a)", "f(a, a)"));
  g_assert_false (same ("a.b", "has(a.b)"));
}

static void
test_outlives_its_text (void)
{
  g_autofree char *text = g_strdup ("record.status == 'open'");
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExpr) more = gp_expr_ref (expr);
  gsize length;

  text[0] = 'x';
  g_assert_cmpstr (gp_expr_get_text (more, &length), ==, "record.status == 'open'");
  g_assert_cmpuint (length, ==, 23);
  g_assert_cmpstr (gp_expr_get_root (more)->children[0]->name, ==, "status");
  g_assert_true (gp_expr_get_node (expr, gp_expr_get_n_nodes (expr) - 1) ==
                 gp_expr_get_root (expr));
}

static void
test_macro_names (void)
{
  g_assert_cmpstr (gp_expr_node_kind_get_macro (GP_EXPR_NODE_TRANSFORM), ==, "map");
  g_assert_cmpstr (gp_expr_node_kind_get_macro (GP_EXPR_NODE_EXISTS_ONE), ==, "exists_one");
  g_assert_cmpint (gp_expr_node_kind_get_turned (GP_EXPR_NODE_LE), ==, GP_EXPR_NODE_GE);
  g_assert_cmpint (gp_expr_node_kind_get_turned (GP_EXPR_NODE_NE), ==, GP_EXPR_NODE_NE);
  g_assert_null (gp_expr_node_kind_get_macro (GP_EXPR_NODE_CALL));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr/equal-means-says-the-same", test_equal);
  g_test_add_func ("/model/expr/outlives-its-text", test_outlives_its_text);
  g_test_add_func ("/model/expr/macro-names", test_macro_names);
  return g_test_run ();
}

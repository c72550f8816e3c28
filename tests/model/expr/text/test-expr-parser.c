/* test-expr-parser.c — from text to expression
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-parser.h"
#include "gp-test.h"

static const GpExprNode *
child (const GpExprNode *node,
       gsize             index)
{
  g_assert_cmpuint (index, <, node->n_children);
  return node->children[index];
}

static void
assert_span (const GpExpr     *expr,
             const GpExprNode *node,
             const char       *expected)
{
  g_autofree char *span = g_strndup (gp_expr_get_text (expr, NULL) + node->offset, node->length);

  g_assert_cmpstr (span, ==, expected);
}

static void
test_precedence (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse ("a || b && !c == d + e * -f", -1, &error);
  const GpExprNode *node;

  g_assert_no_error (error);
  node = gp_expr_get_root (expr);
  g_assert_cmpint (node->kind, ==, GP_EXPR_NODE_OR);
  node = child (node, 1);
  g_assert_cmpint (node->kind, ==, GP_EXPR_NODE_AND);
  node = child (node, 1);
  g_assert_cmpint (node->kind, ==, GP_EXPR_NODE_EQ);
  g_assert_cmpint (child (node, 0)->kind, ==, GP_EXPR_NODE_NOT);
  node = child (node, 1);
  g_assert_cmpint (node->kind, ==, GP_EXPR_NODE_ADD);
  node = child (node, 1);
  g_assert_cmpint (node->kind, ==, GP_EXPR_NODE_MULTIPLY);
  g_assert_cmpint (child (node, 1)->kind, ==, GP_EXPR_NODE_NEGATE);
}

static void
test_logic_is_flat (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("a && b && c && (d && e)", -1, NULL);

  g_assert_nonnull (expr);
  g_assert_cmpuint (gp_expr_get_root (expr)->n_children, ==, 4);
}

static void
test_spans (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse (" ( record.a  == 'x' ) && has( record.b ) ", -1, NULL);
  const GpExprNode *root = gp_expr_get_root (expr);

  assert_span (expr, root, "( record.a  == 'x' ) && has( record.b )");
  assert_span (expr, child (root, 0), "record.a  == 'x'");
  assert_span (expr, child (child (root, 0), 0), "record.a");
  assert_span (expr, child (root, 1), "has( record.b )");
  g_assert_cmpint (child (root, 1)->kind, ==, GP_EXPR_NODE_HAS);
  g_assert_cmpuint (child (root, 1)->name_length, ==, 1);
}

static void
test_children_come_first (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("[1, 2].exists(x, x > y.z(3)) ? {'a': -1} : b[0]", -1,
                                           NULL);

  g_assert_nonnull (expr);
  for (guint i = 0; i < gp_expr_get_n_nodes (expr); i++)
    {
      const GpExprNode *node = gp_expr_get_node (expr, i);

      g_assert_cmpuint (node->id, ==, i);
      for (gsize j = 0; j < node->n_children; j++)
        g_assert_cmpuint (node->children[j]->id, <, i);
    }
}

static void
test_minus_belongs_to_number (void)
{
  g_autoptr(GpExpr) smallest = gp_expr_parse ("-9223372036854775808", -1, NULL);
  g_autoptr(GpExpr) difference = gp_expr_parse ("a -1", -1, NULL);

  g_assert_cmpint (gp_expr_get_root (smallest)->kind, ==, GP_EXPR_NODE_LITERAL);
  g_assert_cmpint (gp_expr_value_get_int (gp_expr_get_root (smallest)->value), ==, G_MININT64);
  g_assert_cmpint (gp_expr_get_root (difference)->kind, ==, GP_EXPR_NODE_SUBTRACT);
}

static void
test_macros (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("record.kids.map(k, k.age > 3, k.name)", -1, NULL);
  const GpExprNode *root = gp_expr_get_root (expr);

  g_assert_cmpint (root->kind, ==, GP_EXPR_NODE_TRANSFORM);
  g_assert_cmpstr (root->name, ==, "k");
  g_assert_cmpuint (root->n_children, ==, 3);
}

/* A text, then the offsets of everything that is wrong with it. */
static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    const char *offsets;
  } cases[] = {
    { "", "0" },
    { "a &&", "4" },
    { "a = b", "2" },
    { "a == && b ==", "5 12" },
    { "(a == b", "7" },
    { "[1, 2", "5" },
    { "[1 2] + (3", "3 10" },
    { "f(1,,2) + g(,)", "4 12 13" },
    { "a b", "2" },
    { "a and b", "2" },
    { "{1: }", "4" },
    { "{1}", "2" },
    { "a ? b", "5" },
    { "a.", "2" },
    { "a.1", "1" },
    { "for", "0" },
    { "a.for", "" },
    { "a < b < c", "6" },
    { "has(a)", "4" },
    { "x.exists(1, true)", "9" },
    { "x.exists(y)", "9" },
    { "x.all(y, 1, 2)", "0" },
    { "9999999999999999999 + '\\q'", "0 23" },
    { ")", "0" },
    { "a)b", "1" },
    { "\xff", "0" },
    { "'a' + \"b", "6" },
    { "has(&  )", "4 7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
      g_autoptr(GpExpr) expr = gp_expr_parse_with_problems (cases[i].text, -1, problems);
      g_autoptr(GString) offsets = g_string_new (NULL);

      for (guint j = 0; j < problems->len; j++)
        {
          GpExprProblem *problem = problems->pdata[j];

          g_string_append_printf (offsets, "%s%" G_GSIZE_FORMAT, j > 0 ? " " : "",
                                  problem->offset);
          g_assert_true (g_str_has_suffix (problem->message, "."));
          g_assert_cmpuint (problem->offset + problem->length, <=, strlen (cases[i].text));
        }
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (offsets->str, ==, cases[i].offsets);
      g_assert_true ((expr == NULL) == (problems->len > 0));
    }
}

static char *
repeat (const char *before,
        const char *middle,
        const char *after,
        guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, before);
  g_string_append (text, middle);
  for (guint i = 0; i < n; i++)
    g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *parens = repeat ("(", "1", ")", 4000);
  g_autofree char *lists = repeat ("[", "", "]", 4000);
  g_autofree char *minus = repeat ("-", "a", "", 8000);
  g_autofree char *nots = repeat ("!", "a", "", 8000);
  g_autofree char *sums = repeat ("1+", "1", "", 400);
  g_autofree char *dots = repeat ("", "a", ".a", 400);
  g_autofree char *wide = repeat ("a||", "a", "", 1500);
  g_autofree char *elses = repeat ("a?b:", "c", "", 1500);
  g_autofree char *calls = repeat ("f(", "", ")", 2000);
  g_autofree char *open = repeat ("((([[[{", "", "", 1000);
  g_autofree char *maps = repeat ("{1:", "1", "}", 500);
  g_autofree char *longest = repeat (" ", "1", "", GP_EXPR_MAX_BYTES);
  const char *texts[] = { parens, lists, minus, nots, sums, dots, wide, elses, calls, open, maps,
                          longest,
                          "a.exists(x, b.exists(y, c.exists(z, true)))" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_expr_parse (texts[i], -1, &error));
      g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_LIMIT);
    }
}

static void
test_within_limits (void)
{
  g_autofree char *parens = repeat ("(", "1", ")", 60);
  g_autofree char *wide = repeat ("a||", "a", "", 900);
  g_autofree char *longest = repeat (" ", "1", "", GP_EXPR_MAX_BYTES - 1);
  const char *texts[] = { parens, wide, longest,
                          "a.exists(x, b.exists(y, true)) && c.exists(z, true)",
                          "a.filter(x, true).filter(x, true).filter(x, true)" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExpr) expr = gp_expr_parse (texts[i], -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (expr);
    }
}

static void
test_error_has_position (void)
{
  g_autoptr(GError) error = NULL;
  gsize offset, length;

  g_assert_null (gp_expr_parse ("record.a ==== 1", -1, &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_SYNTAX);
  g_assert_true (gp_expr_error_get_position (error, &offset, &length));
  g_assert_cmpuint (offset, ==, 11);
  g_assert_cmpuint (length, ==, 2);
}

static void
test_length_is_respected (void)
{
  g_autoptr(GpExpr) expr = gp_expr_parse ("a || b", 1, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (gp_expr_get_root (expr)->kind, ==, GP_EXPR_NODE_IDENT);
  g_assert_null (gp_expr_parse ("a\0b", 3, &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_SYNTAX);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-parser/precedence", test_precedence);
  g_test_add_func ("/model/expr-parser/logic-is-flat", test_logic_is_flat);
  g_test_add_func ("/model/expr-parser/spans-are-exact", test_spans);
  g_test_add_func ("/model/expr-parser/children-come-first", test_children_come_first);
  g_test_add_func ("/model/expr-parser/minus-belongs-to-number", test_minus_belongs_to_number);
  g_test_add_func ("/model/expr-parser/macros", test_macros);
  g_test_add_func ("/model/expr-parser/all-problems-at-once", test_problems);
  g_test_add_func ("/model/expr-parser/limits-are-errors", test_limits);
  g_test_add_func ("/model/expr-parser/within-limits", test_within_limits);
  g_test_add_func ("/model/expr-parser/error-has-position", test_error_has_position);
  g_test_add_func ("/model/expr-parser/length-is-respected", test_length_is_respected);
  return g_test_run ();
}

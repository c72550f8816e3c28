/* test-expr-compile-atoms.c — the comparisons and tests of a query
 * SPDX-License-Identifier: Apache-2.0
 *
 * The tree of each atom where it is true and where it is false, with names for ids: what a printer
 * gets to see. */

#include "config.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

/* Puts the names of project's and person's fields where the tree has bytes of their ids. */
static char *
name_ids (GpDesign *design,
          char     *tree)
{
  static const char * const paths[] = {
    "project/name", "project/owner_id", "project/status", "project/budget", "project/archived",
    "project/tags", "project/id", "person/age", "person/active", "person/email", "project/due",
    "project/created",
  };
  GString *named = g_string_new (tree);

  g_free (tree);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const GpId *id = gp_test_expr_find (design, paths[i]);
      g_autofree char *bytes = g_strdup_printf ("%02x%02x%02x%02x", id->bytes[12], id->bytes[13],
                                                id->bytes[14], id->bytes[15]);
      g_autofree char *dotted = g_strconcat (".", bytes, NULL);
      g_autofree char *hopped = g_strconcat (">", bytes, NULL);
      g_autofree char *dotted_name = g_strconcat (".", strchr (paths[i], '/') + 1, NULL);
      g_autofree char *hopped_name = g_strconcat (">", strchr (paths[i], '/') + 1, NULL);

      g_string_replace (named, dotted, dotted_name, 0);
      g_string_replace (named, hopped, hopped_name, 0);
    }
  return g_string_free (named, FALSE);
}

static char *
compile (GpDesign   *design,
         const char *text,
         GpExprMode  mode)
{
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExprQuery) query = gp_expr_compile (check, mode, &error);

  g_assert_no_error (error);
  return name_ids (design, gp_expr_query_to_text (query));
}

static void
test_trees (void)
{
  static const struct
  {
    const char *text;
    const char *holds;
    const char *fails;
  } cases[] = {
    { "record.name == 'a'", "(compare == r0.name 'a')",
      "(or (compare != r0.name 'a') (is-null r0.name))" },
    { "record.status == 'open'", "(compare == r0.status 'open')",
      "(compare != r0.status 'open')" },
    { "record.name == null", "(is-null r0.name)", "(not-null r0.name)" },
    { "record.budget < 2", "(compare < r0.budget 2)", "(compare >= r0.budget 2)" },
    { "record.owner_id == user.id", "(compare == r0.owner_id :(user.id))",
      "(and (present :(user.id)) (or (compare != r0.owner_id :(user.id)) "
      "(is-null r0.owner_id)))" },
    { "record.owner.age == 1", "(compare == r0>owner_id.age 1)",
      "(and (not-null r0.owner_id) (or (compare != r0>owner_id.age 1) "
      "(is-null r0>owner_id.age)))" },
    { "record.owner.email != 'a'", "(compare != r0>owner_id.email 'a')",
      "(compare == r0>owner_id.email 'a')" },
    { "record.archived", "(compare == r0.archived true)", "(compare == r0.archived false)" },
    { "has(record.name)", "(not-null r0.name)", "(is-null r0.name)" },
    { "has(record.status)", "(true)", "(false)" },
    { "record.name in ['a', null]", "(or (any-of r0.name 'a') (is-null r0.name))",
      "(none-of r0.name 'a')" },
    { "record.name in ['a', 'b']", "(any-of r0.name 'a' 'b')",
      "(or (none-of r0.name 'a' 'b') (is-null r0.name))" },
    { "'a' in record.tags", "(member 'a' r0.tags)", "(not-member 'a' r0.tags)" },
    { "record.name.startsWith('50%')", "(starts-with r0.name '50%')",
      "(not-starts-with r0.name '50%')" },
    { "record.name.lowerAscii() != 'a'", "(compare != lower r0.name 'a')",
      "(compare == lower r0.name 'a')" },
    { "record.due <= now - duration('1h')", "(compare <= r0.due :(now - duration('1h')))",
      "(compare > r0.due :(now - duration('1h')))" },
    { "1 / 0 == 1", "(false)", "(false)" },
    { "'admin' in user.roles", "(member 'admin' :(user.roles))",
      "(not-member 'admin' :(user.roles))" },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *holds = compile (design, cases[i].text, GP_EXPR_MODE_TRUE);
      g_autofree char *fails = compile (design, cases[i].text, GP_EXPR_MODE_FALSE);

      g_assert_cmpstr (holds, ==, cases[i].holds);
      g_assert_cmpstr (fails, ==, cases[i].fails);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-compile-atoms/trees", test_trees);
  return g_test_run ();
}

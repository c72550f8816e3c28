/* test-expr-design-check.c — what is wrong with the expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-edit.h"
#include "gp-expr-design-check.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

static void
test_texts (void)
{
  static const struct
  {
    GpProperty property;
    const char *text;
    gsize n_problems;
    gsize offset;         /* of the first */
  } cases[] = {
    { GP_RULE_CONDITION, "record.name == 'a'", 0, 0 },
    { GP_RULE_CONDITION, "record.name ==", 1, 14 },
    { GP_RULE_CONDITION, "record.nome == user.nome", 2, 0 },
    { GP_RULE_CONDITION, "record.name", 1, 0 },
    { GP_RULE_PRESETS, "record.name", 0, 0 },
    { GP_RULE_CHECK, "new.name != record.name", 0, 0 },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpChangeSet) changes = NULL;
  GpId rule;

  changes = gp_edit_add (design, GP_KIND_RULE, gp_test_expr_find (design, "project"), NULL, NULL,
                         NULL, &rule);
  g_assert_true (gp_design_apply (design, changes, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
      gboolean fine = gp_expr_design_check_text (design, &rule, cases[i].property, cases[i].text,
                                                 problems);

      g_assert_true (fine == (cases[i].n_problems == 0));
      g_assert_cmpuint (problems->len, ==, cases[i].n_problems);
      if (problems->len > 0)
        g_assert_cmpuint (((GpExprProblem *) problems->pdata[0])->offset, ==, cases[i].offset);
      g_assert_true (gp_expr_design_check_text (design, &rule, cases[i].property, cases[i].text,
                                                NULL) == fine);
    }
}

static void
test_kinds (void)
{
  GpId id = gp_id_new (), parent = gp_id_new ();
  g_autoptr(GpElement) check = gp_element_new (GP_KIND_CHECK, &id, &parent, 1);

  g_assert_true (gp_expr_design_kind_has_any (GP_KIND_RULE));
  g_assert_true (gp_expr_design_kind_has_any (GP_KIND_TRANSITION));
  g_assert_false (gp_expr_design_kind_has_any (GP_KIND_FIELD));
  g_assert_false (gp_expr_design_is_expression (check, GP_CHECK_EXPRESSION));
  gp_element_set_text (check, GP_CHECK_EXPRESSION, "true");
  g_assert_true (gp_expr_design_is_expression (check, GP_CHECK_EXPRESSION));
  g_assert_false (gp_expr_design_is_expression (check, GP_CHECK_NAME));
  gp_element_set_text (check, GP_CHECK_LANGUAGE, "sql");
  g_assert_false (gp_expr_design_is_expression (check, GP_CHECK_EXPRESSION));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-design-check/texts", test_texts);
  g_test_add_func ("/model/expr-design-check/kinds", test_kinds);
  return g_test_run ();
}

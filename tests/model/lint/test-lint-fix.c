/* test-lint-fix.c — fixing all of a rule is one step that can be taken back
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-lint-fix.h"
#include "gp-lint.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static void
test_all_of_a_rule_are_mended (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId to = gp_test_add_entity (design, "customer");
  g_autoptr(GpChangeSet) fix = NULL, undo = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpDesign) before = NULL;
  guint n = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("order%d", i);
      GpId entity = gp_test_add_entity (design, name);

      gp_test_lint_add_reference (design, &entity, "customer_id", &to);
    }
  before = gp_design_copy (design);
  findings = gp_lint_run (design, NULL);
  fix = gp_lint_fix_all (design, findings, "DAT102", &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (gp_design_apply (design, fix, NULL));
  g_assert_cmpuint (gp_test_lint_count (design, "DAT102"), ==, 0);

  undo = gp_change_set_invert (fix);
  g_assert_true (gp_design_apply (design, undo, NULL));
  gp_assert_design_equal (design, before);
}

static void
test_nothing_to_mend_is_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);
  g_autoptr(GpChangeSet) fix = gp_lint_fix_all (design, findings, "DAT102", NULL);

  g_assert_cmpuint (gp_change_set_get_size (fix), ==, 0);
}

/* Whatever the design: what comes out can be applied. */
static void
test_fixes_fit_together (void)
{
  for (int round = 0; round < 20; round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (80);
      g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);
      const GpLintRule *rule;

      for (gsize i = 0; (rule = gp_lint_get_rule (i)) != NULL; i++)
        {
          g_autoptr(GpDesign) copy = gp_design_copy (design);
          g_autoptr(GpChangeSet) fix = gp_lint_fix_all (design, findings, rule->code, NULL);
          g_autoptr(GError) error = NULL;

          gp_design_apply (copy, fix, &error);
          g_assert_no_error (error);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/lint-fix/all-of-a-rule-are-mended", test_all_of_a_rule_are_mended);
  g_test_add_func ("/model/lint-fix/nothing-to-mend-is-nothing", test_nothing_to_mend_is_nothing);
  g_test_add_func ("/model/lint-fix/fixes-fit-together", test_fixes_fit_together);
  return g_test_run ();
}

/* test-lint-expressions.c — the rule about expressions, passing and failing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static void
test_condition (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "patient");
  GpId rule = gp_test_add (design, GP_KIND_RULE, &entity, NULL);

  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 0);
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.id == user.id");
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 0);
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.owner == user.id");
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 1);
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.id ==");
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 1);
}

static void
test_presets (void)
{
  static const char *const presets[] = { "id", "user.id", "name", "user.nothing" };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "patient");
  GpId rule = gp_test_add (design, GP_KIND_RULE, &entity, NULL);

  gp_test_set (design, &rule, GP_RULE_PRESETS, gp_value_texts (presets, 4));
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 1);
}

/* A check in SQL is none of ours. */
static void
test_sql (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "patient");
  GpId check = gp_test_add (design, GP_KIND_CHECK, &entity, NULL);

  gp_test_set_text (design, &check, GP_CHECK_EXPRESSION, "id IS NOT NULL");
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 1);
  gp_test_set_text (design, &check, GP_CHECK_LANGUAGE, "sql");
  g_assert_cmpuint (gp_test_lint_count (design, "EXP801"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/lint-expressions/condition", test_condition);
  g_test_add_func ("/model/lint-expressions/presets", test_presets);
  g_test_add_func ("/model/lint-expressions/sql-is-none-of-ours", test_sql);
  return g_test_run ();
}

/* test-access-rule.c — one rule, ready to be asked
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-rule.h"

#include "gp-test-access.h"
#include "gp-test.h"

static void
test_limits_are_named (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  GpId plain = gp_test_access_rule (design, "grant", "reader", "read", NULL, NULL);
  GpId full = gp_test_access_rule (design, "grant", "reader", "read approve", "true", "true");

  g_assert_cmpuint (gp_access_rule_limits (design, gp_design_lookup (design, &plain)), ==,
                    GP_ACCESS_LIMIT_TENANT);
  gp_test_access_set (design, &plain, GP_RULE_CROSS_TENANT, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_access_rule_limits (design, gp_design_lookup (design, &plain)), ==, 0);
  gp_test_access_fields (design, &full, "only", "owner");
  g_assert_cmpuint (gp_access_rule_limits (design, gp_design_lookup (design, &full)), ==,
                    GP_ACCESS_LIMIT_CONDITION | GP_ACCESS_LIMIT_CHECK | GP_ACCESS_LIMIT_FIELDS
                      | GP_ACCESS_LIMIT_TENANT | GP_ACCESS_LIMIT_ACTION);
}

static void
test_expressions_are_compiled (void)
{
  static const struct
  {
    const char *condition;
    gboolean    has_problem;
    gboolean    is_refused;
  } cases[] = {
    { "record.owner == user.id", FALSE, FALSE },
    { "record.owner == ", TRUE, FALSE },
    { "record.nothing", TRUE, FALSE },
    { "record.owner", TRUE, FALSE },
    { "record.owner.matches('^a')", FALSE, TRUE },
    { "record.owner == new.owner", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
      GpId id = gp_test_access_rule (design, "grant", "reader", "read update", cases[i].condition,
                                     NULL);
      GpAccessRule *rule = gp_access_rule_new (design, gp_design_lookup (design, &id));

      g_test_message ("%s", cases[i].condition);
      g_assert_cmpint (gp_access_rule_get_problem (rule) != NULL, ==, cases[i].has_problem);
      g_assert_cmpint (gp_access_rule_get_refusal (rule) != NULL, ==, cases[i].is_refused);
      g_assert_cmpint (rule->condition->when_true != NULL, ==,
                       !cases[i].has_problem && !cases[i].is_refused);
      gp_access_rule_free (rule);
    }
}

static void
test_fields_and_presets_are_read (void)
{
  static const char *const presets[] = { "nothing", "1", "owner", "user.id" };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId id = gp_test_access_rule (design, "grant", "reader", "create", NULL, NULL);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  GpId owner = *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, "owner"));
  GpId points = *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD, "points"));
  GpAccessRule *rule;

  gp_test_access_fields (design, &id, "except", "owner");
  gp_test_access_set (design, &id, GP_RULE_PRESETS, gp_value_texts (presets, 4));
  rule = gp_access_rule_new (design, gp_design_lookup (design, &id));
  g_assert_false (gp_access_rule_has_field (rule, &owner));
  g_assert_true (gp_access_rule_has_field (rule, &points));
  g_assert_cmpuint (rule->presets->len, ==, 2);
  g_assert_true (gp_id_equal (&((GpAccessPreset *) rule->presets->pdata[1])->field, &owner));
  g_assert_true (gp_id_is_nil (&((GpAccessPreset *) rule->presets->pdata[0])->field));
  g_assert_true (gp_access_rule_is_about (rule, "create"));
  g_assert_false (gp_access_rule_is_about (rule, "read"));
  gp_access_rule_free (rule);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-rule/limits-are-named", test_limits_are_named);
  g_test_add_func ("/model/access-rule/expressions-are-compiled", test_expressions_are_compiled);
  g_test_add_func ("/model/access-rule/fields-and-presets-are-read",
                   test_fields_and_presets_are_read);

  return g_test_run ();
}

/* test-lint-access.c — each rule about rules and tenants, passing and failing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static GpId
add_rule (GpDesign   *design,
          const GpId *entity,
          const GpId *role,
          const char *action)
{
  GpId rule = gp_test_add (design, GP_KIND_RULE, entity, NULL);

  gp_test_set_ref (design, &rule, GP_RULE_ROLE, role);
  gp_test_set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (&action, 1));

  return rule;
}

/* A design without any rule is told so once; afterwards each entity that has none is named. */
static void
test_without_rules (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId role = gp_test_add (design, GP_KIND_ROLE, NULL, "doctor");
  GpId clinic, patient, visit;

  g_assert_cmpuint (gp_test_lint_count (design, "PRM401"), ==, 0);
  clinic = gp_test_add_entity (design, "clinic");
  patient = gp_test_add_entity (design, "patient");
  visit = gp_test_add_entity (design, "visit");
  gp_test_add (design, GP_KIND_FIELD, &patient, "name");
  gp_test_add (design, GP_KIND_FIELD, &visit, "day");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM401"), ==, 1);

  add_rule (design, &clinic, &role, "read");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM401"), ==, 2);
  gp_test_add_entity (design, "invoice");     /* with nothing but its key: it is being drawn */
  g_assert_cmpuint (gp_test_lint_count (design, "PRM401"), ==, 2);
  gp_test_set (design, &patient, GP_ENTITY_EXPOSED, gp_value_bool (FALSE));
  g_assert_cmpuint (gp_test_lint_count (design, "PRM401"), ==, 1);
}

static void
test_everybody_may_write (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId role = gp_test_add (design, GP_KIND_ROLE, NULL, "public");

  gp_test_set_text (design, &role, GP_ROLE_MEMBERSHIP, "everyone");
  add_rule (design, &clinic, &role, "read");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM402"), ==, 0);
  add_rule (design, &clinic, &role, "update");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM402"), ==, 1);
}

static void
test_secrets (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId role = gp_test_add (design, GP_KIND_ROLE, NULL, "doctor");
  GpId secret = gp_test_add (design, GP_KIND_FIELD, &patient, "token");
  GpId rule = add_rule (design, &patient, &role, "read");

  g_assert_cmpuint (gp_test_lint_count (design, "PRM407"), ==, 0);
  gp_test_set_text (design, &secret, GP_FIELD_SENSITIVE, "secret");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM407"), ==, 1);

  gp_test_set_text (design, &rule, GP_RULE_FIELDS_MODE, "except");
  gp_test_set (design, &rule, GP_RULE_FIELDS, gp_value_ids (&secret, 1));
  g_assert_cmpuint (gp_test_lint_count (design, "PRM407"), ==, 0);
  gp_test_set_text (design, &rule, GP_RULE_FIELDS_MODE, "only");
  g_assert_cmpuint (gp_test_lint_count (design, "PRM407"), ==, 1);
}

static void
test_tenant (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId patient = gp_test_add_entity (design, "patient");

  gp_test_lint_add_reference (design, &patient, "clinic_id", &clinic);
  g_assert_cmpuint (gp_test_lint_count (design, "TEN501"), ==, 0);

  gp_test_set_ref (design, gp_design_get_root_id (design), GP_DESIGN_TENANT_ENTITY, &clinic);
  g_assert_cmpuint (gp_test_lint_count (design, "TEN501"), ==, 1);
  gp_test_lint_fix (design, "TEN501");
  g_assert_cmpuint (gp_test_lint_count (design, "TEN501"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/lint-access/without-rules", test_without_rules);
  g_test_add_func ("/model/lint-access/everybody-may-write", test_everybody_may_write);
  g_test_add_func ("/model/lint-access/secrets", test_secrets);
  g_test_add_func ("/model/lint-access/tenant", test_tenant);

  return g_test_run ();
}

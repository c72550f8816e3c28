/* test-plan-check.c — what a target does not do is named
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-check.h"

#include "gp-change-set.h"
#include "gp-test-design.h"
#include "gp-test.h"

#include <string.h>

static gboolean
has (GPtrArray  *findings,
     const char *code,
     const GpId *element,
     GpSeverity  severity)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (gp_finding_get_code (finding), code)
          && gp_finding_get_severity (finding) == severity
          && gp_id_equal (gp_finding_get_element (finding), element))
        return TRUE;
    }

  return FALSE;
}

static void
test_named (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  const GpCapability nothing = { .type = "x", .label = "X" };
  const GpCapability all = { .type = "y", .label = "Y", .features = G_MAXUINT32 };
  GpId thing = gp_test_add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &thing, "to");
  GpId empty = gp_test_add (design, GP_KIND_ENTITY, NULL, "empty");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "flow");
  GpId rule = gp_test_add (design, GP_KIND_RULE, &thing, "rule");
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GPtrArray) none = NULL;

  gp_test_set (design, &field, GP_FIELD_TYPE, gp_value_text ("reference"));
  gp_test_set (design, &rule, GP_RULE_CONDITION, gp_value_text ("true"));
  findings = gp_plan_check (design, &nothing);
  g_assert_true (has (findings, "DEP002", &field, GP_SEVERITY_ERROR));
  g_assert_true (has (findings, "DEP002", &empty, GP_SEVERITY_ERROR));
  g_assert_true (has (findings, "DEP001", &flow, GP_SEVERITY_WARNING));
  g_assert_true (has (findings, "PRM411", &rule, GP_SEVERITY_WARNING));
  none = gp_plan_check (design, &all);
  g_assert_false (has (none, "DEP001", &flow, GP_SEVERITY_WARNING));
  g_assert_false (has (none, "PRM411", &rule, GP_SEVERITY_WARNING));
}

/* A target that removes records says of which it cannot tell the age; another, that it does not. */
static void
test_retention (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  const GpCapability nothing = { .type = "x", .label = "X" };
  const GpCapability all = { .type = "y", .label = "Y", .features = G_MAXUINT32 };
  GpId thing = gp_test_add_entity (design, "thing");
  g_autoptr(GPtrArray) before = gp_plan_check (design, &all);
  g_autoptr(GPtrArray) lacking = NULL, kept = NULL, counted = NULL;
  GpId field;

  g_assert_false (has (before, "DEP001", &thing, GP_SEVERITY_WARNING));
  gp_test_set_text (design, &thing, GP_ENTITY_RETENTION, "90d");
  lacking = gp_plan_check (design, &all);
  g_assert_true (has (lacking, "DEP001", &thing, GP_SEVERITY_WARNING));
  field = gp_test_add_field (design, &thing, "created_at", "timestamp");
  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, "now()");
  counted = gp_plan_check (design, &all);
  g_assert_false (has (counted, "DEP001", &thing, GP_SEVERITY_WARNING));
  kept = gp_plan_check (design, &nothing);
  g_assert_true (has (kept, "DEP001", &thing, GP_SEVERITY_WARNING));
}

/* What has no name could be deployed once, and never be reached. */
static void
test_no_name (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "No name");
  const GpCapability all = { .type = "y", .label = "Y", .features = G_MAXUINT32 };
  const GpId *root = gp_design_get_root_id (design);
  GpId entity = gp_id_new ();
  GpId field = gp_id_new ();
  g_autoptr(GPtrArray) elements = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  /* No change set gives an empty name; a file may. */
  elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_ptr_array_add (elements, gp_element_new (GP_KIND_ENTITY, &entity, root, 1));
  g_ptr_array_add (elements, gp_element_new (GP_KIND_FIELD, &field, &entity, 1));
  gp_design_load (design, elements, &error);
  g_assert_no_error (error);
  findings = gp_plan_check (design, &all);
  g_assert_true (has (findings, "DEP002", &field, GP_SEVERITY_ERROR));
  g_assert_true (has (findings, "DEP002", &entity, GP_SEVERITY_ERROR));
}

/* A rule with known and unknown actions does grant the known ones: nothing else may be said. */
static void
test_own_actions (void)
{
  static const char *const actions[] = { "create", "publish" };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Actions");
  const GpCapability nothing = { .type = "x", .label = "X" };
  GpId thing = gp_test_add (design, GP_KIND_ENTITY, NULL, "thing");
  GpId rule = gp_test_add (design, GP_KIND_RULE, &thing, "rule");
  g_autoptr(GPtrArray) findings = NULL;
  guint n = 0;

  gp_test_set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (actions, G_N_ELEMENTS (actions)));
  findings = gp_plan_check (design, &nothing);
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (gp_finding_get_code (finding), "PRM411"))
        continue;
      g_assert_null (strstr (gp_finding_get_message (finding), "grants nothing"));
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_drift (void)
{
  g_autoptr(GpDesign) deployed = gp_design_new (NULL, "Drift");
  GpId thing = gp_test_add (deployed, GP_KIND_ENTITY, NULL, "thing");
  g_autoptr(GpDesign) live = gp_design_copy (deployed);
  g_autoptr(GPtrArray) none = gp_plan_check_drift (deployed, live, NULL);
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GPtrArray) settled = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  gp_test_set (live, &thing, GP_ENTITY_NAME, gp_value_text ("other"));
  gp_test_set (live, &thing, GP_ENTITY_DESCRIPTION, gp_value_text ("other"));
  some = gp_plan_check_drift (deployed, live, deployed);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_true (has (some, "MIG209", &thing, GP_SEVERITY_WARNING));
  settled = gp_plan_check_drift (deployed, live, live);
  g_assert_cmpuint (settled->len, ==, 0);
}

/* What stands at a target holds for whoever deploys to it. */
static void
test_protection (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Checks");
  GpId id = gp_test_add (design, GP_KIND_TARGET, NULL, "Live");
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_operation_unref);
  g_autoptr(GpPlan) nothing = gp_plan_new ("x:y", "l", "d", NULL, NULL);
  g_autoptr(GpPlan) plan = NULL;
  g_autofree char *losses = NULL;
  GpOperation *operation = gp_operation_new ("remove:entity:a", GP_OPERATION_REMOVE,
                                             GP_KIND_ENTITY, root, "a", "Remove a");

  operation->destructive = TRUE;
  g_ptr_array_add (operations, operation);
  plan = gp_plan_new ("x:y", "l", "d", operations, NULL);
  g_assert_null (gp_plan_check_losses (plan, gp_design_lookup (design, &id)));
  gp_test_set (design, &id, GP_TARGET_ALLOW_DESTRUCTIVE, gp_value_bool (FALSE));
  losses = gp_plan_check_losses (plan, gp_design_lookup (design, &id));
  g_assert_nonnull (losses);
  g_assert_null (gp_plan_check_losses (nothing, gp_design_lookup (design, &id)));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan-check/named", test_named);
  g_test_add_func ("/model/plan-check/retention", test_retention);
  g_test_add_func ("/model/plan-check/no-name", test_no_name);
  g_test_add_func ("/model/plan-check/own-actions", test_own_actions);
  g_test_add_func ("/model/plan-check/drift", test_drift);

  g_test_add_func ("/model/plan-check/protection", test_protection);
  return g_test_run ();
}

/* test-plan-reword.c — a plan in the language of who reads it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-reword.h"

#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpOperation *
in_other_words (const GpOperation *operation)
{
  GpOperation *other = gp_operation_new (operation->id, operation->action, operation->kind,
                                         &operation->element, operation->name, "Anders gesagt");

  other->destructive = operation->destructive;
  other->widening = operation->widening;
  other->reversible = operation->reversible;
  other->rows = 17;
  gp_operation_set_request (other, "POST", "/admin/apply", "{}");
  return other;
}

/* A plan as a backend with another language makes it: with a step and a finding of its own. */
static GpPlan *
make_foreign (GPtrArray *operations,
              GPtrArray *findings)
{
  g_autoptr(GPtrArray) said =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  for (guint i = 0; i < operations->len; i++)
    g_ptr_array_add (said, in_other_words (operations->pdata[i]));
  g_ptr_array_add (said, gp_operation_new ("change:x", GP_OPERATION_CHANGE, GP_KIND_ROLE, NULL,
                                           "x", "Etwas anderes"));
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = findings->pdata[i];
      GpFinding *other = gp_finding_new (gp_finding_get_code (finding),
                                         gp_finding_get_severity (finding), "Anders gesagt");

      gp_finding_set_element (other, gp_finding_get_element (finding));
      g_ptr_array_add (found, other);
    }
  g_ptr_array_add (found, gp_finding_new ("MIG202", GP_SEVERITY_ERROR, "3 stehen im Weg"));
  return gp_plan_new ("local:x", "live", "design", said, found);
}

static void
test_says_the_same (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Shop");
  g_autoptr(GpDesign) wanted = NULL;
  GpId entity = gp_test_add_entity (live, "orders");
  const GpCapability capability = { .type = "x", .label = "X" };
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpPlan) foreign = NULL;
  g_autoptr(GpPlan) plan = NULL;

  wanted = gp_design_copy (live);
  gp_test_set_text (wanted, &entity, GP_ENTITY_NAME, "bills");
  gp_test_add (wanted, GP_KIND_FLOW, NULL, "chase");
  gp_test_add (wanted, GP_KIND_FLOW, NULL, "bill");
  operations = gp_plan_build_operations (live, wanted);
  findings = gp_plan_check (wanted, &capability);
  g_assert_cmpuint (operations->len, >, 2);
  g_assert_cmpuint (findings->len, >, 1);

  foreign = make_foreign (operations, findings);
  plan = gp_plan_reword (foreign, live, wanted, &capability);
  g_assert_cmpuint (gp_plan_get_size (plan), ==, operations->len + 1);
  for (guint i = 0; i < operations->len; i++)
    {
      const GpOperation *ours = operations->pdata[i];
      const GpOperation *said = gp_plan_get_operation (plan, i);

      g_assert_cmpstr (said->id, ==, ours->id);
      g_assert_cmpstr (said->sentence, ==, ours->sentence);
      g_assert_cmpint (said->rows, ==, 17);
      g_assert_cmpint (said->destructive, ==, ours->destructive);
      g_assert_cmpstr (said->path, ==, "/admin/apply");
    }
  g_assert_cmpstr (gp_plan_get_operation (plan, operations->len)->sentence, ==, "Etwas anderes");
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (gp_finding_get_message (gp_plan_get_finding (plan, i)), ==,
                     gp_finding_get_message (findings->pdata[i]));
  g_assert_cmpstr (gp_finding_get_message (gp_plan_get_finding (plan, findings->len)), ==,
                   "3 stehen im Weg");
}

/* Of a target that nothing is known of, what it says is all there is. */
static void
test_unknown_target (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Shop");
  g_autoptr(GpPlan) plan = gp_plan_new ("local:x", "live", "design", NULL, NULL);
  g_autoptr(GpPlan) same = gp_plan_reword (plan, live, live, NULL);

  g_assert_true (same == plan);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan-reword/says-the-same", test_says_the_same);
  g_test_add_func ("/model/plan-reword/unknown-target", test_unknown_target);
  return g_test_run ();
}

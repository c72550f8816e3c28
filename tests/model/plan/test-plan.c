/* test-plan.c — a plan and its hash
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan.h"

#include "gp-test.h"

static GpPlan *
make (const char *live,
      gint64      rows,
      GpSeverity  severity)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_operation_unref);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  GpOperation *operation = gp_operation_new ("x", GP_OPERATION_REMOVE, GP_KIND_FIELD, NULL, "n",
                                             "s");

  operation->destructive = TRUE;
  operation->rows = rows;
  g_ptr_array_add (operations, operation);
  g_ptr_array_add (findings, gp_finding_new ("A", severity, "m"));

  return gp_plan_new ("t", live, "d", operations, findings);
}

static void
test_hash (void)
{
  g_autoptr(GpPlan) one = make ("l", 1, GP_SEVERITY_INFO);
  g_autoptr(GpPlan) same = make ("l", 1, GP_SEVERITY_INFO);
  g_autoptr(GpPlan) live = make ("m", 1, GP_SEVERITY_INFO);
  g_autoptr(GpPlan) rows = make ("l", 2, GP_SEVERITY_INFO);

  g_assert_cmpstr (gp_plan_get_hash (one), ==, gp_plan_get_hash (same));
  g_assert_cmpstr (gp_plan_get_hash (one), !=, gp_plan_get_hash (live));
  g_assert_cmpstr (gp_plan_get_hash (one), !=, gp_plan_get_hash (rows));
}

static void
test_consent_and_errors (void)
{
  g_autoptr(GpPlan) plan = make ("l", 1, GP_SEVERITY_WARNING);
  g_autoptr(GpPlan) wrong = make ("l", 1, GP_SEVERITY_ERROR);
  const char *const other[] = { "y", NULL };
  const char *const right[] = { "y", "x", NULL };
  g_autoptr(GPtrArray) none = gp_plan_list_unconsented (plan, NULL);
  g_autoptr(GPtrArray) some = gp_plan_list_unconsented (plan, other);
  g_autoptr(GPtrArray) all = gp_plan_list_unconsented (plan, right);

  g_assert_cmpuint (none->len, ==, 1);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_false (gp_plan_is_blocked (plan));
  g_assert_true (gp_plan_is_blocked (wrong));
}

/* Rows that came meanwhile are more than people agreed to lose; rows that went are not. */
static void
test_a_reviewed_plan_stays_good (void)
{
  g_autoptr(GpPlan) reviewed = make ("l", 2, GP_SEVERITY_INFO);
  g_autoptr(GpPlan) fewer = make ("l", 1, GP_SEVERITY_WARNING);
  g_autoptr(GpPlan) more = make ("l", 3, GP_SEVERITY_INFO);
  g_autoptr(GpPlan) elsewhere = make ("m", 2, GP_SEVERITY_INFO);

  g_assert_true (gp_plan_does_the_same (reviewed, reviewed));
  g_assert_true (gp_plan_does_the_same (reviewed, fewer));
  g_assert_false (gp_plan_does_the_same (reviewed, more));
  g_assert_false (gp_plan_does_the_same (reviewed, elsewhere));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan/hash", test_hash);
  g_test_add_func ("/model/plan/consent-and-errors", test_consent_and_errors);
  g_test_add_func ("/model/plan/a-reviewed-plan-stays-good", test_a_reviewed_plan_stays_good);

  return g_test_run ();
}

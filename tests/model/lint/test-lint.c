/* test-lint.c — the catalogue, the order of findings, waivers
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-lint.h"
#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

#include <string.h>

static void
test_every_rule_says_why (void)
{
  const GpLintRule *rule, *before = NULL;

  for (gsize i = 0; (rule = gp_lint_get_rule (i)) != NULL; i++)
    {
      g_assert_cmpuint (strlen (rule->code), ==, 6);
      g_assert_cmpuint (strlen (rule->title), >, 8);
      g_assert_cmpuint (strlen (rule->why), >, 20);
      g_assert_true (gp_lint_find_rule (rule->code) == rule);
      if (before != NULL)
        g_assert_cmpstr (before->code, <, rule->code);
      before = rule;
    }
  g_assert_null (gp_lint_find_rule ("DAT999"));
}

static void
test_worst_comes_first (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  g_autoptr(GPtrArray) findings = NULL;
  GpId clinic = gp_test_add_entity (design, "clinic");
  GpId order = gp_test_add_entity (design, "patient");

  gp_test_lint_add_reference (design, &order, "clinic_id", &clinic);
  gp_test_add (design, GP_KIND_ENTITY, NULL, "keyless");
  gp_test_add (design, GP_KIND_DOMAIN, NULL, "Booking");
  findings = gp_lint_run (design, NULL);

  g_assert_cmpuint (findings->len, >=, 3);
  for (guint i = 1; i < findings->len; i++)
    g_assert_cmpint (gp_finding_get_severity (findings->pdata[i - 1]), >=,
                     gp_finding_get_severity (findings->pdata[i]));
}

static void
test_a_waiver_silences_one_place (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId one = gp_test_add (design, GP_KIND_ENTITY, NULL, "one");
  GpId waiver;

  gp_test_add (design, GP_KIND_ENTITY, NULL, "two");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT101"), ==, 2);

  waiver = gp_test_add (design, GP_KIND_WAIVER, NULL, NULL);
  gp_test_set_text (design, &waiver, GP_WAIVER_CODE, "DAT101");
  gp_test_set_ref (design, &waiver, GP_WAIVER_ABOUT, &one);
  gp_test_set_text (design, &waiver, GP_WAIVER_REASON, "A log");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT101"), ==, 1);
}

static void
test_a_cancelled_run_gives_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (gp_lint_run (design, cancellable));
}

static void
test_two_runs_agree (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) other = NULL;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Table %d", i);

      gp_test_add (design, GP_KIND_ENTITY, NULL, name);
    }
  one = gp_lint_run (design, NULL);
  other = gp_lint_run (design, NULL);
  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    g_assert_cmpstr (gp_finding_get_message (one->pdata[i]), ==,
                     gp_finding_get_message (other->pdata[i]));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/lint/every-rule-says-why", test_every_rule_says_why);
  g_test_add_func ("/model/lint/worst-comes-first", test_worst_comes_first);
  g_test_add_func ("/model/lint/a-waiver-silences-one-place", test_a_waiver_silences_one_place);
  g_test_add_func ("/model/lint/a-cancelled-run-gives-nothing", test_a_cancelled_run_gives_nothing);
  g_test_add_func ("/model/lint/two-runs-agree", test_two_runs_agree);

  return g_test_run ();
}

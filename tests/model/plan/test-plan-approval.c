/* test-plan-approval.c — who must approve, and who has
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-approval.h"

#include "gp-test-design.h"
#include "gp-test.h"

/* What a target that asks for @wanted approvals says to Dora, who deploys; @names: who approved. */
static char *
describe (gint64      wanted,
          const char *names,
          gboolean   *out_enough)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Approved");
  GpId id = gp_test_add (design, GP_KIND_TARGET, NULL, "Live");
  g_autoptr(GPtrArray) approvals =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_plan_approval_free);
  g_auto(GStrv) each = g_strsplit (names, " ", -1);

  gp_test_set_int (design, &id, GP_TARGET_APPROVALS, wanted);
  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    {
      GpPlanApproval *approval = g_new0 (GpPlanApproval, 1);

      approval->author = g_strdup (each[i]);
      g_ptr_array_add (approvals, approval);
      g_assert_true (gp_plan_approvals_have (approvals, each[i]));
    }
  g_assert_false (gp_plan_approvals_have (approvals, "Nobody"));

  return gp_plan_approvals_describe (gp_design_lookup (design, &id), approvals, "Dora",
                                     out_enough);
}

static void
test_others_count_once (void)
{
  static const struct
  {
    gint64      wanted;
    const char *names;
    gboolean    enough;
    const char *sentence;
  } cases[] = {
    { 0, "", TRUE, NULL },
    { 0, "Ann", TRUE, NULL },
    { 1, "Ann", TRUE, "Approved by Ann." },
    { 2, "Ann Bob", TRUE, "Approved by Ann, Bob." },
    { 1, "", FALSE, "1 more person must approve this plan; who deploys it does not count." },
    { 1, "Dora", FALSE, "1 more person must approve this plan; who deploys it does not count." },
    { 3, "Ann Dora Ann", FALSE,
      "Approved by Ann. 2 more people must approve this plan; who deploys it does not count." },
    { G_MAXINT64, "Ann", FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean enough;
      g_autofree char *sentence = describe (cases[i].wanted, cases[i].names, &enough);

      g_assert_cmpint (enough, ==, cases[i].enough);
      if (cases[i].wanted < G_MAXINT64)
        g_assert_cmpstr (sentence, ==, cases[i].sentence);
      else
        g_assert_nonnull (sentence);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan-approval/others-count-once", test_others_count_once);

  return g_test_run ();
}

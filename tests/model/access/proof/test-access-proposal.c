/* test-access-proposal.c — what is proposed for a cell covers it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-access-proposal.h"

#include "gp-test-access.h"
#include "gp-test.h"

static guint
count_open (GpDesign *design)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GPtrArray) proposals = gp_access_list_proposals (access, 0, 100, NULL);

  return proposals->len;
}

static void
test_both_sides_are_found_and_kept (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GPtrArray) proposals = NULL;
  g_autoptr(GError) error = NULL;
  const GpAccessProposal *proposal;

  gp_test_access_rule (design, "grant", "reader", "read", "record.status == 'withdrawn'", NULL);
  access = gp_access_new (design);
  proposals = gp_access_list_proposals (access, 0, 100, NULL);
  g_assert_cmpuint (proposals->len, ==, 1);
  proposal = proposals->pdata[0];
  /* No example record is withdrawn: one is made up. */
  g_assert_cmpstr (proposal->words, ==,
                   "Ria may with a new example record · Ria may not with n1");
  g_assert_true (gp_design_apply (design, proposal->changes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (design), ==, 0);
}

static void
test_nobody_is_told (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GPtrArray) proposals = NULL;
  const GpAccessProposal *proposal;

  gp_test_access_rule (design, "grant", "reader", "read", "record.points > 1 && 1 > 2", NULL);
  access = gp_access_new (design);
  proposals = gp_access_list_proposals (access, 0, 100, NULL);
  g_assert_cmpuint (proposals->len, ==, 1);
  proposal = proposals->pdata[0];
  g_assert_true (g_str_has_prefix (proposal->words, "nobody was found who may · Ria may not"));
  g_assert_nonnull (proposal->changes);
}

static void
test_no_more_than_asked_for (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  gp_test_access_rule (design, "grant", "reader", "read update delete", "record.points > 1", NULL);
  access = gp_access_new (design);
  some = gp_access_list_proposals (access, 0, 2, NULL);
  g_assert_cmpuint (some->len, ==, 2);
  g_cancellable_cancel (cancelled);
  none = gp_access_list_proposals (access, 0, 100, cancelled);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-proposal/both-sides-are-found-and-kept",
                   test_both_sides_are_found_and_kept);
  g_test_add_func ("/model/access-proposal/nobody-is-told", test_nobody_is_told);
  g_test_add_func ("/model/access-proposal/no-more-than-asked-for", test_no_more_than_asked_for);

  return g_test_run ();
}

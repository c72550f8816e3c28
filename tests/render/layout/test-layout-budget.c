/* test-layout-budget.c — how much work a drawing is worth
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-budget.h"
#include "gp-test.h"

static void
test_refining_never_does_less (void)
{
  for (guint cards = 0; cards < 20000; cards += 17)
    {
      GpLayoutBudget quick = gp_layout_budget_for (cards, GP_LAYOUT_QUICK);
      GpLayoutBudget refined = gp_layout_budget_for (cards, GP_LAYOUT_REFINED);

      g_assert_cmpuint (quick.methods, >, 0);
      g_assert_cmpuint (quick.starts, >, 0);
      g_assert_cmpuint (refined.methods, >=, quick.methods);
      g_assert_cmpuint (refined.anneal_moves, >, quick.anneal_moves);
      g_assert_cmpuint (refined.starts, >=, quick.starts);
      g_assert_cmpuint (refined.polish_rounds, >=, quick.polish_rounds);
      g_assert_cmpint (refined.whole, ==, quick.whole);
      g_assert_true (refined.grouped);
      g_assert_true (quick.grouped || quick.whole);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-budget/refining-never-does-less", test_refining_never_does_less);
  return g_test_run ();
}

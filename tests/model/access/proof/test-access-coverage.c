/* test-access-coverage.c — which conditional grants no test has seen both sides of
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-coverage.h"

#include "gp-change-set.h"
#include "gp-test-access.h"
#include "gp-test.h"

/* Proposed tests cover what was open, and pass. */
static void
test_proposals_cover_and_pass (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  guint n_open = 0;

  gp_test_access_rule (design, "grant", "reader", "read",
                       "record.owner == user.id && record.points > 10", NULL);
  gp_test_access_rule (design, "grant", "writer", "update", NULL, "new.status == 'withdrawn'");
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GpAccess) access = gp_access_new (design);
      g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
      g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);
      g_autoptr(GPtrArray) results = gp_access_run_tests (access, fixtures, 0, FALSE);
      g_autoptr(GArray) cells = gp_access_find_coverage (matrix, results);

      g_assert_cmpuint (cells->len, ==, 2);
      for (guint i = 0; i < results->len; i++)
        g_assert_cmpint ((int) ((GpAccessTestResult *) results->pdata[i])->status, ==,
                         (int) GP_ACCESS_TEST_PASSED);
      for (guint i = 0; i < cells->len; i++)
        {
          const GpAccessCoverage *cell = &g_array_index (cells, GpAccessCoverage, i);

          for (int allowed = 0; allowed < 2; allowed++)
            {
              g_autoptr(GpAccessWitness) witness = NULL;
              g_autoptr(GpChangeSet) changes = NULL;

              g_assert_cmpint (allowed ? cell->has_allowed : cell->has_denied, ==, round == 1);
              if (round == 1)
                continue;
              n_open++;
              witness = gp_access_find_witness (matrix, fixtures, cell, allowed, 0);
              g_assert_nonnull (witness);
              changes = gp_access_witness_propose (witness, design);
              g_assert_true (gp_design_apply (design, changes, NULL));
            }
        }
    }
  g_assert_cmpuint (n_open, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-coverage/proposals-cover-and-pass",
                   test_proposals_cover_and_pass);

  return g_test_run ();
}

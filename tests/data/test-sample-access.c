/* test-sample-access.c — the sample's access tests pass in the simulator
 * SPDX-License-Identifier: Apache-2.0
 *
 * That the local backend agrees is tried by test-access-probe-http.c. */
#include "config.h"

#include "gp-access-coverage.h"
#include "gp-test.h"
#include "sample-loaded.h"

#define MIN_TESTS 40

static void
test_the_simulator_passes_all (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GPtrArray) results = gp_access_run_tests (access, fixtures, g_get_real_time (), FALSE);

  g_assert_cmpuint (results->len, >=, MIN_TESTS);
  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];

      g_test_message ("%s: %s", gp_element_get_name (gp_design_lookup (design, &result->test)),
                      result->problem != NULL ? result->problem : "");
      g_assert_cmpint ((int) result->status, ==, (int) GP_ACCESS_TEST_PASSED);
    }
}

/* Every grant that is about some records has a test that is allowed and one that is not. */
static void
test_both_sides_of_every_condition_are_tried (void)
{
  g_autoptr(GpDesign) design = load_sample ("diagnostics");
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GPtrArray) results = gp_access_run_tests (access, fixtures, g_get_real_time (), FALSE);
  g_autoptr(GArray) cells = gp_access_find_coverage (matrix, results);

  g_assert_cmpuint (cells->len, >, 0);
  for (guint i = 0; i < cells->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (cells, GpAccessCoverage, i);

      g_test_message ("%s %s %s",
                      gp_element_get_name (gp_access_matrix_get_role (matrix, cell->role)),
                      gp_access_matrix_get_action (matrix, cell->action),
                      gp_element_get_name (gp_access_matrix_get_subject (matrix, cell->subject)));
      g_assert_true (cell->has_allowed);
      g_assert_true (cell->has_denied);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sample-access/the-simulator-passes-all", test_the_simulator_passes_all);
  g_test_add_func ("/data/sample-access/both-sides-of-every-condition-are-tried",
                   test_both_sides_of_every_condition_are_tried);
  return g_test_run ();
}

/* test-deployment-record.c — what was deployed where, when and by whom
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-deployment-record.h"

#include "gp-test.h"

static void
test_nicks_lead_back (void)
{
  for (guint i = GP_OUTCOME_DONE; i <= GP_OUTCOME_READ; i++)
    {
      g_assert_cmpuint (gp_deployment_outcome_from_nick (gp_deployment_outcome_get_nick (i)), ==,
                        i);
      g_assert_cmpstr (gp_deployment_outcome_get_label (i), !=, "");
    }
}

static void
test_what_is_unknown_is_no_success (void)
{
  g_assert_cmpint (gp_deployment_outcome_from_nick ("splendid"), ==, GP_OUTCOME_FAILED);
  g_assert_cmpint (gp_deployment_outcome_from_nick (NULL), ==, GP_OUTCOME_FAILED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/deployment-record/nicks-lead-back", test_nicks_lead_back);
  g_test_add_func ("/model/deployment-record/what-is-unknown-is-no-success",
                   test_what_is_unknown_is_no_success);
  return g_test_run ();
}

/* test-access-case.c — access tests of a design are run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-case.h"

#include "gp-change-set.h"
#include "gp-test-access.h"
#include "gp-test.h"

static void
add_test (GpDesign   *design,
          const char *persona,
          const char *action,
          const char *record,
          const char *write,
          const char *expect)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  const GpId *root = gp_design_get_root_id (design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) test = gp_element_new (GP_KIND_TEST, &id, root,
                                              gp_design_rank_last (design, root));
  g_autoptr(GError) error = NULL;

  if (persona != NULL)
    gp_element_set_ref (test, GP_TEST_PERSONA,
                        gp_test_access_find (design, GP_KIND_PERSONA, persona));
  gp_element_set_text (test, GP_TEST_ACTION, action);
  gp_element_set_ref (test, GP_TEST_SUBJECT, gp_test_access_find (design, GP_KIND_ENTITY, "note"));
  if (record != NULL)
    gp_element_set_ref (test, GP_TEST_FIXTURE,
                        gp_test_access_find (design, GP_KIND_FIXTURE, record));
  if (write != NULL)
    gp_element_set_text (test, GP_TEST_WRITE, write);
  gp_element_set_text (test, GP_TEST_EXPECT, expect);
  gp_change_set_add (changes, test);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

static void
test_results_are_what_the_rules_say (void)
{
  static const struct
  {
    const char        *persona;
    const char        *action;
    const char        *record;
    const char        *write;
    const char        *expect;
    GpAccessTestStatus status;
  } cases[] = {
    { "Ria", "read", "n1", NULL, "allow", GP_ACCESS_TEST_PASSED },
    { "Ria", "read", "n1", NULL, "deny", GP_ACCESS_TEST_FAILED },
    { "Ria", "read", "n2", NULL, "deny", GP_ACCESS_TEST_PASSED },
    { "Ria", "update", "n1", NULL, "allow", GP_ACCESS_TEST_PASSED },
    { "Ria", "update", "n1", "{\"status\": \"closed\"}", "deny", GP_ACCESS_TEST_PASSED },
    { "Ria", "create", "n1", NULL, "allow", GP_ACCESS_TEST_PASSED },
    { "Ria", "create", NULL, "{\"owner\": \"u2\", \"status\": \"open\"}", "deny",
      GP_ACCESS_TEST_PASSED },
    { NULL, "read", "n1", NULL, "deny", GP_ACCESS_TEST_BROKEN },
    { "Ria", "read", "c1", NULL, "deny", GP_ACCESS_TEST_BROKEN },
    { "Ria", "update", "n1", "{\"nothing\": 1}", "deny", GP_ACCESS_TEST_BROKEN },
  };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GPtrArray) results = NULL;

  gp_test_access_rule (design, "grant", "reader", "create read update", "record.owner == user.id",
                       "new.status == 'open'");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_test (design, cases[i].persona, cases[i].action, cases[i].record, cases[i].write,
              cases[i].expect);
  access = gp_access_new (design);
  fixtures = gp_access_fixtures_new (design);
  results = gp_access_run_tests (access, fixtures, 0, FALSE);
  g_assert_cmpuint (results->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];

      g_test_message ("case %u: %s", i, result->problem != NULL ? result->problem : "");
      g_assert_cmpint ((int) result->status, ==, (int) cases[i].status);
      g_assert_cmpint (result->problem != NULL, ==, cases[i].status == GP_ACCESS_TEST_BROKEN);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-case/results-are-what-the-rules-say",
                   test_results_are_what_the_rules_say);

  return g_test_run ();
}

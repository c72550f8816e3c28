/* test-access-keep.c — verdicts become tests
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-keep.h"
#include "gp-test-access.h"
#include "gp-test.h"

static GPtrArray *
run (GpDesign          *design,
     GpAccess         **out_access,
     GpAccessFixtures **out_fixtures)
{
  *out_access = gp_access_new (design);
  *out_fixtures = gp_access_fixtures_new (design);
  return gp_access_run_tests (*out_access, *out_fixtures, 0, FALSE);
}

static void
assert_all_pass (GpDesign *design,
                 guint     n)
{
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GPtrArray) results = run (design, &access, &fixtures);

  g_assert_cmpuint (results->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (((GpAccessTestResult *) results->pdata[i])->status, ==,
                     GP_ACCESS_TEST_PASSED);
}

static void
keep (GpDesign            *design,
      GpAccessExpectation *expectation)
{
  GpId test;
  g_autoptr(GpChangeSet) changes = NULL;

  expectation->subject = *gp_test_access_find (design, GP_KIND_ENTITY, "note");
  changes = gp_access_keep (design, expectation, &test);
  g_assert_true (gp_design_apply (design, changes, NULL));
  g_assert_nonnull (gp_design_lookup_kind (design, &test, GP_KIND_TEST));
}

static void
test_kept (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpAccessExpectation yes = { .persona = *gp_test_access_find (design, GP_KIND_PERSONA, "Ria"),
                              .fixture = *gp_test_access_find (design, GP_KIND_FIXTURE, "n1"),
                              .action = "read", .allow = TRUE };
  GpAccessExpectation no = yes;
  GpAccessExpectation write = yes;

  gp_test_access_rule (design, "grant", "reader", "read update", "record.owner == user.id", NULL);
  no.fixture = gp_id_nil;
  no.record = "{\"id\": \"n9\", \"owner\": \"u9\"}";
  no.allow = FALSE;
  write.action = "update";
  write.write = "{\"points\": 4}";
  keep (design, &yes);
  keep (design, &no);
  keep (design, &write);
  assert_all_pass (design, 3);
}

/* Somebody who is not signed in gets a persona where there is none, once. */
static void
test_visitor (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId nobody = *gp_test_access_find (design, GP_KIND_PERSONA, "Nobody");
  g_autoptr(GpElement) element = gp_element_ref (gp_design_lookup (design, &nobody));
  g_autoptr(GpChangeSet) removal = gp_change_set_new (NULL);
  GpAccessExpectation no = { .action = "read",
                             .fixture = *gp_test_access_find (design, GP_KIND_FIXTURE, "n1") };
  gsize n = gp_design_count (design, GP_KIND_PERSONA);

  gp_change_set_remove (removal, element);
  g_assert_true (gp_design_apply (design, removal, NULL));
  keep (design, &no);
  keep (design, &no);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_PERSONA), ==, n);
  assert_all_pass (design, 2);
}

/* After the proposals are taken, nothing is left to be proposed, and all of them pass. */
static void
test_proposals (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccess) after = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) more = NULL;
  guint missing = 99;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  gp_test_access_rule (design, "grant", "writer", "update", "record.status == 'withdrawn'", NULL);
  access = gp_access_new (design);
  changes = gp_access_propose (access, 0, NULL, &missing);
  g_assert_cmpuint (missing, ==, 0);
  g_assert_true (gp_design_apply (design, changes, NULL));
  g_assert_cmpuint (gp_design_count (design, GP_KIND_TEST), ==, 4);
  assert_all_pass (design, 4);

  after = gp_access_new (design);
  more = gp_access_propose (after, 0, NULL, NULL);
  g_assert_cmpuint (gp_change_set_get_size (more), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpAccess) access = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  access = gp_access_new (design);
  g_cancellable_cancel (cancellable);
  g_assert_null (gp_access_propose (access, 0, cancellable, NULL));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-keep/kept", test_kept);
  g_test_add_func ("/model/access-keep/visitor", test_visitor);
  g_test_add_func ("/model/access-keep/proposals", test_proposals);
  g_test_add_func ("/model/access-keep/cancelled", test_cancelled);

  return g_test_run ();
}

/* test-records-act.c — actions of the design's own are asked about as reading and writing are
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#define ID(n) "00000000-0000-4000-8000-0000000000" n
#define ACT(n, action) "/api/records/bill/" ID (n) "/actions/" action

/* Bills are seen by whoever is signed in but for what is hidden; a clerk approves what is open and
 * small. */
static GpTestRuntime *
start (char **out_clerk,
       char **out_guest)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Bills");
  GpId bill = gp_test_add_entity (design, "bill");
  GpId clerk = gp_test_add (design, GP_KIND_ROLE, NULL, "clerk");
  GpId member = gp_test_add (design, GP_KIND_ROLE, NULL, "member");
  GpId rule;

  gp_test_set_text (design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  gp_test_add_field (design, &bill, "status", "text");
  gp_test_add_field (design, &bill, "amount", "integer");
  rule = gp_test_allow (design, &bill, &member, "read");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.status != 'hidden'");
  rule = gp_test_allow (design, &bill, &clerk, "approve");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.amount < 100");
  rule = gp_test_allow (design, &bill, &clerk, "approve");
  gp_test_set_text (design, &rule, GP_RULE_EFFECT, "forbid");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION, "record.status == 'closed'");
  gp_test_deploy (backend, design);

  *out_clerk = gp_test_sign_up (backend, "clerk@example.org", "clerk");
  *out_guest = gp_test_sign_up (backend, "guest@example.org", NULL);
  gp_test_assert_call (backend, "POST", "/api/records/bill:batch", GP_TEST_ADMIN_TOKEN,
                       "{\"operations\": [{\"action\": \"create\", \"record\": {\"id\": \"" ID ("01")
                       "\", \"status\": \"open\", \"amount\": 5}}, {\"action\": \"create\","
                       " \"record\": {\"id\": \"" ID ("02") "\", \"status\": \"open\","
                       " \"amount\": 500}}, {\"action\": \"create\", \"record\": {\"id\": \""
                       ID ("03") "\", \"status\": \"closed\", \"amount\": 5}}, {\"action\":"
                       " \"create\", \"record\": {\"id\": \"" ID ("04") "\", \"status\":"
                       " \"hidden\", \"amount\": 500}}]}", 200);
  return backend;
}

static void
test_only_what_a_rule_grants (void)
{
  g_autofree char *clerk = NULL;
  g_autofree char *guest = NULL;
  g_autoptr(GpTestRuntime) backend = start (&clerk, &guest);

  gp_test_assert_call (backend, "POST", ACT ("01", "approve"), clerk, "{}", 204);
  gp_test_assert_call (backend, "POST", ACT ("02", "approve"), clerk, "{}", 403);
  gp_test_assert_call (backend, "POST", ACT ("03", "approve"), clerk, "{}", 403);
  gp_test_assert_call (backend, "POST", ACT ("01", "approve"), guest, "{}", 403);
  gp_test_assert_call (backend, "POST", ACT ("01", "export"), clerk, "{}", 403);
  gp_test_assert_call (backend, "POST", ACT ("02", "approve"), GP_TEST_ADMIN_TOKEN, "{}", 204);
}

static void
test_unseen_is_not_there (void)
{
  g_autofree char *clerk = NULL;
  g_autofree char *guest = NULL;
  g_autoptr(GpTestRuntime) backend = start (&clerk, &guest);

  gp_test_assert_call (backend, "POST", ACT ("04", "approve"), clerk, "{}", 404);
  gp_test_assert_call (backend, "POST", ACT ("09", "approve"), clerk, "{}", 404);
  gp_test_assert_call (backend, "POST", ACT ("04", "export"), clerk, "{}", 404);
  gp_test_assert_call (backend, "POST", ACT ("01", "approve"), NULL, "{}", 404);
  gp_test_assert_call (backend, "POST", "/api/records/bill/nonsense/actions/approve", clerk, "{}",
                       404);
}

/* The four have ways of their own, and this is no second one. */
static void
test_the_four_are_not_taken (void)
{
  g_autofree char *clerk = NULL;
  g_autofree char *guest = NULL;
  g_autoptr(GpTestRuntime) backend = start (&clerk, &guest);

  gp_test_assert_call (backend, "POST", ACT ("01", "read"), clerk, "{}", 404);
  gp_test_assert_call (backend, "POST", ACT ("01", "delete"), GP_TEST_ADMIN_TOKEN, "{}", 404);
  gp_test_assert_call (backend, "GET", ACT ("01", "approve"), clerk, NULL, 405);
  gp_test_assert_call (backend, "GET", "/api/records/bill/" ID ("01"), clerk, NULL, 200);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/records-act/only-what-a-rule-grants", test_only_what_a_rule_grants);
  g_test_add_func ("/records-act/unseen-is-not-there", test_unseen_is_not_there);
  g_test_add_func ("/records-act/the-four-are-not-taken", test_the_four_are_not_taken);

  return g_test_run ();
}

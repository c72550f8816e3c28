/* test-record-world.c — the tables of a backend as rules walk through them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-world.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

/* Checks walk to other records as they are in the transaction, and presets become values of every
 * type. */
static void
test_checks_walk_and_presets_fit (void)
{
  static const char *const presets[] = { "amount", "2.5", "due", "now", "mail", "user.email",
                                         "stamp", "now" };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "World");
  GpId member = gp_test_add (design, GP_KIND_ROLE, NULL, "member");
  GpId order = gp_test_add_entity (design, "order");
  GpId line = gp_test_add_entity (design, "line");
  GpId reference, rule, field;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autofree char *ada = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *mail = NULL;

  gp_test_set_text (design, &member, GP_ROLE_MEMBERSHIP, "signed_in");
  gp_test_add_field (design, &order, "open", "boolean");
  reference = gp_test_add_field (design, &line, "order_id", "reference");
  gp_test_set_ref (design, &reference, GP_FIELD_REFERENCE, &order);
  gp_test_add_field (design, &line, "mail", "text");
  field = gp_test_add_field (design, &line, "amount", "decimal");
  gp_test_set_int (design, &field, GP_FIELD_PRECISION, 8);
  gp_test_set_int (design, &field, GP_FIELD_SCALE, 2);
  gp_test_add_field (design, &line, "due", "date");
  gp_test_add_field (design, &line, "stamp", "timestamp");
  rule = gp_test_allow (design, &line, &member, "create");
  gp_test_set_text (design, &rule, GP_RULE_CHECK, "new.order.open && new.order.line.size() < 2");
  gp_test_set_text (design, &rule, GP_RULE_NAME, "Lines of open orders");
  changes = gp_change_set_new (NULL);
  gp_change_set_set (changes, gp_design_lookup (design, &rule), GP_RULE_PRESETS,
                     gp_value_texts (presets, G_N_ELEMENTS (presets)));
  g_assert_true (gp_design_apply (design, changes, NULL));
  gp_test_allow (design, &line, &member, "read");
  gp_test_deploy (backend, design);
  ada = gp_test_sign_up (backend, "ada@example.org", NULL);

  gp_test_assert_call (backend, "POST", "/api/records/order", GP_TEST_ADMIN_TOKEN,
                       "{\"id\": \"00000000-0000-4000-8000-000000000001\", \"open\": true}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/order", GP_TEST_ADMIN_TOKEN,
                       "{\"id\": \"00000000-0000-4000-8000-000000000002\", \"open\": false}", 201);
  for (guint i = 0; i < 3; i++)
    gp_test_assert_call (backend, "POST", "/api/records/line", ada,
                         "{\"order_id\": \"00000000-0000-4000-8000-000000000001\"}",
                         i < 2 ? 201 : 403);
  gp_test_assert_call (backend, "POST", "/api/records/line", ada,
                       "{\"order_id\": \"00000000-0000-4000-8000-000000000002\"}", 403);
  gp_test_assert_call (backend, "POST", "/api/records/line", ada,
                       "{\"order_id\": \"00000000-0000-4000-8000-000000000001\","
                       " \"mail\": \"eve@example.org\"}", 403);
  gp_test_assert_call (backend, "GET", "/api/records/line", ada, NULL, 200);
  amount = gp_test_member (backend, "items.0.amount");
  mail = gp_test_member (backend, "items.0.mail");
  g_assert_cmpstr (amount, ==, "2.5");
  g_assert_cmpstr (mail, ==, "ada@example.org");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/record-world/checks-walk-and-presets-fit",
                   test_checks_walk_and_presets_fit);

  return g_test_run ();
}

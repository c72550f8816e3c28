/* test-access-sentence.c — a rule in words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-sentence.h"
#include "gp-expr-parser.h"
#include "gp-test-access.h"
#include "gp-test.h"

static void
test_expressions (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "record.status == 'verified'", "status is 'verified'" },
    { "record.order.patient.user_id == user.id",
      "user_id of patient of order is the caller’s id" },
    { "record.paid_at != null", "paid_at is set" },
    { "record.paid_at == null && record.amount > 10",
      "paid_at is not set and amount is more than 10" },
    { "record.a == 1 || record.b == 2 && record.c == 3", "a is 1 or (b is 2 and c is 3)" },
    { "!record.active", "active is not true" },
    { "new.status in ['a', 'b']", "the new status is one of ['a', 'b']" },
    { "record.name.startsWith('x')", "record.name.startsWith('x')" },
    { "user.claims.level >= 3", "level of the caller’s claims is at least 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExpr) expr = gp_expr_parse (cases[i].text, -1, NULL);
      g_autofree char *words = gp_access_say_expression (expr);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static char *
say (GpDesign   *design,
     const GpId *rule)
{
  return gp_access_say_rule (design, gp_design_lookup (design, rule));
}

static void
test_rules (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  GpId grant = gp_test_access_rule (design, "grant", "reader", "read", "record.status == 'open'",
                                    NULL);
  GpId forbid = gp_test_access_rule (design, "forbid", "writer", "update delete", NULL, NULL);
  GpId all = gp_test_access_rule (design, "grant", "writer", "create read update", NULL, NULL);
  g_autofree char *a = NULL, *b = NULL, *c = NULL;

  gp_test_access_fields (design, &grant, "except", "secret points");
  a = say (design, &grant);
  b = say (design, &forbid);
  c = say (design, &all);
  g_assert_cmpstr (a, ==, "reader may read note, but only if status is 'open'."
                          " Only of the caller’s tenant. All fields but secret, points.");
  g_assert_cmpstr (b, ==, "writer may never update or delete note, whatever else is granted.");
  g_assert_cmpstr (c, ==, "writer may create, read or update every note."
                          " Only of the caller’s tenant.");
}

/* A rule that is being written is told as far as it goes. */
static void
test_half_done (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId rule = gp_test_access_rule (design, "grant", NULL, "read", "record.status ==", NULL);
  g_autofree char *nobody = say (design, &rule);
  g_autofree char *broken = NULL;

  g_assert_cmpstr (nobody, ==, "It names no role, and so grants nothing.");
  gp_test_access_set (design, &rule, GP_RULE_ROLE,
                      gp_value_id (gp_test_access_find (design, GP_KIND_ROLE, "reader")));
  broken = say (design, &rule);
  g_assert_cmpstr (broken, ==, "reader may read note, but only if record.status ==.");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-sentence/expressions", test_expressions);
  g_test_add_func ("/model/access-sentence/rules", test_rules);
  g_test_add_func ("/model/access-sentence/half-done", test_half_done);

  return g_test_run ();
}

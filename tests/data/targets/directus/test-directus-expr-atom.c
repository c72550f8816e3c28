/* test-directus-expr-atom.c — comparisons and tests as filters of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-expr-private.h"

#include "directus-condition.h"
#include "gp-directus-filter.h"

static void
test_fields (void)
{
  static const ConditionCase cases[] = {
    { "record.name == 'a'", "{\"name\":{\"_eq\":\"a\"}}" },
    { "record.name != 'a'",
      "{\"_or\":[{\"name\":{\"_neq\":\"a\"}},{\"name\":{\"_null\":true}}]}" },
    { "record.name == null", "{\"name\":{\"_null\":true}}" },
    { "1.5 <= record.budget", "{\"budget\":{\"_gte\":1.5}}" },
    { "record.archived != true", "{\"archived\":{\"_eq\":false}}" },
    { "record.name in ['a', 'b']", "{\"name\":{\"_in\":[\"a\",\"b\"]}}" },
    { "!(record.name in ['a', null])", "{\"name\":{\"_nin\":[\"a\"]}}" },
    { "record.name in []", GP_DIRECTUS_NONE },
    { "record.owner.boss.age > 1",
      "{\"owner_id\":{\"boss_id\":{\"age\":{\"_gt\":1}}}}" },
    { "has(record.due)", "{\"due\":{\"_nnull\":true}}" },
    { "record.name == record.owner.email", NULL },
    { "record.owner.age < record.lead_ref.age", NULL },
    { "record.name < 'b'", NULL },
    { "record.name.startsWith('a')", NULL },
    { "record.name.lowerAscii() == 'a'", NULL },
    { "size(record.name) > 1", NULL },
    { "'a' in record.tags", NULL },
    { "record.due <= now", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_STORED);
}

static void
test_callers (void)
{
  static const ConditionCase cases[] = {
    { "record.owner_id == user.id", "{\"owner_id\":{\"_eq\":\"$CURRENT_USER\"}}" },
    { "record.owner_id != user.id",
      "{\"_or\":[{\"owner_id\":{\"_neq\":\"$CURRENT_USER\"}},{\"owner_id\":{\"_null\":true}}]}" },
    { "record.clinic == user.tenant", "{\"clinic\":{\"_in\":[\"$CURRENT_USER.tenant\"]}}" },
    { "record.clinic != user.tenant", NULL },
    { "record.created < now - duration('90s')",
      "{\"created\":{\"_lt\":\"$NOW(-90000 ms)\"}}" },
    { "user.id == 'u1'", NULL },
    { "user.claims.region == 'eu'", NULL },
    { "record.name in user.roles", "{\"name\":{\"_in\":[\"editor\"]}}" },
    { "'editor' in user.roles", GP_DIRECTUS_ALL },
    { "'admin' in user.roles || record.archived", "{\"archived\":{\"_eq\":true}}" },
    { "size(user.roles) > 1", GP_DIRECTUS_NONE },
    { "request.action == 'read'", GP_DIRECTUS_ALL },
    { "request.ip == '::1'", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_EDITOR, GP_DIRECTUS_STORED);
}

/* Nothing is known of nobody: whatever asks for it is never true, nor is its opposite. */
static void
test_nobody (void)
{
  static const ConditionCase cases[] = {
    { "record.owner_id == user.id", GP_DIRECTUS_NONE },
    { "record.owner_id != user.id", GP_DIRECTUS_NONE },
    { "!(record.owner_id == user.id)", GP_DIRECTUS_NONE },
    { "has(user.tenant)", GP_DIRECTUS_NONE },
    { "!('editor' in user.roles)", GP_DIRECTUS_NONE },
    { "record.archived || user.claims.region == 'eu'", "{\"archived\":{\"_eq\":true}}" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_NOBODY, GP_DIRECTUS_STORED);
}

static void
test_known_values (void)
{
  const GpExprQueryNode less = { .kind = GP_EXPR_QUERY_COMPARE, .op = GP_EXPR_NODE_LT };
  const GpExprQueryNode part = { .kind = GP_EXPR_QUERY_NOT_CONTAINS };
  g_autoptr(GpExprValue) one = gp_expr_value_new_int (1);
  g_autoptr(GpExprValue) two = gp_expr_value_new_double (2.5);
  g_autoptr(GpExprValue) text = gp_expr_value_new_string ("ab", -1);
  g_autoptr(GpExprValue) a = gp_expr_value_new_string ("a", -1);

  g_assert_true (gp_dx_holds (&less, one, two));
  g_assert_false (gp_dx_holds (&less, two, one));
  g_assert_false (gp_dx_holds (&part, text, a));
  g_assert_true (gp_dx_holds (&part, a, text));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-expr-atom/fields", test_fields);
  g_test_add_func ("/data/directus-expr-atom/callers", test_callers);
  g_test_add_func ("/data/directus-expr-atom/nobody", test_nobody);
  g_test_add_func ("/data/directus-expr-atom/known-values", test_known_values);
  return g_test_run ();
}

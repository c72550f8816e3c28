/* test-directus-expr-operand.c — values that Directus would read as others are refused
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-expr.h"

#include "directus-condition.h"
#include "gp-directus-filter.h"

static void
test_values (void)
{
  static const ConditionCase cases[] = {
    { "record.name == ''", "{\"name\":{\"_eq\":\"\"}}" },
    { "record.name == 'o\\'r \"x\" \\\\ é'", "{\"name\":{\"_eq\":\"o'r \\\"x\\\" \\\\ é\"}}" },
    { "record.name == 'true'", NULL },
    { "record.name == 'null'", NULL },
    { "record.name == '$NOW'", NULL },
    { "record.name in ['a', 'NULL']", NULL },
    { "record.clinic == 'u1'", GP_DIRECTUS_NONE },
    { "record.clinic != 'u1'",
      "{\"_or\":[{\"clinic\":{\"_nnull\":true}},{\"clinic\":{\"_null\":true}}]}" },
    { "record.clinic == '00000000-0000-4000-8000-000000000001'",
      "{\"clinic\":{\"_eq\":\"00000000-0000-4000-8000-000000000001\"}}" },
    { "record.owner.age == 3000000000", NULL },
    { "record.budget == 9007199254740993", NULL },
    { "record.created == timestamp('1970-01-01T00:30:00Z')",
      "{\"created\":{\"_eq\":\"1970-01-01T00:30:00Z\"}}" },
    { "record.created == timestamp('1970-01-01T00:30:00.0001Z')", NULL },
    { "record.created < now - duration('1ns')", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_STORED);
}

static void
test_presets (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "user.tenant", "\"$CURRENT_USER.tenant\"" }, { "user.id", "\"$CURRENT_USER\"" },
    { "now", "\"$NOW\"" }, { "'open'", "\"open\"" }, { "2", "2" }, { "'null'", NULL },
    { "user.id + 'x'", NULL }, { "user.claims", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExpr) expr = gp_expr_parse (cases[i].text, -1, &error);
      GpDirectusExpr printer = { .design = NULL };
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      json = gp_directus_expr_print_value (&printer, gp_expr_get_root (expr), &error);
      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true ((json == NULL) == (error != NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-expr-operand/values", test_values);
  g_test_add_func ("/data/directus-expr-operand/presets", test_presets);
  return g_test_run ();
}

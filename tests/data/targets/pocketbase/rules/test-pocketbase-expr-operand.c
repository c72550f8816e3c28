/* test-pocketbase-expr-operand.c — columns, values and callers as PocketBase knows them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test.h"
#include "pocketbase-condition.h"

static void
test_literals (void)
{
  static const ConditionCase cases[] = {
    { "record.name == \"o'r\"", "name = \"o'r\"" },
    { "record.name == \"a\\\\b\"", NULL },
    { "record.created > timestamp(\"2024-01-02T03:04:05.5Z\")",
      "created > \"2024-01-02 03:04:05.500Z\"" },
    { "record.created > timestamp(\"2024-01-02T03:04:05.0005Z\")", NULL },
    { "record.created < now", "created < @now" },
    { "record.created < now - duration(\"1h\")", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_ids_are_its_own (void)
{
  static const ConditionCase cases[] = {
    { "record.id == \"00000000-0000-4000-8000-000000000001\"", NULL },
    { "record.id == user.id", "(id = @request.auth.id && @request.auth.id != \"\")" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_what_is_not_known (void)
{
  static const ConditionCase cases[] = {
    { "user.claims[\"a\"] == \"b\"", NULL },
    { "record.name == request.ip", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-expr-operand/literals", test_literals);
  g_test_add_func ("/data/pocketbase-expr-operand/ids-are-its-own", test_ids_are_its_own);
  g_test_add_func ("/data/pocketbase-expr-operand/what-is-not-known", test_what_is_not_known);
  return g_test_run ();
}

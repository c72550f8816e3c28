/* test-postgresql-expr-operand.c — values that the database can and cannot hold
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-expr-private.h"

#include "postgresql-condition.h"

static void
test_values (void)
{
  static const ConditionCase cases[] = {
    { "record.name == \"o'r\"", "(r0.name = 'o''r'::text)" },
    { "record.budget == 0.1", "(r0.budget::float8 = '0.10000000000000001'::float8)" },
    { "record.budget < 9007199254740993", NULL },
    { "record.created == timestamp('2026-01-01T00:00:00.000001Z')",
      "(r0.created = '2026-01-01T00:00:00.000001Z'::timestamptz)" },
    { "record.created == timestamp('2026-01-01T00:00:00.000000001Z')", "(false)" },
    { "record.created <= timestamp('2026-01-01T00:00:00.000000001Z')",
      "(r0.created <= '2026-01-01T00:00:00Z'::timestamptz)" },
    { "record.due == timestamp('2026-01-01T00:00:00Z')",
      "((r0.due::timestamp AT TIME ZONE 'UTC') = '2026-01-01T00:00:00Z'::timestamptz)" },
    { "record.name == 'a\\u0000b'", NULL },
    { "size(record.name) > 1", "(char_length(r0.name COLLATE \"C\") > '1'::bigint)" },
    { "record.name.lowerAscii() == 'a'",
      "(lower(r0.name COLLATE \"C\") = 'a'::text)" },
  };

  condition_try (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-operand/values", test_values);
  return g_test_run ();
}

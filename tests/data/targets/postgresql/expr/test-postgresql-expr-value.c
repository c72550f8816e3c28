/* test-postgresql-expr-value.c — what an expression of a flow comes to, as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-value.h"

static void
test_values (void)
{
  static const ValueCase cases[] = {
    { "null", "'null'::jsonb" },
    { "1 + 2", "to_jsonb('3'::bigint)" },
    { "[1, 'a']", "'[1,\"a\"]'::jsonb" },
  };

  value_try (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-value/values", test_values);
  return g_test_run ();
}

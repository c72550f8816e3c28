/* test-postgresql-expr-value-names.c — names of a flow's expressions as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-value.h"

static void
test_values (void)
{
  static const ValueCase cases[] = {
    { "input.a", "(input -> 'a')" },
    { "input['a b']", "gp_flows.at(input, to_jsonb('a b'::text))" },
    { "has(input.a)", "to_jsonb(gp_flows.has(input, 'a'))" },
    { "vars.x", NULL },
  };

  value_try (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-value-names/values", test_values);
  return g_test_run ();
}

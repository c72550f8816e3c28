/* test-postgresql-expr-value-operators.c — operators of a flow's expressions as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-value.h"

static void
test_values (void)
{
  static const ValueCase cases[] = {
    { "input.a == 1", "to_jsonb(((input -> 'a') = to_jsonb('1'::bigint)))" },
    { "input.a < 2", "to_jsonb((gp_flows.compare((input -> 'a'), to_jsonb('2'::bigint)) < 0))" },
    { "input.a < input.b", "to_jsonb((gp_flows.compare((input -> 'a'), (input -> 'b')) < 0))" },
    { "input.a < 'x'",
      "to_jsonb((gp_flows.compare((input -> 'a'), to_jsonb('x'::text)) < 0))" },
    { "input.a && !input.b",
      "to_jsonb((gp_flows.as_bool((input -> 'a')) AND (NOT gp_flows.as_bool((input -> 'b')))))" },
    { "input.a ? 1 : 2", "to_jsonb(CASE gp_flows.as_bool((input -> 'a')) WHEN true THEN "
                         "'1'::bigint WHEN false THEN '2'::bigint END)" },
    { "'n' + input.a", "to_jsonb(('n'::text || gp_flows.as_text((input -> 'a'))))" },
    { "input.a + input.b", "gp_flows.add((input -> 'a'), (input -> 'b'))" },
    { "now - duration('1s')",
      "to_jsonb(gp_flows.time_text((now() - '1000000 microseconds'::interval)))" },
    { "input.a * input.b", NULL },
    { "now == input.a", NULL },
  };

  value_try (cases, G_N_ELEMENTS (cases));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-value-operators/values", test_values);
  return g_test_run ();
}

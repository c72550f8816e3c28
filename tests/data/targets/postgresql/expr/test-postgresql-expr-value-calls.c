/* test-postgresql-expr-value-calls.c — lists, maps, macros and functions as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-value.h"

static void
test_values (void)
{
  static const ValueCase cases[] = {
    { "int(input.a) * 2", "to_jsonb((gp_flows.to_int((input -> 'a')) * '2'::bigint))" },
    { "size(input.a) > 0", "to_jsonb((gp_flows.size((input -> 'a')) > '0'::bigint))" },
    { "input.a in [1, 2]", "to_jsonb(gp_flows.is_in((input -> 'a'), '[1,2]'::jsonb))" },
    { "[input.a]", "gp_flows.list_of("
      "ARRAY[(input -> 'a')]::jsonb[])" },
    { "{'k': input.a}", "gp_flows.map_of(ARRAY['k'::text]::text[], "
      "ARRAY[(input -> 'a')]::jsonb[])" },
    { "input.a.matches('x')", NULL },
    { "now.getFullYear()", NULL },
  };

  value_try (cases, G_N_ELEMENTS (cases));
}

/* An item on which the predicate fails decides only where no other does. */
static void
test_macros_are_subqueries (void)
{
  g_autofree char *exists = value_print ("input.list.exists(x, x > 1)");
  g_autofree char *map = value_print ("input.list.map(x, x.name)");

  g_assert_nonnull (strstr (exists, "WHEN bool_or(p.t) THEN true WHEN bool_or(p.t IS NULL) THEN "
                                    "NULL"));
  g_assert_nonnull (strstr (exists, "gp_flows.as_list((input -> 'list'))"));
  g_assert_nonnull (strstr (map, "jsonb_agg(p.v ORDER BY p.n)"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr-value-calls/values", test_values);
  g_test_add_func ("/data/postgresql-expr-value-calls/macros-are-subqueries",
                   test_macros_are_subqueries);
  return g_test_run ();
}

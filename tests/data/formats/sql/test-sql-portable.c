/* test-sql-portable.c — what is PostgreSQL's own goes, the rest stays
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-sql-portable.h"

#include "gp-test.h"

static void
test_casts_and_schemas_go (void)
{
  static const char *const cases[][2] = {
    { "a > 1", "a > 1" },
    { "'x::y'::text", "'x::y'" },
    { "(a)::character varying(3) || b", "(a) || b" },
    { "a::timestamp with time zone < b", "a < b" },
    { "'{}'::text[] , x", "'{}' , x" },
    { "x = ANY ((ARRAY['a'::text])::text[])", "x = ANY ((ARRAY['a']))" },
    { "public.f(public.t.a)", "f(t.a)" },
    { "a::public.mood", "a" },
    { "a::double precision * 2", "a * 2" },
    { "Char_Length(a) -- public.\n", "length(a)" },
    { "a ::", "a" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = gp_sql_portable (cases[i][0]);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sql-portable/casts-and-schemas-go", test_casts_and_schemas_go);
  return g_test_run ();
}

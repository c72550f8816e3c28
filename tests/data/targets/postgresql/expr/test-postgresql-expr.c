/* test-postgresql-expr.c — conditions as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * That a server finds the same rows as the evaluator is tried by
 * tests/e2e/test-postgresql-access.py. */
#include "config.h"
#include "gp-postgresql-expr.h"

#include <string.h>

#include "postgresql-condition.h"

static void
test_atoms (void)
{
  static const ConditionCase cases[] = {
    { "record.name == 'a'", "(r0.name = 'a'::text)" },
    { "record.name != 'a'", "((r0.name <> 'a'::text) OR (r0.name IS NULL))" },
    { "record.name == null", "(r0.name IS NULL)" },
    { "record.name.startsWith('5%')",
      "((starts_with(r0.name COLLATE \"C\", '5%'::text COLLATE \"C\")))" },
    { "!record.name.contains('_')",
      "(NOT (strpos(r0.name COLLATE \"C\", '_'::text COLLATE \"C\") > 0))" },
    { "record.name < 'b'", "(r0.name COLLATE \"C\" < 'b'::text COLLATE \"C\")" },
    { "record.budget < 2", "(r0.budget::float8 < '2'::float8)" },
    { "record.owner_id == user.id",
      "(r0.owner_id = (SELECT gp_access.as_uuid((SELECT gp_access.user_id()))))" },
    { "new.name == record.name", "(n0.name IS NOT DISTINCT FROM r0.name)" },
    { "record.name.matches('a')", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases));
}

/* What looks at other tables runs with other rights than the policy that asks. */
static void
test_other_tables_are_functions (void)
{
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = condition_print ("record.archived && record.owner.email == '$body$ x'",
                                          functions, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sql, ==, "((r0.archived = true) AND (gp_access.part_1(r0.*)))");
  g_assert_nonnull (strstr (functions->str,
                            "CREATE FUNCTION gp_access.part_1(r0 public.project)\n"));
  g_assert_nonnull (strstr (functions->str, "SECURITY DEFINER SET search_path = ''"));
  g_assert_nonnull (strstr (functions->str, "AS $body1$ SELECT ("));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-expr/atoms", test_atoms);
  g_test_add_func ("/data/postgresql-expr/other-tables-are-functions",
                   test_other_tables_are_functions);
  return g_test_run ();
}

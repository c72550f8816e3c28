/* test-ddl.c — tables as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-ddl.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_literals (void)
{
  GpCell cells[] = { GP_CELL_INIT, gp_cell_int (-5), gp_cell_real (0.1),
                     gp_cell_take_text (g_strdup ("it's")), gp_cell_blob ("\0\xff", 2) };
  static const char *const expected[] = { "NULL", "-5", "0.1", "'it''s'", "x'00ff'" };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *literal = gp_ddl_literal (&cells[i]);

      if (i == 2)
        g_assert_cmpfloat (g_ascii_strtod (literal, NULL), ==, 0.1);
      else
        g_assert_cmpstr (literal, ==, expected[i]);
      gp_cell_clear (&cells[i]);
    }
}

static void
test_create (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "SQL");
  GpId one = gp_test_add_entity (design, "one");
  GpId kind = gp_test_add_field (design, &one, "kind", "enum");
  GpId price = gp_test_add_field (design, &one, "price", "decimal");
  g_autoptr(GpSchema) schema = NULL;
  g_autofree char *sql = NULL;

  gp_test_set_texts (design, &kind, GP_FIELD_VALUES, "it's b");
  gp_test_set_bool (design, &price, GP_FIELD_NULLABLE, TRUE);
  schema = gp_schema_new (design, NULL);
  sql = gp_ddl_create_table (gp_schema_get_table (schema, 0), NULL);
  g_assert_cmpstr (sql, ==,
                   "CREATE TABLE \"one\" (\"id\" TEXT NOT NULL, "
                   "\"kind\" TEXT NOT NULL CHECK (\"kind\" IN ('it''s', 'b')), "
                   "\"price\" TEXT COLLATE gp_decimal, PRIMARY KEY (\"id\")) STRICT");
}

static void
test_index (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "SQL");
  GpId one = gp_test_add_entity (design, "o ne");
  GpId name = gp_test_add_field (design, &one, "name", "text");
  g_autoptr(GpSchema) schema = NULL;
  g_autofree char *sql = NULL;

  gp_test_set_bool (design, &name, GP_FIELD_UNIQUE, TRUE);
  schema = gp_schema_new (design, NULL);
  sql = gp_ddl_create_index (gp_schema_get_table (schema, 0),
                             g_ptr_array_index (gp_schema_get_table (schema, 0)->indexes, 0));
  g_assert_true (g_str_has_prefix (sql, "CREATE UNIQUE INDEX \"_gp_index_"));
  g_assert_true (g_str_has_suffix (sql, "(\"name\")"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ddl/literals", test_literals);
  g_test_add_func ("/ddl/create", test_create);
  g_test_add_func ("/ddl/index", test_index);

  return g_test_run ();
}

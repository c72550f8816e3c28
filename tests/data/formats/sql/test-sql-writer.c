/* test-sql-writer.c — names, defaults and the order of views
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-sql-writer.h"

#include <string.h>

#include "gp-import.h"
#include "gp-test.h"

static GpDesign *
read_sql (const char *sql)
{
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_import_text (sql, strlen (sql), "sql-postgresql", NULL, NULL, NULL, NULL,
                                     &error);

  g_assert_no_error (error);
  return design;
}

static void
test_views_follow_what_they_name (void)
{
  g_autoptr(GpDesign) design = read_sql (
    "CREATE TABLE t (id int); CREATE VIEW a AS SELECT * FROM c;"
    "CREATE VIEW b AS SELECT 1; CREATE VIEW c AS SELECT * FROM b, \"D\";"
    "CREATE VIEW \"D\" AS SELECT id FROM t;");
  GpSqlWriter writer = { design, NULL, NULL };
  g_autoptr(GPtrArray) views = gp_sql_writer_views (&writer);
  guint places[128] = { 0 };

  g_assert_cmpuint (views->len, ==, 4);
  for (guint i = 0; i < views->len; i++)
    places[(guint) *gp_element_get_name (g_ptr_array_index (views, i))] = i;
  g_assert_cmpuint (places['a'], >, places['c']);
  g_assert_cmpuint (places['c'], >, places['b']);
  g_assert_cmpuint (places['c'], >, places['D']);
}

static void
test_defaults_are_sql (void)
{
  static const char *const cases[][3] = {
    { "text", "open", "'open'" },        { "enum", "open", "'open'" },
    { "text", "'open'", "'open'" },      { "text", "CURRENT_USER", "CURRENT_USER" },
    { "boolean", "true", "true" },       { "integer", "5", "5" },
    { "uuid", "uuid()", "new_uuid()" },  { "timestamp", "now()", "now()" },
  };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "d");
  GpSqlWriter writer = { design, NULL, NULL };
  GpId id = gp_id_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpElement) field = gp_element_new (GP_KIND_FIELD, &id, NULL, 1);
      g_autofree char *found = NULL;

      gp_element_set_text (field, GP_FIELD_TYPE, cases[i][0]);
      gp_element_set_text (field, GP_FIELD_DEFAULT, cases[i][1]);
      found = gp_sql_writer_default (&writer, field, "new_uuid()");
      g_assert_cmpstr (found, ==, cases[i][2]);
    }
}

static void
test_tables_are_named_as_in_the_database (void)
{
  g_autoptr(GpDesign) design = read_sql (
    "CREATE TABLE users (id int); CREATE TABLE \"My app\".users (id int);");
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < entities->len; i++)
    {
      gp_sql_writer_table (out, g_ptr_array_index (entities, i));
      g_string_append_c (out, ' ');
    }
  g_assert_cmpstr (out->str, ==, "users \"My app\".users ");
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sql-writer/views-follow-what-they-name",
                   test_views_follow_what_they_name);
  g_test_add_func ("/data/sql-writer/defaults-are-sql", test_defaults_are_sql);
  g_test_add_func ("/data/sql-writer/tables-are-named-as-in-the-database",
                   test_tables_are_named_as_in_the_database);
  return g_test_run ();
}

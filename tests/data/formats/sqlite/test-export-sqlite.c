/* test-export-sqlite.c — SQLite accepts what is written for it
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-export-sqlite.h"

#include <sqlite3.h>
#include <string.h>

#include "gp-import.h"
#include "gp-random.h"
#include "gp-test.h"

static void
assert_accepted (const char *sql)
{
  char *message = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  if (message != NULL)
    g_test_message ("%s", sql);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
test_real_schemas_are_accepted (void)
{
  static const char *const files[] = { "sql/chinook.pg.sql", "sql/pagila.pg.sql",
                                       "sql/northwind.pg.sql", "sql/adventureworks.pg.sql",
                                       "sql/danbooru.pg.sql" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length;
      g_autofree char *text = gp_test_dup_corpus (files[i], &length);
      g_autoptr(GString) sql = g_string_new (NULL);
      g_autoptr(GpDesign) design = NULL;

      if (text == NULL)
        return;
      design = gp_import_text (text, length, "sql-postgresql", NULL, NULL, NULL, NULL, NULL);
      gp_export (design, "sql-sqlite", sql, NULL, NULL);
      assert_accepted (sql->str);
    }
}

static void
test_random_designs_are_accepted (void)
{
  for (guint round = 0; round < gp_random_rounds (30); round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (150);
      g_autoptr(GString) sql = g_string_new (NULL);

      gp_export (design, "sql-sqlite", sql, NULL, NULL);
      assert_accepted (sql->str);
    }
}

/* Casts and functions of PostgreSQL that SQLite has under another name are put into its words. */
static void
test_expressions_are_translated (void)
{
  static const char input[] =
    "CREATE TYPE mood AS ENUM ('a', 'b');"
    "CREATE TABLE t (id serial PRIMARY KEY, name text DEFAULT 'x'::text || 'y'::character "
    "varying(3),"
    " m mood DEFAULT 'a', at timestamptz NOT NULL DEFAULT now(), flag boolean DEFAULT true, "
    "u uuid DEFAULT gen_random_uuid(),"
    " CHECK (char_length((name)::text) <= 255 AND id > '-1'::integer), CHECK (name ~ '^x'));"
    "CREATE VIEW v AS SELECT t.id, char_length(t.name) AS n FROM public.t;";
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpDesign) design = gp_import_text (input, strlen (input), "sql-postgresql", NULL, NULL,
                                               NULL, NULL, NULL);

  gp_export (design, "sql-sqlite", sql, &findings, NULL);
  assert_accepted (sql->str);
  g_assert_nonnull (strstr (sql->str, "CHECK (length((name)) <= 255 AND id > '-1')"));
  g_assert_nonnull (strstr (sql->str, "at DATETIME NOT NULL"));
  g_assert_nonnull (strstr (sql->str, "CHECK (m IN ('a', 'b'))"));
  g_assert_nonnull (strstr (sql->str, "SELECT t.id, length(t.name) AS n FROM t;"));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (
    strstr (gp_finding_get_message (g_ptr_array_index (findings, 0)), "name ~ '^x'"));
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-sqlite/real-schemas-are-accepted", test_real_schemas_are_accepted);
  g_test_add_func ("/data/export-sqlite/random-designs-are-accepted",
                   test_random_designs_are_accepted);
  g_test_add_func ("/data/export-sqlite/expressions-are-translated",
                   test_expressions_are_translated);
  return g_test_run ();
}

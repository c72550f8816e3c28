/* test-import-sqlite.c — SQLite databases are read whole, and never written
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-import-sqlite.h"

#include <sqlite3.h>
#include <string.h>

#include "gp-diff.h"
#include "gp-export.h"
#include "gp-import-cases.h"
#include "gp-test.h"

static char *
make_database (const char *name, const char *sql)
{
  char *path = gp_test_dup_path (name);
  char *message = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
  return path;
}

static GpDesign *
import (const char *path, GPtrArray **findings)
{
  GpImportOptions options = { "case", NULL };
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_import_file (path, NULL, &options, findings, NULL, NULL, &error);

  g_assert_no_error (error);
  return design;
}

static void
test_everything_is_read (void)
{
  static const char sql[] =
    "CREATE TABLE \"Parent\" (Id INTEGER PRIMARY KEY, code VARCHAR(10) UNIQUE, b INT, c INT,"
    " UNIQUE (b, c));"
    "CREATE TABLE child ("
    "  a TEXT NOT NULL, b DECIMAL(10, 2) DEFAULT 1.5, parent INTEGER REFERENCES parent ON "
    "DELETE CASCADE,"
    "  state TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'o''ff')),"
    "  flag BOOLEAN CHECK (flag IN (0, 1)), at DATETIME DEFAULT CURRENT_TIMESTAMP, odd "
    "SOMETHING, none,"
    "  len INT AS (length(a)) STORED, pb INT, pc INT,"
    "  PRIMARY KEY (a, state), CONSTRAINT positive CHECK (b > 0 AND (len < 9)),"
    "  FOREIGN KEY (pb, pc) REFERENCES Parent (B, C) ON UPDATE SET NULL);"
    "CREATE INDEX by_b ON child (b DESC, lower(a)) WHERE b > 1;"
    "CREATE UNIQUE INDEX by_at ON child (at);"
    "CREATE VIEW v AS SELECT a, b AS bb FROM child;"
    "CREATE TRIGGER t AFTER INSERT ON child BEGIN SELECT 1; END;";
  g_autofree char *path = make_database ("all.db", sql);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpDesign) design = import (path, &findings);
  g_autofree char *dump = gp_import_dump (design, findings);

  g_assert_cmpstr (
    dump, ==,
    "design case\n"
    "  entity Parent\n"
    "      primary_key: →Parent.Id\n"
    "    field Id; type: integer; identity: by_default\n"
    "    field code; nullable: yes; unique: yes; length: 10\n"
    "    field b; type: integer; nullable: yes\n"
    "    field c; type: integer; nullable: yes\n"
    "    index \n"
    "      fields: →Parent.b →Parent.c\n"
    "      unique: yes\n"
    "      constraint: yes\n"
    "  entity child\n"
    "      primary_key: →child.a →child.state\n"
    "    field a\n"
    "    field b; type: decimal; nullable: yes; default: 1.5; precision: 10; scale: 2\n"
    "    field parent; type: reference; nullable: yes; reference: →Parent; on_delete: cascade\n"
    "    field state; type: enum; default: 'on'; values: \n"
    "        | on\n"
    "        | o'ff\n"
    "    field flag; type: boolean; nullable: yes\n"
    "    field at; type: timestamp; nullable: yes; default: CURRENT_TIMESTAMP\n"
    "    field odd; type: decimal; nullable: yes\n"
    "    field none; nullable: yes\n"
    "    field len; type: integer; nullable: yes; computed: length(a)\n"
    "    field pb; type: integer; nullable: yes\n"
    "    field pc; type: integer; nullable: yes\n"
    "    index by_b\n"
    "      fields: →child.b\n"
    "      columns: b DESC, lower(a)\n"
    "      where: b > 1\n"
    "    index by_at\n"
    "      fields: →child.at\n"
    "      unique: yes\n"
    "    check positive\n"
    "      expression: b > 0 AND (len < 9)\n"
    "      language: sql\n"
    "    foreign_key \n"
    "      fields: →child.pb →child.pc\n"
    "      target: →Parent\n"
    "      target_fields: →Parent.b →Parent.c\n"
    "      on_update: set_null\n"
    "  entity v\n"
    "      read_only: yes\n"
    "      query: SELECT a, b AS bb FROM child\n"
    "    field a; nullable: yes\n"
    "    field bb; type: decimal; nullable: yes; precision: 10; scale: 2\n"
    "0:0 warning IMP102 CREATE TRIGGER t has no place in a design\n");
}

static void
test_the_file_is_not_touched (void)
{
  g_autofree char *path = make_database ("still.db", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  gsize lengths[2];
  g_autoptr(GpDesign) design = NULL;

  g_assert_true (g_file_get_contents (path, &before, &lengths[0], NULL));
  design = import (path, NULL);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 1);
  g_assert_true (g_file_get_contents (path, &after, &lengths[1], NULL));
  g_assert_cmpmem (before, lengths[0], after, lengths[1]);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_a_damaged_file_is_refused (void)
{
  g_autofree char *path = make_database ("damaged.db", "CREATE TABLE t (a, b, c)");
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + 40, 0xff, length - 40);
  g_assert_true (g_file_set_contents (path, content, length, NULL));
  g_assert_null (gp_import_file (path, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
  g_assert_nonnull (strstr (error->message, "damaged.db"));
}

static void
test_chinook_has_all_its_tables (void)
{
  g_autofree char *path = gp_test_dup_corpus_path ("sql/chinook.sqlite");
  g_autoptr(GpDesign) design = NULL;

  if (path == NULL)
    return;
  design = import (path, NULL);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 11);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), ==, 64);
}

/* What is exported to SQLite and read from there again is the same design. */
static void
test_the_round_trip_is_whole (void)
{
  g_autofree char *source = gp_test_dup_corpus_path ("sql/chinook.sqlite");
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr(GpDesign) again = NULL;
  g_autoptr(GpDesign) matched = NULL;
  g_autoptr(GpChangeSet) diff = NULL;
  g_autoptr(GPtrArray) findings = NULL;

  if (source == NULL)
    return;
  design = import (source, NULL);
  g_assert_true (gp_export (design, "sql-sqlite", sql, &findings, NULL));
  g_assert_cmpuint (findings->len, ==, 0);
  path = make_database ("again.db", sql->str);
  again = import (path, NULL);
  matched = gp_match (design, again);
  diff = gp_diff (design, matched, GP_DIFF_MEANING);
  g_assert_cmpuint (gp_change_set_get_size (diff), ==, 0);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/import-sqlite/everything-is-read", test_everything_is_read);
  g_test_add_func ("/data/import-sqlite/the-file-is-not-touched", test_the_file_is_not_touched);
  g_test_add_func ("/data/import-sqlite/a-damaged-file-is-refused", test_a_damaged_file_is_refused);
  g_test_add_func ("/data/import-sqlite/chinook-has-all-its-tables",
                   test_chinook_has_all_its_tables);
  g_test_add_func ("/data/import-sqlite/the-round-trip-is-whole", test_the_round_trip_is_whole);
  return g_test_run ();
}

/* test-sqlite.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-sqlite.h"
#include "gp-test.h"

#include <glib/gstdio.h>

static GpSqlite *
open_with_table (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) db = gp_sqlite_open (path, GP_SQLITE_CREATE, &error);

  g_assert_no_error (error);
  gp_sqlite_exec (
    db,
    "CREATE TABLE thing (number INTEGER PRIMARY KEY, text TEXT UNIQUE, data BLOB, real REAL);"
    "CREATE TABLE part (thing INTEGER NOT NULL REFERENCES thing)",
    &error);
  g_assert_no_error (error);
  return g_steal_pointer (&db);
}

static gint64
count_things (GpSqlite *db)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  gp_sqlite_query_int (db, "SELECT count(*) FROM thing", &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
insert_thing (GpSqlite *db, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqliteStatement) insert = NULL;

  insert = gp_sqlite_prepare (db, "INSERT INTO thing (text) VALUES (?1)", &error);
  g_assert_no_error (error);
  gp_sqlite_bind_text (insert, 1, text);
  gp_sqlite_run (insert, &error);
  g_assert_no_error (error);
}

static void
test_values_round_trip (void)
{
  g_autoptr(GpSqlite) db = open_with_table (":memory:");
  g_autoptr(GpSqliteStatement) insert = NULL;
  g_autoptr(GpSqliteStatement) select = NULL;
  g_autoptr(GError) error = NULL;
  GpId id = gp_id_new ();
  GpId read = gp_id_nil;

  insert = gp_sqlite_prepare (db, "INSERT INTO thing VALUES (:number, ?2, ?3, ?4)", &error);
  g_assert_no_error (error);
  gp_sqlite_bind_int (insert, gp_sqlite_parameter (insert, ":number"), G_MININT64);
  gp_sqlite_bind_text_len (insert, 2, "quote \" and ' and ü, not this", 20);
  gp_sqlite_bind_id (insert, 3, &id);
  gp_sqlite_bind_double (insert, 4, 0.1);
  g_assert_true (gp_sqlite_run (insert, &error));

  select = gp_sqlite_prepare (db, "SELECT number, text, data, real, NULL FROM thing", &error);
  g_assert_no_error (error);
  g_assert_cmpint (gp_sqlite_step (select, &error), ==, GP_SQLITE_ROW);
  g_assert_cmpint (gp_sqlite_column_int (select, 0), ==, G_MININT64);
  g_assert_cmpstr (gp_sqlite_column_text (select, 1, NULL), ==, "quote \" and ' and ü");
  g_assert_true (gp_sqlite_column_id (select, 2, &read));
  g_assert_true (gp_id_equal (&read, &id));
  g_assert_false (gp_sqlite_column_id (select, 1, &read));
  g_assert_cmpfloat (gp_sqlite_column_double (select, 3), ==, 0.1);
  g_assert_true (gp_sqlite_column_is_null (select, 4));
  g_assert_cmpint (gp_sqlite_column_count (select), ==, 5);
  g_assert_cmpstr (gp_sqlite_column_name (select, 3), ==, "real");
  g_assert_cmpint (gp_sqlite_step (select, &error), ==, GP_SQLITE_DONE);
}

/* The same text prepared while it is in use must not share a cursor. */
static void
test_statements_nest (void)
{
  const char *sql = "SELECT text FROM thing ORDER BY number";
  g_autoptr(GpSqlite) db = open_with_table (":memory:");
  g_autoptr(GpSqliteStatement) outer = NULL;
  guint pairs = 0;

  insert_thing (db, "a");
  insert_thing (db, "b");

  outer = gp_sqlite_prepare (db, sql, NULL);
  while (gp_sqlite_step (outer, NULL) == GP_SQLITE_ROW)
    {
      g_autoptr(GpSqliteStatement) inner = gp_sqlite_prepare (db, sql, NULL);

      while (gp_sqlite_step (inner, NULL) == GP_SQLITE_ROW)
        pairs++;
    }
  g_assert_cmpuint (pairs, ==, 4);
}

static void
test_unfinished_transaction_rolls_back (void)
{
  g_autoptr(GpSqlite) db = open_with_table (":memory:");
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(GpSqliteTransaction) left = gp_sqlite_begin (db, &error);

    g_assert_no_error (error);
    insert_thing (db, "a");
  }
  g_assert_cmpint (count_things (db), ==, 0);

  {
    g_autoptr(GpSqliteTransaction) kept = gp_sqlite_begin (db, &error);

    insert_thing (db, "b");
    g_assert_true (gp_sqlite_commit (g_steal_pointer (&kept), &error));
  }
  g_assert_cmpint (count_things (db), ==, 1);
}

static void
test_failures_have_codes (void)
{
  g_autofree char *path = gp_test_dup_path ("codes.db");
  g_autofree char *missing = gp_test_dup_path ("missing/file.db");
  g_autoptr(GpSqlite) db = open_with_table (path);
  g_autoptr(GpSqlite) second = NULL;
  g_autoptr(GpSqlite) reader = NULL;
  g_autoptr(GpSqliteTransaction) first_write = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_sqlite_open (missing, GP_SQLITE_CREATE, &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, "missing/file.db"));
  g_clear_error (&error);

  g_assert_false (gp_sqlite_exec (db, "INSERT INTO part VALUES (7)", &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  g_assert_false (gp_sqlite_exec (db, "SELECT \"no such column\"", &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_FAILED);
  g_clear_error (&error);

  second = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);
  gp_sqlite_set_busy_timeout (second, 0);
  first_write = gp_sqlite_begin (db, &error);
  g_assert_null (gp_sqlite_begin (second, &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&first_write, gp_sqlite_transaction_free);

  reader = gp_sqlite_open (path, GP_SQLITE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (gp_sqlite_exec (reader, "DELETE FROM thing", &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_READ_ONLY);
}

static void
test_noise_is_no_database (void)
{
  g_autofree char *path = gp_test_dup_path ("noise.db");
  g_autoptr(GpSqlite) db = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  g_assert_true (g_file_set_contents (path, "this is not a database, and never was one", -1, NULL));
  db = gp_sqlite_open (path, GP_SQLITE_IMMUTABLE, &error);
  g_assert_no_error (error);
  g_assert_false (gp_sqlite_query_int (db, "SELECT count(*) FROM sqlite_schema", &n, &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_CORRUPT);
}

static void
test_backup_is_whole (void)
{
  g_autofree char *path = gp_test_dup_path ("from #1?.db");
  g_autofree char *copy_path = gp_test_dup_path ("to.db");
  g_autoptr(GpSqlite) db = open_with_table (path);
  g_autoptr(GpSqlite) copy = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_sqlite_use_wal (db, &error));
  insert_thing (db, "a");
  g_assert_true (gp_sqlite_backup (db, copy_path, &error));
  g_assert_false (gp_sqlite_backup (db, copy_path, &error));
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_OPEN);
  g_clear_error (&error);

  copy = gp_sqlite_open (copy_path, GP_SQLITE_IMMUTABLE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_things (copy), ==, 1);
}

static void
test_names_are_quoted (void)
{
  g_autofree char *quoted = gp_sqlite_quote_name ("say \"x\"; --");

  g_assert_cmpstr (quoted, ==, "\"say \"\"x\"\"; --\"");
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/sqlite/values-round-trip", test_values_round_trip);
  g_test_add_func ("/data/sqlite/statements-nest", test_statements_nest);
  g_test_add_func ("/data/sqlite/unfinished-transaction-rolls-back",
                   test_unfinished_transaction_rolls_back);
  g_test_add_func ("/data/sqlite/failures-have-codes", test_failures_have_codes);
  g_test_add_func ("/data/sqlite/noise-is-no-database", test_noise_is_no_database);
  g_test_add_func ("/data/sqlite/backup-is-whole", test_backup_is_whole);
  g_test_add_func ("/data/sqlite/names-are-quoted", test_names_are_quoted);

  return g_test_run ();
}

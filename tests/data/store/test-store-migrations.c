/* test-store-migrations.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-migrations.h"
#include "store-fixture.h"

/* A made-up past: format 1 kept a note's colour by name, format 2 gave colours a table, format 3
 * refers to it. */
static gboolean
make_notes (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db, "CREATE TABLE note (number INTEGER PRIMARY KEY, color TEXT)", error);
}

static gboolean
make_colors (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db,
                         "CREATE TABLE color (number INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                         "INSERT INTO color (name) SELECT DISTINCT color FROM note",
                         error);
}

static gboolean
refer_to_colors (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db,
                         "CREATE TABLE new_note (number INTEGER PRIMARY KEY,"
                         " color INTEGER REFERENCES color);"
                         "INSERT INTO new_note SELECT n.number, c.number FROM note n JOIN color c"
                         " ON c.name = n.color;"
                         "DROP TABLE note; ALTER TABLE new_note RENAME TO note",
                         error);
}

static gboolean
fail_late (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db, "DELETE FROM note; SELECT * FROM no_such_table", error);
}

static gboolean
leave_dangling (GpSqlite *db, GError **error)
{
  return gp_sqlite_exec (db, "PRAGMA defer_foreign_keys = 1; DELETE FROM color", error);
}

static const GpStoreMigration past[] = { { 1, make_notes } };
static const GpStoreMigration present[] = {
  { 1, make_notes },
  { 2, make_colors },
  { 3, refer_to_colors },
};
static const GpStoreMigration failing[] = {
  { 1, make_notes },
  { 2, make_colors },
  { 3, fail_late },
};
static const GpStoreMigration dangling[] = {
  { 1, make_notes },
  { 2, make_colors },
  { 3, refer_to_colors },
  { 4, leave_dangling },
};

static GpSqlite *
open_old (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) db = gp_sqlite_open (path, GP_SQLITE_CREATE, &error);

  g_assert_no_error (error);
  gp_store_migrate (db, past, G_N_ELEMENTS (past), NULL, &error);
  g_assert_no_error (error);
  gp_sqlite_exec (db, "INSERT INTO note (color) VALUES ('red'), ('blue'), ('red')", &error);
  g_assert_no_error (error);
  return g_steal_pointer (&db);
}

static void
test_old_files_are_brought_up_to_date (void)
{
  g_autofree char *path = gp_test_dup_path ("old.gplan");
  g_autofree char *expected = gp_test_dup_path ("old.format-1.gplan");
  g_autofree char *backup = NULL;
  g_autoptr(GpSqlite) db = open_old (path);
  g_autoptr(GError) error = NULL;
  gint64 n = 0;

  gp_store_migrate (db, present, G_N_ELEMENTS (present), &backup, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (backup, ==, expected);
  gp_sqlite_query_int (db, "SELECT count (*) FROM note JOIN color ON color.number = note.color", &n,
                       &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpint (query_int (path, "PRAGMA user_version"), ==, 3);

  /* The copy is the file as it was. */
  g_assert_cmpint (query_int (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query_int (backup, "SELECT count (*) FROM note WHERE color = 'red'"), ==, 2);
}

static void
assert_unchanged (const char *name, const GpStoreMigration *migrations, gsize n)
{
  g_autofree char *path = gp_test_dup_path (name);
  g_autofree char *backup = NULL;
  g_autoptr(GpSqlite) db = open_old (path);
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GError) error = NULL;

  before = read_file (path);
  g_assert_false (gp_store_migrate (db, migrations, n, &backup, &error));
  g_assert_nonnull (error);
  g_assert_null (backup);
  g_clear_pointer (&db, gp_sqlite_free);
  assert_file_is (path, before);
}

static void
test_a_failure_leaves_the_old_file (void)
{
  assert_unchanged ("failing.gplan", failing, G_N_ELEMENTS (failing));
  assert_unchanged ("dangling.gplan", dangling, G_N_ELEMENTS (dangling));
}

/* A copy that is there already is never written over. */
static void
test_copies_do_not_replace_one_another (void)
{
  g_autofree char *path = gp_test_dup_path ("twice.gplan");
  g_autofree char *first = gp_test_dup_path ("twice.format-1.gplan");
  g_autofree char *expected = gp_test_dup_path ("twice.format-1-2.gplan");
  g_autofree char *backup = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GpSqlite) db = open_old (path);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (first, "mine", -1, NULL));
  gp_store_migrate (db, present, G_N_ELEMENTS (present), &backup, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (backup, ==, expected);
  g_assert_true (g_file_get_contents (first, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
}

/* The formats of this program lead from nothing to the present one, step by step. */
static void
test_our_formats_follow_one_another (void)
{
  gsize n;
  const GpStoreMigration *migrations = gp_store_get_migrations (&n);

  g_assert_cmpuint (n, ==, GP_STORE_FORMAT);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (migrations[i].to, ==, i + 1);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-migrations/old-files-are-brought-up-to-date",
                   test_old_files_are_brought_up_to_date);
  g_test_add_func ("/data/store-migrations/a-failure-leaves-the-old-file",
                   test_a_failure_leaves_the_old_file);
  g_test_add_func ("/data/store-migrations/copies-do-not-replace-one-another",
                   test_copies_do_not_replace_one_another);
  g_test_add_func ("/data/store-migrations/our-formats-follow-one-another",
                   test_our_formats_follow_one_another);

  return g_test_run ();
}

/* test-backend.c — the file of a local backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"

#include "gp-runtime-error.h"
#include "glib/gstdio.h"
#include "gp-test.h"

static void
test_other_files_are_refused (void)
{
  g_autofree char *path = gp_test_dup_path ("other");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (path, GP_SQLITE_CREATE, &error);

  gp_sqlite_exec (sqlite, "CREATE TABLE mine (a)", &error);
  g_assert_no_error (error);
  g_clear_pointer (&sqlite, gp_sqlite_free);
  g_assert_null (gp_backend_open (path, &error));
  g_assert_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_DATA);
  g_clear_error (&error);

  g_file_set_contents (path, "this is no database, whatever its name", -1, NULL);
  g_assert_null (gp_backend_open (path, &error));
  g_assert_nonnull (error);
}

static void
test_newer_files_are_refused (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);

  g_assert_no_error (error);
  gp_sqlite_exec (gp_backend_get_sqlite (backend), "PRAGMA user_version = 99", &error);
  g_clear_pointer (&backend, gp_backend_free);
  g_assert_null (gp_backend_open (path, &error));
  g_assert_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_DATA);
}

static void
test_time_limit (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpBackend) backend = gp_backend_open (path, &error);

  g_assert_no_error (error);
  gp_backend_limit (backend, 20);
  gp_sqlite_exec (gp_backend_get_sqlite (backend), "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
                  "SELECT i + 1 FROM n) SELECT count (*) FROM n", &error);
  g_assert_error (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_INTERRUPTED);
}

/* Files of format 1 have no keys, and know less of users. */
static void
test_older_files_are_upgraded (void)
{
  g_autofree char *path = gp_test_dup_path ("older.db");
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (path, &error);
  gint64 format;

  g_assert_no_error (error);
  gp_sqlite_exec (gp_backend_get_sqlite (backend),
                  "INSERT INTO _gp_user (id, email, password, created) VALUES ('u', 'a@b', 'x', 0);"
                  "DROP TABLE _gp_step; DROP TABLE _gp_effect; DROP TABLE _gp_touch;"
                  "DROP TABLE _gp_trail; DROP TABLE _gp_retention;"
                  "DROP TABLE _gp_run;"
                  "DROP TABLE _gp_outbox; DROP TABLE _gp_schedule; DROP TABLE _gp_webhook;"
                  "DROP TABLE _gp_file; DROP TABLE _gp_api_key; ALTER TABLE _gp_user DROP COLUMN tenant;"
                  "ALTER TABLE _gp_user DROP COLUMN claims; PRAGMA user_version = 1", &error);
  g_assert_no_error (error);
  gp_backend_free (backend);

  for (guint i = 0; i < 2; i++)
    {
      backend = gp_backend_open (path, &error);
      g_assert_no_error (error);
      g_assert_true (gp_sqlite_query_int (gp_backend_get_sqlite (backend), "PRAGMA user_version",
                                          &format, NULL));
      g_assert_cmpint (format, ==, 9);
      gp_sqlite_exec (gp_backend_get_sqlite (backend),
                      "UPDATE _gp_user SET tenant = 'c', claims = '{}' WHERE id = 'u'", &error);
      g_assert_no_error (error);
      gp_backend_free (backend);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/backend/other-files-are-refused", test_other_files_are_refused);
  g_test_add_func ("/backend/newer-files-are-refused", test_newer_files_are_refused);
  g_test_add_func ("/backend/time-limit", test_time_limit);
  g_test_add_func ("/backend/older-files-are-upgraded", test_older_files_are_upgraded);

  return g_test_run ();
}

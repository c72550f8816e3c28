/* store-fixture.h — what the tests of the store begin with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-random.h"
#include "gp-sqlite.h"
#include "gp-store.h"
#include "gp-test.h"

/* Each fails the running test where it cannot do what its name says. */

static inline GpStore *
create_store (const char *path, GpDesign *design)
{
  g_autoptr(GError) error = NULL;
  GpStore *store = gp_store_create (path, design, &error);

  g_assert_no_error (error);
  return store;
}

static inline GpStore *
open_store (const char *path)
{
  g_autoptr(GError) error = NULL;
  GpStore *store = gp_store_open (path, 0, &error);

  g_assert_no_error (error);
  return store;
}

static inline GpDesign *
load_design (GpStore *store)
{
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_store_load_design (store, &error);

  g_assert_no_error (error);
  return design;
}

static inline GpHistory *
attach_history (GpStore *store, GpDesign *design)
{
  g_autoptr(GError) error = NULL;
  GpHistory *history = gp_history_new (design);

  gp_store_attach (store, history, &error);
  g_assert_no_error (error);
  return history;
}

static inline void
assert_file_holds (const char *path, GpDesign *design)
{
  g_autoptr(GpStore) store = open_store (path);
  g_autoptr(GpDesign) found = load_design (store);

  gp_assert_design_equal (found, design);
}

/* One step: the design gets another name. */
static inline gboolean
rename_design (GpHistory *history, const char *name, GError **error)
{
  g_autofree char *title = g_strdup_printf ("Renamed to %s", name);
  g_autoptr(GpChangeSet) edit = gp_change_set_new (title);
  const GpElement *root = gp_design_get_root (gp_history_get_design (history));

  gp_change_set_set (edit, root, GP_DESIGN_NAME, gp_value_text (name));
  return gp_history_do (history, edit, error);
}

/* Changes a closed file behind the store's back. */
static inline void
run_sql (const char *path, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);

  g_assert_no_error (error);
  gp_sqlite_exec (db, sql, &error);
  g_assert_no_error (error);
}

static inline gint64
query_int (const char *path, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) db = gp_sqlite_open (path, GP_SQLITE_READ_WRITE, &error);
  gint64 number = 0;

  g_assert_no_error (error);
  gp_sqlite_query_int (db, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

static inline GBytes *
read_file (const char *path)
{
  char *content;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_bytes_new_take (content, length);
}

static inline void
assert_file_is (const char *path, GBytes *bytes)
{
  g_autoptr(GBytes) now = read_file (path);

  g_assert_true (g_bytes_equal (now, bytes));
}

/* Neither a log nor a temporary file beside @path. */
static inline void
assert_alone (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *other; (other = g_dir_read_name (dir)) != NULL;)
    if (strstr (other, name) != NULL)
      g_assert_cmpstr (other, ==, name);
}

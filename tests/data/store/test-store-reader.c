/* test-store-reader.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-versions.h"
#include "store-fixture.h"

#include <string.h>

static void
make_file (const char *path)
{
  g_autoptr(GpDesign) design = gp_random_design (150);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);

  g_assert_true (rename_design (history, "b", NULL));
}

/* Reads all there is. Whatever happens, it is an error or a design, and never a change. */
static void
read_all (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpStore) store = gp_store_open (path, 0, &error);
  g_autoptr(GpDesign) design = store != NULL ? gp_store_load_design (store, &error) : NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GPtrArray) versions = NULL;

  if (design == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == GP_STORE_ERROR);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_size (design), >, 0);
  history = gp_history_new (design);
  if (gp_store_attach (store, history, NULL))
    gp_history_set_writer (history, NULL, NULL, NULL);
  versions = gp_store_list_versions (store, NULL);
}

static void
test_damaged_bytes_are_never_changed (void)
{
  g_autofree char *path = gp_test_dup_path ("damaged.gplan");
  g_autoptr(GBytes) whole = NULL;
  guint rounds = gp_random_rounds (300);
  gsize size;
  const guint8 *bytes;

  make_file (path);
  whole = read_file (path);
  bytes = g_bytes_get_data (whole, &size);

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr(GBytes) damaged = NULL;
      gsize length = i % 8 == 0 ? (gsize) g_test_rand_int_range (0, size) : size;
      guint n = g_test_rand_int_range (1, 30);

      for (guint k = 0; k < n; k++)
        {
          /* Every other time near the beginning, where the schema is. */
          gsize at = g_test_rand_int_range (0, k % 2 == 0 ? 8192 : (gint32) size);

          copy[at] = g_test_rand_int ();
        }
      g_assert_true (g_file_set_contents (path, (const char *) copy, length, NULL));
      damaged = g_bytes_new (copy, length);
      read_all (path);
      assert_file_is (path, damaged);
      assert_alone (path);
    }
}

/* What SQL can do to a file that is open to all. */
static void
test_impossible_rows_are_refused (void)
{
  static const char *const damages[] = {
    "UPDATE element SET parent = NULL",
    "UPDATE element SET parent = number WHERE parent IS NOT NULL",
    "UPDATE element SET parent = 1000000 WHERE number = 2",
    "DELETE FROM element",
    "UPDATE element SET kind = 1000000 WHERE number = 2",
    "UPDATE element SET kind = (SELECT number FROM kind WHERE nick = 'design') WHERE number = 2",
    "PRAGMA ignore_check_constraints = 1; UPDATE element SET id = x'00' WHERE number = 2",
    "UPDATE element SET id = x'00000000000000000000000000000000' WHERE number = 2",
    "DROP INDEX element_id; UPDATE element SET id = (SELECT id FROM element WHERE number = 3)"
    " WHERE number = 2",
    "UPDATE element SET rank = 9e999 WHERE number = 2",
    "UPDATE element SET name = CAST (x'ff' AS TEXT) WHERE number = 2",
    "INSERT OR REPLACE INTO value (element, property, integer) VALUES (1000000, 1, 1)",
    "INSERT OR REPLACE INTO value (element, property, integer) VALUES (2, 1000000, 1)",
    "INSERT OR REPLACE INTO value (element, property, text)"
    " SELECT 1, number, CAST (x'c328' AS TEXT)"
    " FROM property WHERE nick = 'metadata'",
    "INSERT OR REPLACE INTO value (element, property, integer)"
    " SELECT 1, number, 5 FROM property"
    " WHERE nick = 'metadata'",
    "INSERT OR REPLACE INTO value (element, property, text)"
    " SELECT 1, number, 'a' FROM property"
    " WHERE nick = 'audit'",
    "INSERT OR REPLACE INTO text_item SELECT 1, number, 0, 'a' FROM property"
    " WHERE nick = 'metadata'",
    "INSERT OR REPLACE INTO text_item VALUES (1000000, 1, 0, 'a')",
    "INSERT OR REPLACE INTO reference SELECT 1, number, 0, 1000000 FROM property"
    " WHERE nick = 'tenant_entity'",
    "INSERT OR REPLACE INTO reference SELECT 1, number, 0, 1 FROM property"
    " WHERE nick = 'tenant_entity'",
    "DELETE FROM reference; INSERT INTO reference SELECT 1, number, 0, 1 FROM property"
    " WHERE nick = 'metadata'",
    "INSERT OR REPLACE INTO placement (element, x, y) VALUES (1, 1, 1)",
    "INSERT OR REPLACE INTO placement (element, x, y) VALUES (1000000, 1, 1)",
    "UPDATE placement SET x = 9e999; INSERT OR REPLACE INTO placement (element, x) VALUES (1, 1)",
    "UPDATE placement SET target = 1000000; INSERT OR REPLACE INTO placement (element) VALUES (1)",
  };
  g_autofree char *path = gp_test_dup_path ("rows.gplan");
  g_autoptr(GBytes) whole = NULL;

  make_file (path);
  whole = read_file (path);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *sql = g_strconcat ("PRAGMA foreign_keys = 0;", damages[i], NULL);
      gsize size;
      const char *bytes = g_bytes_get_data (whole, &size);
      g_autoptr(GpStore) store = NULL;
      g_autoptr(GpDesign) design = NULL;
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", damages[i]);
      g_assert_true (g_file_set_contents (path, bytes, size, NULL));
      run_sql (path, sql);
      damaged = read_file (path);

      store = open_store (path);
      design = gp_store_load_design (store, &error);
      g_assert_null (design);
      g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
      g_clear_object (&store);
      assert_file_is (path, damaged);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-reader/damaged-bytes-are-never-changed",
                   test_damaged_bytes_are_never_changed);
  g_test_add_func ("/data/store-reader/impossible-rows-are-refused",
                   test_impossible_rows_are_refused);

  return g_test_run ();
}

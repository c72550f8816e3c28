/* tests/data/test-store-insert.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>

/* Rows are written by sixteens: what is left over at the end must not be lost, nor anything be
 * carried over from the rows before. */
static void
test_every_number_of_rows_is_written (void)
{
  g_autofree char *path = gp_test_dup_path ("rows.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");

  for (guint n = 1; n <= 70; n++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 1);
      g_autoptr(GpStore) store = NULL;
      g_autoptr(GpDesign) found = NULL;

      g_assert_true (gp_design_apply (design, edit, NULL));
      g_unlink (path);
      store = create_store (path, design);
      found = load_design (store);
      gp_assert_design_equal (found, design);
    }
}

/* Edits of one design and a new file of it have the same rows. */
static void
test_edits_write_the_same_rows (void)
{
  static const char *const sums[] = {
    "SELECT count (*) FROM element",
    "SELECT count (*) FROM value",
    "SELECT sum (length (text)) FROM text_item",
    "SELECT count (*) FROM reference",
    "SELECT count (target) + count (x) + count (pinned) FROM placement",
  };
  g_autofree char *path = gp_test_dup_path ("edited.gplan");
  g_autofree char *whole_path = gp_test_dup_path ("whole.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  g_autoptr(GpStore) whole = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 12);

      g_assert_true (gp_history_do (history, edit, NULL));
    }
  whole = create_store (whole_path, design);
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    g_assert_cmpint (query_int (path, sums[i]), ==, query_int (whole_path, sums[i]));
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-insert/every-number-of-rows-is-written",
                   test_every_number_of_rows_is_written);
  g_test_add_func ("/data/store-insert/edits-write-the-same-rows", test_edits_write_the_same_rows);

  return g_test_run ();
}

/* test-cell.c — values as SQLite keeps them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-cell.h"

#include "gp-test.h"

static void
test_through_sqlite (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, &error);
  GpCell cells[] = {
    GP_CELL_INIT, gp_cell_int (G_MININT64), gp_cell_int (0), gp_cell_real (1.5),
    gp_cell_take_text (g_strdup ("")), gp_cell_take_text (g_strdup ("\303\251'")),
    gp_cell_blob ("a\0b", 3), gp_cell_blob (NULL, 0),
  };

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (sqlite, "SELECT ?1", &error);
      g_auto(GpCell) back = GP_CELL_INIT;
      g_auto(GpCell) copy = gp_cell_copy (&cells[i]);

      g_assert_true (gp_cell_equal (&copy, &cells[i]));
      gp_cell_bind (&cells[i], statement, 1);
      g_assert_cmpint (gp_sqlite_step (statement, &error), ==, GP_SQLITE_ROW);
      back = gp_cell_read (statement, 0);
      g_assert_true (gp_cell_equal (&back, &cells[i]));
      for (gsize j = 0; j < i; j++)
        g_assert_false (gp_cell_equal (&cells[j], &cells[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    gp_cell_clear (&cells[i]);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/cell/through-sqlite", test_through_sqlite);

  return g_test_run ();
}

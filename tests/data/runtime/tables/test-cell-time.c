/* test-cell-time.c — dates and times
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-cell-time.h"

#include "gp-test.h"

static void
test_timestamps (void)
{
  GpCellFormat format = { .type = GP_CELL_TYPE_TIMESTAMP };

  for (guint i = 0; i < 10000; i++)
    {
      gint64 time = ((gint64) g_test_rand_int () * 1000003 + g_test_rand_int ())
                    % G_GINT64_CONSTANT (200000000000000000);
      g_autofree char *text = gp_cell_print_timestamp (time);
      g_auto(GpCell) cell = GP_CELL_INIT;

      g_assert_true (gp_cell_parse_timestamp (&format, text, &cell));
      g_assert_cmpint (cell.integer, ==, time);
    }
}

static void
test_durations (void)
{
  GpCellFormat format = { .type = GP_CELL_TYPE_DURATION };

  for (guint i = 0; i < 10000; i++)
    {
      gint64 time = (gint64) g_test_rand_int () * 1000;
      g_autofree char *text = gp_cell_print_duration (time);
      g_auto(GpCell) cell = GP_CELL_INIT;

      g_assert_true (gp_cell_parse_duration (&format, text, &cell));
      g_assert_cmpint (cell.integer, ==, time);
    }
}

/* Sorted as texts, dates and times are sorted by time. */
static void
test_texts_sort (void)
{
  static const char *const times[] = { "00:00:00", "00:00:00.000001", "00:00:00.5", "00:00:00.51",
                                       "00:00:01", "23:59:59.999999" };
  GpCellFormat format = { .type = GP_CELL_TYPE_TIME };
  g_autofree char *before = g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_auto(GpCell) cell = GP_CELL_INIT;

      g_assert_true (gp_cell_parse_time (&format, times[i], &cell));
      g_assert_cmpstr (before, <, cell.bytes);
      g_free (before);
      before = g_strdup (cell.bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/cell-time/timestamps", test_timestamps);
  g_test_add_func ("/cell-time/durations", test_durations);
  g_test_add_func ("/cell-time/texts-sort", test_texts_sort);

  return g_test_run ();
}

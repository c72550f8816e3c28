/* test-run-clock.c — an alarm at a time of day
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-duration.h"
#include "gp-run-clock.h"
#include "gp-test.h"

static void
count_cb (gboolean jumped,
          gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_it_rings_once (void)
{
  guint n = 0;
  GpRunClock *clock = gp_run_clock_new (count_cb, &n);

  gp_run_clock_set (clock, g_get_real_time () - 5);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  gp_run_clock_set (clock, 0);
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
  gp_run_clock_set (clock, g_get_real_time () + 1000);
  while (n < 3)
    g_main_context_iteration (NULL, TRUE);
  gp_run_clock_set (clock, GP_FLOW_NEVER);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n, ==, 3);
  gp_run_clock_free (clock);
}

static void
test_time_stands_still (void)
{
  guint n = 0;
  g_autoptr(GpRunClock) clock = gp_run_clock_new (count_cb, &n);

  g_assert_cmpint (gp_run_clock_now (clock), <=, g_get_real_time ());
  gp_run_clock_hold (clock, 1000);
  g_assert_cmpint (gp_run_clock_now (clock), ==, 1000);
  gp_run_clock_set (clock, 1001);
  g_assert_cmpint (gp_run_clock_get_due (clock), ==, 1001);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n, ==, 0);
  gp_run_clock_hold (clock, 1001);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-clock/it-rings-once", test_it_rings_once);
  g_test_add_func ("/run-clock/time-stands-still", test_time_stands_still);

  return g_test_run ();
}

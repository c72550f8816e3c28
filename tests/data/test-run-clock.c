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

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-clock/it-rings-once", test_it_rings_once);

  return g_test_run ();
}

/* test-press-count.c — presses in a row
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-press-count.h"
#include "gp-test.h"

#define TIME 400
#define WAY  5

static void
test_events_decide_where_the_timeout_ran_out (void)
{
  GpPressCount count = { 0 };

  g_assert_cmpint (gp_press_count_add (&count, 1, 1000, 10, 10, TIME, WAY), ==, 1);
  g_assert_cmpint (gp_press_count_add (&count, 1, 1000 + TIME, 10 + WAY, 10, TIME, WAY), ==, 2);
  g_assert_cmpint (gp_press_count_add (&count, 1, 1000 + 2 * TIME, 10, 10, TIME, WAY), ==, 3);
}

static void
test_late_and_distant_presses_are_first_ones (void)
{
  GpPressCount count = { 0 };

  gp_press_count_add (&count, 1, 1000, 10, 10, TIME, WAY);
  g_assert_cmpint (gp_press_count_add (&count, 1, 1001 + TIME, 10, 10, TIME, WAY), ==, 1);
  g_assert_cmpint (gp_press_count_add (&count, 1, 1002 + TIME, 10, 11 + WAY, TIME, WAY), ==, 1);
  g_assert_cmpint (gp_press_count_add (&count, 1, 1003 + TIME, 9 - WAY, 11, TIME, WAY), ==, 1);
}

static void
test_what_gtk_counted_stands (void)
{
  GpPressCount count = { 0 };

  gp_press_count_add (&count, 1, 1000, 10, 10, TIME, WAY);
  g_assert_cmpint (gp_press_count_add (&count, 2, 9000, 10, 10, TIME, WAY), ==, 2);
}

/* After a drag, and at the very beginning, when time may be that of the first millisecond. */
static void
test_nothing_before_makes_a_first_one (void)
{
  GpPressCount count = { 0 };

  g_assert_cmpint (gp_press_count_add (&count, 1, 0, 0, 0, TIME, WAY), ==, 1);
  count = (GpPressCount) { 0 };
  g_assert_cmpint (gp_press_count_add (&count, 1, 1, 0, 0, TIME, WAY), ==, 1);
}

static void
test_time_wraps_around (void)
{
  GpPressCount count = { 0 };

  gp_press_count_add (&count, 1, G_MAXUINT32 - 10, 10, 10, TIME, WAY);
  g_assert_cmpint (gp_press_count_add (&count, 1, 100, 10, 10, TIME, WAY), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/press-count/events-decide-where-the-timeout-ran-out",
                   test_events_decide_where_the_timeout_ran_out);
  g_test_add_func ("/ui/press-count/late-and-distant-presses-are-first-ones",
                   test_late_and_distant_presses_are_first_ones);
  g_test_add_func ("/ui/press-count/what-gtk-counted-stands", test_what_gtk_counted_stands);
  g_test_add_func ("/ui/press-count/nothing-before-makes-a-first-one",
                   test_nothing_before_makes_a_first_one);
  g_test_add_func ("/ui/press-count/time-wraps-around", test_time_wraps_around);
  return g_test_run ();
}

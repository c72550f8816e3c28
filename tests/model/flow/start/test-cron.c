/* test-cron.c — when a line of cron comes next
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-cron.h"
#include "gp-test.h"

static gint64
parse_time (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static void
assert_next (const char *line,
             const char *after,
             const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpCron) cron = gp_cron_new (line, &error);
  g_autoptr(GDateTime) next = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  next = g_date_time_new_from_unix_utc (gp_cron_next (cron, parse_time (after)) / G_USEC_PER_SEC);
  text = g_date_time_format (next, "%Y-%m-%dT%H:%M:%SZ");
  g_assert_cmpstr (text, ==, expected);
}

static void
test_lines_come_next (void)
{
  static const struct
  {
    const char *line;
    const char *after;
    const char *next;
  } cases[] = {
    { "0 2 * * *", "2026-03-01T02:00:00Z", "2026-03-02T02:00:00Z" },
    { "0 2 * * *", "2026-03-01T01:59:59.999999Z", "2026-03-01T02:00:00Z" },
    { "*/15 * * * *", "2026-03-01T02:07:00Z", "2026-03-01T02:15:00Z" },
    { "5/20 * * * *", "2026-03-01T02:46:00Z", "2026-03-01T03:05:00Z" },
    { "0 9-17/4 * * mon-fri", "2026-03-06T17:30:00Z", "2026-03-09T09:00:00Z" },
    { "0 0 31 * *", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z" },
    { "0 0 29 feb *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z" },
    { "0 0 29 2 1", "2026-03-01T00:00:00Z", "2027-02-01T00:00:00Z" },
    { "0 0 13 * 5", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z" },
    { "0 0 * * 7", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z" },
    { "59 23 31 12 *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00Z" },
    { "@hourly", "2026-12-31T23:10:00Z", "2027-01-01T00:00:00Z" },
    { "@weekly", "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z" },
    { "@monthly", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z" },
    { "  0\t0 1,15 * * ", "2026-03-01T00:00:00Z", "2026-03-15T00:00:00Z" },
    { "0 0 1 1 *", "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_next (cases[i].line, cases[i].after, cases[i].next);
}

static void
test_clocks_go_forward (void)
{
  /* Berlin, 29 March 2026: 02:00 to 03:00 is missing. */
  assert_next ("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 30 * * * *", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 30 1,2 * * *", "2026-03-29T00:30:00Z",
               "2026-03-29T01:00:00Z");
  /* Santiago, 6 September 2026: midnight is missing. */
  assert_next ("CRON_TZ=America/Santiago 30 0 * * *", "2026-09-05T12:00:00Z",
               "2026-09-06T04:00:00Z");
}

static void
test_clocks_go_back (void)
{
  /* Berlin, 25 October 2026: 02:00 to 03:00 comes twice. */
  assert_next ("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  assert_next ("CRON_TZ=Europe/Berlin 30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
  assert_next ("CRON_TZ=Europe/Berlin */30 * * * *", "2026-10-25T00:30:00Z",
               "2026-10-25T01:00:00Z");
  /* Half an hour, on Lord Howe Island. */
  assert_next ("CRON_TZ=Australia/Lord_Howe 45 1 * * *", "2026-04-04T12:00:00Z",
               "2026-04-04T14:45:00Z");
  assert_next ("CRON_TZ=Australia/Lord_Howe 45 1 * * *", "2026-04-04T14:45:00Z",
               "2026-04-05T15:15:00Z");
}

static void
test_what_is_next_is_the_first (void)
{
  /* Against looking at every minute, in UTC where each is there once. */
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *line = g_strdup_printf (
        "%d,%d %d-23/%d * * %d,%d", g_test_rand_int_range (0, 60), g_test_rand_int_range (0, 60),
        g_test_rand_int_range (0, 23), g_test_rand_int_range (1, 7), g_test_rand_int_range (0, 8),
        g_test_rand_int_range (0, 8));
      g_autoptr(GpCron) cron = gp_cron_new (line, NULL);
      gint64 after = (gint64) g_test_rand_int_range (0, 2000000000) * G_USEC_PER_SEC;
      gint64 next = gp_cron_next (cron, after), again;

      g_assert_cmpint (next, >, after);
      g_assert_cmpint (next % (60 * (gint64) G_USEC_PER_SEC), ==, 0);
      again = gp_cron_next (cron, next - 1);
      g_assert_cmpint (again, ==, next);
      again = gp_cron_next (cron, after + (next - after) / 2);
      g_assert_cmpint (again, ==, next);
    }
}

static void
test_what_never_comes (void)
{
  g_autoptr(GpCron) cron = gp_cron_new ("0 0 30 2 *", NULL);

  g_assert_cmpint (gp_cron_next (cron, 0), ==, G_MAXINT64);
  g_assert_cmpint (gp_cron_next (cron, G_MAXINT64), ==, G_MAXINT64);
}

static void
test_what_is_no_schedule_is_an_error (void)
{
  static const char *const lines[] = {
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
    "a * * * *", "*/0 * * * *", "5-1 * * * *", "1, * * * *", "*/x * * * *", "@never", "-1 * * * *",
    "CRON_TZ=Nowhere/City 0 0 * * *", "CRON_TZ=", "1-2-3 * * * *", "99999999999 * * * *",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_cron_new (lines[i], &error));
      g_assert_error (error, GP_CRON_ERROR, 1);
    }
}

static void
test_fields_are_numbers (void)
{
  static const struct
  {
    const char *line;
    const char *zone;
    const char *numbers;
  } cases[] = {
    { "0 2 * * *", "UTC", "0 2 * * *" },
    { "CRON_TZ=Europe/Berlin */20 8-10 1,15 jan-feb mon", "Europe/Berlin",
      "0,20,40 8,9,10 1,15 1,2 1" },
    { "@weekly", "UTC", "0 0 * * 0" },
    { "0 0 */10 * 7", "UTC", "0 0 *,1,11,21,31 * 0" },
    { "0-59 * 1-31 * 0-6", "UTC", "* * * * *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpCron) cron = gp_cron_new (cases[i].line, &error);
      g_autofree char *numbers = NULL;

      g_assert_no_error (error);
      numbers = gp_cron_dup_fields (cron);
      g_assert_cmpstr (numbers, ==, cases[i].numbers);
      g_assert_cmpstr (gp_cron_get_zone (cron), ==, cases[i].zone);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/cron/lines-come-next", test_lines_come_next);
  g_test_add_func ("/model/cron/clocks-go-forward", test_clocks_go_forward);
  g_test_add_func ("/model/cron/clocks-go-back", test_clocks_go_back);
  g_test_add_func ("/model/cron/what-is-next-is-the-first", test_what_is_next_is_the_first);
  g_test_add_func ("/model/cron/what-never-comes", test_what_never_comes);
  g_test_add_func ("/model/cron/fields-are-numbers", test_fields_are_numbers);
  g_test_add_func ("/model/cron/what-is-no-schedule-is-an-error",
                   test_what_is_no_schedule_is_an_error);

  return g_test_run ();
}

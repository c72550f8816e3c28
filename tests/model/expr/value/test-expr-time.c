/* test-expr-time.c — timestamps and durations as text, and their parts
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-time.h"
#include "gp-test.h"

static void
assert_time (const char *text,
             const char *expected)
{
  g_autoptr(GpExprValue) value = gp_expr_timestamp_from_text (text);
  g_autofree char *shown = NULL;
  gint64 seconds;
  gint32 nanos;

  if (expected == NULL)
    {
      g_assert_true (gp_expr_value_is_error (value));
      return;
    }
  seconds = gp_expr_value_get_timestamp (value, &nanos);
  shown = gp_expr_timestamp_to_text (seconds, nanos);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_timestamps (void)
{
  assert_time ("2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z");
  assert_time ("2009-02-13T23:31:30.120+01:30", "2009-02-13T22:01:30.12Z");
  assert_time ("2024-02-29T00:00:00-12:00", "2024-02-29T12:00:00Z");
  assert_time ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
  assert_time ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z");
  assert_time ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z");
  assert_time ("0001-01-01T00:00:00+01:00", NULL);
  assert_time ("2023-02-29T00:00:00Z", NULL);
  assert_time ("2023-13-01T00:00:00Z", NULL);
  assert_time ("2023-01-01T24:00:00Z", NULL);
  assert_time ("2023-01-01T23:59:60Z", NULL);
  assert_time ("2023-01-01 00:00:00Z", NULL);
  assert_time ("2023-01-01T00:00:00", NULL);
  assert_time ("2023-01-01T00:00:00.Z", NULL);
  assert_time ("2023-01-01T00:00:00.1234567891Z", NULL);
  assert_time ("2023-01-01T00:00:00Zx", NULL);
  assert_time ("", NULL);
}

/* GDateTime is the other opinion. */
static void
test_days_agree_with_glib (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 seconds = GP_EXPR_TIMESTAMP_MIN +
                       (gint64) (g_test_rand_double () *
                                 (double) (GP_EXPR_TIMESTAMP_MAX - GP_EXPR_TIMESTAMP_MIN));
      g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *expected = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
      g_autofree char *text = gp_expr_timestamp_to_text (seconds, 0);
      g_autofree char *padded = g_strdup_printf ("%.*s%s", MAX (0, 20 - (int) strlen (expected)),
                                                 "000", expected);
      g_autoptr(GpExprValue) value = gp_expr_value_new_timestamp (seconds, 0);
      g_autoptr(GpExprValue) again = gp_expr_timestamp_from_text (text);
      g_autoptr(GpExprValue) weekday = gp_expr_timestamp_get_part (value,
                                                                   GP_EXPR_TIME_DAY_OF_WEEK, NULL);
      g_autoptr(GpExprValue) day = gp_expr_timestamp_get_part (value, GP_EXPR_TIME_DAY_OF_YEAR,
                                                               NULL);

      g_assert_cmpstr (text, ==, padded);
      g_assert_true (gp_expr_value_equal (value, again));
      g_assert_cmpint (gp_expr_value_get_int (weekday), ==, g_date_time_get_day_of_week (date) % 7);
      g_assert_cmpint (gp_expr_value_get_int (day), ==, g_date_time_get_day_of_year (date) - 1);
    }
}

static void
assert_duration (const char *text,
                 const char *expected)
{
  g_autoptr(GpExprValue) value = gp_expr_duration_from_text (text);
  g_autofree char *shown = NULL;

  if (expected == NULL)
    {
      g_assert_true (gp_expr_value_is_error (value));
      return;
    }
  shown = gp_expr_duration_to_text (gp_expr_value_get_duration (value));
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_durations (void)
{
  assert_duration ("90s", "90s");
  assert_duration ("1h30m", "5400s");
  assert_duration ("-1.5s", "-1.5s");
  assert_duration ("+2ms", "0.002s");
  assert_duration ("1h1m1s1ms1us1ns", "3661.001001001s");
  assert_duration (".5h", "1800s");
  assert_duration ("0", "0s");
  assert_duration ("9223372036s", "9223372036s");
  assert_duration ("9223372037s", NULL);
  assert_duration ("99999999999999999999h", NULL);
  assert_duration ("1d", NULL);
  assert_duration ("1", NULL);
  assert_duration ("s", NULL);
  assert_duration (".s", NULL);
  assert_duration ("", NULL);
  assert_duration ("-", NULL);
  assert_duration ("1s ", NULL);
}

static void
assert_hour (const char *zone,
             gint64      expected)
{
  g_autoptr(GpExprValue) time = gp_expr_timestamp_from_text ("2026-07-01T12:00:00Z");
  g_autoptr(GpExprValue) hour = gp_expr_timestamp_get_part (time, GP_EXPR_TIME_HOURS, zone);

  if (expected < 0)
    g_assert_true (gp_expr_value_is_error (hour));
  else
    g_assert_cmpint (gp_expr_value_get_int (hour), ==, expected);
}

static void
test_zones (void)
{
  assert_hour (NULL, 12);
  assert_hour ("UTC", 12);
  assert_hour ("Europe/Berlin", 14);
  assert_hour ("-09:30", 2);
  assert_hour ("05:00", 17);
  assert_hour ("Mars/Olympus", -1);
  assert_hour ("/etc/localtime", -1);
  assert_hour ("Europe/../../../../etc/localtime", -1);
  assert_hour ("+99:00", -1);
  assert_hour ("", -1);
}

static void
test_arithmetic (void)
{
  g_autoptr(GpExprValue) time = gp_expr_timestamp_from_text ("2026-01-01T00:00:00.2Z");
  g_autoptr(GpExprValue) before = gp_expr_timestamp_add (time, -300000000);
  g_autoptr(GpExprValue) expected = gp_expr_timestamp_from_text ("2025-12-31T23:59:59.9Z");
  g_autoptr(GpExprValue) difference = gp_expr_timestamp_subtract (time, before);
  g_autoptr(GpExprValue) ancient = gp_expr_timestamp_from_text ("0001-01-01T00:00:00Z");
  g_autoptr(GpExprValue) far = gp_expr_timestamp_subtract (time, ancient);
  g_autoptr(GpExprValue) beyond = gp_expr_timestamp_add (ancient, -1);

  g_assert_true (gp_expr_value_equal (before, expected));
  g_assert_cmpint (gp_expr_value_get_duration (difference), ==, 300000000);
  g_assert_true (gp_expr_value_is_error (far));
  g_assert_true (gp_expr_value_is_error (beyond));
  g_assert_cmpint (gp_expr_duration_get_part (-3723500000000, GP_EXPR_TIME_MINUTES), ==, -62);
  g_assert_cmpint (gp_expr_duration_get_part (123321456789, GP_EXPR_TIME_MILLISECONDS), ==, 321);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-time/timestamps", test_timestamps);
  g_test_add_func ("/model/expr-time/days-agree-with-glib", test_days_agree_with_glib);
  g_test_add_func ("/model/expr-time/durations", test_durations);
  g_test_add_func ("/model/expr-time/zones", test_zones);
  g_test_add_func ("/model/expr-time/arithmetic", test_arithmetic);
  return g_test_run ();
}

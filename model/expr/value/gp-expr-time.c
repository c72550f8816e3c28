/* gp-expr-time.c — timestamps and durations as text, and their parts
 * SPDX-License-Identifier: Apache-2.0
 *
 * Days are counted in the proleptic Gregorian calendar with a year that begins in March, so that
 * the leap day is the last one and a month's first day is a linear function. */

#define G_LOG_DOMAIN "gp-expr-time"

#include "config.h"

#include "gp-expr-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-value-private.h"

#define SECONDS_PER_DAY 86400
#define DAYS_PER_ERA 146097           /* 400 years */
#define EPOCH_FROM_ERA 719468         /* days from 0000-03-01 to 1970-01-01 */

typedef struct
{
  int year;
  int month;          /* 1 to 12 */
  int day;            /* 1 to 31 */
} Date;

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
}

static gint64
days_from_date (const Date *date)
{
  gint64 year = date->year - (date->month <= 2);
  gint64 era = floor_div (year, 400);
  gint64 year_of_era = year - era * 400;
  gint64 day_of_year = (153 * (date->month + (date->month > 2 ? -3 : 9)) + 2) / 5 + date->day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * DAYS_PER_ERA + day_of_era - EPOCH_FROM_ERA;
}

static Date
date_from_days (gint64 days)
{
  gint64 shifted = days + EPOCH_FROM_ERA;
  gint64 era = floor_div (shifted, DAYS_PER_ERA);
  gint64 day_of_era = shifted - era * DAYS_PER_ERA;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                        day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;
  Date date;

  date.day = (int) (day_of_year - (153 * month + 2) / 5 + 1);
  date.month = (int) (month < 10 ? month + 3 : month - 9);
  date.year = (int) (year_of_era + era * 400 + (date.month <= 2));
  return date;
}

static int
days_in_month (int year,
               int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap);
}

/* Reads exactly @n_digits decimal digits and moves on. */
static gboolean
take_digits (const char **cursor,
             int          n_digits,
             int         *number)
{
  int result = 0;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*cursor)[i]))
        return FALSE;
      result = result * 10 + ((*cursor)[i] - '0');
    }

  *cursor += n_digits;
  *number = result;
  return TRUE;
}

static gboolean
take_char (const char **cursor,
           char         expected)
{
  if (**cursor != expected)
    return FALSE;
  (*cursor)++;
  return TRUE;
}

/* Digits after a decimal point as nanoseconds; up to nine of them. */
static gboolean
take_fraction (const char **cursor,
               gint32      *nanos)
{
  gint32 result = 0;
  int n = 0;

  for (; g_ascii_isdigit (**cursor); (*cursor)++, n++)
    {
      if (n == 9)
        return FALSE;
      result = result * 10 + (**cursor - '0');
    }
  if (n == 0)
    return FALSE;
  for (; n < 9; n++)
    result *= 10;

  *nanos = result;
  return TRUE;
}

static gboolean
take_offset (const char **cursor,
             int         *seconds)
{
  int sign = **cursor == '-' ? -1 : 1;
  int hours, minutes;

  if (take_char (cursor, 'Z'))
    {
      *seconds = 0;
      return TRUE;
    }

  if (!take_char (cursor, '+') && !take_char (cursor, '-'))
    return FALSE;
  if (!take_digits (cursor, 2, &hours) || !take_char (cursor, ':') ||
      !take_digits (cursor, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

GpExprValue *
gp_expr_timestamp_from_text (const char *text)
{
  const char *cursor = text;
  Date date;
  int hour, minute, second, offset;
  gint32 nanos = 0;

  if (!take_digits (&cursor, 4, &date.year) || !take_char (&cursor, '-') ||
      !take_digits (&cursor, 2, &date.month) || !take_char (&cursor, '-') ||
      !take_digits (&cursor, 2, &date.day) || !take_char (&cursor, 'T') ||
      !take_digits (&cursor, 2, &hour) || !take_char (&cursor, ':') ||
      !take_digits (&cursor, 2, &minute) || !take_char (&cursor, ':') ||
      !take_digits (&cursor, 2, &second) ||
      (take_char (&cursor, '.') && !take_fraction (&cursor, &nanos)) ||
      !take_offset (&cursor, &offset) || *cursor != '\0' ||
      date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > days_in_month (date.year, date.month) ||
      hour > 23 || minute > 59 || second > 59)
    return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE,
                                    N_("“%s” is not a time. Write it like "
                                       "2026-01-31T12:00:00Z."), text);

  return gp_expr_value_new_timestamp (days_from_date (&date) * SECONDS_PER_DAY +
                                      hour * 3600 + minute * 60 + second - offset, nanos);
}

/* Appends ".5" for 500000000, nothing for 0. */
static void
append_fraction (GString *text,
                 gint64   nanos)
{
  gsize end;

  if (nanos == 0)
    return;

  g_string_append_printf (text, ".%09" G_GINT64_FORMAT, nanos);
  for (end = text->len; text->str[end - 1] == '0'; end--)
    ;
  g_string_truncate (text, end);
}

char *
gp_expr_timestamp_to_text (gint64 seconds,
                           gint32 nanos)
{
  gint64 days = floor_div (seconds, SECONDS_PER_DAY);
  int clock = (int) (seconds - days * SECONDS_PER_DAY);
  Date date = date_from_days (days);
  GString *text = g_string_sized_new (32);

  g_string_append_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day,
                          clock / 3600, clock / 60 % 60, clock % 60);
  append_fraction (text, nanos);
  g_string_append_c (text, 'Z');
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  gint64 nanos;
} duration_units[] = {           /* longer names before their own beginnings */
  { "ns", 1 },
  { "us", 1000 },
  { "µs", 1000 },
  { "ms", 1000000 },
  { "h", 3600 * GP_EXPR_NANOS_PER_SECOND },
  { "m", 60 * GP_EXPR_NANOS_PER_SECOND },
  { "s", GP_EXPR_NANOS_PER_SECOND },
};

static gint64
take_unit (const char **cursor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (duration_units); i++)
    if (g_str_has_prefix (*cursor, duration_units[i].name))
      {
        *cursor += strlen (duration_units[i].name);
        return duration_units[i].nanos;
      }
  return 0;
}

typedef enum
{
  TERM_READ,
  TERM_MALFORMED,
  TERM_OUT_OF_RANGE,
} TermResult;

/* Reads one "1.5h" and adds it to @total. */
static TermResult
take_term (const char **cursor,
           gint64      *total)
{
  const char *start = *cursor;
  gint64 whole = 0, unit, nanos;
  double fraction = 0, scale = 0.1;
  gboolean overflow = FALSE;
  int n_digits = 0;

  for (; g_ascii_isdigit (**cursor); (*cursor)++, n_digits++)
    overflow |= __builtin_mul_overflow (whole, 10, &whole) ||
                __builtin_add_overflow (whole, **cursor - '0', &whole);
  if (take_char (cursor, '.'))
    for (; g_ascii_isdigit (**cursor); (*cursor)++, n_digits++, scale /= 10)
      fraction += (**cursor - '0') * scale;

  if (*cursor == start || n_digits == 0)
    return TERM_MALFORMED;
  unit = take_unit (cursor);
  if (unit == 0)
    return TERM_MALFORMED;

  if (overflow || __builtin_mul_overflow (whole, unit, &nanos) ||
      __builtin_add_overflow (nanos, (gint64) (fraction * (double) unit + 0.5), &nanos) ||
      __builtin_add_overflow (*total, nanos, total))
    return TERM_OUT_OF_RANGE;
  return TERM_READ;
}

GpExprValue *
gp_expr_duration_from_text (const char *text)
{
  const char *cursor = text;
  gboolean negative = *cursor == '-';
  TermResult result = TERM_READ;
  gint64 total = 0;

  if (*cursor == '-' || *cursor == '+')
    cursor++;
  if (strcmp (cursor, "0") == 0)
    return gp_expr_value_new_duration (0);

  do
    result = take_term (&cursor, &total);
  while (result == TERM_READ && *cursor != '\0');

  if (result == TERM_MALFORMED)
    return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE,
                                    N_("“%s” is not a duration. Write it like 90s or 1h30m."),
                                    text);
  if (result == TERM_OUT_OF_RANGE)
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The duration “%s” is longer than 292 years."), text);

  return gp_expr_value_new_duration (negative ? -total : total);
}

char *
gp_expr_duration_to_text (gint64 nanos)
{
  guint64 magnitude = nanos < 0 ? -(guint64) nanos : (guint64) nanos;
  GString *text = g_string_sized_new (24);

  g_string_append_printf (text, "%s%" G_GUINT64_FORMAT, nanos < 0 ? "-" : "",
                          magnitude / GP_EXPR_NANOS_PER_SECOND);
  append_fraction (text, (gint64) (magnitude % GP_EXPR_NANOS_PER_SECOND));
  g_string_append_c (text, 's');
  return g_string_free (text, FALSE);
}

/* "+11:00", "02:00", "-00:00". */
static gboolean
parse_zone_offset (const char *zone,
                   int        *seconds)
{
  const char *cursor = zone;
  int sign = *zone == '-' ? -1 : 1;
  int hours, minutes;

  if (*cursor == '-' || *cursor == '+')
    cursor++;
  if (!take_digits (&cursor, 2, &hours) || !take_char (&cursor, ':') ||
      !take_digits (&cursor, 2, &minutes) || *cursor != '\0' || hours > 23 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

/* A zone's name becomes a file name inside GLib: nothing may lead it elsewhere. */
static gboolean
zone_name_is_safe (const char *zone)
{
  if (!g_ascii_isalpha (*zone) || strstr (zone, "..") != NULL)
    return FALSE;

  for (const char *c = zone; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("_+-/", *c) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
find_zone_offset (const char *zone,
                  gint64      seconds,
                  int        *offset)
{
  g_autoptr(GTimeZone) tz = NULL;
  int interval;

  if (zone == NULL)
    {
      *offset = 0;
      return TRUE;
    }

  if (parse_zone_offset (zone, offset))
    return TRUE;
  if (!zone_name_is_safe (zone))
    return FALSE;

  tz = g_time_zone_new_identifier (zone);
  if (tz == NULL)
    return FALSE;

  interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, seconds);
  *offset = g_time_zone_get_offset (tz, MAX (interval, 0));
  return TRUE;
}

GpExprValue *
gp_expr_timestamp_get_part (const GpExprValue *self,
                            GpExprTimePart     part,
                            const char        *zone)
{
  gint64 seconds, days, clock;
  int offset;
  gint32 nanos;
  Date date;

  seconds = gp_expr_value_get_timestamp (self, &nanos);
  if (!find_zone_offset (zone, seconds, &offset))
    return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE,
                                    N_("There is no time zone “%s”. Use a name like "
                                       "Europe/Berlin or an offset like +01:00."), zone);

  seconds += offset;
  days = floor_div (seconds, SECONDS_PER_DAY);
  clock = seconds - days * SECONDS_PER_DAY;
  date = date_from_days (days);

  switch (part)
    {
    case GP_EXPR_TIME_FULL_YEAR:
      return gp_expr_value_new_int (date.year);
    case GP_EXPR_TIME_MONTH:
      return gp_expr_value_new_int (date.month - 1);
    case GP_EXPR_TIME_DATE:
      return gp_expr_value_new_int (date.day);
    case GP_EXPR_TIME_DAY_OF_MONTH:
      return gp_expr_value_new_int (date.day - 1);
    case GP_EXPR_TIME_DAY_OF_WEEK:
      return gp_expr_value_new_int (((days + 4) % 7 + 7) % 7);
    case GP_EXPR_TIME_DAY_OF_YEAR:
      return gp_expr_value_new_int (days - days_from_date (&(Date) { date.year, 1, 1 }));
    case GP_EXPR_TIME_HOURS:
      return gp_expr_value_new_int (clock / 3600);
    case GP_EXPR_TIME_MINUTES:
      return gp_expr_value_new_int (clock / 60 % 60);
    case GP_EXPR_TIME_SECONDS:
      return gp_expr_value_new_int (clock % 60);
    case GP_EXPR_TIME_MILLISECONDS:
      return gp_expr_value_new_int (nanos / 1000000);
    default:
      g_return_val_if_reached (NULL);
    }
}

gint64
gp_expr_duration_get_part (gint64         nanos,
                           GpExprTimePart part)
{
  gint64 seconds = nanos / GP_EXPR_NANOS_PER_SECOND;

  g_return_val_if_fail (part >= GP_EXPR_TIME_HOURS, 0);

  if (part == GP_EXPR_TIME_HOURS)
    return seconds / 3600;
  if (part == GP_EXPR_TIME_MINUTES)
    return seconds / 60;
  if (part == GP_EXPR_TIME_SECONDS)
    return seconds;
  return nanos % GP_EXPR_NANOS_PER_SECOND / 1000000;
}

GpExprValue *
gp_expr_timestamp_add (const GpExprValue *self,
                       gint64             nanos)
{
  gint32 own_nanos;
  gint64 seconds = gp_expr_value_get_timestamp (self, &own_nanos);
  gint64 more = floor_div (nanos, GP_EXPR_NANOS_PER_SECOND);
  gint64 rest = own_nanos + (nanos - more * GP_EXPR_NANOS_PER_SECOND);

  return gp_expr_value_new_timestamp (seconds + more + rest / GP_EXPR_NANOS_PER_SECOND,
                                      (gint32) (rest % GP_EXPR_NANOS_PER_SECOND));
}

GpExprValue *
gp_expr_timestamp_subtract (const GpExprValue *self,
                            const GpExprValue *other)
{
  gint32 nanos, other_nanos;
  gint64 seconds = gp_expr_value_get_timestamp (self, &nanos);
  gint64 other_seconds = gp_expr_value_get_timestamp (other, &other_nanos);
  gint64 result;

  if (__builtin_mul_overflow (seconds - other_seconds, GP_EXPR_NANOS_PER_SECOND, &result) ||
      __builtin_add_overflow (result, nanos - other_nanos, &result))
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The two times are more than 292 years apart."));

  return gp_expr_value_new_duration (result);
}

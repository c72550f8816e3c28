/* gp-cell-time.c — dates, times and durations as text and in SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * Timestamps and durations are read and written as the expression language does it, so that a
 * value of the API can be pasted into a filter. Their smallest part here is a microsecond; what is
 * finer is refused and not cut off. */
#define G_LOG_DOMAIN "gp-cell-time"
#include "config.h"
#include "gp-cell-time.h"

#include "gp-expr-time.h"

#define NANOS_PER_MICRO 1000

/* Exactly @n digits at @text. */
static gboolean
read_digits (const char *text,
             guint       n,
             int        *out)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (text[i] - '0');
    }
  *out = value;

  return TRUE;
}

gboolean
gp_cell_parse_date (const GpCellFormat *self,
                    const char         *text,
                    GpCell             *out)
{
  int year;
  int month;
  int day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-' || !read_digits (text, 4, &year)
      || !read_digits (text + 5, 2, &month) || !read_digits (text + 8, 2, &day)
      || year < 1 || !g_date_valid_dmy (day, month, year))
    return FALSE;
  *out = gp_cell_take_text (g_strdup (text));

  return TRUE;
}

gboolean
gp_cell_parse_time (const GpCellFormat *self,
                    const char         *text,
                    GpCell             *out)
{
  gsize length = strlen (text);
  int hour;
  int minute;
  int second;

  if (length < 8 || text[2] != ':' || text[5] != ':' || !read_digits (text, 2, &hour)
      || !read_digits (text + 3, 2, &minute) || !read_digits (text + 6, 2, &second)
      || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  if (length > 8)
    {
      if (text[8] != '.' || length < 10 || length > 15
          || strspn (text + 9, "0123456789") != length - 9)
        return FALSE;
      while (text[length - 1] == '0')
        length--;
      if (text[length - 1] == '.')
        length--;
    }
  *out = gp_cell_take_text (g_strndup (text, length));

  return TRUE;
}

gboolean
gp_cell_parse_timestamp (const GpCellFormat *self,
                         const char         *text,
                         GpCell             *out)
{
  g_autoptr(GpExprValue) value = gp_expr_timestamp_from_text (text);
  gint64 seconds;
  gint32 nanos;

  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_TIMESTAMP)
    return FALSE;
  seconds = gp_expr_value_get_timestamp (value, &nanos);
  if (nanos % NANOS_PER_MICRO != 0)
    return FALSE;
  *out = gp_cell_int (seconds * G_USEC_PER_SEC + nanos / NANOS_PER_MICRO);

  return TRUE;
}

gboolean
gp_cell_parse_duration (const GpCellFormat *self,
                        const char         *text,
                        GpCell             *out)
{
  g_autoptr(GpExprValue) value = gp_expr_duration_from_text (text);
  gint64 nanos;

  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_DURATION)
    return FALSE;
  nanos = gp_expr_value_get_duration (value);
  if (nanos % NANOS_PER_MICRO != 0)
    return FALSE;
  *out = gp_cell_int (nanos / NANOS_PER_MICRO);

  return TRUE;
}

char *
gp_cell_print_timestamp (gint64 microseconds)
{
  gint64 seconds = microseconds / G_USEC_PER_SEC;
  gint64 rest = microseconds % G_USEC_PER_SEC;

  if (rest < 0)
    {
      seconds--;
      rest += G_USEC_PER_SEC;
    }

  return gp_expr_timestamp_to_text (seconds, rest * NANOS_PER_MICRO);
}

char *
gp_cell_print_duration (gint64 microseconds)
{
  return gp_expr_duration_to_text (microseconds * NANOS_PER_MICRO);
}

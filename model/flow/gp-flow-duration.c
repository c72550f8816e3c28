/* gp-flow-duration.c — lengths of time as designs write them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-duration.h"

#define MILLISECOND (GP_FLOW_SECOND / 1000)
#define MINUTE (60 * GP_FLOW_SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define LONGEST (1000 * 365 * DAY)

/* From the largest to the smallest that is written by gp_flow_duration_format(). */
static const struct
{
  const char *unit;
  gint64 length;
  gboolean written;
} units[] = {
  { "y", 365 * DAY, FALSE },
  { "mo", 30 * DAY, FALSE },
  { "w", 7 * DAY, FALSE },
  { "d", DAY, TRUE },
  { "h", HOUR, TRUE },
  { "m", MINUTE, TRUE },
  { "s", GP_FLOW_SECOND, TRUE },
  { "ms", MILLISECOND, TRUE },
};

gboolean
gp_flow_duration_parse (const char *text,
                        gint64     *out)
{
  gint64 number = 0;
  const char *p = text;

  if (text == NULL || !g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    {
      number = number * 10 + g_ascii_digit_value (*p);
      if (number > LONGEST)
        return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (p, units[i].unit))
      {
        if (number > LONGEST / units[i].length)
          return FALSE;
        *out = number * units[i].length;
        return TRUE;
      }
  return FALSE;
}

char *
gp_flow_duration_format (gint64 duration)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].written && duration % units[i].length == 0)
      return g_strdup_printf ("%" G_GINT64_FORMAT "%s", duration / units[i].length,
                              duration == 0 ? "s" : units[i].unit);
  return g_strdup_printf ("%" G_GINT64_FORMAT "ms", duration / MILLISECOND + 1);
}

gint64
gp_flow_time_add (gint64 time,
                  gint64 duration)
{
  gint64 sum;

  if (__builtin_add_overflow (time, duration, &sum))
    return GP_FLOW_NEVER;
  return sum;
}

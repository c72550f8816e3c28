/* gp-flow-duration.c — lengths of time as designs write them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-duration.h"

#include "gp-duration-unit.h"

#define MILLISECOND (GP_FLOW_SECOND / 1000)
#define LONGEST (1000 * 365 * G_TIME_SPAN_DAY)

gboolean
gp_flow_duration_parse (const char *text,
                        gint64     *out)
{
  const GpDurationUnit *unit;
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

  unit = gp_duration_unit_find (p);
  if (unit == NULL || number > LONGEST / unit->length)
    return FALSE;
  *out = number * unit->length;

  return TRUE;
}

char *
gp_flow_duration_format (gint64 duration)
{
  static const char *const written[] = { "d", "h", "m", "s", "ms" };

  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      gint64 length = gp_duration_unit_find (written[i])->length;

      if (duration % length == 0)
        return g_strdup_printf ("%" G_GINT64_FORMAT "%s", duration / length,
                                duration == 0 ? "s" : written[i]);
    }

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

/* gp-duration-unit.c — the units that lengths of time are written in
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-duration-unit"
#include "config.h"

#include "gp-duration-unit.h"

#define DAY G_TIME_SPAN_DAY

static const GpDurationUnit units[] = {
  { "ms", G_TIME_SPAN_MILLISECOND, 0 },
  { "s", G_TIME_SPAN_SECOND, 0 },
  { "m", G_TIME_SPAN_MINUTE, 0 },
  { "h", G_TIME_SPAN_HOUR, 0 },
  { "d", DAY, 0 },
  { "w", 7 * DAY, 0 },
  { "mo", 30 * DAY, 1 },
  { "y", 365 * DAY, 12 },
};

const GpDurationUnit *
gp_duration_unit_get (gsize i)
{
  return i < G_N_ELEMENTS (units) ? &units[i] : NULL;
}

const GpDurationUnit *
gp_duration_unit_find (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (nick, units[i].nick))
      return &units[i];

  return NULL;
}

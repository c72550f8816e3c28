/* gp-duration-unit.h — the units that lengths of time are written in
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpDurationUnit: a plain struct.
 * @nick: as properties of type duration have it after their number
 * @length: microseconds; of a month 30 days, of a year 365, for those who count time that passes
 * @months: by the calendar, for those who count dates; 0 where days do not decide about it
 */
typedef struct
{
  const char *nick;
  gint64      length;
  gint64      months;
} GpDurationUnit;

/** gp_duration_unit_get: from the shortest to the longest; NULL after the last. */
const GpDurationUnit *gp_duration_unit_get  (gsize i);

/** gp_duration_unit_find: NULL where @nick is none. */
const GpDurationUnit *gp_duration_unit_find (const char *nick);

G_END_DECLS

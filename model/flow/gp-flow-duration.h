/* gp-flow-duration.h — lengths of time as designs write them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** Times here and in all of model/flow are microseconds; points in time count from 1970, UTC. */
#define GP_FLOW_SECOND ((gint64) G_USEC_PER_SEC)

/** A time that never comes. */
#define GP_FLOW_NEVER G_MAXINT64

/**
 * gp_flow_duration_parse:
 * @text: (nullable): a whole number and one of ms s m h d w mo y, as properties of type duration
 *   hold it. A month is 30 days, a year 365.
 * @out: (out): microseconds; never negative
 *
 * FALSE, and @out untouched, for anything else and for what is longer than 1000 years.
 */
gboolean gp_flow_duration_parse  (const char *text, gint64 *out);

/** gp_flow_duration_format: (transfer full): "90s", "1500ms": the largest unit up to days that
 * holds it whole; milliseconds are rounded up. */
char    *gp_flow_duration_format (gint64 duration) G_GNUC_WARN_UNUSED_RESULT;

/** gp_flow_time_add: @time + @duration, GP_FLOW_NEVER where that is too late. */
gint64   gp_flow_time_add        (gint64 time, gint64 duration);

G_END_DECLS

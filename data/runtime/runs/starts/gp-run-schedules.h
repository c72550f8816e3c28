/* gp-run-schedules.h — when flows start by themselves
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-flows.h"

G_BEGIN_DECLS

/* All of these are for a transaction of the caller. @now: microseconds since 1970. */

/** gp_run_schedules_sync: schedules that are new, or are no longer what they were, count from @now;
 * the others go on. Flows that are switched off or gone have none. */
gboolean gp_run_schedules_sync    (GpSqlite *sqlite, GpRunFlows *flows, gint64 now,
                                   GError **error);

/** GpRunDue: @time: for which it was planned. */
typedef struct
{
  GpId   flow;
  gint64 time;
} GpRunDue;

/**
 * gp_run_schedules_take_due: (transfer full): of GpRunDue: the flows whose time has come, once
 * each, however often it has come while nobody looked. Their next time is after @now.
 */
GArray  *gp_run_schedules_take_due (GpSqlite *sqlite, GpRunFlows *flows, gint64 now,
                                    GError **error);

/** gp_run_schedules_turn_back: after the clock was set: what lies too far ahead of @now, since it
 * was counted from a time that is to come once more, is counted again. */
gboolean gp_run_schedules_turn_back (GpSqlite *sqlite, GpRunFlows *flows, gint64 now,
                                     GError **error);

/** gp_run_schedules_get_due: GP_FLOW_NEVER for never. */
gboolean gp_run_schedules_get_due (GpSqlite *sqlite, gint64 *out, GError **error);

G_END_DECLS

/* gp-run-stats.h — how often flows and their steps were done, failed, and how long they took
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-writer.h"
#include "gp-sqlite.h"

G_BEGIN_DECLS

/* Of each flow its latest runs are counted, so that it takes no longer where there are very many;
 * and no more than so many lines of what they did. */
#define GP_RUN_STATS_RUNS  500
#define GP_RUN_STATS_LINES 20000

/**
 * gp_run_stats_write: an object of `runs` (how many are counted at most), `flows` and `steps`: how
 * many there are by status, and the median of the seconds that they took.
 * @flow: (nullable): one flow alone; of all, steps are not counted
 */
gboolean gp_run_stats_write (GpSqlite *sqlite, const GpId *flow, GpJsonWriter *writer,
                             GError **error);

G_END_DECLS

/* gp-run-report.h — runs of flows as the administrator reads them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-writer.h"
#include "gp-run-store.h"

G_BEGIN_DECLS

/* At most so many steps of one run are written; a loop may have more. */
#define GP_RUN_REPORT_MAX_STEPS 5000
#define GP_RUN_REPORT_MAX_LINES 20000

/**
 * GpRunQuery: which runs. A plain struct.
 * @flow: (nullable): one flow alone
 * @statuses: (nullable): words with commas; "dead" for what has failed and was not discarded
 * @before: runs with a smaller number; 0 for all
 */
typedef struct
{
  const GpId *flow;
  const char *statuses;
  gint64      before;
  guint       limit;
} GpRunQuery;

/** gp_run_report_list: an object of `items`, the newest first, and `next`, which is for @before, or
 * null. A 400 problem for a status that is none. */
gboolean gp_run_report_list  (GpSqlite *sqlite, const GpRunQuery *query, GpJsonWriter *writer,
                              GError **error);

/** gp_run_report_write: one run, with what each step was given and gave. @trace: each try and each
 * transition as a line of its own, instead of one for each step. FALSE without @error where there
 * is none. */
gboolean gp_run_report_write (GpSqlite *sqlite, const char *id, gboolean trace,
                              GpJsonWriter *writer, GError **error);

G_END_DECLS

/* gp-run-store.h — runs of flows in the file of a backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-run.h"
#include "gp-sqlite.h"

G_BEGIN_DECLS

/** The status of a run that waits for others of its flow; the rest are those of GpFlowStatus. */
#define GP_RUN_PENDING "pending"

/**
 * GpRunRow: one run without its data. A plain struct; zero-initialise, and clear it.
 * @number: in the order of starting, from 1
 * @parent, @parent_effect: the run that waits for this one's output; 0 for none
 * @tenant: (nullable): of whoever started it
 * @concurrency: (nullable): the key that it shares with others
 * @due: when time carries it on; GP_FLOW_NEVER for never
 * @state: (nullable): JSON, of one that goes on, or may be tried again
 * @version: (nullable): of the flow when it started
 */
typedef struct
{
  gint64   number;
  char    *id;
  GpId     flow;
  char    *name;
  char    *status;
  guint    depth;
  gint64   parent;
  guint64  parent_effect;
  char    *tenant;
  char    *concurrency;
  gint64   started;
  gint64   due;
  gboolean has_ended;
  char    *state;
  char    *version;
} GpRunRow;

void     gp_run_row_clear (GpRunRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpRunRow, gp_run_row_clear)

/* All of these are for a transaction of the caller. */

/** gp_run_store_insert: fills in @row's number. @idempotency: (nullable); @trigger: JSON. */
gboolean gp_run_store_insert (GpSqlite *sqlite, GpRunRow *row, const char *idempotency,
                              gint64 remembered_until, const char *trigger, GError **error);

/** gp_run_store_load: FALSE without @error where there is none. @out: zero-initialised */
gboolean gp_run_store_load   (GpSqlite *sqlite, gint64 number, GpRunRow *out, GError **error);

/** gp_run_store_read_trigger: (out) (transfer full): what the run was started with. */
gboolean gp_run_store_read_trigger (GpSqlite *sqlite, gint64 number, GpExprValue **out,
                                    GError **error);

/** gp_run_store_find: the number of the run with this id; 0 where there is none. */
gboolean gp_run_store_find   (GpSqlite *sqlite, const char *id, gint64 *out, GError **error);

/** gp_run_store_find_remembered: the first run of @flow with this key; 0 where there is none, or
 * none is remembered at @now. */
gboolean gp_run_store_find_remembered (GpSqlite *sqlite, const GpId *flow, const char *key,
                                       gint64 now, gint64 *out, GError **error);

/** gp_run_store_save: @run as it is now; @row is brought up to date, but for its state. */
gboolean gp_run_store_save   (GpSqlite *sqlite, GpRunRow *row, const GpFlowRun *run, gint64 now,
                              GError **error);

/** gp_run_store_fault: ends the run as faulted with @fault, whatever its state, which stays. */
gboolean gp_run_store_fault  (GpSqlite *sqlite, GpRunRow *row, const GpExprValue *fault,
                              gint64 now, GError **error);

/** gp_run_store_set_status: of a run that has not ended: pending ones begin or are cancelled.
 * @ended: 0 where it has not. */
gboolean gp_run_store_set_status (GpSqlite *sqlite, gint64 number, const char *status,
                                  gint64 ended, GError **error);

/** gp_run_store_append: what the run did. @trace: (nullable): of GpFlowTrace */
gboolean gp_run_store_append (GpSqlite *sqlite, gint64 number, GPtrArray *trace, GError **error);

/** gp_run_store_count_active: runs of @flow that share @concurrency and go on; pending ones do not
 * count. @out_oldest: (optional): 0 where there is none */
gboolean gp_run_store_count_active (GpSqlite *sqlite, const GpId *flow, const char *concurrency,
                                    guint *out, gint64 *out_oldest, GError **error);

/** gp_run_store_find_pending: the first that waits for its turn; 0 where there is none. */
gboolean gp_run_store_find_pending (GpSqlite *sqlite, const GpId *flow, const char *concurrency,
                                    gint64 *out, GError **error);

/** gp_run_store_list_due: (transfer full): of gint64: the runs whose time has come, at most
 * @limit. */
GArray  *gp_run_store_list_due (GpSqlite *sqlite, gint64 now, guint limit, GError **error);

/** gp_run_store_list_status: (transfer full): of gint64: all runs with this status. */
GArray  *gp_run_store_list_status (GpSqlite *sqlite, const char *status, GError **error);

/** gp_run_store_get_due: when the next one is due; GP_FLOW_NEVER for never. */
gboolean gp_run_store_get_due (GpSqlite *sqlite, gint64 *out, GError **error);

/** gp_run_store_prune: forgets some completed and cancelled runs that ended before @before and
 * whose key is not remembered at @now. @out_more: whether there may be others. */
gboolean gp_run_store_prune  (GpSqlite *sqlite, gint64 before, gint64 now, gboolean *out_more,
                              GError **error);

G_END_DECLS

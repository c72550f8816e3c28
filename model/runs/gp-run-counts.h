/* gp-run-counts.h — how often flows and steps were done on a backend, failed, and how long it took
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpRunTally: of the latest runs of a flow, or of a step in them.
 * @done: they were completed
 * @failed: they failed and nobody has discarded them; of a step each try that failed
 * @open: they go on, or wait
 * @others: cancelled and discarded
 * @seconds: the median of those that were done, or that failed where none was; less than 0 where
 *   it is not known
 */
typedef struct
{
  guint  done;
  guint  failed;
  guint  open;
  guint  others;
  double seconds;
} GpRunTally;

guint            gp_run_tally_total      (const GpRunTally *self);

/** GpRunCounts: reference counted; never changed. */
typedef struct _GpRunCounts GpRunCounts;

/** gp_run_counts_new: of what a backend answers. GP_TARGET_ERROR_PROTOCOL. */
GpRunCounts      *gp_run_counts_new        (const GpExprValue *answer, GError **error);
GpRunCounts      *gp_run_counts_ref        (GpRunCounts *self);
void              gp_run_counts_unref      (GpRunCounts *self);    /* NULL is fine */

/** gp_run_counts_find: of a flow or a step; borrowed; NULL where it never ran. */
const GpRunTally *gp_run_counts_find       (const GpRunCounts *self, const GpId *id);

/** gp_run_counts_get_most: how many runs of a flow are counted at most: its latest. */
guint             gp_run_counts_get_most   (const GpRunCounts *self);

/** gp_run_counts_equal: whether they say the same; NULL is equal to NULL. */
gboolean          gp_run_counts_equal      (const GpRunCounts *a, const GpRunCounts *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunCounts, gp_run_counts_unref)
G_END_DECLS

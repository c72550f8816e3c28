/* gp-record-sweep.h — removes the records whose time is over
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-clock.h"
#include "gp-run-engine.h"

G_BEGIN_DECLS

/**
 * GpRecordSweep: goes through the tables whose records a deployment agreed to remove, in the thread
 * and the default main context that it was made in: when it is made, when another design is
 * deployed, and then each hour, or more often where records are kept for less than a day.
 *
 * Records go as they do when the administrator deletes them. One that another one needs, or that a
 * flow refuses to let go, stays, and is tried again the next time.
 */
typedef struct _GpRecordSweep GpRecordSweep;

/** gp_record_sweep_new: @backend, @engine: outlive it. */
GpRecordSweep *gp_record_sweep_new       (GpBackend *backend, GpRunEngine *engine);
void           gp_record_sweep_free      (GpRecordSweep *self);    /* NULL is fine */

/** gp_record_sweep_notice: begins anew where another design was deployed. */
void           gp_record_sweep_notice    (GpRecordSweep *self);

/** gp_record_sweep_get_clock: borrowed; for tests. */
GpRunClock    *gp_record_sweep_get_clock (GpRecordSweep *self);

/** gp_record_sweep_is_resting: it has been through all, and waits for the clock. */
gboolean       gp_record_sweep_is_resting (GpRecordSweep *self);

/** gp_record_sweep_is_held_up: others write the file, or flows are behind: it looks again every
 * second. */
gboolean       gp_record_sweep_is_held_up (GpRecordSweep *self);

/** gp_record_sweep_print: appends how many records it removed, and how many stay, as metrics. */
void           gp_record_sweep_print     (GpRecordSweep *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecordSweep, gp_record_sweep_free)
G_END_DECLS

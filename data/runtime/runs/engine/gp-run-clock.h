/* gp-run-clock.h — an alarm at a time of day
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** @jumped: the computer's clock was set, so that times are to be looked at anew. */
typedef void (*GpRunClockFunc) (gboolean jumped, gpointer user_data);

/** GpRunClock: lives in the default main context of the thread that makes it. Costs nothing while
 * nothing is due. */
typedef struct _GpRunClock GpRunClock;

GpRunClock *gp_run_clock_new  (GpRunClockFunc func, gpointer user_data);
void        gp_run_clock_free (GpRunClock *self);    /* NULL is fine */

/** gp_run_clock_set: @due: microseconds since 1970; GP_FLOW_NEVER for never. Replaces the one
 * before. */
void        gp_run_clock_set  (GpRunClock *self, gint64 due);

/** gp_run_clock_get_due: what was set last. */
gint64      gp_run_clock_get_due (GpRunClock *self);

/** gp_run_clock_now: microseconds since 1970. */
gint64      gp_run_clock_now  (GpRunClock *self);

/** gp_run_clock_get_steady: microseconds since some time, by a clock that nobody sets, and that
 * goes on while the computer sleeps. */
gint64      gp_run_clock_get_steady (GpRunClock *self);

/** gp_run_clock_hold: for tests: it is @now, for good or until the next call; what is due by then
 * comes at once. As much time has passed. */
void        gp_run_clock_hold (GpRunClock *self, gint64 now);

/** gp_run_clock_jump: for tests, after a hold: somebody sets the computer's clock to @now. */
void        gp_run_clock_jump (GpRunClock *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunClock, gp_run_clock_free)
G_END_DECLS

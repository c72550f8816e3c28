/* gp-cron.h — when a line of cron comes next
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpCron: minute, hour, day of the month, month, day of the week, as cron reads them: *, numbers,
 * names of months and days, ranges, steps and lists; or @hourly, @daily, @weekly, @monthly,
 * @yearly. Where both days are given, either will do. In front may stand CRON_TZ=Europe/Berlin and
 * a blank; without it times are UTC.
 *
 * When clocks go forward, what falls into the missing hour comes right after it; when they go back,
 * it comes once, the first time. Lines that run in every hour follow the clock instead: they have
 * nothing to catch up with, and run in the repeated hour again.
 *
 * Immutable; any thread.
 */
typedef struct _GpCron GpCron;

#define GP_CRON_ERROR (gp_cron_error_quark ())
GQuark  gp_cron_error_quark (void);

/** gp_cron_new: (transfer full): NULL with a GP_CRON_ERROR (code 1) that says what is wrong. */
GpCron *gp_cron_new  (const char *line, GError **error);
void    gp_cron_free (GpCron *self);    /* NULL is fine */

/** gp_cron_next: the first time after @after, microseconds since 1970; G_MAXINT64 where there is
 * none within forty years. */
gint64  gp_cron_next (const GpCron *self, gint64 after);

/** gp_cron_get_zone: the name of its time zone; "UTC" where none is said. */
const char *gp_cron_get_zone (const GpCron *self);

/** gp_cron_dup_fields: (transfer full): the five fields as numbers alone, for others that look at a
 * clock: "0,30 2 * * 1,2". A field that begins with * counts as * for the question which of both
 * days is meant: a star with a step is "*,1,3". Sunday is 0. */
char   *gp_cron_dup_fields (const GpCron *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpCron, gp_cron_free)
G_END_DECLS

/* gp-route-job.h — lines to be routed, with all that is needed for it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-layout-lanes.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpRouteJob: a snapshot of lines and of the cards that they run around, and then their ways.
 *
 * It is filled by one thread, run by one thread, which may be another, and read again by the first.
 * Counting references is safe in both. Coordinates are canvas units.
 */
typedef struct _GpRouteJob GpRouteJob;

/** gp_route_job_new: @curved: bends are as wide as there is room. @steps: what the searches for
 * ways may cost, see gp_layout_router_set_budget(). */
GpRouteJob    *gp_route_job_new            (gboolean curved, guint steps) G_GNUC_WARN_UNUSED_RESULT;
GpRouteJob    *gp_route_job_ref            (GpRouteJob *self);
void           gp_route_job_unref          (GpRouteJob *self);   /* NULL is fine */

/** gp_route_job_set_cards: copied; what gp_route_job_run() routes around. */
void           gp_route_job_set_cards      (GpRouteJob *self, const GpRect *cards, guint n_cards);

/** gp_route_job_add_open: the line @id in @slot, of which the way is to be found. @bundle: see
 * GpLayoutWay. */
void           gp_route_job_add_open       (GpRouteJob *self, guint slot, const GpId *id,
                                            const GpLayoutLink *link, guint32 bundle);

/** gp_route_job_add_known: a line with a way that stays as it is. @points: copied; at most
 * GP_LAYOUT_ROUTE_POINTS. */
void           gp_route_job_add_known      (GpRouteJob *self, guint slot, const GpId *id,
                                            const GpPoint *points, guint n_points, guint32 bundle);

/** gp_route_job_add_loose: the same, but lines may be moved beside one another as those are whose
 * ways are found. */
void           gp_route_job_add_loose      (GpRouteJob *self, guint slot, const GpId *id,
                                            const GpPoint *points, guint n_points, guint32 bundle);

/** gp_route_job_run: finds all ways. FALSE where it was cancelled; then there are none. */
gboolean       gp_route_job_run            (GpRouteJob *self, GCancellable *cancellable);

/* The same in two steps, with a router that is there already: what lies beside the ways, and which
 * the lines keep off, is only known after the first. */
gboolean       gp_route_job_find           (GpRouteJob *self, GpLayoutRouter *router,
                                            GCancellable *cancellable);

/** gp_route_job_add_beside: @points: borrowed until the job is done. */
void           gp_route_job_add_beside     (GpRouteJob *self, GpPoint *points, guint n_points,
                                            guint32 bundle);
void           gp_route_job_spread         (GpRouteJob *self, GpLayoutRouter *router);

/** gp_route_job_get_n_lines: those of gp_route_job_add_open() and _known(), as they were added. */
guint          gp_route_job_get_n_lines    (const GpRouteJob *self);
guint          gp_route_job_get_slot       (const GpRouteJob *self, guint line);
const GpId    *gp_route_job_get_id         (const GpRouteJob *self, guint line);
gboolean       gp_route_job_is_open        (const GpRouteJob *self, guint line);

/** gp_route_job_get_way: its points are borrowed; there are none before it was found. */
GpLayoutWay    gp_route_job_get_way        (const GpRouteJob *self, guint line);

/** gp_route_job_get_radii: of the bends, by point; NULL: as small as usual. */
const double  *gp_route_job_get_radii      (const GpRouteJob *self, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRouteJob, gp_route_job_unref)
G_END_DECLS

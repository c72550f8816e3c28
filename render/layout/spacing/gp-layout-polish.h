/* gp-layout-polish.h — small moves that take crossings away
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-cluster.h"

G_BEGIN_DECLS

/**
 * gp_layout_polish:
 * @clusters: (element-type GpLayoutCluster): the groups, arranged; nothing leaves its group
 * @rects: (inout): all cards of @graph
 * @rounds: passes over everything at most; stops when one finds nothing
 *
 * Mirrors groups and lets cards of a group change places wherever fewer lines cross then, or as
 * many that are shorter. Distances between cards and the groups' bounds are kept. What counts are
 * lines that begin or end in these groups; those to hubs only if the job says so. O(moves × lines):
 * a large drawing is polished one region after another.
 */
gboolean gp_layout_polish (const GpLayoutJob    *job,
                           const GpLayoutGraph  *graph,
                           const GArray         *clusters,
                           GpRect               *rects,
                           guint                 rounds,
                           GError              **error);

G_END_DECLS

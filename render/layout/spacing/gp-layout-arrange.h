/* gp-layout-arrange.h — says where each group goes
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-cluster.h"

G_BEGIN_DECLS

/**
 * gp_layout_arrange:
 * @clusters: (element-type GpLayoutCluster): drawn; moved to their places, from 0
 * @rects: (inout): all cards of @graph; those of the clusters move along
 * @gap: kept between clusters
 * @bounds: (out): around all clusters
 *
 * Anneals up to a hundred clusters at once. More are gathered into clusters of clusters first,
 * by what ties them, and arranged inside before they are arranged among each other.
 */
gboolean gp_layout_arrange (const GpLayoutJob    *job,
                            const GpLayoutGraph  *graph,
                            GArray               *clusters,
                            GpRect               *rects,
                            double                gap,
                            GpRect               *bounds,
                            GError              **error);

G_END_DECLS

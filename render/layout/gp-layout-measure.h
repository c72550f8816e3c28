/* gp-layout-measure.h — how good a drawing is
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-graph.h"
#include "gp-layout.h"

G_BEGIN_DECLS

/* Each function takes one rectangle per node of the graph, in canvas units, and reads only. */

GpRect gp_layout_measure_bounds    (const GpRect        *rects,
                                    guint                n_rects);

/* Pairs that overlap once each rectangle has grown by @gap / 2 on each side: 0 asks for plain
 * overlaps, the request's gap whether the cards keep their distance. O(n log n) when there are
 * few. */
guint  gp_layout_measure_overlaps  (const GpRect        *rects,
                                    guint                n_rects,
                                    double               gap);

/* Pairs of straight lines between centres that cross or touch, without those that share an end.
 * @with_hubs: whether lines to hubs count. */
guint  gp_layout_measure_crossings (const GpLayoutGraph *graph,
                                    const GpRect        *rects,
                                    gboolean             with_hubs);

/* How often a line goes through a card that is neither of its ends; O(lines × cards). */
guint  gp_layout_measure_pierced   (const GpLayoutGraph *graph,
                                    const GpRect        *rects,
                                    gboolean             with_hubs);

/* Everything at once. */
void   gp_layout_measure_stats     (const GpLayoutGraph *graph,
                                    const GpRect        *rects,
                                    GpLayoutStats       *stats);

G_END_DECLS

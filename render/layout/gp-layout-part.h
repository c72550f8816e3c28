/* gp-layout-part.h — draws what hangs together
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-graph.h"
#include "gp-layout-job.h"

G_BEGIN_DECLS

/**
 * gp_layout_part_draw:
 * @graph: one connected part
 * @rects: (inout): one per node: sizes are read, x and y written, from 0
 * @score: (out) (optional): what the drawing costs, see gp_layout_pack_cost(); more for each line
 *   that crosses another or runs through a card
 *
 * Draws the part in several ways and keeps the best. Cards keep the job's gap.
 */
gboolean gp_layout_part_draw (const GpLayoutJob    *job,
                              const GpLayoutGraph  *graph,
                              GpRect               *rects,
                              double               *score,
                              GError              **error);

G_END_DECLS

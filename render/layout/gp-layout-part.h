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
 *
 * Draws the part in several ways and keeps the best: by area and aspect, by lines that cross others
 * and lines that run through cards. Cards keep the job's gap.
 */
gboolean gp_layout_part_draw (const GpLayoutJob    *job,
                              const GpLayoutGraph  *graph,
                              GpRect               *rects,
                              GError              **error);

G_END_DECLS

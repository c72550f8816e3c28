/* gp-layout-private.h — how the engine fills a layout
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-graph.h"
#include "gp-layout.h"

G_BEGIN_DECLS

/**
 * gp_layout_new:
 * @graph: (transfer full)
 * @rects: (transfer full): one per node of @graph
 * @node_groups: (transfer full) (nullable): index of the group per node, or GP_LAYOUT_NO_GROUP
 * @groups: (transfer full) (nullable): of GpLayoutGroup; their names are copied and their
 *   rectangles computed here
 */
GpLayout *gp_layout_new            (GpLayoutGraph *graph,
                                    GpRect        *rects,
                                    guint32       *node_groups,
                                    GArray        *groups) G_GNUC_WARN_UNUSED_RESULT;
void      gp_layout_set_generation (GpLayout      *self,
                                    guint64        generation);

G_END_DECLS

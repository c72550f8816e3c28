/* gp-layout-cluster.h — draws one group
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-graph.h"
#include "gp-layout-job.h"

G_BEGIN_DECLS

/**
 * GpLayoutCluster: cards that move as one.
 * @cards: (element-type guint32)
 * @bounds: around them, in the coordinates of their rectangles
 */
typedef struct
{
  GArray *cards;
  GpRect  bounds;
} GpLayoutCluster;

/* Clears the array of cards; for g_array_set_clear_func(). */
void     gp_layout_cluster_clear (gpointer              cluster);

/**
 * gp_layout_cluster_draw:
 * @rects: (inout): all cards of @graph; those of the cluster are placed, from 0
 * @local: scratch, see gp_layout_graph_new_part()
 *
 * Draws each connected part by itself, puts single cards in rows, and packs it all.
 */
gboolean gp_layout_cluster_draw  (const GpLayoutJob    *job,
                                  const GpLayoutGraph  *graph,
                                  GpLayoutCluster      *self,
                                  GpRect               *rects,
                                  guint32              *local,
                                  GError              **error);

/* Moves the cluster so that its top left corner comes to (@x, @y). */
void     gp_layout_cluster_move  (GpLayoutCluster      *self,
                                  GpRect               *rects,
                                  double                x,
                                  double                y);

G_END_DECLS

/* gp-layout-louvain.h — communities in a weighted graph
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 a;
  guint32 b;
  double  weight;   /* above 0 */
} GpLouvainEdge;

/**
 * gp_louvain_find:
 * @resolution: 1 is plain modularity; more gives smaller communities
 * @community: (out caller-allocates): one per node, numbered from 0 in the order of their first
 *   nodes
 *
 * Blondel et al.'s method: nodes are visited in their order, ties go to the community that is
 * smaller by number, so the answer is always the same.
 *
 * Returns: the number of communities
 */
guint gp_louvain_find (guint                n_nodes,
                       const GpLouvainEdge *edges,
                       guint                n_edges,
                       double               resolution,
                       guint32             *community);

G_END_DECLS

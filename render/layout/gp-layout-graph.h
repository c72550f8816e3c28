/* gp-layout-graph.h — the connections of a request, ready to walk
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-request.h"

G_BEGIN_DECLS

/* What a line to a hub counts, where lines are weighed: nearly nothing. */
#define GP_LAYOUT_HUB_WEIGHT 0.05

/* Two nodes that are connected, however often and in which direction. */
typedef struct
{
  guint32  from;     /* of the first edge between the two */
  guint32  to;
  gboolean to_hub;   /* one of them is a hub */
} GpLayoutPair;

/**
 * GpLayoutGraph: the distinct connected pairs of a request, and who is next to whom.
 *
 * Loops and repeated edges are gone. The neighbours of node i are links[first[i]] up to, not with,
 * links[first[i + 1]], in the order of the request. Read-only plain struct.
 */
typedef struct
{
  guint         n_nodes;
  guint         n_pairs;
  GpLayoutPair *pairs;
  guint32      *first;    /* n_nodes + 1 */
  guint32      *links;    /* neighbours, 2 × n_pairs */
  guint32      *link_pairs;   /* by which pair each is one */
  gboolean     *hub;      /* per node: more than 2·√n neighbours */
} GpLayoutGraph;

GpLayoutGraph *gp_layout_graph_new (const GpLayoutRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_layout_graph_new_part:
 * @nodes: distinct nodes of @self; the first one becomes node 0, and so on
 * @local: scratch: one per node of @self, all G_MAXUINT32, and so afterwards
 * @with_hubs: whether lines to hubs are taken along
 *
 * What connects @nodes among themselves, in the order of @self: Graphviz draws the same graph
 * otherwise when its edges come in another order. Nothing in the part counts as a hub.
 */
GpLayoutGraph *gp_layout_graph_new_part (const GpLayoutGraph *self,
                                         const guint32       *nodes,
                                         guint                n_nodes,
                                         guint32             *local,
                                         gboolean             with_hubs) G_GNUC_WARN_UNUSED_RESULT;
void           gp_layout_graph_free (GpLayoutGraph *self);   /* NULL is fine */

/**
 * gp_layout_graph_components:
 * @component: (out caller-allocates): one per node: which connected part it is in, from 0 in the
 *   order of the first nodes
 *
 * Returns: the number of connected parts
 */
guint          gp_layout_graph_components (const GpLayoutGraph *self,
                                           guint32             *component);

static inline guint
gp_layout_graph_degree (const GpLayoutGraph *self,
                        guint                node)
{
  return self->first[node + 1] - self->first[node];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutGraph, gp_layout_graph_free)

G_END_DECLS

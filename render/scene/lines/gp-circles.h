/* gp-circles.h — which nodes of a graph can be reached from one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint from;     /* numbers of nodes */
  guint to;
} GpCirclesArc;

/** gp_circles_find: (transfer full): for each of @n_nodes nodes the number of its strongly
 * connected part; arcs within a part lie on a circle. An arc from a node to itself is one.
 * O(nodes + arcs). */
guint *gp_circles_find (const GpCirclesArc *arcs, guint n_arcs, guint n_nodes);

G_END_DECLS

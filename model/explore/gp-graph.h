/* gp-graph.h — entities as a graph: what is near, and how two hang together
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/* Two entities are neighbours where a field or a composite reference of one points to the other,
 * whichever way. Ids that are no entities have no neighbours. */

/** GpGraphLink: a relation of an entity. */
typedef struct
{
  GpId     line;        /* the reference field, or the composite reference */
  GpId     other;       /* the entity at its other end; may be the same one */
  gboolean outgoing;    /* the line is held by this entity */
} GpGraphLink;

/** gp_graph_list_links: (transfer full): array of GpGraphLink: outgoing ones in the order of the
 * fields, then incoming ones. O(links). */
GArray     *gp_graph_list_links (GpDesign *design, const GpId *entity);

/** gp_graph_list_between: (transfer full): array of GpGraphLink of @from that lead to @to. */
GArray     *gp_graph_list_between (GpDesign *design, const GpId *from, const GpId *to);

/**
 * gp_graph_list_around:
 * @steps: 0 gives @entities alone
 *
 * Returns: (transfer full): GpId → GUINT_TO_POINTER (steps away): @entities and what is at most
 * @steps away from one of them. O(what is returned and its links).
 */
GHashTable *gp_graph_list_around (GpDesign *design, const GpId *entities, gsize n, guint steps);

/**
 * gp_graph_list_paths:
 * @most: how many paths are wanted
 *
 * Returns: (transfer full): array of GArray of GpId: the shortest ways from @from to @to, both
 * ends included; empty where there is none. Those through entities with few links come first: a
 * way through what everything refers to says little.
 */
GPtrArray  *gp_graph_list_paths  (GpDesign *design, const GpId *from, const GpId *to, guint most);

G_END_DECLS

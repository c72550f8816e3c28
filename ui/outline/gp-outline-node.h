/* gp-outline-node.h — one line of the outline
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpOutlineNode: an element, or a heading over the elements of a kind.
 *
 * GpOutlineNode::changed (GpOutlineNode *self): what it says has changed.
 */
#define GP_TYPE_OUTLINE_NODE (gp_outline_node_get_type ())
G_DECLARE_FINAL_TYPE (GpOutlineNode, gp_outline_node, GP, OUTLINE_NODE, GObject)

/** gp_outline_node_new: @id: nil for a heading. @rank: where it stands among its siblings.
 * @with_children: whether it can be unfolded. */
GpOutlineNode *gp_outline_node_new          (const GpId *id, GpKind kind, double rank,
                                             gboolean with_children);

const GpId    *gp_outline_node_get_id       (GpOutlineNode *self);
GpKind         gp_outline_node_get_kind     (GpOutlineNode *self);
gboolean       gp_outline_node_is_heading   (GpOutlineNode *self);

/** gp_outline_node_get_children: of GpOutlineNode; NULL where it cannot be unfolded. */
GListStore    *gp_outline_node_get_children (GpOutlineNode *self);

/** gp_outline_node_insert: a child, by rank and id. */
void           gp_outline_node_insert       (GpOutlineNode *self, GpOutlineNode *child);

void           gp_outline_node_set_rank     (GpOutlineNode *self, double rank);
double         gp_outline_node_get_rank     (GpOutlineNode *self);

/** gp_outline_node_set_problem: 0 for none, else 1 + the worst GpSeverity. */
void           gp_outline_node_set_problem  (GpOutlineNode *self, guint problem);
guint          gp_outline_node_get_problem  (GpOutlineNode *self);

/** gp_outline_node_compare: by rank, then by id. */
int            gp_outline_node_compare      (gconstpointer a, gconstpointer b, gpointer user_data);

/** gp_outline_node_emit_changed: has the rows that show it read it again. */
void           gp_outline_node_emit_changed (GpOutlineNode *self);

G_END_DECLS

/* gp-outline-model.h — the tree of the outline, kept up to date with the design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-finding.h"
#include "gp-outline-node.h"

G_BEGIN_DECLS

/**
 * GpOutlineModel: domains with their entities and buckets first, then what is in no domain, then a
 * heading each for flows, roles, events and so on, where there are any. A change costs
 * O(what it touches); a very large one has the tree built again.
 */
#define GP_TYPE_OUTLINE_MODEL (gp_outline_model_get_type ())
G_DECLARE_FINAL_TYPE (GpOutlineModel, gp_outline_model, GP, OUTLINE_MODEL, GObject)

GpOutlineModel *gp_outline_model_new      (GpDesign *design);

/** gp_outline_model_get_roots: (transfer none): of GpOutlineNode; the same for the model's life. */
GListStore     *gp_outline_model_get_roots (GpOutlineModel *self);

/** gp_outline_model_find: the node of an element, or NULL. @out_parent: (optional): the node that
 * it is in, NULL at the top. O(1). */
GpOutlineNode  *gp_outline_model_find     (GpOutlineModel *self, const GpId *id,
                                           GpOutlineNode **out_parent);

/** gp_outline_model_find_index: where @node stands below @parent, NULL: the top. O(log n). */
gboolean        gp_outline_model_find_index (GpOutlineModel *self, GpOutlineNode *node,
                                             GpOutlineNode *parent, guint *out);

/** gp_outline_model_set_findings: marks what errors and warnings are about, and what it is in. */
void            gp_outline_model_set_findings (GpOutlineModel *self, GPtrArray *findings);

/** gp_outline_model_search: (transfer container): elements whose names contain @text whatever the
 * case, those that begin with it first; at most @limit. Fields and steps are found too. */
GPtrArray      *gp_outline_model_search   (GpDesign *design, const char *text, guint limit);

G_END_DECLS

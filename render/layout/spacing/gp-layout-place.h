/* gp-layout-place.h — finds room for what is new
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-request.h"
#include "gp-layout.h"

G_BEGIN_DECLS

/**
 * gp_layout_place_new:
 *
 * Places the nodes that have no position near what they are tied to; all others stay exactly where
 * they are. What is tied to nothing that has a place goes to its group, else below everything.
 * Needs no Graphviz, runs at once and in any thread; some µs a node among a thousand.
 *
 * Returns: (transfer full): never NULL. New nodes keep the request's gap to everything.
 */
GpLayout *gp_layout_place_new  (const GpLayoutRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_layout_place_free:
 * @rects: (inout): all nodes; those not in @kept are moved
 * @kept: per node, whether it stays
 * @wishes: (nullable): whether each node that is moved wants to be where its rectangle is now, and
 *   not where its ties are
 *
 * The work behind it, for rectangles in hand.
 */
void      gp_layout_place_free (const GpLayoutRequest *request,
                                GpRect                *rects,
                                const gboolean        *kept,
                                gboolean               wishes);

/**
 * gp_layout_place_pins:
 * @rects: (inout): all nodes, as a layout drew them
 * @gap: kept around pinned nodes
 *
 * Brings the drawing to where the pinned nodes are, puts those back exactly, and finds another
 * place for what is in their way. Changes nothing where nothing is pinned.
 */
void      gp_layout_place_pins (const GpLayoutRequest *request, GpRect *rects, double gap);

G_END_DECLS

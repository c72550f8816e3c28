/* gp-layout-lanes.h — keeps lines apart that would lie on one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-router.h"

G_BEGIN_DECLS

/**
 * GpLayoutWay: a line as it was routed.
 * @points: its corners, changed in place; each segment level or upright
 * @bundle: lines of the same bundle may lie on one another, and are brought together where they run
 *   side by side
 * @fixed: stays where it is; the others keep off it
 */
typedef struct
{
  GpPoint  *points;
  guint     n_points;
  guint32   bundle;
  gboolean  fixed;
} GpLayoutWay;

/**
 * gp_layout_lanes_spread:
 * @router: knows the cards
 *
 * Moves the inner segments of @ways sideways, a little, until lines of different bundles run beside
 * one another, in the order in which they cross least. First and last segments stay, so that lines
 * keep leaving from their fields; nothing that was clear of cards comes near one.
 */
void gp_layout_lanes_spread (GpLayoutRouter *router, GpLayoutWay *ways, guint n_ways);

G_END_DECLS

/* gp-layout-router.h — lines with right angles between cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"
#include "gp-value.h"

G_BEGIN_DECLS

#define GP_LAYOUT_NO_PORT      (-1.0)
#define GP_LAYOUT_ROUTE_POINTS 6

/**
 * GpLayoutLink:
 * @from, @to: indices of rectangles; the same twice is a loop
 * @from_port, @to_port: how far below the upper side of its card the line begins or ends, in canvas
 *   units: the middle of a field's row. GP_LAYOUT_NO_PORT stands for the middle of any of the four
 *   sides.
 */
typedef struct
{
  guint32 from;
  guint32 to;
  double  from_port;
  double  to_port;
} GpLayoutLink;

/**
 * GpLayoutRoute: a line of two, four or six points, each segment level or upright. It begins on a
 * side of the one card and ends on a side of the other.
 * @clear: whether it keeps off all cards; otherwise it takes the shortest way through
 */
typedef struct
{
  GpPoint points[GP_LAYOUT_ROUTE_POINTS];
  guint        n_points;
  gboolean     clear;
} GpLayoutRoute;

/**
 * GpLayoutRouter: finds lines around rectangles. Plain struct, owned and used by one thread.
 */
typedef struct _GpLayoutRouter GpLayoutRouter;

/* @rects: copied. */
GpLayoutRouter *gp_layout_router_new   (const GpRect       *rects,
                                        guint               n_rects) G_GNUC_WARN_UNUSED_RESULT;
void            gp_layout_router_free  (GpLayoutRouter     *self);   /* NULL is fine */

/* Replaces one rectangle, as when a card is dragged. What has been routed is not touched: route
 * the links at that card, and those that ran past it, again. */
void            gp_layout_router_move  (GpLayoutRouter     *self,
                                        guint32             index,
                                        const GpRect       *rect);

/**
 * gp_layout_router_route:
 * @routes: (out caller-allocates): one per link
 *
 * Routes these links, each by itself: the same link between the same cards always gets the same
 * route, whichever others are asked for. A few µs a link.
 */
void            gp_layout_router_route (GpLayoutRouter     *self,
                                        const GpLayoutLink *links,
                                        guint               n_links,
                                        GpLayoutRoute      *routes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutRouter, gp_layout_router_free)

G_END_DECLS

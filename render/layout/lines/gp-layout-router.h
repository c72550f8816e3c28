/* gp-layout-router.h — lines with right angles between cards
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"
#include "gp-value.h"

G_BEGIN_DECLS

#define GP_LAYOUT_NO_PORT      (-1.0)
#define GP_LAYOUT_ROUTE_POINTS 20

/* How far a line runs straight out of a card, canvas units: room for the mark at its end. */
#define GP_LAYOUT_STRAIGHT     22.0

/**
 * GpLayoutLink:
 * @from, @to: indices of rectangles; the same twice is a loop
 * @from_port, @to_port: how far below the upper side of its card the line begins or ends, in canvas
 *   units: the middle of a field's row. GP_LAYOUT_NO_PORT stands for the middle of any of the four
 *   sides.
 * @to_slant: how much lower the line ends on the left side, and how much higher on the right one:
 *   so lines to cards that face one another do not run into each other
 */
typedef struct
{
  guint32 from;
  guint32 to;
  double  from_port;
  double  to_port;
  double  to_slant;
} GpLayoutLink;

/**
 * GpLayoutRoute: a line of two points or more, each segment level or upright. It begins on a side
 * of the one card and ends on a side of the other.
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

/* One rectangle more. Returns its index: the last one. */
guint32         gp_layout_router_add   (GpLayoutRouter     *self,
                                        const GpRect       *rect);

/* The rectangles as they are now, borrowed until one more comes. */
const GpRect   *gp_layout_router_peek_cards (const GpLayoutRouter *self,
                                             guint                *n_cards);

/* Whether no rectangle overlaps @area. */
gboolean        gp_layout_router_is_free (GpLayoutRouter *self,
                                          const GpRect   *area);

/* How many steps the searches for ways around many cards may take from now on, all together; some
 * 10 million a second. Without this there is no end to them. */
void            gp_layout_router_set_budget (GpLayoutRouter *self,
                                             guint           steps);

/**
 * gp_layout_router_free_span:
 * @along_x: whether what is moved sideways is upright; else it is level and moved up and down
 * @at: where it is
 * @low, @high: from where to where it reaches
 * @most: how far to look
 * @out_low, @out_high: (inout): where it may be without coming near a card; only made narrower
 *
 * FALSE where it runs through a card or next to one; then nothing is written.
 */
gboolean        gp_layout_router_free_span (GpLayoutRouter *self,
                                            gboolean        along_x,
                                            double          at,
                                            double          low,
                                            double          high,
                                            double          most,
                                            double         *out_low,
                                            double         *out_high);

/**
 * gp_layout_router_route:
 * @routes: (out caller-allocates): one per link
 *
 * Routes these links, each by itself: the same link between the same cards always gets the same
 * route, whichever others are asked for, as long as the budget lasts. A few µs a link, and up to a
 * ms for one that must find its way around many cards.
 */
void            gp_layout_router_route (GpLayoutRouter     *self,
                                        const GpLayoutLink *links,
                                        guint               n_links,
                                        GpLayoutRoute      *routes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutRouter, gp_layout_router_free)

G_END_DECLS

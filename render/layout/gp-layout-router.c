/* gp-layout-router.c — lines with right angles between cards
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line has three segments: out of one card, across, into the other. It leaves each card on one
 * of two opposite sides, which makes four shapes:
 *
 *     ┌─┐  ┌──┤B│     ┌─┐            │A├─┐        ┌─┤A│
 *     │A├──┘          ┤B├──┐  …          │        │
 *                       ┤A│─┘        │B├─┘        └─┤B│
 *
 * For each shape the first and the last segment have a fixed height; how far they reach before they
 * meet a card bounds where the middle one may be, and among the cards in that strip the free place
 * next to the best one is taken. So a route of three segments is found wherever there is one.
 * Ends without a port may also leave up and down: the same with the axes exchanged.
 *
 * Where nothing is free, the shape with the shortest way is drawn through what is in the way. */
#define G_LOG_DOMAIN "gp-layout-router"

#include "config.h"

#include "gp-layout-router.h"

#include "gp-layout-grid.h"

#include <math.h>

/* A line keeps off cards by so much, and runs straight out of one by so much, canvas units. */
#define CLEARANCE  8.0
#define STRAIGHT   20.0

/* How far beyond both cards a line that turns back may go. */
#define FARTHEST   600.0

/* Lines that want the same place in a corridor are spread over so many lanes. */
#define LANES      5
#define LANE_WIDTH 6.0

typedef enum { ALONG_X, ALONG_Y, N_AXES } Axis;

typedef struct
{
  double low;
  double high;
} Span;

struct _GpLayoutRouter
{
  GpRect       *rects;
  guint         n_rects;
  GpLayoutGrid *grid;     /* NULL after a move */
  Span         *spans;    /* scratch: what is in the way */
};


/* One end of a line: where it leaves, along and across the axis, and to which side. */
typedef struct
{
  guint32 card;
  double  along;
  double  across;
  int     side;           /* -1 towards smaller coordinates, 1 towards larger ones */
} End;

typedef struct
{
  Axis     axis;
  End      from;
  End      to;
  double   middle;        /* where the middle segment is, along the axis */
  double   length;
  gboolean clear;
} Shape;

GpLayoutRouter *
gp_layout_router_new (const GpRect *rects,
                      guint         n_rects)
{
  GpLayoutRouter *self = g_new0 (GpLayoutRouter, 1);

  self->rects = g_memdup2 (rects, n_rects * sizeof (GpRect));
  self->n_rects = n_rects;
  self->spans = g_new (Span, MAX (n_rects, 1));

  return self;
}

void
gp_layout_router_free (GpLayoutRouter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->grid, gp_layout_grid_free);
  g_free (self->rects);
  g_free (self->spans);
  g_free (self);
}

void
gp_layout_router_move (GpLayoutRouter *self,
                       guint32         index,
                       const GpRect   *rect)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->n_rects);

  self->rects[index] = *rect;
  g_clear_pointer (&self->grid, gp_layout_grid_free);
}

static Span
extent (const GpRect *rect,
        Axis          axis)
{
  return axis == ALONG_X ? (Span) { rect->x, rect->x + rect->width }
                         : (Span) { rect->y, rect->y + rect->height };
}

static GpRect
box_of (Axis   axis,
        Span   along,
        Span   across)
{
  GpRect box = {
    .x = along.low, .y = across.low,
    .width = along.high - along.low, .height = across.high - across.low,
  };

  return axis == ALONG_X ? box : (GpRect) { box.y, box.x, box.height, box.width };
}

/* How far a line that leaves @end may run before it comes too near to a card; at most to @limit. */
static double
reach (GpLayoutRouter *self,
       Axis            axis,
       const End      *end,
       double          limit)
{
  Span along = { MIN (end->along, limit), MAX (end->along, limit) };
  Span across = { end->across - CLEARANCE, end->across + CLEARANCE };
  GpRect box = box_of (axis, along, across);
  guint n_found;
  const guint32 *found = gp_layout_grid_query (self->grid, &box, &n_found);
  double farthest = limit;

  for (guint i = 0; i < n_found; i++)
    {
      Span card = extent (&self->rects[found[i]], axis);

      if (found[i] == end->card)
        continue;
      if (end->side > 0)
        farthest = MIN (farthest, card.low - CLEARANCE);
      else
        farthest = MAX (farthest, card.high + CLEARANCE);
    }

  return farthest;
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const Span *left = a;
  const Span *right = b;

  return (left->low > right->low) - (left->low < right->low);
}

/* The free place for an upright segment next to @wish within @room; NAN where there is none. The
 * cards at both ends are in the way, too. */
static double
free_place (GpLayoutRouter *self,
            Axis            axis,
            Span            room,
            Span            across,
            double          wish)
{
  Span along = { room.low - CLEARANCE, room.high + CLEARANCE };
  Span wide = { across.low - CLEARANCE, across.high + CLEARANCE };
  GpRect box = box_of (axis, along, wide);
  guint n_found;
  const guint32 *found = gp_layout_grid_query (self->grid, &box, &n_found);
  double best = NAN;
  double free_from = room.low;

  for (guint i = 0; i < n_found; i++)
    self->spans[i] = extent (&self->rects[found[i]], axis);
  qsort (self->spans, n_found, sizeof (Span), compare_spans);

  /* From one gap between what is in the way to the next; the last one ends with the room. */
  for (guint i = 0; i <= n_found && free_from <= room.high; i++)
    {
      double free_to = i < n_found ? MIN (self->spans[i].low - CLEARANCE, room.high) : room.high;

      if (free_from <= free_to)
        {
          double place = CLAMP (wish, free_from, free_to);

          if (isnan (best) || fabs (place - wish) < fabs (best - wish))
            best = place;
        }
      if (i < n_found)
        free_from = MAX (free_from, self->spans[i].high + CLEARANCE);
    }

  return best;
}

/* Where the middle segment may be if nothing is in the way, and where it is best. FALSE for a
 * shape that cannot be drawn between these cards. */
static gboolean
room_for (const Shape *shape,
          double       lane,
          Span        *room,
          double      *wish)
{
  double from = shape->from.along + shape->from.side * STRAIGHT;
  double to = shape->to.along + shape->to.side * STRAIGHT;

  if (shape->from.side != shape->to.side)
    {
      *room = shape->from.side > 0 ? (Span) { from, to } : (Span) { to, from };
      *wish = CLAMP ((from + to) / 2 + lane, room->low, MAX (room->low, room->high));
      return room->low <= room->high;
    }

  if (shape->from.side > 0)
    *room = (Span) { MAX (from, to), MAX (from, to) + FARTHEST };
  else
    *room = (Span) { MIN (from, to) - FARTHEST, MIN (from, to) };
  *wish = shape->from.side > 0 ? room->low + fabs (lane) : room->high - fabs (lane);
  return TRUE;
}

/* Finds where the middle segment goes. FALSE for an impossible shape. */
static gboolean
fit_shape (GpLayoutRouter *self,
           Shape          *shape,
           double          lane)
{
  Span across = {
    MIN (shape->from.across, shape->to.across), MAX (shape->from.across, shape->to.across),
  };
  Span room;
  double wish;
  double limit;
  double place = NAN;

  if (!room_for (shape, lane, &room, &wish))
    return FALSE;

  limit = reach (self, shape->axis, &shape->from, shape->from.side > 0 ? room.high : room.low);
  if (shape->from.side > 0)
    room.high = MIN (room.high, limit);
  else
    room.low = MAX (room.low, limit);
  limit = reach (self, shape->axis, &shape->to, shape->to.side > 0 ? room.high : room.low);
  if (shape->to.side > 0)
    room.high = MIN (room.high, limit);
  else
    room.low = MAX (room.low, limit);

  if (room.low <= room.high)
    place = free_place (self, shape->axis, room, across, CLAMP (wish, room.low, room.high));
  shape->clear = !isnan (place);
  shape->middle = shape->clear ? place : wish;
  shape->length = fabs (shape->middle - shape->from.along)
                  + fabs (shape->middle - shape->to.along) + across.high - across.low;

  return TRUE;
}

static End
make_end (const GpLayoutRouter *self,
          guint32               card,
          double                port,
          Axis                  axis,
          int                   side)
{
  const GpRect *rect = &self->rects[card];
  Span along = extent (rect, axis);
  Span across = extent (rect, axis == ALONG_X ? ALONG_Y : ALONG_X);

  return (End) {
    .card = card,
    .along = side > 0 ? along.high : along.low,
    .across = port >= 0 ? MIN (across.low + port, across.high) : (across.low + across.high) / 2,
    .side = side,
  };
}

static void
draw (const Shape *shape,
      GpRoute     *route)
{
  const double points[GP_ROUTE_MAX_POINTS][2] = {
    { shape->from.along, shape->from.across }, { shape->middle, shape->from.across },
    { shape->middle, shape->to.across }, { shape->to.along, shape->to.across },
  };
  gboolean straight = shape->from.across == shape->to.across
                      && shape->from.side != shape->to.side;

  route->clear = shape->clear;
  route->n_points = 0;
  for (guint i = 0; i < GP_ROUTE_MAX_POINTS; i++)
    {
      gboolean swap = shape->axis == ALONG_Y;

      if (straight && (i == 1 || i == 2))
        continue;
      route->points[route->n_points++] = (GpRoutePoint) { points[i][swap], points[i][!swap] };
    }
}

/* Clear ones first, then the shortest. */
static gboolean
is_better (const Shape *shape,
           const Shape *than)
{
  if (shape->clear != than->clear)
    return shape->clear;

  return shape->length < than->length;
}

static void
route_edge (GpLayoutRouter    *self,
            const GpRouteEdge *edge,
            GpRoute           *route)
{
  static const int sides[][2] = { { 1, -1 }, { -1, 1 }, { 1, 1 }, { -1, -1 } };
  gboolean upright = edge->from_port < 0 && edge->to_port < 0 && edge->from != edge->to;
  double lane = ((int) ((edge->from * 7 + edge->to * 3) % LANES) - LANES / 2) * LANE_WIDTH;
  Shape best = { .length = INFINITY };

  for (Axis axis = ALONG_X; axis < (upright ? N_AXES : ALONG_Y); axis++)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        Shape shape = {
          .axis = axis,
          .from = make_end (self, edge->from, edge->from_port, axis, sides[i][0]),
          .to = make_end (self, edge->to, edge->to_port, axis, sides[i][1]),
        };

        /* A loop turns back beside its card. */
        if (edge->from == edge->to && sides[i][0] != sides[i][1])
          continue;
        if (fit_shape (self, &shape, lane) && is_better (&shape, &best))
          best = shape;
      }

  draw (&best, route);
}

void
gp_layout_router_route (GpLayoutRouter    *self,
                        const GpRouteEdge *edges,
                        guint              n_edges,
                        GpRoute           *routes)
{
  g_return_if_fail (self != NULL);

  if (self->grid == NULL)
    self->grid = gp_layout_grid_new (self->rects, self->n_rects);

  for (guint i = 0; i < n_edges; i++)
    {
      g_return_if_fail (edges[i].from < self->n_rects && edges[i].to < self->n_rects);
      route_edge (self, &edges[i], &routes[i]);
    }
}

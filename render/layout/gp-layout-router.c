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
 * Where there is none, five segments: out of each card into the corridor beside it, and along it to
 * a free place for a long segment across. Where nothing is free, the shortest way of three segments
 * is drawn through what is in the way. */
#define G_LOG_DOMAIN "gp-layout-router"

#include "config.h"

#include "gp-layout-router.h"

#include "gp-layout-grid.h"

#include <math.h>

/* A line keeps off cards by so much, and runs straight out of one by so much, canvas units. */
#define CLEARANCE  8.0
#define STRAIGHT   20.0

/* How far beyond both cards a line that turns back may go, and one that goes round others. */
#define FARTHEST   600.0
#define DETOUR     1500.0

/* How much of a line's way is looked at at a time. */
#define PIECE      400.0

/* Ways longer than this hardly ever are free, and are not worth the search. */
#define WORTH_A_DETOUR 4000.0

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
  double   leave;         /* where the line turns first and last, along the axis: the same for */
  double   arrive;        /* three segments */
  double   cross;         /* where the long segment of five is, across the axis */
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

/* How far a line that leaves @end may run before it comes too near to a card; at most to @limit.
 * Looks a piece at a time: there nearly always is something close by. */
static double
reach (GpLayoutRouter *self,
       Axis            axis,
       const End      *end,
       double          limit)
{
  Span across = { end->across - CLEARANCE, end->across + CLEARANCE };
  double farthest = limit;
  double at = end->along;

  while (at != farthest)
    {
      double next = end->side > 0 ? MIN (at + PIECE, farthest) : MAX (at - PIECE, farthest);
      Span along = { MIN (at, next) - CLEARANCE, MAX (at, next) + CLEARANCE };
      GpRect box = box_of (axis, along, across);
      guint n_found;
      const guint32 *found = gp_layout_grid_query (self->grid, &box, &n_found);

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
      if ((end->side > 0 && farthest <= next) || (end->side < 0 && farthest >= next))
        break;
      at = next;
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
  shape->leave = shape->arrive = shape->clear ? place : wish;
  shape->cross = shape->to.across;
  shape->length = fabs (shape->leave - shape->from.along)
                  + fabs (shape->leave - shape->to.along) + across.high - across.low;

  return TRUE;
}

/* How far up and down an upright segment at @along may go from @across. */
static Span
corridor (GpLayoutRouter *self,
          Axis            axis,
          double          along,
          double          across,
          Span            limits)
{
  Axis other = axis == ALONG_X ? ALONG_Y : ALONG_X;
  End end = { .card = G_MAXUINT32, .along = across, .across = along };
  Span span;

  end.side = -1;
  span.low = reach (self, other, &end, limits.low);
  end.side = 1;
  span.high = reach (self, other, &end, limits.high);

  return span;
}

/* Finds a way of five segments. FALSE where there is none of this shape. */
static gboolean
fit_detour (GpLayoutRouter *self,
            Shape          *shape,
            double          lane)
{
  double straight = STRAIGHT + fabs (lane);
  Span limits = {
    MIN (shape->from.across, shape->to.across) - DETOUR,
    MAX (shape->from.across, shape->to.across) + DETOUR,
  };
  Span from;
  Span to;
  Span room;
  Span along;

  shape->leave = shape->from.along + shape->from.side * straight;
  shape->arrive = shape->to.along + shape->to.side * straight;
  if (reach (self, shape->axis, &shape->from, shape->leave) != shape->leave
      || reach (self, shape->axis, &shape->to, shape->arrive) != shape->arrive)
    return FALSE;

  from = corridor (self, shape->axis, shape->leave, shape->from.across, limits);
  to = corridor (self, shape->axis, shape->arrive, shape->to.across, limits);
  room = (Span) { MAX (from.low, to.low), MIN (from.high, to.high) };
  if (room.low > room.high)
    return FALSE;

  along = (Span) { MIN (shape->leave, shape->arrive), MAX (shape->leave, shape->arrive) };
  shape->cross = free_place (self, shape->axis == ALONG_X ? ALONG_Y : ALONG_X, room, along,
                             CLAMP ((shape->from.across + shape->to.across) / 2 + lane, room.low,
                                    room.high));
  shape->clear = !isnan (shape->cross);
  shape->length = 2 * straight + along.high - along.low
                  + fabs (shape->cross - shape->from.across)
                  + fabs (shape->cross - shape->to.across);

  return shape->clear;
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

/* Writes the corners, without those where the line goes straight on. */
static void
draw (const Shape   *shape,
      GpLayoutRoute *route)
{
  const double corners[GP_LAYOUT_ROUTE_POINTS][2] = {
    { shape->from.along, shape->from.across }, { shape->leave, shape->from.across },
    { shape->leave, shape->cross }, { shape->arrive, shape->cross },
    { shape->arrive, shape->to.across }, { shape->to.along, shape->to.across },
  };
  gboolean swap = shape->axis == ALONG_Y;
  guint n = 0;

  for (guint i = 0; i < GP_LAYOUT_ROUTE_POINTS; i++)
    {
      GpPoint point = { corners[i][swap], corners[i][!swap] };
      GpPoint *last = n > 0 ? &route->points[n - 1] : NULL;
      const GpPoint *before = n > 1 ? &route->points[n - 2] : NULL;

      if (last != NULL && last->x == point.x && last->y == point.y)
        continue;
      if (before != NULL
          && ((before->x == last->x && last->x == point.x)
              || (before->y == last->y && last->y == point.y)))
        *last = point;
      else
        route->points[n++] = point;
    }

  route->n_points = n;
  route->clear = shape->clear;
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

typedef gboolean (*FitFunc) (GpLayoutRouter *self, Shape *shape, double lane);

/* Tries all shapes of one kind between the two ends of @link. */
static void
try_shapes (GpLayoutRouter     *self,
            const GpLayoutLink *link,
            FitFunc             fit,
            Shape              *best)
{
  static const int sides[][2] = { { 1, -1 }, { -1, 1 }, { 1, 1 }, { -1, -1 } };
  gboolean upright = link->from_port < 0 && link->to_port < 0 && link->from != link->to;
  double lane = ((int) ((link->from * 7 + link->to * 3) % LANES) - LANES / 2) * LANE_WIDTH;

  for (Axis axis = ALONG_X; axis < (upright ? N_AXES : ALONG_Y); axis++)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        Shape shape = {
          .axis = axis,
          .from = make_end (self, link->from, link->from_port, axis, sides[i][0]),
          .to = make_end (self, link->to, link->to_port, axis, sides[i][1]),
        };

        /* A loop turns back beside its card. */
        if (link->from == link->to && sides[i][0] != sides[i][1])
          continue;
        if (fit (self, &shape, lane) && is_better (&shape, best))
          *best = shape;
      }
}

static void
route_link (GpLayoutRouter     *self,
            const GpLayoutLink *link,
            GpLayoutRoute      *route)
{
  Shape best = { .length = INFINITY };

  try_shapes (self, link, fit_shape, &best);
  if (!best.clear && best.length < WORTH_A_DETOUR)
    try_shapes (self, link, fit_detour, &best);

  draw (&best, route);
}

void
gp_layout_router_route (GpLayoutRouter     *self,
                        const GpLayoutLink *links,
                        guint               n_links,
                        GpLayoutRoute      *routes)
{
  g_return_if_fail (self != NULL);

  if (self->grid == NULL)
    self->grid = gp_layout_grid_new (self->rects, self->n_rects);

  for (guint i = 0; i < n_links; i++)
    {
      g_return_if_fail (links[i].from < self->n_rects && links[i].to < self->n_rects);
      route_link (self, &links[i], &routes[i]);
    }
}

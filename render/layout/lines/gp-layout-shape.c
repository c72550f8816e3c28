/* gp-layout-shape.c — ways of three and of five segments
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
 * Five segments: out of each card into the corridor beside it, and along it to a free place for a
 * long segment across. */
#define G_LOG_DOMAIN "gp-layout-shape"

#include "config.h"

#include "gp-layout-router-private.h"

#include <math.h>

#define CLEARANCE  GP_LAYOUT_CLEARANCE
#define STRAIGHT   GP_LAYOUT_STRAIGHT

/* How much farther off cards it keeps where there is room. */
#define ASIDE      18.0

/* How far beyond both cards a line that turns back may go, and one that goes round others. */
#define FARTHEST   600.0
#define DETOUR     1500.0

/* How much of a line's way is looked at at a time. */
#define PIECE      400.0

static GpLayoutSpan
extent (const GpRect *rect,
        GpLayoutAxis  axis)
{
  if (axis == GP_LAYOUT_ALONG_X)
    return (GpLayoutSpan) { rect->x, rect->x + rect->width };
  return (GpLayoutSpan) { rect->y, rect->y + rect->height };
}

static GpLayoutAxis
other_axis (GpLayoutAxis axis)
{
  return axis == GP_LAYOUT_ALONG_X ? GP_LAYOUT_ALONG_Y : GP_LAYOUT_ALONG_X;
}

static GpRect
box_of (GpLayoutAxis axis,
        GpLayoutSpan along,
        GpLayoutSpan across)
{
  GpRect box = {
    .x = along.low, .y = across.low,
    .width = along.high - along.low, .height = across.high - across.low,
  };

  return axis == GP_LAYOUT_ALONG_X ? box : (GpRect) { box.y, box.x, box.height, box.width };
}

/* Looks a piece at a time: there nearly always is something close by. */
double
gp_layout_reach (GpLayoutRouter    *self,
                 GpLayoutAxis       axis,
                 const GpLayoutEnd *end,
                 double             limit)
{
  GpLayoutSpan across = { end->across - CLEARANCE, end->across + CLEARANCE };
  double farthest = limit;
  double at = end->along;

  while (at != farthest)
    {
      double next = end->side > 0 ? MIN (at + PIECE, farthest) : MAX (at - PIECE, farthest);
      GpLayoutSpan along = { MIN (at, next) - CLEARANCE, MAX (at, next) + CLEARANCE };
      GpRect box = box_of (axis, along, across);
      guint n_found;
      const guint32 *found = gp_layout_grid_query (self->grid, &box, &n_found);

      for (guint i = 0; i < n_found; i++)
        {
          GpLayoutSpan card = extent (&self->rects[found[i]], axis);

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
  const GpLayoutSpan *left = a;
  const GpLayoutSpan *right = b;

  return (left->low > right->low) - (left->low < right->low);
}

/* The free place for an upright segment next to @wish within @room; NAN where there is none. The
 * cards at both ends are in the way, too. */
static double
free_place (GpLayoutRouter *self,
            GpLayoutAxis    axis,
            GpLayoutSpan    room,
            GpLayoutSpan    across,
            double          wish)
{
  GpLayoutSpan along = { room.low - CLEARANCE, room.high + CLEARANCE };
  GpLayoutSpan wide = { across.low - CLEARANCE, across.high + CLEARANCE };
  GpRect box = box_of (axis, along, wide);
  guint n_found;
  const guint32 *found = gp_layout_grid_query (self->grid, &box, &n_found);
  double best = NAN;
  double free_from = room.low;

  for (guint i = 0; i < n_found; i++)
    self->spans[i] = extent (&self->rects[found[i]], axis);
  qsort (self->spans, n_found, sizeof (GpLayoutSpan), compare_spans);

  /* From one gap between what is in the way to the next; the last one ends with the room. */
  for (guint i = 0; i <= n_found && free_from <= room.high; i++)
    {
      double free_to = i < n_found ? MIN (self->spans[i].low - CLEARANCE, room.high) : room.high;

      if (free_from <= free_to)
        {
          /* Not right beside a card, where its own lines end, if there is any room. */
          double aside = MIN (ASIDE, (free_to - free_from) / 3);
          double place = CLAMP (wish, free_from > room.low ? free_from + aside : free_from,
                                free_to < room.high ? free_to - aside : free_to);

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
room_for (const GpLayoutShape *shape,
          GpLayoutSpan        *room,
          double              *wish)
{
  double from = shape->from.along + shape->from.side * STRAIGHT;
  double to = shape->to.along + shape->to.side * STRAIGHT;

  if (shape->from.side != shape->to.side)
    {
      *room = shape->from.side > 0 ? (GpLayoutSpan) { from, to } : (GpLayoutSpan) { to, from };
      *wish = CLAMP ((from + to) / 2, room->low, MAX (room->low, room->high));
      return room->low <= room->high;
    }

  if (shape->from.side > 0)
    *room = (GpLayoutSpan) { MAX (from, to), MAX (from, to) + FARTHEST };
  else
    *room = (GpLayoutSpan) { MIN (from, to) - FARTHEST, MIN (from, to) };
  *wish = shape->from.side > 0 ? room->low : room->high;
  return TRUE;
}

/* Finds where the middle segment goes. FALSE for an impossible shape. */
static gboolean
fit_shape (GpLayoutRouter *self,
           GpLayoutShape  *shape)
{
  GpLayoutSpan across = {
    MIN (shape->from.across, shape->to.across), MAX (shape->from.across, shape->to.across),
  };
  GpLayoutSpan room;
  double wish;
  double limit;
  double place = NAN;

  if (!room_for (shape, &room, &wish))
    return FALSE;

  limit = gp_layout_reach (self, shape->axis, &shape->from,
                           shape->from.side > 0 ? room.high : room.low);
  if (shape->from.side > 0)
    room.high = MIN (room.high, limit);
  else
    room.low = MAX (room.low, limit);
  limit = gp_layout_reach (self, shape->axis, &shape->to,
                           shape->to.side > 0 ? room.high : room.low);
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
static GpLayoutSpan
corridor (GpLayoutRouter *self,
          GpLayoutAxis    axis,
          double          along,
          double          across,
          GpLayoutSpan    limits)
{
  GpLayoutAxis other = other_axis (axis);
  GpLayoutEnd end = { .card = G_MAXUINT32, .along = across, .across = along };
  GpLayoutSpan span;

  end.side = -1;
  span.low = gp_layout_reach (self, other, &end, limits.low);
  end.side = 1;
  span.high = gp_layout_reach (self, other, &end, limits.high);

  return span;
}

/* Finds a way of five segments. FALSE where there is none of this shape. */
static gboolean
fit_detour (GpLayoutRouter *self,
            GpLayoutShape  *shape)
{
  GpLayoutSpan limits = {
    MIN (shape->from.across, shape->to.across) - DETOUR,
    MAX (shape->from.across, shape->to.across) + DETOUR,
  };
  GpLayoutSpan from;
  GpLayoutSpan to;
  GpLayoutSpan room;
  GpLayoutSpan along;

  shape->leave = shape->from.along + shape->from.side * STRAIGHT;
  shape->arrive = shape->to.along + shape->to.side * STRAIGHT;
  if (gp_layout_reach (self, shape->axis, &shape->from, shape->leave) != shape->leave
      || gp_layout_reach (self, shape->axis, &shape->to, shape->arrive) != shape->arrive)
    return FALSE;

  from = corridor (self, shape->axis, shape->leave, shape->from.across, limits);
  to = corridor (self, shape->axis, shape->arrive, shape->to.across, limits);
  room = (GpLayoutSpan) { MAX (from.low, to.low), MIN (from.high, to.high) };
  if (room.low > room.high)
    return FALSE;

  along = (GpLayoutSpan) { MIN (shape->leave, shape->arrive), MAX (shape->leave, shape->arrive) };
  shape->cross = free_place (self, other_axis (shape->axis), room, along,
                             CLAMP ((shape->from.across + shape->to.across) / 2, room.low,
                                    room.high));
  shape->clear = !isnan (shape->cross);
  shape->length = 2 * STRAIGHT + along.high - along.low
                  + fabs (shape->cross - shape->from.across)
                  + fabs (shape->cross - shape->to.across);

  return shape->clear;
}

double
gp_layout_port_on (double port,
                   double slant,
                   int    side)
{
  return port < 0 ? port : MAX (port - side * slant, 0);
}

GpLayoutEnd
gp_layout_end (const GpLayoutRouter *self,
               guint32               card,
               double                port,
               GpLayoutAxis          axis,
               int                   side)
{
  const GpRect *rect = &self->rects[card];
  GpLayoutSpan along = extent (rect, axis);
  GpLayoutSpan across = extent (rect, other_axis (axis));

  return (GpLayoutEnd) {
    .card = card,
    .along = side > 0 ? along.high : along.low,
    .across = port >= 0 ? MIN (across.low + port, across.high) : (across.low + across.high) / 2,
    .side = side,
  };
}

/* Clear ones first, then the shortest. */
static gboolean
is_better (const GpLayoutShape *shape,
           const GpLayoutShape *than)
{
  if (shape->clear != than->clear)
    return shape->clear;

  return shape->length < than->length;
}

void
gp_layout_shape_find (GpLayoutRouter     *self,
                      const GpLayoutLink *link,
                      gboolean            detour,
                      GpLayoutShape      *best)
{
  static const int sides[][2] = { { 1, -1 }, { -1, 1 }, { 1, 1 }, { -1, -1 } };
  gboolean upright = link->from_port < 0 && link->to_port < 0 && link->from != link->to;

  for (GpLayoutAxis axis = 0; axis < (upright ? GP_LAYOUT_N_AXES : GP_LAYOUT_ALONG_Y); axis++)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        double to_port = gp_layout_port_on (link->to_port, link->to_slant, sides[i][1]);
        GpLayoutShape shape = {
          .axis = axis,
          .from = gp_layout_end (self, link->from, link->from_port, axis, sides[i][0]),
          .to = gp_layout_end (self, link->to, to_port, axis, sides[i][1]),
        };

        /* A loop turns back beside its card. */
        if (link->from == link->to && sides[i][0] != sides[i][1])
          continue;
        if ((detour ? fit_detour (self, &shape) : fit_shape (self, &shape))
            && is_better (&shape, best))
          *best = shape;
      }
}

gboolean
gp_layout_router_free_span (GpLayoutRouter *self,
                            gboolean        along_x,
                            double          at,
                            double          low,
                            double          high,
                            double          most,
                            double         *out_low,
                            double         *out_high)
{
  GpLayoutAxis axis = along_x ? GP_LAYOUT_ALONG_X : GP_LAYOUT_ALONG_Y;
  GpLayoutSpan along = { at - most - CLEARANCE, at + most + CLEARANCE };
  GpLayoutSpan across = { low - CLEARANCE, high + CLEARANCE };
  GpRect box = box_of (axis, along, across);
  GpLayoutSpan room = { at - most, at + most };
  guint n_found;
  const guint32 *found;

  g_return_val_if_fail (self != NULL, FALSE);

  gp_layout_router_ensure_grid (self);
  found = gp_layout_grid_query (self->grid, &box, &n_found);
  for (guint i = 0; i < n_found; i++)
    {
      GpLayoutSpan card = extent (&self->rects[found[i]], axis);

      if (card.high + CLEARANCE <= at + .01)
        room.low = MAX (room.low, card.high + CLEARANCE);
      else if (card.low - CLEARANCE >= at - .01)
        room.high = MIN (room.high, card.low - CLEARANCE);
      else
        return FALSE;
    }
  *out_low = MAX (*out_low, room.low);
  *out_high = MIN (*out_high, room.high);
  return TRUE;
}

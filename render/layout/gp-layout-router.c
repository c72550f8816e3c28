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
 * Where there is none, or only one that goes far out of its way, five segments: out of each card
 * into the corridor beside it, and along it to a free place for a long segment across. Then a
 * search for any way at all, see gp-layout-maze.h; it costs most and is last, and its costs are
 * bounded by a budget of steps, so that they do not depend on the clock. Where nothing is free, the
 * shortest way of three segments is drawn through what is in the way. */
#define G_LOG_DOMAIN "gp-layout-router"

#include "config.h"

#include "gp-layout-router.h"

#include "gp-layout-grid.h"
#include "gp-layout-maze.h"

#include <math.h>
#include <string.h>

/* A line keeps off cards by so much, and runs straight out of one by so much, canvas units: room
 * for the mark at its end. */
#define CLEARANCE  8.0
#define STRAIGHT   GP_LAYOUT_STRAIGHT

/* How much farther off cards it keeps where there is room. */
#define ASIDE      18.0

/* How far beyond both cards a line that turns back may go, and one that goes round others. */
#define FARTHEST   600.0
#define DETOUR     1500.0

/* How much of a line's way is looked at at a time. */
#define PIECE      400.0

/* Ways longer than this hardly ever are free, and are not worth the search. */
#define WORTH_A_DETOUR 4000.0
#define WORTH_A_SEARCH 6000.0

/* A way this much longer than the straight one is compared with others; so is each bend. */
#define FAR_OUT    200.0
#define BEND       64.0

/* The search: how far around both ends, beside cards at which distance, how long for one line. */
#define SEARCH_AROUND 240.0
#define BESIDE     12.0
#define STEPS_A_LINE 12000

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
  GpLayoutMaze *maze;     /* NULL until the first search */
  GArray       *way;      /* scratch: GpPoint */
  GpRect       *walls;    /* scratch: GP_LAYOUT_MAZE_RECTS */
  guint         budget;   /* steps of searches that are left */
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
  self->budget = G_MAXUINT;

  return self;
}

void
gp_layout_router_free (GpLayoutRouter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->grid, gp_layout_grid_free);
  g_clear_pointer (&self->maze, gp_layout_maze_free);
  g_clear_pointer (&self->way, g_array_unref);
  g_free (self->walls);
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

void
gp_layout_router_set_budget (GpLayoutRouter *self,
                             guint           steps)
{
  g_return_if_fail (self != NULL);

  self->budget = steps;
}

static void
ensure_grid (GpLayoutRouter *self)
{
  if (self->grid == NULL)
    self->grid = gp_layout_grid_new (self->rects, self->n_rects);
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
room_for (const Shape *shape,
          Span        *room,
          double      *wish)
{
  double from = shape->from.along + shape->from.side * STRAIGHT;
  double to = shape->to.along + shape->to.side * STRAIGHT;

  if (shape->from.side != shape->to.side)
    {
      *room = shape->from.side > 0 ? (Span) { from, to } : (Span) { to, from };
      *wish = CLAMP ((from + to) / 2, room->low, MAX (room->low, room->high));
      return room->low <= room->high;
    }

  if (shape->from.side > 0)
    *room = (Span) { MAX (from, to), MAX (from, to) + FARTHEST };
  else
    *room = (Span) { MIN (from, to) - FARTHEST, MIN (from, to) };
  *wish = shape->from.side > 0 ? room->low : room->high;
  return TRUE;
}

/* Finds where the middle segment goes. FALSE for an impossible shape. */
static gboolean
fit_shape (GpLayoutRouter *self,
           Shape          *shape)
{
  Span across = {
    MIN (shape->from.across, shape->to.across), MAX (shape->from.across, shape->to.across),
  };
  Span room;
  double wish;
  double limit;
  double place = NAN;

  if (!room_for (shape, &room, &wish))
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
            Shape          *shape)
{
  Span limits = {
    MIN (shape->from.across, shape->to.across) - DETOUR,
    MAX (shape->from.across, shape->to.across) + DETOUR,
  };
  Span from;
  Span to;
  Span room;
  Span along;

  shape->leave = shape->from.along + shape->from.side * STRAIGHT;
  shape->arrive = shape->to.along + shape->to.side * STRAIGHT;
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
                             CLAMP ((shape->from.across + shape->to.across) / 2, room.low,
                                    room.high));
  shape->clear = !isnan (shape->cross);
  shape->length = 2 * STRAIGHT + along.high - along.low
                  + fabs (shape->cross - shape->from.across)
                  + fabs (shape->cross - shape->to.across);

  return shape->clear;
}

static double
port_on (double port,
         double slant,
         int    side)
{
  return port < 0 ? port : MAX (port - side * slant, 0);
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
  const double corners[][2] = {
    { shape->from.along, shape->from.across }, { shape->leave, shape->from.across },
    { shape->leave, shape->cross }, { shape->arrive, shape->cross },
    { shape->arrive, shape->to.across }, { shape->to.along, shape->to.across },
  };
  gboolean swap = shape->axis == ALONG_Y;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
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

typedef gboolean (*FitFunc) (GpLayoutRouter *self, Shape *shape);

/* Tries all shapes of one kind between the two ends of @link. */
static void
try_shapes (GpLayoutRouter     *self,
            const GpLayoutLink *link,
            FitFunc             fit,
            Shape              *best)
{
  static const int sides[][2] = { { 1, -1 }, { -1, 1 }, { 1, 1 }, { -1, -1 } };
  gboolean upright = link->from_port < 0 && link->to_port < 0 && link->from != link->to;

  for (Axis axis = ALONG_X; axis < (upright ? N_AXES : ALONG_Y); axis++)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        Shape shape = {
          .axis = axis,
          .from = make_end (self, link->from, link->from_port, axis, sides[i][0]),
          .to = make_end (self, link->to, port_on (link->to_port, link->to_slant, sides[i][1]),
                          axis, sides[i][1]),
        };

        /* A loop turns back beside its card. */
        if (link->from == link->to && sides[i][0] != sides[i][1])
          continue;
        if (fit (self, &shape) && is_better (&shape, best))
          *best = shape;
      }
}

static double
price (const GpPoint *points,
       guint          n)
{
  double sum = n * BEND;

  for (guint i = 1; i < n; i++)
    sum += fabs (points[i].x - points[i - 1].x) + fabs (points[i].y - points[i - 1].y);
  return sum;
}

/* Where the line may leave @card on either side, with room for its mark. */
static guint
find_ends (GpLayoutRouter *self,
           guint32         card,
           double          port,
           double          slant,
           GpPoint         out[static GP_LAYOUT_MAZE_ENDS])
{
  guint n = 0;

  for (int side = -1; side <= 1; side += 2)
    {
      End end = make_end (self, card, port_on (port, slant, side), ALONG_X, side);
      double at = end.along + side * STRAIGHT;

      if (reach (self, ALONG_X, &end, at) == at)
        out[n++] = (GpPoint) { at, end.across };
    }
  return n;
}

/* The cards around, grown by what a line keeps off them. FALSE where there are too many. */
static gboolean
collect_walls (GpLayoutRouter       *self,
               const GpLayoutLink   *link,
               GpLayoutMazeQuestion *question)
{
  GpRect area = gp_rect_union (&self->rects[link->from], &self->rects[link->to]);
  guint n_found;
  const guint32 *found;

  area = gp_rect_grown (&area, SEARCH_AROUND);
  found = gp_layout_grid_query (self->grid, &area, &n_found);
  if (n_found > GP_LAYOUT_MAZE_RECTS)
    return FALSE;
  if (self->walls == NULL)
    self->walls = g_new (GpRect, GP_LAYOUT_MAZE_RECTS);
  for (guint i = 0; i < n_found; i++)
    self->walls[i] = gp_rect_grown (&self->rects[found[i]], CLEARANCE);
  question->rects = self->walls;
  question->n_rects = n_found;
  return TRUE;
}

/* Takes over a way from the search, with the pieces between its ends and the cards. */
static void
take_way (GpLayoutRouter     *self,
          const GpLayoutLink *link,
          GpLayoutRoute      *route)
{
  const GpRect *cards[] = { &self->rects[link->from], &self->rects[link->to] };
  GpPoint *way = (GpPoint *) (gpointer) self->way->data;
  GpPoint *ends[] = { &way[0], &way[self->way->len - 1] };

  /* The first and last point lie beside their cards: they go to the sides. The way leaves level, so
   * where it goes on so no corner is lost. */
  for (guint i = 0; i < 2; i++)
    {
      const GpPoint *next = i == 0 ? ends[0] + 1 : ends[1] - 1;
      gboolean right = ends[i]->x > gp_rect_center_x (cards[i]);
      GpPoint side = { right ? cards[i]->x + cards[i]->width : cards[i]->x, ends[i]->y };

      if (self->way->len > 1 && next->y == ends[i]->y && (next->x > side.x) == right)
        *ends[i] = side;
      else if (i == 0)
        g_array_insert_val (self->way, 0, side);
      else
        g_array_append_val (self->way, side);
      way = (GpPoint *) (gpointer) self->way->data;
      ends[0] = &way[0];
      ends[1] = &way[self->way->len - 1];
    }
  if (self->way->len > GP_LAYOUT_ROUTE_POINTS
      || (route->clear && price (route->points, route->n_points) <= price (way, self->way->len)))
    return;
  memcpy (route->points, way, self->way->len * sizeof (GpPoint));
  route->n_points = self->way->len;
  route->clear = TRUE;
}

static void
search (GpLayoutRouter     *self,
        const GpLayoutLink *link,
        GpLayoutRoute      *route)
{
  GpLayoutMazeQuestion question = {
    .margin = BESIDE - CLEARANCE,
    .budget = MIN (self->budget, STEPS_A_LINE),
  };
  guint spent;
  gboolean found;

  if (question.budget == 0)
    return;
  question.n_from = find_ends (self, link->from, link->from_port, 0, question.from);
  question.n_to = find_ends (self, link->to, link->to_port, link->to_slant, question.to);
  if (!collect_walls (self, link, &question))
    return;
  if (self->maze == NULL)
    {
      self->maze = gp_layout_maze_new ();
      self->way = g_array_new (FALSE, FALSE, sizeof (GpPoint));
    }
  found = gp_layout_maze_solve (self->maze, &question, self->way, &spent);
  self->budget -= spent;
  if (found)
    take_way (self, link, route);
}

static void
route_link (GpLayoutRouter     *self,
            const GpLayoutLink *link,
            GpLayoutRoute      *route)
{
  const GpRect *from = &self->rects[link->from];
  const GpRect *to = &self->rects[link->to];
  double straight = fabs (gp_rect_center_x (from) - gp_rect_center_x (to))
                    + fabs (gp_rect_center_y (from) - gp_rect_center_y (to));
  Shape best = { .length = INFINITY };

  try_shapes (self, link, fit_shape, &best);
  if (best.clear && (link->from == link->to || best.length < straight + FAR_OUT))
    {
      draw (&best, route);
      return;
    }
  if (best.length < WORTH_A_DETOUR)
    {
      Shape detour = { .length = INFINITY };

      try_shapes (self, link, fit_detour, &detour);
      if (detour.clear && (!best.clear || detour.length + 2 * BEND < best.length))
        best = detour;
    }
  draw (&best, route);
  if (link->from != link->to && straight < WORTH_A_SEARCH
      && (!best.clear || best.length > straight + FAR_OUT))
    search (self, link, route);
}

void
gp_layout_router_route (GpLayoutRouter     *self,
                        const GpLayoutLink *links,
                        guint               n_links,
                        GpLayoutRoute      *routes)
{
  g_return_if_fail (self != NULL);

  ensure_grid (self);
  for (guint i = 0; i < n_links; i++)
    {
      g_return_if_fail (links[i].from < self->n_rects && links[i].to < self->n_rects);
      route_link (self, &links[i], &routes[i]);
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
  Axis axis = along_x ? ALONG_X : ALONG_Y;
  Span along = { at - most - CLEARANCE, at + most + CLEARANCE };
  Span across = { low - CLEARANCE, high + CLEARANCE };
  GpRect box = box_of (axis, along, across);
  Span room = { at - most, at + most };
  guint n_found;
  const guint32 *found;

  g_return_val_if_fail (self != NULL, FALSE);

  ensure_grid (self);
  found = gp_layout_grid_query (self->grid, &box, &n_found);
  for (guint i = 0; i < n_found; i++)
    {
      Span card = extent (&self->rects[found[i]], axis);

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

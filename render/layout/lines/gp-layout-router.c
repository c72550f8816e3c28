/* gp-layout-router.c — lines with right angles between cards
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line takes the best way of three segments, see gp-layout-shape.c. Where there is none, or only
 * one that goes far out of its way, one of five. Then a search for any way at all, see
 * gp-layout-maze.h; it costs most and is last, and its costs are bounded by a budget of steps, so
 * that they do not depend on the clock. Where nothing is free, the shortest way of three segments
 * is drawn through what is in the way. */
#define G_LOG_DOMAIN "gp-layout-router"

#include "config.h"

#include "gp-layout-router-private.h"

#include <math.h>
#include <string.h>

#define CLEARANCE  GP_LAYOUT_CLEARANCE
#define STRAIGHT   GP_LAYOUT_STRAIGHT

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

#define SPARE 64          /* rectangles that may come before memory is asked for again */

static void
make_room (GpLayoutRouter *self,
           guint           n_rects)
{
  if (n_rects <= self->room)
    return;
  self->room = n_rects + SPARE;
  self->rects = g_renew (GpRect, self->rects, self->room);
  self->spans = g_renew (GpLayoutSpan, self->spans, self->room);
}

/* The rectangle at @index has changed, or has come. */
static void
follow (GpLayoutRouter *self,
        guint32         index)
{
  if (self->grid != NULL
      && !gp_layout_grid_follow (self->grid, self->rects, self->n_rects, index))
    g_clear_pointer (&self->grid, gp_layout_grid_free);
}

GpLayoutRouter *
gp_layout_router_new (const GpRect *rects,
                      guint         n_rects)
{
  GpLayoutRouter *self = g_new0 (GpLayoutRouter, 1);

  make_room (self, n_rects);
  if (n_rects > 0)
    memcpy (self->rects, rects, n_rects * sizeof (GpRect));
  self->n_rects = n_rects;
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
  follow (self, index);
}

guint32
gp_layout_router_add (GpLayoutRouter *self,
                      const GpRect   *rect)
{
  guint32 index;

  g_return_val_if_fail (self != NULL, 0);

  index = self->n_rects;
  make_room (self, index + 1);
  self->rects[index] = *rect;
  self->n_rects++;
  follow (self, index);
  return index;
}

const GpRect *
gp_layout_router_peek_cards (const GpLayoutRouter *self,
                             guint                *n_cards)
{
  g_return_val_if_fail (self != NULL, NULL);

  *n_cards = self->n_rects;
  return self->rects;
}

gboolean
gp_layout_router_is_free (GpLayoutRouter *self,
                          const GpRect   *area)
{
  guint n_found;

  g_return_val_if_fail (self != NULL, FALSE);

  gp_layout_router_ensure_grid (self);
  gp_layout_grid_query (self->grid, area, &n_found);
  return n_found == 0;
}

void
gp_layout_router_ensure_grid (GpLayoutRouter *self)
{
  if (self->grid == NULL)
    self->grid = gp_layout_grid_new (self->rects, self->n_rects);
}

void
gp_layout_router_set_budget (GpLayoutRouter *self,
                             guint           steps)
{
  g_return_if_fail (self != NULL);

  self->budget = steps;
}

/* Writes the corners, without those where the line goes straight on. */
static void
draw (const GpLayoutShape *shape,
      GpLayoutRoute       *route)
{
  const double corners[][2] = {
    { shape->from.along, shape->from.across }, { shape->leave, shape->from.across },
    { shape->leave, shape->cross }, { shape->arrive, shape->cross },
    { shape->arrive, shape->to.across }, { shape->to.along, shape->to.across },
  };
  gboolean swap = shape->axis == GP_LAYOUT_ALONG_Y;
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
      GpLayoutEnd end = gp_layout_end (self, card, gp_layout_port_on (port, slant, side),
                                       GP_LAYOUT_ALONG_X, side);
      double at = end.along + side * STRAIGHT;

      if (gp_layout_reach (self, GP_LAYOUT_ALONG_X, &end, at) == at)
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
  GpLayoutShape best = { .length = INFINITY };

  gp_layout_shape_find (self, link, FALSE, &best);
  if (best.clear && (link->from == link->to || best.length < straight + FAR_OUT))
    {
      draw (&best, route);
      return;
    }
  if (best.length < WORTH_A_DETOUR)
    {
      GpLayoutShape detour = { .length = INFINITY };

      gp_layout_shape_find (self, link, TRUE, &detour);
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

  gp_layout_router_ensure_grid (self);
  for (guint i = 0; i < n_links; i++)
    {
      g_return_if_fail (links[i].from < self->n_rects && links[i].to < self->n_rects);
      route_link (self, &links[i], &routes[i]);
    }
}

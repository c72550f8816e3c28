/* gp-route-job.c — lines to be routed, with all that is needed for it
 * SPDX-License-Identifier: Apache-2.0
 *
 * First each line by itself around the cards, then all of them moved beside one another, then their
 * bends. A way depends on nothing but what is in the job: it does not matter who runs it, and
 * when.
 *
 * Invariants:
 *  1. the way of line i is ways[i]; ways of what lies beside the lines come after them.
 *  2. the corners of line i are in points from i · GP_LAYOUT_ROUTE_POINTS on. */
#define G_LOG_DOMAIN "gp-route-job"
#include "config.h"
#include "gp-route-job.h"

#include <math.h>
#include <string.h>

#define CURVE      120.0    /* the largest radius of a bend */
#define SAFE_CURVE  26.0    /* one that never comes near a card inside the bend */
#define PATIENCE    64      /* lines between two looks at whether it is cancelled */

typedef struct
{
  guint        slot;
  GpId         id;
  GpLayoutLink link;        /* of an open one */
  gboolean     loose;       /* its way is known, and may be moved */
  double      *radii;       /* or NULL */
} Line;

struct _GpRouteJob
{
  gatomicrefcount refs;
  gboolean        curved;
  guint           steps;
  GArray         *cards;    /* GpRect */
  GArray         *lines;    /* Line */
  GArray         *ways;     /* GpLayoutWay */
  GArray         *points;   /* GpPoint */
};

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->radii);
}

GpRouteJob *
gp_route_job_new (gboolean curved,
                  guint    steps)
{
  GpRouteJob *self = g_new0 (GpRouteJob, 1);

  g_atomic_ref_count_init (&self->refs);
  self->curved = curved;
  self->steps = steps;
  self->cards = g_array_new (FALSE, FALSE, sizeof (GpRect));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->ways = g_array_new (FALSE, FALSE, sizeof (GpLayoutWay));
  self->points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  return self;
}

GpRouteJob *
gp_route_job_ref (GpRouteJob *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
gp_route_job_unref (GpRouteJob *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->cards);
  g_array_unref (self->lines);
  g_array_unref (self->ways);
  g_array_unref (self->points);
  g_free (self);
}

void
gp_route_job_set_cards (GpRouteJob   *self,
                        const GpRect *cards,
                        guint         n_cards)
{
  g_array_set_size (self->cards, 0);
  g_array_append_vals (self->cards, cards, n_cards);
}

static void
add (GpRouteJob         *self,
     const Line         *line,
     const GpLayoutWay  *way,
     const GpPoint      *points)
{
  g_return_if_fail (self->lines->len == self->ways->len);     /* nothing beside them yet */

  g_array_append_vals (self->lines, line, 1);
  g_array_append_vals (self->ways, way, 1);
  g_array_set_size (self->points, self->points->len + GP_LAYOUT_ROUTE_POINTS);
  if (way->n_points > 0)
    memcpy (&g_array_index (self->points, GpPoint, self->points->len - GP_LAYOUT_ROUTE_POINTS),
            points, way->n_points * sizeof *points);
}

void
gp_route_job_add_open (GpRouteJob         *self,
                       guint               slot,
                       const GpId         *id,
                       const GpLayoutLink *link,
                       guint32             bundle)
{
  const Line line = { .slot = slot, .id = *id, .link = *link };
  const GpLayoutWay way = { .bundle = bundle };

  add (self, &line, &way, NULL);
}

void
gp_route_job_add_known (GpRouteJob    *self,
                        guint          slot,
                        const GpId    *id,
                        const GpPoint *points,
                        guint          n_points,
                        guint32        bundle)
{
  const Line line = { .slot = slot, .id = *id };
  const GpLayoutWay way = { .fixed = TRUE, .n_points = n_points, .bundle = bundle };

  g_return_if_fail (n_points > 0 && n_points <= GP_LAYOUT_ROUTE_POINTS);

  add (self, &line, &way, points);
}

void
gp_route_job_add_loose (GpRouteJob    *self,
                        guint          slot,
                        const GpId    *id,
                        const GpPoint *points,
                        guint          n_points,
                        guint32        bundle)
{
  const Line line = { .slot = slot, .id = *id, .loose = TRUE };
  const GpLayoutWay way = { .n_points = n_points, .bundle = bundle };

  g_return_if_fail (n_points > 0 && n_points <= GP_LAYOUT_ROUTE_POINTS);

  add (self, &line, &way, points);
}

gboolean
gp_route_job_find (GpRouteJob     *self,
                   GpLayoutRouter *router,
                   GCancellable   *cancellable)
{
  gp_layout_router_set_budget (router, self->steps);
  for (guint i = 0; i < self->lines->len; i++)
    {
      GpLayoutWay *way = &g_array_index (self->ways, GpLayoutWay, i);
      GpLayoutRoute route;

      if (i % PATIENCE == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      way->points = &g_array_index (self->points, GpPoint, i * GP_LAYOUT_ROUTE_POINTS);
      if (way->fixed || g_array_index (self->lines, Line, i).loose)
        continue;
      gp_layout_router_route (router, &g_array_index (self->lines, Line, i).link, 1, &route);
      memcpy (way->points, route.points, route.n_points * sizeof *route.points);
      way->n_points = route.n_points;
    }
  return TRUE;
}

void
gp_route_job_add_beside (GpRouteJob *self,
                         GpPoint    *points,
                         guint       n_points,
                         guint32     bundle)
{
  const GpLayoutWay way = {
    .points = points, .n_points = n_points, .bundle = bundle, .fixed = TRUE,
  };

  g_array_append_val (self->ways, way);
}

/* Whether nothing but the line lies inside its bend at @corner. */
static gboolean
is_bend_free (GpLayoutRouter *router,
              const GpPoint  *corner,
              const GpPoint  *before,
              const GpPoint  *after,
              double          radius)
{
  double x = before->x != corner->x ? before->x : after->x;
  double y = before->y != corner->y ? before->y : after->y;
  GpRect box = {
    x < corner->x ? corner->x - radius : corner->x, y < corner->y ? corner->y - radius : corner->y,
    radius, radius,
  };

  return gp_layout_router_is_free (router, &box);
}

/* Wide bends where there is room: a piece between two of them is shared. */
static double *
bend (const GpLayoutWay *way,
      GpLayoutRouter    *router)
{
  double *radii = g_new0 (double, way->n_points);

  for (guint i = 1; i + 1 < way->n_points; i++)
    {
      const GpPoint *points = &way->points[i];
      double before = fabs (points[0].x - points[-1].x) + fabs (points[0].y - points[-1].y);
      double after = fabs (points[1].x - points[0].x) + fabs (points[1].y - points[0].y);
      double radius;

      before = i == 1 ? MAX (before - GP_LAYOUT_STRAIGHT + 8, 0) : before / 2;
      after = i + 2 == way->n_points ? MAX (after - GP_LAYOUT_STRAIGHT + 8, 0) : after / 2;
      radius = MIN (CURVE, MIN (before, after));
      if (radius > SAFE_CURVE
          && !is_bend_free (router, &points[0], &points[-1], &points[1], radius))
        radius = SAFE_CURVE;
      radii[i] = radius;
    }
  return radii;
}

void
gp_route_job_spread (GpRouteJob     *self,
                     GpLayoutRouter *router)
{
  gp_layout_lanes_spread (router, (GpLayoutWay *) (gpointer) self->ways->data, self->ways->len);
  for (guint i = 0; i < self->lines->len && self->curved; i++)
    {
      const GpLayoutWay *way = &g_array_index (self->ways, GpLayoutWay, i);
      Line *line = &g_array_index (self->lines, Line, i);

      g_free (line->radii);
      line->radii = way->fixed ? NULL : bend (way, router);
    }
}

gboolean
gp_route_job_run (GpRouteJob   *self,
                  GCancellable *cancellable)
{
  g_autoptr(GpLayoutRouter)
    router = gp_layout_router_new ((const GpRect *) (gconstpointer) self->cards->data,
                                   self->cards->len);

  if (!gp_route_job_find (self, router, cancellable) || g_cancellable_is_cancelled (cancellable))
    return FALSE;
  gp_route_job_spread (self, router);
  return TRUE;
}

guint
gp_route_job_get_n_lines (const GpRouteJob *self)
{
  return self->lines->len;
}

guint
gp_route_job_get_slot (const GpRouteJob *self,
                       guint             line)
{
  return g_array_index (self->lines, Line, line).slot;
}

const GpId *
gp_route_job_get_id (const GpRouteJob *self,
                     guint             line)
{
  return &g_array_index (self->lines, Line, line).id;
}

gboolean
gp_route_job_is_open (const GpRouteJob *self,
                      guint             line)
{
  return !g_array_index (self->ways, GpLayoutWay, line).fixed;
}

GpLayoutWay
gp_route_job_get_way (const GpRouteJob *self,
                      guint             line)
{
  GpLayoutWay way = g_array_index (self->ways, GpLayoutWay, line);

  way.points = &g_array_index (self->points, GpPoint, line * GP_LAYOUT_ROUTE_POINTS);
  return way;
}

const double *
gp_route_job_get_radii (const GpRouteJob *self,
                        guint             line)
{
  return g_array_index (self->lines, Line, line).radii;
}

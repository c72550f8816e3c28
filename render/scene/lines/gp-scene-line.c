/* gp-scene-line.c — the shape of one line
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-scene"
#include "config.h"
#include "gp-scene.h"

#include "gp-metrics.h"
#include "gp-way.h"

#include <math.h>

#define MARK       8.0   /* how far marks reach beside a line */
#define BRACKET    4.0   /* beside the card */
#define ARC_PIECES 6     /* a bend is measured as so many straight pieces */

double
gp_scene_line_get_bend (const GpSceneLine *line,
                        guint              point)
{
  const GpPoint *at = &line->points[point];
  double before;
  double after;

  if (point == 0 || point + 1 >= line->n_points)
    return 0;
  if (line->radii != NULL)
    return line->radii[point];
  before = fabs (at[0].x - at[-1].x) + fabs (at[0].y - at[-1].y);
  after = fabs (at[1].x - at[0].x) + fabs (at[1].y - at[0].y);
  return MIN (GP_LINE_BEND, MIN (before, after) / 2);
}

static GpPoint
towards (const GpPoint *from,
         const GpPoint *to,
         double         by)
{
  double length = hypot (to->x - from->x, to->y - from->y);

  return length < by || length < 1e-6
           ? *to : (GpPoint) { from->x + (to->x - from->x) * by / length,
                               from->y + (to->y - from->y) * by / length };
}

static double
distance_to_piece (const GpPoint *a,
                   const GpPoint *b,
                   double         x,
                   double         y)
{
  double dx = b->x - a->x;
  double dy = b->y - a->y;
  double square = dx * dx + dy * dy;
  double at = square > 0 ? CLAMP (((x - a->x) * dx + (y - a->y) * dy) / square, 0, 1) : 0;

  return hypot (x - a->x - at * dx, y - a->y - at * dy);
}

static gboolean
has_bracket (const GArray *rows)
{
  return rows != NULL && rows->len >= 2;
}

gboolean
gp_scene_line_touches (const GpSceneLine *line,
                       const GpRect      *area)
{
  if (!gp_rect_touches (&line->bounds, area))
    return FALSE;
  if (line->label != NULL || has_bracket (line->from_rows) || has_bracket (line->to_rows)
      || gp_rect_holds (area, &line->bounds))
    return TRUE;
  for (guint i = 1; i < line->n_points; i++)
    {
      const GpPoint *at = &line->points[i];
      double bend = MAX (gp_scene_line_get_bend (line, i - 1), gp_scene_line_get_bend (line, i));
      GpRect piece = { MIN (at[-1].x, at[0].x), MIN (at[-1].y, at[0].y), fabs (at[0].x - at[-1].x),
                       fabs (at[0].y - at[-1].y) };

      /* An arc comes no farther from its corner's sides than this. */
      piece = gp_rect_grown (&piece, MARK + bend * (1 - G_SQRT2 / 2));
      if (gp_rect_touches (&piece, area))
        return TRUE;
    }
  return FALSE;
}

double
gp_scene_line_get_distance (const GpSceneLine *line,
                            double             x,
                            double             y)
{
  double nearest = G_MAXDOUBLE;
  GpPoint last;

  if (line->radii == NULL || line->n_points < 3)
    return gp_way_distance (line->points, line->n_points, x, y);
  last = line->points[0];
  for (guint i = 1; i < line->n_points; i++)
    {
      const GpPoint *corner = &line->points[i];
      double radius = line->radii[i];
      GpPoint in = towards (corner, corner - 1, radius);
      GpPoint out;

      nearest = MIN (nearest, distance_to_piece (&last, &in, x, y));
      last = in;
      if (radius <= 0)
        continue;
      out = towards (corner, corner + 1, radius);
      for (int piece = 1; piece <= ARC_PIECES; piece++)
        {
          double turn = G_PI_2 * piece / ARC_PIECES;
          GpPoint next = {
            corner->x + (in.x - corner->x) * (1 - sin (turn))
              + (out.x - corner->x) * (1 - cos (turn)),
            corner->y + (in.y - corner->y) * (1 - sin (turn))
              + (out.y - corner->y) * (1 - cos (turn)),
          };

          nearest = MIN (nearest, distance_to_piece (&last, &next, x, y));
          last = next;
        }
    }
  return nearest;
}

/* Branches are told apart where they part; other labels stand where there is most room. */
static guint
find_label_piece (const GpSceneLine *line)
{
  guint best = line->n_points > 2 ? 1 : 0;
  double most = 0;

  if (line->type != GP_LINE_RELATION)
    return best;
  for (guint i = 0; i + 1 < line->n_points; i++)
    {
      const GpPoint *at = &line->points[i];
      double length = fabs (at[1].x - at[0].x) + fabs (at[1].y - at[0].y);

      if (length > most)
        {
          most = length;
          best = i;
        }
    }
  return best;
}

GpPoint
gp_scene_line_get_label_point (const GpSceneLine *line)
{
  const GpPoint *at;

  if (line->label_placed)
    return line->label_at;
  at = &line->points[find_label_piece (line)];
  return (GpPoint) { (at[0].x + at[1].x) / 2, (at[0].y + at[1].y) / 2 };
}

gboolean
gp_scene_line_get_bracket (const GpSceneLine *line,
                           gboolean           at_start,
                           GpPoint            out_ends[static 2])
{
  const GArray *rows = at_start ? line->from_rows : line->to_rows;
  const GpPoint *tip = &line->points[at_start ? 0 : line->n_points - 1];
  const GpPoint *next = at_start ? tip + 1 : tip - 1;
  int own = at_start ? line->from_row : line->to_row;
  int low = own;
  int high = own;
  double x = tip->x + (next->x >= tip->x ? BRACKET : -BRACKET);

  if (!has_bracket (rows) || own < 0)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      low = MIN (low, g_array_index (rows, int, i));
      high = MAX (high, g_array_index (rows, int, i));
    }
  out_ends[0] = (GpPoint) { x, tip->y + (low - own) * GP_CARD_ROW };
  out_ends[1] = (GpPoint) { x, tip->y + (high - own) * GP_CARD_ROW };
  return TRUE;
}

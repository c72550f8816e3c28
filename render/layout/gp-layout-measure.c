/* gp-layout-measure.c — how good a drawing is
 * SPDX-License-Identifier: Apache-2.0
 *
 * Crossings are counted by a sweep over the lines sorted by their left end: a line is tested
 * against those that begin before it ends, first by the interval of y, then exactly. That looks
 * quadratic and is, but nearly all pairs go after one comparison on neighbouring memory, which
 * beats a grid for the thousand to ten thousand lines there are. */
#define G_LOG_DOMAIN "gp-layout-measure"

#include "config.h"

#include "gp-layout-measure.h"

#include <math.h>

typedef struct
{
  double  x1, y1;    /* left end */
  double  x2, y2;
  double  top, bottom;
  guint32 a, b;
} Line;

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *left = a;
  const Line *right = b;

  return (left->x1 > right->x1) - (left->x1 < right->x1);
}

/* Lines from left to right, sorted by where they begin. */
static Line *
collect_lines (const GpLayoutGraph *graph,
               const GpRect        *rects,
               gboolean             with_hubs,
               guint               *n_lines)
{
  Line *lines = g_new (Line, MAX (graph->n_pairs, 1));
  guint n = 0;

  for (guint i = 0; i < graph->n_pairs; i++)
    {
      const GpLayoutPair *pair = &graph->pairs[i];
      guint32 a = pair->from;
      guint32 b = pair->to;
      Line *line;

      if (pair->to_hub && !with_hubs)
        continue;
      if (gp_rect_center_x (&rects[a]) > gp_rect_center_x (&rects[b]))
        {
          a = pair->to;
          b = pair->from;
        }

      line = &lines[n++];
      *line = (Line) {
        .x1 = gp_rect_center_x (&rects[a]),
        .y1 = gp_rect_center_y (&rects[a]),
        .x2 = gp_rect_center_x (&rects[b]),
        .y2 = gp_rect_center_y (&rects[b]),
        .a = a,
        .b = b,
      };
      line->top = MIN (line->y1, line->y2);
      line->bottom = MAX (line->y1, line->y2);
    }

  qsort (lines, n, sizeof (Line), compare_lines);
  *n_lines = n;

  return lines;
}

/* On which side of the line from (x1, y1) to (x2, y2) the point lies. */
static inline double
side_of (const Line *line,
         double      x,
         double      y)
{
  return (line->x2 - line->x1) * (y - line->y1) - (line->y2 - line->y1) * (x - line->x1);
}

/* For lines whose bounds meet. One that only touches the other crosses it: it is seen so, and a
 * count that grew by moving everything by a hair could not be kept. */
static inline gboolean
lines_cross (const Line *p,
             const Line *q)
{
  if (p->a == q->a || p->a == q->b || p->b == q->a || p->b == q->b)
    return FALSE;

  return side_of (p, q->x1, q->y1) * side_of (p, q->x2, q->y2) <= 0
         && side_of (q, p->x1, p->y1) * side_of (q, p->x2, p->y2) <= 0;
}

GpRect
gp_layout_measure_bounds (const GpRect *rects,
                          guint         n_rects)
{
  GpRect bounds = { 0 };

  for (guint i = 0; i < n_rects; i++)
    bounds = i == 0 ? rects[0] : gp_rect_union (&bounds, &rects[i]);

  return bounds;
}

guint
gp_layout_measure_crossings (const GpLayoutGraph *graph,
                             const GpRect        *rects,
                             gboolean             with_hubs)
{
  guint n_lines;
  g_autofree Line *lines = collect_lines (graph, rects, with_hubs, &n_lines);
  guint crossings = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      const Line *line = &lines[i];

      for (guint j = i + 1; j < n_lines && lines[j].x1 <= line->x2; j++)
        if (lines[j].top <= line->bottom && lines[j].bottom >= line->top
            && lines_cross (line, &lines[j]))
          crossings++;
    }

  return crossings;
}

/* Liang and Barsky's clipping: whether anything of the line is left inside the rectangle. */
static gboolean
line_meets_rect (const Line   *line,
                 const GpRect *rect)
{
  double dx = line->x2 - line->x1;
  double dy = line->y2 - line->y1;
  const double steps[] = { -dx, dx, -dy, dy };
  const double rooms[] = {
    line->x1 - rect->x, rect->x + rect->width - line->x1,
    line->y1 - rect->y, rect->y + rect->height - line->y1,
  };
  double from = 0;
  double to = 1;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (steps[i] == 0)
        {
          if (rooms[i] < 0)
            return FALSE;
        }
      else if (steps[i] < 0)
        from = MAX (from, rooms[i] / steps[i]);
      else
        to = MIN (to, rooms[i] / steps[i]);
    }

  return from < to;
}

guint
gp_layout_measure_pierced (const GpLayoutGraph *graph,
                           const GpRect        *rects,
                           gboolean             with_hubs)
{
  guint n_lines;
  g_autofree Line *lines = collect_lines (graph, rects, with_hubs, &n_lines);
  guint pierced = 0;

  for (guint i = 0; i < n_lines; i++)
    for (guint node = 0; node < graph->n_nodes; node++)
      {
        const Line *line = &lines[i];
        const GpRect *rect = &rects[node];

        if (rect->x < line->x2 && rect->x + rect->width > line->x1
            && rect->y < line->bottom && rect->y + rect->height > line->top
            && node != line->a && node != line->b && line_meets_rect (line, rect))
          pierced++;
      }

  return pierced;
}

static int
compare_left (gconstpointer a,
              gconstpointer b)
{
  const GpRect *left = a;
  const GpRect *right = b;

  return (left->x > right->x) - (left->x < right->x);
}

guint
gp_layout_measure_overlaps (const GpRect *rects,
                            guint         n_rects,
                            double        gap)
{
  g_autofree GpRect *sorted = g_memdup2 (rects, n_rects * sizeof (GpRect));
  const double nearly = 1e-6;    /* what adding and taking away coordinates may lose */
  guint overlaps = 0;

  if (n_rects < 2)
    return 0;

  qsort (sorted, n_rects, sizeof (GpRect), compare_left);
  for (guint i = 0; i < n_rects; i++)
    for (guint j = i + 1;
         j < n_rects && sorted[j].x < sorted[i].x + sorted[i].width + gap - nearly;
         j++)
      if (sorted[j].y < sorted[i].y + sorted[i].height + gap - nearly
          && sorted[i].y < sorted[j].y + sorted[j].height + gap - nearly)
        overlaps++;

  return overlaps;
}

void
gp_layout_measure_stats (const GpLayoutGraph *graph,
                         const GpRect        *rects,
                         GpLayoutStats       *stats)
{
  GpRect bounds = gp_layout_measure_bounds (rects, graph->n_nodes);
  double covered = 0;

  *stats = (GpLayoutStats) {
    .crossings = gp_layout_measure_crossings (graph, rects, TRUE),
    .local_crossings = gp_layout_measure_crossings (graph, rects, FALSE),
    .overlaps = gp_layout_measure_overlaps (rects, graph->n_nodes, 0),
    .aspect = bounds.height > 0 ? bounds.width / bounds.height : 1,
  };

  for (guint i = 0; i < graph->n_nodes; i++)
    covered += rects[i].width * rects[i].height;
  stats->density = covered > 0 ? covered / (bounds.width * bounds.height) : 0;

  for (guint i = 0; i < graph->n_pairs; i++)
    {
      const GpLayoutPair *pair = &graph->pairs[i];

      if (!pair->to_hub)
        stats->edge_length += hypot (gp_rect_center_x (&rects[pair->from])
                                       - gp_rect_center_x (&rects[pair->to]),
                                     gp_rect_center_y (&rects[pair->from])
                                       - gp_rect_center_y (&rects[pair->to]));
    }
}

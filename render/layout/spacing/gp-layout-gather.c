/* gp-layout-gather.c — cards that stand too far apart are pulled together
 * SPDX-License-Identifier: Apache-2.0
 *
 * First upwards, then to the left: boxes that begin on one line are a row. A row moves up until one
 * of it meets what stands above it, and no farther than the row before. What has been reached is a
 * skyline over cells of the other axis.
 *
 * Boxes that did not overlap do not afterwards: those that shared a cell across were parted by the
 * pass upwards, whose result the pass to the left no longer changes. */
#define G_LOG_DOMAIN "gp-layout-gather"
#include "config.h"

#include "gp-layout-gather.h"

#include <math.h>

#define CELL       24.0
#define MOST_CELLS 20000
#define ONE_LINE   12.0     /* so far apart, they still begin on one line */

/* A box as one pass sees it. */
typedef struct
{
  double start;             /* along the axis that it is moved on */
  double length;
  guint  low;               /* cells across, both included */
  guint  high;
  guint  index;
} Box;

static int
compare_boxes (gconstpointer a,
               gconstpointer b)
{
  const Box *left = a;
  const Box *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

/* Cells are so large that there are never too many. Returns how many there are. */
static guint
read_boxes (const GpRect *rects,
            guint         n,
            gboolean      across,
            double        gap,
            Box          *boxes)
{
  double low = INFINITY;
  double high = -INFINITY;
  double cell;

  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, across ? rects[i].y : rects[i].x);
      high = MAX (high, across ? rects[i].y + rects[i].height : rects[i].x + rects[i].width);
    }
  cell = MAX (CELL, (high + gap - low) / MOST_CELLS);
  for (guint i = 0; i < n; i++)
    {
      double at = (across ? rects[i].y : rects[i].x) - low;
      double extent = (across ? rects[i].height : rects[i].width) + gap;

      boxes[i] = (Box) {
        .start = across ? rects[i].x : rects[i].y,
        .length = across ? rects[i].width : rects[i].height,
        .low = (guint) floor (at / cell),
        .high = (guint) floor ((at + extent - 1e-6) / cell),
        .index = i,
      };
    }
  return (guint) floor ((high + gap - low) / cell) + 1;
}

/* @skyline: where each cell is free from. */
static double
find_start (const Box    *row,
            guint         n,
            const double *skyline,
            double        least)
{
  for (guint i = 0; i < n; i++)
    for (guint cell = row[i].low; cell <= row[i].high; cell++)
      least = MAX (least, skyline[cell]);
  return least;
}

static void
gather (GpRect  *rects,
        guint    n,
        gboolean across,
        double   gap)
{
  g_autofree Box *boxes = g_new (Box, n);
  guint n_cells = read_boxes (rects, n, across, gap, boxes);
  g_autofree double *skyline = g_new (double, n_cells);
  double start;

  qsort (boxes, n, sizeof *boxes, compare_boxes);
  start = boxes[0].start;
  for (guint i = 0; i < n_cells; i++)
    skyline[i] = start;

  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && boxes[end].start - boxes[first].start < ONE_LINE; end++)
        ;
      start = find_start (&boxes[first], end - first, skyline, start);
      for (guint i = first; i < end; i++)
        {
          if (across)
            rects[boxes[i].index].x = start;
          else
            rects[boxes[i].index].y = start;
          for (guint cell = boxes[i].low; cell <= boxes[i].high; cell++)
            skyline[cell] = MAX (skyline[cell], start + boxes[i].length + gap);
        }
    }
}

void
gp_layout_gather (GpRect *rects,
                  guint   n,
                  double  gap)
{
  if (n == 0)
    return;

  gather (rects, n, FALSE, gap);
  gather (rects, n, TRUE, gap);
}

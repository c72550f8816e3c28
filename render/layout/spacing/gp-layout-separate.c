/* gp-layout-separate.c — pulls overlapping cards apart
 * SPDX-License-Identifier: Apache-2.0
 *
 * After Nachmanson et al., “Node overlap removal by growing a tree” (2016): a minimum spanning tree
 * in which the worst overlaps are the cheapest edges; walking it from the root, each edge whose
 * ends overlap is stretched until they do not, and everything beyond moves along. Repeated until
 * nothing overlaps. The angles of the tree's edges stay, so the drawing keeps its shape.
 *
 * The tree is taken over all pairs instead of a triangulation: for the few hundred cards this is
 * meant for, that is faster than building one and sees every overlap at once.
 *
 * Should the rounds run out, what still overlaps is pushed down past everything in its way, which
 * always ends. */
#define G_LOG_DOMAIN "gp-layout-separate"

#include "config.h"

#include "gp-layout-separate.h"

#include <math.h>

#define MAX_ROUNDS 60

/* What a comparison of summed coordinates forgives. */
#define NEARLY 1e-7

typedef struct
{
  double  x, y;      /* centre */
  double  half_width, half_height;
  double  new_x, new_y;
  double  cost;      /* of the cheapest edge to the tree so far */
  guint32 parent;
  gboolean in_tree;
} Cell;

/* By what factor the distance between the centres must grow until the cells only touch; 1 or
 * less where they do not overlap. */
static double
stretch_needed (const Cell *a,
                const Cell *b)
{
  double dx = fabs (a->x - b->x);
  double dy = fabs (a->y - b->y);

  return MIN ((a->half_width + b->half_width) / MAX (dx, 1e-9),
              (a->half_height + b->half_height) / MAX (dy, 1e-9));
}

static double
edge_cost (const Cell *a,
           const Cell *b,
           gboolean   *overlap)
{
  double dx = fabs (a->x - b->x);
  double dy = fabs (a->y - b->y);
  double free_x = dx - a->half_width - b->half_width;
  double free_y = dy - a->half_height - b->half_height;

  if (free_x < -NEARLY && free_y < -NEARLY)
    {
      *overlap = TRUE;
      return -(stretch_needed (a, b) - 1) * hypot (dx, dy);
    }

  return hypot (MAX (free_x, 0), MAX (free_y, 0));
}

/* One round. Returns: whether anything overlapped. Prim's algorithm; since the parent enters the
 * tree first, its new place is known when the child comes. */
static gboolean
grow_tree (Cell  *cells,
           guint  n)
{
  gboolean overlap = FALSE;
  guint current = 0;

  for (guint i = 0; i < n; i++)
    {
      cells[i].cost = INFINITY;
      cells[i].in_tree = FALSE;
    }
  cells[0].parent = 0;

  for (guint round = 0; round < n; round++)
    {
      Cell *cell = &cells[current];
      const Cell *parent = &cells[cell->parent];
      double stretch = round > 0 ? MAX (1, stretch_needed (cell, parent)) : 1;
      guint next = current;

      /* Where they overlapped, a hair more than needed: otherwise rounding brings it back. */
      if (stretch > 1)
        stretch += 1e-6;
      else
        stretch = 1;
      cell->in_tree = TRUE;
      cell->new_x = round > 0 ? parent->new_x + (cell->x - parent->x) * stretch : cell->x;
      cell->new_y = round > 0 ? parent->new_y + (cell->y - parent->y) * stretch : cell->y;

      for (guint i = 0; i < n; i++)
        {
          double cost;

          if (cells[i].in_tree)
            continue;
          cost = edge_cost (cell, &cells[i], &overlap);
          if (cost < cells[i].cost)
            {
              cells[i].cost = cost;
              cells[i].parent = current;
            }
          if (next == current || cells[i].cost < cells[next].cost)
            next = i;
        }
      current = next;
    }

  return overlap;
}

/* Two cards on one spot have no direction to part in: give each its own. */
static void
tell_apart (Cell  *cells,
            guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      cells[i].x += 1e-3 * cos (2.4 * i) * (1 + i * 1e-2);
      cells[i].y += 1e-3 * sin (2.4 * i) * (1 + i * 1e-2);
    }
}

static int
compare_top (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const GpRect *rects = user_data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  if (rects[left].y != rects[right].y)
    return rects[left].y < rects[right].y ? -1 : 1;
  return (left > right) - (left < right);
}

static int
compare_left (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const GpRect *rects = user_data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  if (rects[left].x != rects[right].x)
    return rects[left].x < rects[right].x ? -1 : 1;
  return (left > right) - (left < right);
}

static guint32 *
sorted_indices (const GpRect     *rects,
                guint             n,
                GCompareDataFunc  compare)
{
  guint32 *order = g_new (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof (guint32), compare, (gpointer) rects);

  return order;
}

static void
push_down (GpRect *rects,
           guint   n,
           double  gap)
{
  g_autofree guint32 *order = sorted_indices (rects, n, compare_top);

  for (guint i = 1; i < n; i++)
    {
      GpRect *rect = &rects[order[i]];
      gboolean moved = TRUE;

      while (moved)
        {
          moved = FALSE;
          for (guint j = 0; j < i; j++)
            if (gp_rect_gap (rect, &rects[order[j]]) < gap - NEARLY)
              {
                rect->y = rects[order[j]].y + rects[order[j]].height + gap;
                moved = TRUE;
              }
        }
    }
}

void
gp_layout_separate (GpRect *rects,
                    guint   n_rects,
                    double  gap)
{
  g_autofree Cell *cells = g_new (Cell, MAX (n_rects, 1));
  gboolean overlap = TRUE;

  if (n_rects < 2)
    return;

  for (guint i = 0; i < n_rects; i++)
    cells[i] = (Cell) {
      .x = gp_rect_center_x (&rects[i]),
      .y = gp_rect_center_y (&rects[i]),
      .half_width = (rects[i].width + gap) / 2,
      .half_height = (rects[i].height + gap) / 2,
    };
  tell_apart (cells, n_rects);

  for (guint round = 0; overlap && round < MAX_ROUNDS; round++)
    {
      overlap = grow_tree (cells, n_rects);
      for (guint i = 0; overlap && i < n_rects; i++)
        {
          cells[i].x = cells[i].new_x;
          cells[i].y = cells[i].new_y;
        }
    }

  for (guint i = 0; i < n_rects; i++)
    {
      rects[i].x = cells[i].x - rects[i].width / 2;
      rects[i].y = cells[i].y - rects[i].height / 2;
    }
  push_down (rects, n_rects, gap);
}

/* Each card as far to the left as those allow that begin before it and share its height. */
static gboolean
squeeze_across (GpRect *rects,
                guint   n,
                double  gap)
{
  g_autofree guint32 *order = sorted_indices (rects, n, compare_left);
  double edge = rects[order[0]].x;
  gboolean moved = FALSE;

  for (guint i = 1; i < n; i++)
    {
      GpRect *rect = &rects[order[i]];
      double x = edge;

      for (guint j = 0; j < i; j++)
        {
          const GpRect *other = &rects[order[j]];

          if (other->y < rect->y + rect->height + gap - NEARLY
              && rect->y < other->y + other->height + gap - NEARLY)
            x = MAX (x, other->x + other->width + gap);
        }
      if (x < rect->x - NEARLY)
        {
          rect->x = x;
          moved = TRUE;
        }
    }

  return moved;
}

static void
transpose (GpRect *rects,
           guint   n)
{
  for (guint i = 0; i < n; i++)
    rects[i] = (GpRect) {
      .x = rects[i].y, .y = rects[i].x, .width = rects[i].height, .height = rects[i].width,
    };
}

void
gp_layout_squeeze (GpRect *rects,
                   guint   n_rects,
                   double  gap)
{
  gboolean moved = TRUE;

  for (guint round = 0; n_rects > 1 && moved && round < 4; round++)
    {
      moved = squeeze_across (rects, n_rects, gap);
      transpose (rects, n_rects);
      moved |= squeeze_across (rects, n_rects, gap);
      transpose (rects, n_rects);
    }
}

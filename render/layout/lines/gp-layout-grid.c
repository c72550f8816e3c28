/* gp-layout-grid.c — what lies in this area, for rectangles that hardly ever move
 * SPDX-License-Identifier: Apache-2.0
 *
 * The cells are stored one after another in row order: cell c holds items[first[c]] up to
 * items[first[c + 1]]. There are about as many cells as rectangles, so a cell holds a few. A
 * rectangle that reaches into several cells is in each; a stamp per rectangle keeps an answer
 * from naming it twice. Those that have come or moved since are looked at one by one, whatever
 * cells they were in. */
#define G_LOG_DOMAIN "gp-layout-grid"

#include "config.h"

#include "gp-layout-grid.h"

#include <math.h>

#define MOST_LOOSE 64       /* looking at more costs about as much as sorting anew */

struct _GpLayoutGrid
{
  const GpRect *rects;
  guint         n_rects;
  GpRect        bounds;
  double        cell;       /* side, canvas units */
  guint         columns;
  guint         rows;
  guint        *first;
  guint32      *items;
  guint        *stamps;
  guint         question;
  guint32      *found;
  guint         room;       /* in stamps and found */
  guint32       loose[MOST_LOOSE];      /* not in their cells */
  guint         n_loose;
};

typedef struct
{
  guint left, right;        /* cells, both included */
  guint top, bottom;
} Range;

static guint
cell_at (double offset,
         double cell,
         guint  count)
{
  double at = floor (offset / cell);

  return at <= 0 ? 0 : at >= count ? count - 1 : (guint) at;
}

static Range
range_of (const GpLayoutGrid *self,
          const GpRect       *rect)
{
  double x = rect->x - self->bounds.x;
  double y = rect->y - self->bounds.y;

  return (Range) {
    .left = cell_at (x, self->cell, self->columns),
    .right = cell_at (x + rect->width, self->cell, self->columns),
    .top = cell_at (y, self->cell, self->rows),
    .bottom = cell_at (y + rect->height, self->cell, self->rows),
  };
}

/* Two passes: count, then fill. */
static void
sort_into_cells (GpLayoutGrid *self)
{
  guint n_cells = self->columns * self->rows;
  g_autofree guint *next = NULL;

  self->first = g_new0 (guint, n_cells + 1);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint32 i = 0; i < self->n_rects; i++)
        {
          Range range = range_of (self, &self->rects[i]);

          for (guint row = range.top; row <= range.bottom; row++)
            for (guint column = range.left; column <= range.right; column++)
              {
                guint cell = row * self->columns + column;

                if (pass == 0)
                  self->first[cell + 1]++;
                else
                  self->items[next[cell]++] = i;
              }
        }

      if (pass == 1)
        break;
      for (guint cell = 0; cell < n_cells; cell++)
        self->first[cell + 1] += self->first[cell];
      self->items = g_new (guint32, MAX (self->first[n_cells], 1));
      next = g_memdup2 (self->first, (n_cells + 1) * sizeof (guint));
    }
}

GpLayoutGrid *
gp_layout_grid_new (const GpRect *rects,
                    guint         n_rects)
{
  GpLayoutGrid *self = g_new0 (GpLayoutGrid, 1);

  self->rects = rects;
  self->n_rects = n_rects;
  for (guint i = 0; i < n_rects; i++)
    self->bounds = i == 0 ? rects[0] : gp_rect_union (&self->bounds, &rects[i]);

  self->cell = MAX (64, sqrt (self->bounds.width * self->bounds.height / MAX (n_rects, 1)));
  /* One card far away must not make a grid of millions of empty cells. */
  self->cell = MAX (self->cell, MAX (self->bounds.width, self->bounds.height) / 1000);
  self->columns = (guint) (self->bounds.width / self->cell) + 1;
  self->rows = (guint) (self->bounds.height / self->cell) + 1;
  self->room = n_rects + MOST_LOOSE;
  self->stamps = g_new0 (guint, self->room);
  self->found = g_new (guint32, self->room);
  sort_into_cells (self);

  return self;
}

void
gp_layout_grid_free (GpLayoutGrid *self)
{
  if (self == NULL)
    return;

  g_free (self->first);
  g_free (self->items);
  g_free (self->stamps);
  g_free (self->found);
  g_free (self);
}

gboolean
gp_layout_grid_follow (GpLayoutGrid *self,
                       const GpRect *rects,
                       guint         n_rects,
                       guint32       index)
{
  g_return_val_if_fail (index < n_rects && n_rects >= self->n_rects, FALSE);

  for (guint i = 0; i < self->n_loose; i++)
    if (self->loose[i] == index)
      {
        self->rects = rects;
        return TRUE;
      }
  if (self->n_loose == MOST_LOOSE || n_rects > self->room)
    return FALSE;
  self->loose[self->n_loose++] = index;
  self->rects = rects;
  self->n_rects = n_rects;
  return TRUE;
}

/* Adds @item to what was found, which are @n, if it overlaps @area. Returns how many there are. */
static guint
look_at (GpLayoutGrid *self,
         guint32       item,
         const GpRect *area,
         guint         n)
{
  if (self->stamps[item] == self->question)
    return n;
  self->stamps[item] = self->question;
  if (gp_rect_overlaps (&self->rects[item], area))
    self->found[n++] = item;
  return n;
}

const guint32 *
gp_layout_grid_query (GpLayoutGrid *self,
                      const GpRect *area,
                      guint        *n_found)
{
  Range range = range_of (self, area);
  guint n = 0;

  self->question++;
  for (guint row = range.top; row <= range.bottom; row++)
    for (guint column = range.left; column <= range.right; column++)
      {
        guint cell = row * self->columns + column;

        for (guint i = self->first[cell]; i < self->first[cell + 1]; i++)
          n = look_at (self, self->items[i], area, n);
      }
  for (guint i = 0; i < self->n_loose; i++)
    n = look_at (self, self->loose[i], area, n);

  *n_found = n;
  return self->found;
}

/* gp-layout-pack.c — puts boxes on paper
 * SPDX-License-Identifier: Apache-2.0
 *
 * The skyline is the lower outline of what has been placed: a list of steps from left to right,
 * each with the height below which it is free.
 *
 *     ┌────┐┌──┐┌───┐
 *     │    ││  │└───┘     steps: (0, 4) (6, 3) (10, 2)
 *     │    │└──┘
 *     └────┘
 *
 * A box may begin at the left end of any step; it takes the place where its lower side comes
 * highest up, the leftmost of equals. */
#define G_LOG_DOMAIN "gp-layout-pack"

#include "config.h"

#include "gp-layout-pack.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double x;
  double y;
} Step;

typedef struct
{
  guint  index;
  double width;
  double height;
} Item;

/* Higher first; the index decides between equals, so that the order is total. */
static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;

  if (left->height != right->height)
    return left->height < right->height ? 1 : -1;
  if (left->width != right->width)
    return left->width < right->width ? 1 : -1;
  return (left->index > right->index) - (left->index < right->index);
}

double
gp_layout_pack_cost (double width,
                     double height,
                     double aspect)
{
  double ratio = height > 0 ? width / height / aspect : 1;

  return width * height * MAX (ratio, 1 / ratio);
}

/* How deep the outline reaches under a box of @width, and @gap beside it, at the step @first; -1
 * past the paper. */
static double
depth_at (const GArray *steps,
          guint         first,
          double        width,
          double        gap,
          double        paper)
{
  const Step *step = &g_array_index (steps, Step, first);
  double right = step->x + width + gap;
  double depth = 0;

  if (right > paper + gap && first > 0)
    return -1;
  for (guint i = first; i < steps->len && g_array_index (steps, Step, i).x < right; i++)
    depth = MAX (depth, g_array_index (steps, Step, i).y);

  return depth;
}

/* The outline after a box with the given lower side has been put over [left, right). */
static void
raise_steps (GArray *steps,
             guint   first,
             double  right,
             double  bottom)
{
  guint last = first;
  Step behind;

  while (last + 1 < steps->len && g_array_index (steps, Step, last + 1).x < right)
    last++;
  behind = (Step) { .x = right, .y = g_array_index (steps, Step, last).y };

  g_array_index (steps, Step, first).y = bottom;
  if (last > first)
    g_array_remove_range (steps, first + 1, last - first);
  if (first + 1 == steps->len || g_array_index (steps, Step, first + 1).x > right)
    g_array_insert_val (steps, first + 1, behind);
}

static GpRect
pack_on (GpRect     *boxes,
         const Item *items,
         guint       n_items,
         double      gap,
         double      paper)
{
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  const Step ground = { 0 };
  GpRect bounds = { 0 };

  g_array_append_val (steps, ground);
  for (guint i = 0; i < n_items; i++)
    {
      GpRect *box = &boxes[items[i].index];
      guint best = 0;
      double best_depth = -1;

      for (guint s = 0; s < steps->len; s++)
        {
          double depth = depth_at (steps, s, box->width, gap, paper);

          if (depth >= 0 && (best_depth < 0 || depth < best_depth))
            {
              best = s;
              best_depth = depth;
            }
        }

      box->x = g_array_index (steps, Step, best).x;
      box->y = best_depth;
      raise_steps (steps, best, box->x + box->width + gap, box->y + box->height + gap);
      bounds.width = MAX (bounds.width, box->x + box->width);
      bounds.height = MAX (bounds.height, box->y + box->height);
    }

  return bounds;
}

void
gp_layout_pack (GpRect *boxes,
                guint   n_boxes,
                double  gap,
                double  aspect,
                GpRect *bounds)
{
  static const double stretches[] = { 1.0, 0.85, 1.15, 0.72, 1.3, 1.5 };
  g_autofree Item *items = g_new (Item, MAX (n_boxes, 1));
  g_autofree GpRect *best = NULL;
  GpRect best_bounds = { 0 };
  double area = 0;
  double widest = 0;

  for (guint i = 0; i < n_boxes; i++)
    {
      items[i] = (Item) { .index = i, .width = boxes[i].width, .height = boxes[i].height };
      area += (boxes[i].width + gap) * (boxes[i].height + gap);
      widest = MAX (widest, boxes[i].width);
    }
  qsort (items, n_boxes, sizeof (Item), compare_items);

  for (guint i = 0; i < G_N_ELEMENTS (stretches); i++)
    {
      double paper = MAX (widest, sqrt (area * aspect) * stretches[i]);
      GpRect around = pack_on (boxes, items, n_boxes, gap, paper);

      if (best == NULL
          || gp_layout_pack_cost (around.width, around.height, aspect)
             < gp_layout_pack_cost (best_bounds.width, best_bounds.height, aspect))
        {
          g_free (best);
          best = g_memdup2 (boxes, n_boxes * sizeof (GpRect));
          best_bounds = around;
        }
    }

  if (n_boxes > 0)
    memcpy (boxes, best, n_boxes * sizeof (GpRect));
  if (bounds != NULL)
    *bounds = best_bounds;
}

/* gp-layout-maze.c — the shortest way with right angles among rectangles
 * SPDX-License-Identifier: Apache-2.0
 *
 * A* on the orthogonal visibility graph, as the routers of drawing programs do it (Wybrow, Marriott
 * and Stuckey, "Orthogonal Connector Routing", 2009): some shortest way runs only along the lines
 * that pass the sides of rectangles and the ends, so those lines are the grid. A place of the
 * search is a crossing of two of them together with the axis on which it was reached, for a bend
 * costs as much as a detour.
 *
 * The arrays of the search are never cleared: a place counts only where its stamp is that of the
 * run. */
#define G_LOG_DOMAIN "gp-layout-maze"

#include "config.h"

#include "gp-layout-maze.h"

#include <math.h>
#include <string.h>

#define BEND 64.0f      /* what a bend costs, in canvas units of length */

enum { LEVEL, UPRIGHT, N_AXES };

/* What is in the way right of a crossing, and below it. */
enum { SHUT_RIGHT = 1, SHUT_BELOW = 2 };

typedef struct
{
  float    rank;       /* cost so far and what is left at least */
  float    cost;
  guint32  place;
} Step;

struct _GpLayoutMaze
{
  GArray  *xs;         /* double: ascending */
  GArray  *ys;
  guint8  *shut;       /* by crossing */
  gsize    n_shut;
  float   *costs;      /* by place */
  guint32 *before;     /* by place: place + 1, or 0 */
  guint32 *stamps;
  gsize    n_places;
  guint32  run;
  GArray  *heap;       /* Step: least rank first */
  guint32  goals[GP_LAYOUT_MAZE_ENDS];
};

GpLayoutMaze *
gp_layout_maze_new (void)
{
  GpLayoutMaze *self = g_new0 (GpLayoutMaze, 1);

  self->xs = g_array_new (FALSE, FALSE, sizeof (double));
  self->ys = g_array_new (FALSE, FALSE, sizeof (double));
  self->heap = g_array_new (FALSE, FALSE, sizeof (Step));
  return self;
}

void
gp_layout_maze_free (GpLayoutMaze *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->xs);
  g_array_unref (self->ys);
  g_array_unref (self->heap);
  g_free (self->shut);
  g_free (self->costs);
  g_free (self->before);
  g_free (self->stamps);
  g_free (self);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
sort_unique (GArray *values)
{
  double *data = (double *) (gpointer) values->data;
  guint n = 0;

  g_array_sort (values, compare_doubles);
  for (guint i = 0; i < values->len; i++)
    if (n == 0 || data[i] != data[n - 1])
      data[n++] = data[i];
  g_array_set_size (values, n);
}

/* The first value that is not below @value. */
static guint
find_at (const GArray *values,
         double        value)
{
  guint low = 0;
  guint high = values->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (values, double, middle) < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_line (GArray *values,
          double  value)
{
  g_array_append_val (values, value);
}

static void
lay_grid (GpLayoutMaze               *self,
          const GpLayoutMazeQuestion *question)
{
  g_array_set_size (self->xs, 0);
  g_array_set_size (self->ys, 0);
  for (guint i = 0; i < question->n_rects; i++)
    {
      const GpRect *rect = &question->rects[i];

      add_line (self->xs, rect->x - question->margin);
      add_line (self->xs, rect->x + rect->width + question->margin);
      add_line (self->ys, rect->y - question->margin);
      add_line (self->ys, rect->y + rect->height + question->margin);
    }
  for (guint i = 0; i < question->n_from; i++)
    {
      add_line (self->xs, question->from[i].x);
      add_line (self->ys, question->from[i].y);
    }
  for (guint i = 0; i < question->n_to; i++)
    {
      add_line (self->xs, question->to[i].x);
      add_line (self->ys, question->to[i].y);
    }
  sort_unique (self->xs);
  sort_unique (self->ys);
}

/* Shuts the pieces of the grid that run through @rect; along its sides they stay open. */
static void
shut_rect (GpLayoutMaze *self,
           const GpRect *rect)
{
  guint nx = self->xs->len;
  guint left = find_at (self->xs, rect->x);
  guint right = find_at (self->xs, rect->x + rect->width);
  guint top = find_at (self->ys, rect->y);
  guint bottom = find_at (self->ys, rect->y + rect->height);
  guint inside_x = left < nx && g_array_index (self->xs, double, left) == rect->x ? left + 1 : left;
  guint inside_y = top < self->ys->len && g_array_index (self->ys, double, top) == rect->y
                     ? top + 1 : top;

  /* A piece from i to i + 1 overlaps the rectangle from the last line at or before its side on. */
  guint from_x = inside_x > 0 ? inside_x - 1 : 0;
  guint from_y = inside_y > 0 ? inside_y - 1 : 0;

  for (guint y = inside_y; y < bottom; y++)
    for (guint x = from_x; x < right; x++)
      self->shut[(gsize) y * nx + x] |= SHUT_RIGHT;
  for (guint y = from_y; y < bottom; y++)
    for (guint x = inside_x; x < right; x++)
      self->shut[(gsize) y * nx + x] |= SHUT_BELOW;
}

static void
make_room (GpLayoutMaze *self)
{
  gsize n = (gsize) self->xs->len * self->ys->len;

  if (self->n_shut < n)
    {
      g_free (self->shut);
      self->shut = g_malloc (n);
      self->n_shut = n;
    }
  memset (self->shut, 0, n);
  if (self->n_places < n * N_AXES)
    {
      g_free (self->costs);
      g_free (self->before);
      g_free (self->stamps);
      self->n_places = n * N_AXES;
      self->costs = g_new (float, self->n_places);
      self->before = g_new (guint32, self->n_places);
      self->stamps = g_new0 (guint32, self->n_places);
      self->run = 0;
    }
  if (++self->run == 0)
    {
      memset (self->stamps, 0, self->n_places * sizeof (guint32));
      self->run = 1;
    }
}

static guint32
place_at (const GpLayoutMaze *self,
          const GpPoint      *point,
          guint               axis)
{
  guint x = find_at (self->xs, point->x);
  guint y = find_at (self->ys, point->y);

  return (y * self->xs->len + x) * N_AXES + axis;
}

static GpPoint
point_of (const GpLayoutMaze *self,
          guint32             place)
{
  guint crossing = place / N_AXES;

  return (GpPoint) {
    g_array_index (self->xs, double, crossing % self->xs->len),
    g_array_index (self->ys, double, crossing / self->xs->len),
  };
}

static gboolean
is_before (const Step *a,
           const Step *b)
{
  /* Of equals the one that has come farther, then any order that is always the same. */
  if (a->rank != b->rank)
    return a->rank < b->rank;
  if (a->cost != b->cost)
    return a->cost > b->cost;
  return a->place < b->place;
}

static void
push (GpLayoutMaze *self,
      Step          step)
{
  GArray *heap = self->heap;
  guint at = heap->len;
  Step *steps;

  g_array_append_val (heap, step);
  steps = (Step *) (gpointer) heap->data;
  while (at > 0 && is_before (&step, &steps[(at - 1) / 2]))
    {
      steps[at] = steps[(at - 1) / 2];
      at = (at - 1) / 2;
    }
  steps[at] = step;
}

static Step
pop (GpLayoutMaze *self)
{
  Step *steps = (Step *) (gpointer) self->heap->data;
  guint n = self->heap->len - 1;
  Step first = steps[0];
  Step last = steps[n];
  guint at = 0;

  g_array_set_size (self->heap, n);
  for (guint child = 1; child < n; child = 2 * at + 1)
    {
      if (child + 1 < n && is_before (&steps[child + 1], &steps[child]))
        child++;
      if (!is_before (&steps[child], &last))
        break;
      steps[at] = steps[child];
      at = child;
    }
  if (n > 0)
    steps[at] = last;
  return first;
}

static void
visit (GpLayoutMaze               *self,
       const GpLayoutMazeQuestion *question,
       guint32                     place,
       guint32                     before,
       float                       cost)
{
  GpPoint at;
  float left = INFINITY;

  if (self->stamps[place] == self->run && self->costs[place] <= cost)
    return;
  self->stamps[place] = self->run;
  self->costs[place] = cost;
  self->before[place] = before;
  at = point_of (self, place);
  for (guint i = 0; i < question->n_to; i++)
    left = MIN (left, (float) (fabs (at.x - question->to[i].x) + fabs (at.y - question->to[i].y)));
  push (self, (Step) { cost + left, cost, place });
}

static void
visit_neighbours (GpLayoutMaze               *self,
                  const GpLayoutMazeQuestion *question,
                  const Step                 *step)
{
  guint nx = self->xs->len;
  guint crossing = step->place / N_AXES;
  guint axis = step->place % N_AXES;
  guint x = crossing % nx;
  guint y = crossing / nx;
  const double *xs = (const double *) (gconstpointer) self->xs->data;
  const double *ys = (const double *) (gconstpointer) self->ys->data;
  float level = step->cost + (axis == LEVEL ? 0 : BEND);
  float upright = step->cost + (axis == UPRIGHT ? 0 : BEND);

  if (x + 1 < nx && (self->shut[crossing] & SHUT_RIGHT) == 0)
    visit (self, question, (crossing + 1) * N_AXES + LEVEL, step->place + 1,
           level + (float) (xs[x + 1] - xs[x]));
  if (x > 0 && (self->shut[crossing - 1] & SHUT_RIGHT) == 0)
    visit (self, question, (crossing - 1) * N_AXES + LEVEL, step->place + 1,
           level + (float) (xs[x] - xs[x - 1]));
  if (y + 1 < self->ys->len && (self->shut[crossing] & SHUT_BELOW) == 0)
    visit (self, question, (crossing + nx) * N_AXES + UPRIGHT, step->place + 1,
           upright + (float) (ys[y + 1] - ys[y]));
  if (y > 0 && (self->shut[crossing - nx] & SHUT_BELOW) == 0)
    visit (self, question, (crossing - nx) * N_AXES + UPRIGHT, step->place + 1,
           upright + (float) (ys[y] - ys[y - 1]));
}

static gboolean
is_goal (const GpLayoutMaze         *self,
         const GpLayoutMazeQuestion *question,
         guint32                     place)
{
  for (guint i = 0; i < question->n_to; i++)
    if (self->goals[i] == place)
      return TRUE;
  return FALSE;
}

/* The corners from the first place to @goal, without those where the way goes straight on. */
static void
write_way (GpLayoutMaze *self,
           guint32       goal,
           GArray       *points)
{
  guint32 place = goal;
  guint n;
  GpPoint *data;

  for (;;)
    {
      GpPoint point = point_of (self, place);
      GpPoint *last = points->len > 0 ? &g_array_index (points, GpPoint, points->len - 1) : NULL;
      const GpPoint *one = points->len > 1 ? last - 1 : NULL;

      if (one != NULL && ((one->x == last->x && last->x == point.x)
                          || (one->y == last->y && last->y == point.y)))
        *last = point;
      else if (last == NULL || last->x != point.x || last->y != point.y)
        g_array_append_val (points, point);
      if (self->before[place] == 0)
        break;
      place = self->before[place] - 1;
    }
  n = points->len;
  data = (GpPoint *) (gpointer) points->data;
  for (guint i = 0; i < n / 2; i++)
    {
      GpPoint kept = data[i];

      data[i] = data[n - 1 - i];
      data[n - 1 - i] = kept;
    }
}

gboolean
gp_layout_maze_solve (GpLayoutMaze               *self,
                      const GpLayoutMazeQuestion *question,
                      GArray                     *points,
                      guint                      *spent)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (question->n_rects <= GP_LAYOUT_MAZE_RECTS, FALSE);

  g_array_set_size (points, 0);
  g_array_set_size (self->heap, 0);
  *spent = 0;
  if (question->n_from == 0 || question->n_to == 0)
    return FALSE;
  lay_grid (self, question);
  make_room (self);
  for (guint i = 0; i < question->n_rects; i++)
    shut_rect (self, &question->rects[i]);
  for (guint i = 0; i < question->n_to; i++)
    self->goals[i] = place_at (self, &question->to[i], LEVEL);
  for (guint i = 0; i < question->n_from; i++)
    visit (self, question, place_at (self, &question->from[i], LEVEL), 0, 0);

  while (self->heap->len > 0 && *spent < question->budget)
    {
      Step step = pop (self);

      if (step.cost > self->costs[step.place])
        continue;      /* a cheaper way there was found since */
      ++*spent;
      if (is_goal (self, question, step.place))
        {
          write_way (self, step.place, points);
          return TRUE;
        }
      /* Who comes from above or below turns once more into the card. */
      if (step.place % N_AXES == UPRIGHT && is_goal (self, question, step.place - UPRIGHT))
        visit (self, question, step.place - UPRIGHT, step.place + 1, step.cost + BEND);
      visit_neighbours (self, question, &step);
    }
  return FALSE;
}

/* gp-layout-anneal.c — arranges boxes so that what is tied lies close
 * SPDX-License-Identifier: Apache-2.0
 *
 * Simulated annealing on a sequence pair (Murata et al., 1996): two orders of the boxes say for
 * each two which is left of or above the other:
 *
 *     first  … a … b …   second  … a … b …     a is left of b
 *     first  … b … a …   second  … a … b …     a is above b
 *
 * Every pair of orders is an arrangement without overlaps, and the tightest one is found in
 * n log n: x is the longest weighted path, which a Fenwick tree of maxima gives while walking the
 * second order; y the same with the first order reversed (Tang and Wong, 2001).
 *
 * A move swaps two boxes in one order or both, or takes a box somewhere else; the temperature
 * falls by the same factor at each step. */
#define G_LOG_DOMAIN "gp-layout-anneal"

#include "config.h"

#include "gp-layout-anneal.h"

#include "gp-layout-pack.h"

#include <math.h>
#include <string.h>

/* What wire length counts against area; tried on schemas of 60 to 10 000 tables. */
#define WIRE_SHARE 8.0

/* Within this factor of the aspect that was asked for, it is an aim; beyond, nearly a must. */
#define ASPECT_SLACK 1.1

#define FIRST_TEMPERATURE 0.03
#define LAST_TEMPERATURE  0.001

typedef struct
{
  guint32 *order;
  guint32 *place;    /* order[place[i]] == i */
} Sequence;

typedef struct
{
  guint               n;
  double             *width;     /* with the gap */
  double             *height;
  double             *x;
  double             *y;
  double             *tree;      /* Fenwick tree of maxima, from 1 */
  Sequence            first;
  Sequence            second;
  const GpAnnealWire *wires;
  guint               n_wires;
  double              gap;
  double              aspect;
  double              area_unit;
  double              wire_unit;
} Anneal;

typedef enum
{
  MOVE_SWAP_FIRST,
  MOVE_SWAP_SECOND,
  MOVE_SWAP_BOTH,
  MOVE_CARRY,        /* one box to another place in both orders */
  N_MOVES,
} MoveKind;

typedef struct
{
  MoveKind kind;
  guint    a, b;     /* for swaps: boxes; to carry: places, from and to, in the first order */
  guint    c, d;     /* to carry: the same in the second order */
} Move;

/* The longest path along one axis; @reversed walks the first order from its end. */
static double
place_axis (Anneal       *self,
            const double *size,
            gboolean      reversed,
            double       *position)
{
  guint n = self->n;
  double *tree = self->tree;
  double end = 0;

  memset (tree, 0, (n + 1) * sizeof (double));
  for (guint k = 0; k < n; k++)
    {
      guint32 box = self->second.order[k];
      guint at = reversed ? n - self->first.place[box] : self->first.place[box] + 1;
      double from = 0;
      double to;

      for (guint i = at; i > 0; i &= i - 1)
        from = MAX (from, tree[i]);
      position[box] = from;
      to = from + size[box];
      for (guint i = at; i <= n; i += i & -i)
        {
          /* All above this one cover more and hold at least as much. */
          if (tree[i] >= to)
            break;
          tree[i] = to;
        }
      end = MAX (end, to);
    }

  return end;
}

static double
wire_length (const Anneal *self)
{
  double length = 0;

  for (guint i = 0; i < self->n_wires; i++)
    {
      const GpAnnealWire *wire = &self->wires[i];

      length += wire->weight
                * (fabs (self->x[wire->a] + wire->ax - self->x[wire->b] - wire->bx)
                   + fabs (self->y[wire->a] + wire->ay - self->y[wire->b] - wire->by));
    }

  return length;
}

static double
evaluate (Anneal *self)
{
  double width = place_axis (self, self->width, FALSE, self->x) - self->gap;
  double height = place_axis (self, self->height, TRUE, self->y) - self->gap;

  double ratio = width / height / self->aspect;
  double missed = MAX (1, MAX (ratio, 1 / ratio) / ASPECT_SLACK);

  return gp_layout_pack_cost (width, height, self->aspect) * missed * missed / self->area_unit
         + WIRE_SHARE * wire_length (self) / self->wire_unit;
}

static void
swap_boxes (Sequence *sequence,
            guint     a,
            guint     b)
{
  guint at_a = sequence->place[a];
  guint at_b = sequence->place[b];

  sequence->order[at_a] = b;
  sequence->order[at_b] = a;
  sequence->place[a] = at_b;
  sequence->place[b] = at_a;
}

static void
carry (Sequence *sequence,
       guint     from,
       guint     to)
{
  guint32 box = sequence->order[from];
  guint low = MIN (from, to);
  guint high = MAX (from, to);

  if (from < to)
    memmove (&sequence->order[from], &sequence->order[from + 1], (to - from) * sizeof (guint32));
  else
    memmove (&sequence->order[to + 1], &sequence->order[to], (from - to) * sizeof (guint32));
  sequence->order[to] = box;
  for (guint i = low; i <= high; i++)
    sequence->place[sequence->order[i]] = i;
}

static void
do_move (Anneal     *self,
         const Move *move)
{
  switch (move->kind)
    {
    case MOVE_SWAP_FIRST:
      swap_boxes (&self->first, move->a, move->b);
      break;

    case MOVE_SWAP_SECOND:
      swap_boxes (&self->second, move->a, move->b);
      break;

    case MOVE_SWAP_BOTH:
      swap_boxes (&self->first, move->a, move->b);
      swap_boxes (&self->second, move->a, move->b);
      break;

    case MOVE_CARRY:
      carry (&self->first, move->a, move->b);
      carry (&self->second, move->c, move->d);
      break;

    case N_MOVES:
    default:
      g_assert_not_reached ();
    }
}

static void
undo_move (Anneal     *self,
           const Move *move)
{
  Move back = *move;

  if (move->kind == MOVE_CARRY)
    back = (Move) {
      .kind = MOVE_CARRY, .a = move->b, .b = move->a, .c = move->d, .d = move->c,
    };
  do_move (self, &back);
}

/* To carry a box means to put it beside another one, in front of it or behind. */
static Move
random_move (const Anneal *self,
             GRand        *random)
{
  Move move = { .kind = g_rand_int (random) % N_MOVES };
  guint box = g_rand_int (random) % self->n;
  guint other = g_rand_int (random) % (self->n - 1);

  if (other >= box)
    other++;
  if (move.kind != MOVE_CARRY)
    {
      move.a = box;
      move.b = other;
      return move;
    }

  move.a = self->first.place[box];
  move.b = self->first.place[other];
  move.c = self->second.place[box];
  move.d = self->second.place[other];

  return move;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const double *keys = user_data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  if (keys[left] != keys[right])
    return keys[left] < keys[right] ? -1 : 1;
  return (left > right) - (left < right);
}

static void
sequence_init (Sequence *self,
               double   *keys,
               guint     n)
{
  self->order = g_new (guint32, n);
  self->place = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, n, sizeof (guint32), compare_keys, keys);
  for (guint i = 0; i < n; i++)
    self->place[self->order[i]] = i;
}

/* The two diagonals of where the boxes lie now give the two orders. */
static void
anneal_init (Anneal       *self,
             const GpRect *boxes)
{
  g_autofree double *keys = g_new (double, self->n);
  double weight = 0;
  double area = 0;

  self->width = g_new (double, self->n);
  self->height = g_new (double, self->n);
  self->x = g_new (double, self->n);
  self->y = g_new (double, self->n);
  self->tree = g_new (double, self->n + 1);

  for (guint i = 0; i < self->n; i++)
    {
      self->width[i] = boxes[i].width + self->gap;
      self->height[i] = boxes[i].height + self->gap;
      area += self->width[i] * self->height[i];
    }
  for (guint i = 0; i < self->n_wires; i++)
    weight += self->wires[i].weight;
  self->area_unit = area;
  self->wire_unit = MAX (weight, 1e-9) * sqrt (area);

  for (guint i = 0; i < self->n; i++)
    keys[i] = gp_rect_center_x (&boxes[i]) - gp_rect_center_y (&boxes[i]);
  sequence_init (&self->first, keys, self->n);
  for (guint i = 0; i < self->n; i++)
    keys[i] = gp_rect_center_x (&boxes[i]) + gp_rect_center_y (&boxes[i]);
  sequence_init (&self->second, keys, self->n);
}

static void
anneal_clear (Anneal *self)
{
  g_free (self->width);
  g_free (self->height);
  g_free (self->x);
  g_free (self->y);
  g_free (self->tree);
  g_free (self->first.order);
  g_free (self->first.place);
  g_free (self->second.order);
  g_free (self->second.place);
}

static void
keep (const Anneal *self,
      GpRect       *boxes)
{
  for (guint i = 0; i < self->n; i++)
    {
      boxes[i].x = self->x[i];
      boxes[i].y = self->y[i];
    }
}

double
gp_layout_anneal (GpRect             *boxes,
                  guint               n_boxes,
                  const GpAnnealWire *wires,
                  guint               n_wires,
                  double              gap,
                  double              aspect,
                  guint               moves,
                  guint32             seed,
                  GCancellable       *cancellable)
{
  Anneal self = {
    .n = n_boxes, .wires = wires, .n_wires = n_wires, .gap = gap, .aspect = aspect,
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  double cost;
  double best;
  double temperature = FIRST_TEMPERATURE;
  double cooling = pow (LAST_TEMPERATURE / FIRST_TEMPERATURE, 1.0 / MAX (moves, 1));

  if (n_boxes == 0)
    return 0;

  anneal_init (&self, boxes);
  cost = best = evaluate (&self);
  keep (&self, boxes);

  for (guint i = 0; n_boxes > 1 && i < moves; i++)
    {
      Move move = random_move (&self, random);
      double changed;

      if (i % 1024 == 0 && g_cancellable_is_cancelled (cancellable))
        break;

      do_move (&self, &move);
      changed = evaluate (&self);
      if (changed <= cost
          || exp ((cost - changed) / temperature) * G_MAXUINT32 > g_rand_int (random))
        {
          cost = changed;
          if (cost < best)
            {
              best = cost;
              keep (&self, boxes);
            }
        }
      else
        undo_move (&self, &move);
      temperature *= cooling;
    }

  anneal_clear (&self);
  return best;
}
